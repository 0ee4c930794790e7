"""Row 25: QR codes can be read, have a quiet zone of four modules and one ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leafletgen.boxes import PT_PER_MM, Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import Paint, gray_of, is_white
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Image, Shape
from leafletgen.checks.pdf.pictures import Picture, render
from leafletgen.checks.pdf.qr_read import Modules, has_finders, read_qr

_SMALLEST_MM, _LARGEST_MM = 8.0, 90.0
_SCALE = 6.0
_DARK, _LIGHT = 128, 200


def find(document: Document) -> Iterator[Hit]:
    """Yield codes that cannot be read, touch something, or are printed in several inks."""
    quiet = threshold("qr", "quiet_modules")
    for page in document.pages:
        candidates = list(_candidates(page))
        picture = render(document, page, _SCALE) if candidates else None
        for box, paint in candidates:
            assert picture is not None
            area = _ink_box(picture, box)
            modules = None if area is None else _modules(picture, area)
            if area is None or modules is None:
                continue
            if read_qr(modules) is None:
                yield Hit("a QR code cannot be read.", page.number, area)
            if not _is_quiet(picture, area, quiet * area.width / len(modules)):
                yield Hit(f"a QR code has less than {quiet:g} white modules round it.", page.number, area)
            if paint is not None and not _one_ink(paint):
                yield Hit("a QR code is printed in several inks.", page.number, area)


def codes(document: Document) -> tuple[str, ...]:
    """Return what the QR codes of a document say, in page order."""
    found = []
    for page in document.pages:
        for box, _paint in _candidates(page):
            picture = render(document, page, _SCALE)
            area = _ink_box(picture, box)
            modules = None if area is None else _modules(picture, area)
            text = None if modules is None else read_qr(modules)
            if text is not None:
                found.append(text)
    return tuple(found)


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
        whole = Rectangle(
            min(box.left for box in boxes),
            min(box.bottom for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )
        if len(boxes) > 60 and _is_square(whole):
            yield whole, paint


def _is_square(box: Rectangle) -> bool:
    low, high = _SMALLEST_MM * PT_PER_MM, _LARGEST_MM * PT_PER_MM
    return low < box.width < high and abs(box.width - box.height) < 0.06 * box.width


def _ink_box(picture: Picture, box: Rectangle) -> Rectangle | None:
    """Return the box of the dark pixels within a box: a code without its quiet zone."""
    pixels = picture.cut(box).point(lambda value: 255 if value < _DARK else 0)
    found = pixels.getbbox()
    if found is None:
        return None
    unit = 1 / picture.scale
    left, top = box.left + found[0] * unit, box.top - found[1] * unit
    return Rectangle(left, top - (found[3] - found[1]) * unit, left + (found[2] - found[0]) * unit, top)


def _modules(picture: Picture, area: Rectangle) -> Modules | None:
    """Return the modules at the size at which the three finders are where they must be."""
    if not _is_square(area):
        return None
    pixels = picture.cut(area)
    for size in range(21, 178, 4):
        modules = _sample(pixels, size)
        if has_finders(modules):
            return modules
    return None


def _sample(pixels: Any, size: int) -> Modules:
    across, down = pixels.width / size, pixels.height / size
    columns = [min(pixels.width - 1, int((c + 0.5) * across)) for c in range(size)]
    rows = [min(pixels.height - 1, int((r + 0.5) * down)) for r in range(size)]
    return tuple(tuple(pixels.getpixel((x, y)) < _DARK for x in columns) for y in rows)


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
