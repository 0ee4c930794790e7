"""Lines are thick enough to print."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import is_white
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Mark, Shape

_LONG_PT = 5.0
"""A filled area longer than this and thinner than the limit is a line."""


def find(document: Document) -> Iterator[Hit]:
    """Yield the first line of each thickness, on each page, that is too thin."""
    least = threshold("lines", "least_pt")
    for page in document.pages:
        seen: set[float] = set()
        for shape, at in page.placed:
            width = _thickness(shape)
            if width is None or width > least - 0.005 or round(width, 2) in seen or not _shows(page, shape, at):
                continue
            seen.add(round(width, 2))
            yield Hit(f"a line is {width:.2f} pt thin; {least:g} pt prints.", page.number, at)


def _thickness(shape: Mark) -> float | None:
    if not isinstance(shape, Shape):
        return None
    if shape.stroke is not None and not is_white(shape.stroke):
        return shape.line_pt
    if shape.fill is None or is_white(shape.fill):
        return None
    parts = shape.rectangles or (shape.box,)  # the rules of a table may be one path
    return min(
        (min(part.width, part.height) for part in parts if max(part.width, part.height) > _LONG_PT), default=None
    )


def _shows(page: PdfPage, mark: Mark, at: Rectangle) -> bool:
    return mark.ink.stroke_alpha > 0 and page.boxes.bleed.meets(at, 1)


CHECK = PdfCheck(
    id="pdf.thin-line",
    severity={"press": "error", "office": "warning"},
    rationale="Hairlines show on a screen and vanish on paper: writing lines and table rules are lost.",
    proposal="Make it at least 0.25 pt.",
    find=find,
)
