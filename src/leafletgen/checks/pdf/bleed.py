"""There is bleed, and it is really painted where art touches the trim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leafletgen.boxes import PT_PER_MM, Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.pictures import render

_EDGES = ("left", "right", "bottom", "top")
_WHITE = 254
"""Gray of bare paper: PDFium draws it as 255, and the faintest tints of yellow come out just below."""
_STEP_MM = 0.5


def find(document: Document) -> Iterator[Hit]:
    """Yield pages without room for bleed, and edges where colour ends at the trim."""
    wanted = threshold("bleed", "bleed_mm")
    for page in document.pages:
        boxes = page.boxes
        if not boxes.bleed.holds(boxes.trim.grown(wanted * PT_PER_MM), 0.1):
            yield Hit(f"the BleedBox is less than {wanted:g} mm larger than the TrimBox.", page.number)
            continue
        picture = render(document, page)
        for edge in _EDGES:
            at = _unpainted(picture, page, edge, wanted)
            if at is not None:
                yield Hit(f"colour ends at the {edge} edge of the trim.", page.number, at)


def _unpainted(picture: Any, page: PdfPage, edge: str, wanted: float) -> Rectangle | None:
    """Return the first place along an edge that is painted inside the trim and bare in the bleed."""
    trim = page.boxes.trim
    if _is_bare(picture, trim, edge):
        return None
    length = (trim.height if edge in ("left", "right") else trim.width) / PT_PER_MM
    for step in range(2, int(length / _STEP_MM) - 2):
        along = step * _STEP_MM
        inside, outside = (_point(trim, edge, along, beyond) for beyond in (-_STEP_MM, wanted - _STEP_MM))
        if picture.gray(*inside) < _WHITE <= picture.gray(*outside):
            return Rectangle(*inside, *inside)
    return None


def _is_bare(picture: Any, trim: Rectangle, edge: str) -> bool:
    """Whether nothing is painted along an edge, inside the trim."""
    step = _STEP_MM * PT_PER_MM
    left, bottom, right, top = trim.left, trim.bottom, trim.right, trim.top
    strip = {
        "left": Rectangle(left, bottom, left + 2 * step, top),
        "right": Rectangle(right - 2 * step, bottom, right, top),
        "bottom": Rectangle(left, bottom, right, bottom + 2 * step),
        "top": Rectangle(left, top - 2 * step, right, top),
    }[edge]
    return bool(picture.cut(strip).getextrema()[0] >= _WHITE)


def _point(trim: Rectangle, edge: str, along: float, beyond: float) -> tuple[float, float]:
    a, b = along * PT_PER_MM, beyond * PT_PER_MM
    return {
        "left": (trim.left - b, trim.bottom + a),
        "right": (trim.right + b, trim.bottom + a),
        "bottom": (trim.left + a, trim.bottom - b),
        "top": (trim.left + a, trim.top + b),
    }[edge]


CHECK = PdfCheck(
    id="pdf.bleed",
    severity={"press": "error"},
    rationale="Knives cut within half a millimetre: without bleed, a white line shows at the edge.",
    proposal="Let colour and pictures run 3 mm beyond the trim.",
    find=find,
)
