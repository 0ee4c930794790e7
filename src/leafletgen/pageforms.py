"""A page as a form XObject that can be placed anywhere, upright, with its bleed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array

from leafletgen.boxes import IDENTITY, PT_PER_MM, Matrix, Rectangle, page_boxes

SLACK_MM = 0.5
"""By how much sizes differ that are the same: programs round to points, or millimetres."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form XObject and where its trim lies, in points, once /Rotate is honoured."""

    form: Any
    trim: Rectangle
    bleed_pt: float
    """The widest bleed on any side."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the trim, to a tenth."""
        return round(self.trim.width / PT_PER_MM, 1), round(self.trim.height / PT_PER_MM, 1)


@dataclass(frozen=True, slots=True)
class OddPages:
    """Pages that have another size than most."""

    numbers: tuple[int, ...]
    size_mm: tuple[float, float]
    usual_mm: tuple[float, float]

    def __str__(self) -> str:
        who = (
            f"page {self.numbers[0]} is" if len(self.numbers) == 1 else f"pages {', '.join(map(str, self.numbers))} are"
        )
        is_, usual = (f"{width:g} × {height:g} mm" for width, height in (self.size_mm, self.usual_mm))
        return f"{who} {is_}, most are {usual}"


def odd_pages(placed: Iterable[tuple[int, PageForm, float]]) -> tuple[OddPages, ...]:
    """Return the pages that have another size than most for which a scheme has the same width.

    Each comes with its number and that width: a flap is narrower, and need not be told.
    """
    alike: defaultdict[float, list[tuple[int, tuple[float, float]]]] = defaultdict(list)
    for number, form, width_mm in sorted(placed, key=lambda each: each[0]):
        alike[width_mm].append((number, form.size_mm))
    found: defaultdict[tuple[tuple[float, float], tuple[float, float]], list[int]] = defaultdict(list)
    for pages in alike.values():
        ((usual, _count),) = Counter(size for _number, size in pages).most_common(1)
        for number, size in pages:
            if max(abs(size[0] - usual[0]), abs(size[1] - usual[1])) > SLACK_MM:
                found[size, usual].append(number)
    return tuple(OddPages(tuple(numbers), size, usual) for (size, usual), numbers in found.items())


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
