"""Text keeps its distance from the trim and from folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leafletgen.boxes import PT_PER_MM
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.lines import lines

_MARK_MM = 6.0
"""Longest fold mark."""
_SLACK_PT = 0.5
"""Less than the tail of a small letter."""
_EDGE_MM = 18.0
"""How far from the upper and lower edge of the medium fold marks are looked for."""


def find(document: Document) -> Iterator[Hit]:
    """Yield lines of text that come too near to an edge or a fold."""
    safe = threshold("safe-zone", f"{document.profile}_mm")
    fold_mm = threshold("safe-zone", "fold_mm")
    for page in document.pages:
        inner, trim = page.boxes.trim.grown(-safe * PT_PER_MM), page.boxes.trim
        bleed = page.boxes.bleed.grown(-_SLACK_PT)
        folds = _fold_places(page)
        for line in lines(glyph for glyph in page.glyphs if glyph.drawn):
            box = line.box
            if not trim.holds(box):
                if not bleed.meets(box):
                    continue  # in the slug: no knife and no fold reaches it
                yield Hit("text is cut off at the trim.", page.number, box)
            elif not inner.holds(box, _SLACK_PT):
                yield Hit(f"text comes nearer than {safe:g} mm to the trim.", page.number, box)
            near = fold_mm * PT_PER_MM
            if any(box.left < fold + near and box.right > fold - near for fold in folds):
                yield Hit(f"text comes nearer than {fold_mm:g} mm to a fold.", page.number, box)


def _fold_places(page: PdfPage) -> tuple[float, ...]:
    """Return where a sheet is folded: where short upright lines stand both above and below."""
    media, trim = page.boxes.media, page.boxes.trim
    found: Counter[float] = Counter()
    ends: set[tuple[float, bool]] = set()
    for shape in page.shapes:
        box = shape.box
        short = box.width < 0.5 and 3 < box.height < _MARK_MM * PT_PER_MM
        low, high = box.bottom - media.bottom < _EDGE_MM * PT_PER_MM, media.top - box.top < _EDGE_MM * PT_PER_MM
        within = trim.left + 10 < box.left < trim.right - 10
        place = (round(box.left, 1), low)
        if shape.stroke is not None and short and (low or high) and within and place not in ends:
            ends.add(place)
            found[place[0]] += 1
    return tuple(sorted(x for x, count in found.items() if count == 2))


CHECK = PdfCheck(
    id="pdf.safe-zone",
    severity={"press": "warning", "office": "error"},
    rationale="Office printers leave 5 mm white, knives and folds wander: letters at the edge are lost.",
    proposal="Move the text inwards or widen the margin.",
    find=find,
)
