"""Black text overprints, white never does."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import Paint, is_white
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.marks import Glyph, Shape


def find(document: Document) -> Iterator[Hit]:
    """Yield the first black text that knocks out, and the first white that overprints, of each page."""
    for page in document.pages:
        black = next((g for g in page.every_glyph if _is_black(g.fill) and not _overprints(g)), None)
        if black is not None:
            yield Hit("black text knocks out what is below it.", page.number, black.box)
        for mark, at in page.placed:
            if isinstance(mark, (Glyph, Shape)) and _vanishes(mark):
                yield Hit("white overprints: it vanishes.", page.number, at, hint="Switch overprint off for it.")
                break


def _is_black(paint: Paint) -> bool:
    return paint.inks == (0, 0, 0, 1) or (paint.kind == "gray" and paint.values == (0,))


def _overprints(glyph: Glyph) -> bool:
    """Whether it leaves the other inks alone; DeviceGray never does (ISO 32000-1, 8.6.7, table 149)."""
    alone = glyph.fill.kind == "spot" and len(glyph.fill.values) == 1
    return glyph.ink.fill_overprint and (alone or (glyph.fill.kind == "cmyk" and glyph.ink.overprint_mode == 1))


def _vanishes(mark: Glyph | Shape) -> bool:
    stroke = mark.stroke if isinstance(mark, Shape) else None
    painted = ((mark.fill, mark.ink.fill_overprint), (stroke, mark.ink.stroke_overprint))
    return any(paint is not None and overprints and is_white(paint) for paint, overprints in painted)


CHECK = PdfCheck(
    id="pdf.overprint",
    severity={"press": "warning"},
    rationale="Where plates do not meet exactly, black letters on a tint get white edges.",
    proposal="Set overprint (OP, op true, OPM 1) for text in 0 0 0 1 k; gray never overprints.",
    find=find,
)
