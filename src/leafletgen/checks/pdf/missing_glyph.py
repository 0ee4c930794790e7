"""No missing glyph is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.marks import Glyph


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph on each page, and of each code, that its font does not have."""
    for page in document.pages:
        seen: set[tuple[int, int]] = set()
        for glyph in page.every_glyph:
            key = (id(glyph.font), glyph.code)
            if key not in seen and _is_missing(glyph):
                seen.add(key)
                text = f" for “{glyph.text}”" if glyph.text.strip() else ""
                yield Hit(f"the font {glyph.font.postscript_name} has no glyph{text}.", page.number, glyph.box)


def _is_missing(glyph: Glyph) -> bool:
    """Whether a glyph is .notdef, beyond the font's last one, or stands for U+FFFD."""
    if "\ufffd" in glyph.text:
        return True
    if not glyph.font.codes_are_glyphs:
        return glyph.font.composite and glyph.code == 0
    return glyph.code == 0 or glyph.code >= glyph.font.glyph_count > 0


CHECK = PdfCheck(
    id="pdf.glyph-missing",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="An empty box stands where a letter of somebody's language should be.",
    proposal="Write it with another character, or add a font that has it.",
    find=find,
)
