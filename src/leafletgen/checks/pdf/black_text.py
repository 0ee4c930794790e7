"""Black text is black ink alone, and small text is never built of four inks."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, threshold

_BLACK = (0.0, 0.0, 0.0, 1.0)


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph of each such colour on each page."""
    limit = threshold("black-text", "four_colour_pt")
    for page in document.pages:
        seen: set[tuple[float, ...]] = set()
        for glyph in page.every_glyph:
            inks = glyph.fill.inks
            if inks is None or inks in seen or inks == _BLACK:
                continue
            black = _is_built_black(inks)
            if not (black or (all(inks) and glyph.size_pt < limit)) or not glyph.drawn:
                continue
            seen.add(inks)
            if black:
                yield Hit("black text is built of several inks.", page.number, glyph.box)
            else:
                yield Hit(f"text of {glyph.size_pt:.1f} pt is built of four inks.", page.number, glyph.box)


def _is_built_black(inks: tuple[float, ...]) -> bool:
    cyan, magenta, yellow, black = inks
    return (black > 0.9 and max(cyan, magenta, yellow) > 0) or min(cyan, magenta, yellow) > 0.6


CHECK = PdfCheck(
    id="pdf.black-text",
    severity={"press": "error"},
    rationale="Four plates never meet exactly: small letters get coloured edges and cannot be read.",
    proposal="Set text in 100 % black alone.",
    find=find,
)
