"""A page as a form XObject that can be placed anywhere, upright, with its bleed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array

from leafletgen.boxes import IDENTITY, Matrix, Rectangle, page_boxes


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form XObject and where its trim lies, in points, once /Rotate is honoured."""

    form: Any
    trim: Rectangle
    bleed_pt: float
    """The widest bleed on any side."""


def page_form(page: pikepdf.Page, number: int) -> PageForm:
    """Return a page as a form; raises InputError for boxes that make no sense.

    The form shows the bleed and nothing beyond it. Links to the structure tree are dropped: a
    sheet of pages in folding order has no reading order to tag.
    """
    boxes = page_boxes(page, number)
    form = page.as_form_xobject()
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    matrix: Matrix = IDENTITY
    if "/Matrix" in form:
        a, b, c, d, e, f = (float(value) for value in form.Matrix)
        matrix = (a, b, c, d, e, f)
    bleed = boxes.bleed
    form.BBox = Array([_short(value) for value in (bleed.left, bleed.bottom, bleed.right, bleed.top)])
    trim = boxes.trim.transformed(matrix)
    outer = bleed.transformed(matrix)
    beyond = (trim.left - outer.left, trim.bottom - outer.bottom, outer.right - trim.right, outer.top - trim.top)
    return PageForm(form, trim, round(max(0.0, *beyond), 2))


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 6)
