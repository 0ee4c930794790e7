"""QR codes can be read, have a quiet zone of four modules and one ink."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import zxingcpp
from PIL import ImageOps

from leafletgen.boxes import PT_PER_MM, Rectangle, around
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import Paint, gray_of, is_white
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Image, Shape
from leafletgen.checks.pdf.pictures import Picture, render
from leafletgen.errors import InputError

_SMALLEST_MM, _LARGEST_MM = 8.0, 90.0
_SCALE = 6.0
_LIGHT = 200
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_MOST = 100
"""Squares of a page that are looked at; more are a pattern."""
_PADDING = 24
"""White pixels put round a part of a page, so that its own edge never spoils a code."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on a page."""

    text: str | None
    """What it says; None where it cannot be read, or only by mending: paper has no reserve left then."""
    area: Rectangle
    """Without its quiet zone."""
    module: float
    """Side of a module, in points."""


def find(document: Document) -> Iterator[Hit]:
    """Yield codes that cannot be read, touch something, or are printed in several inks."""
    quiet = threshold("qr", "quiet_modules")
    for page, picture, code, paint in _codes(document):
        if code.text is None:
            yield Hit("a QR code cannot be read.", page.number, code.area)
        if not _is_quiet(picture, code.area, quiet * code.module):
            yield Hit(f"a QR code has less than {quiet:g} white modules round it.", page.number, code.area)
        if paint is not None and not _one_ink(paint):
            yield Hit("a QR code is printed in several inks.", page.number, code.area)


def codes(document: Document) -> tuple[str, ...]:
    """Return what the QR codes of a document say, in page order."""
    return tuple(code.text for _page, _picture, code, _paint in _codes(document) if code.text is not None)


def _codes(document: Document) -> Iterator[tuple[PdfPage, Picture, Code, Paint | None]]:
    for page in document.pages:
        for count, (box, paint) in enumerate(_candidates(page)):
            if count == _MOST:
                raise InputError(f"more than {_MOST} squares on page {page.number} may be QR codes.", "Look at it.")
            picture = render(document, page, _SCALE, _with_margin(box))
            code = _read(picture, box)
            if code is not None:
                yield page, picture, code, paint


def _with_margin(box: Rectangle) -> Rectangle:
    """Return whole points that hold a code and its quiet zone, which is four of at least 21 modules."""
    grown = box.grown(box.width / 4)
    return Rectangle(*map(math.floor, (grown.left, grown.bottom)), *map(math.ceil, (grown.right, grown.top)))


def _read(picture: Picture, box: Rectangle) -> Code | None:
    """Return the code in a part of a page; None where zxing-cpp finds no trace of one."""
    padded = ImageOps.expand(picture.cut(box), _PADDING, 255)
    found = zxingcpp.read_barcodes(padded, formats=_QR, return_errors=True)
    best = max(found, key=lambda code: code.valid, default=None)
    if best is None:
        return None
    place = best.position  # its corners are the code's own: a code may stand on its head
    corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
    xs = [box.left + (corner.x - _PADDING) / picture.scale for corner in corners]
    ys = [box.top - (corner.y - _PADDING) / picture.scale for corner in corners]
    facts = cast(dict[str, Any], best.extra)
    modules = 17 + 4 * int(facts.get("Version", 1))
    whole = best.valid and facts["UEC"] == 1.0  # ISO/IEC 15415: unused error correction
    area = Rectangle(min(xs), min(ys), max(xs), max(ys))
    return Code(best.text if whole else None, area, area.width / modules)


def _candidates(page: PdfPage) -> Iterator[tuple[Rectangle, Paint | None]]:
    """Yield squares that may be codes: one path, one image, or many small squares."""
    small: dict[tuple[int, Paint], list[Rectangle]] = {}
    for mark in page.marks:
        if isinstance(mark, Image) and _is_square(mark.box):
            yield mark.box, mark.fill if mark.is_mask else None
        elif isinstance(mark, Shape):
            paint = mark.fill or mark.stroke
            if paint is None or is_white(paint):
                continue
            if _is_square(mark.visible_box):
                yield mark.visible_box, paint
            elif mark.fill is not None and 0.5 < mark.box.height < 8 and mark.box.width < 80:
                small.setdefault((round(mark.box.height * 10), paint), []).append(mark.box)
    for (_size, paint), boxes in small.items():
        whole = around(boxes)
        if len(boxes) > 60 and _is_square(whole):
            yield whole, paint


def _is_square(box: Rectangle) -> bool:
    low, high = _SMALLEST_MM * PT_PER_MM, _LARGEST_MM * PT_PER_MM
    return low < box.width < high and abs(box.width - box.height) < 0.06 * box.width


def _is_quiet(picture: Picture, area: Rectangle, margin: float) -> bool:
    """Whether the ring round a code is light; half a point is left for the edges' softness."""
    outer = area.grown(margin - 0.3)
    rings = (
        Rectangle(outer.left, outer.bottom, area.left - 0.5, outer.top),
        Rectangle(area.right + 0.5, outer.bottom, outer.right, outer.top),
        Rectangle(outer.left, area.top + 0.5, outer.right, outer.top),
        Rectangle(outer.left, outer.bottom, outer.right, area.bottom - 0.5),
    )
    return all(picture.cut(ring.cut(picture.area)).getextrema()[0] > _LIGHT for ring in rings)


def _one_ink(paint: Paint) -> bool:
    """Whether a colour is one plate on a press; screen colours must be as dark as one."""
    if paint.kind == "cmyk":
        return sum(value > 0 for value in paint.values) == 1
    gray = gray_of(paint)
    return gray is not None and gray < 0.45


CHECK = PdfCheck(
    id="pdf.qr",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="A code that phones cannot read is a dead end for those who cannot type the address.",
    proposal="Leave four white modules round it and print it in black alone.",
    find=find,
)
