"""Every font is embedded and subset, none is Type 3."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document


def find(document: Document) -> Iterator[Hit]:
    """Yield fonts in use that the reader's or printer's machine would have to have, and letters in soft masks."""
    for font, page, glyph in document.used_fonts:
        if font.subtype == "/Type3":
            yield Hit(f"the font {font.base_name} is Type 3: drawings, not letters.", page, glyph.box)
        elif font.program is None:
            yield Hit(f"the font {font.base_name} is not embedded.", page, glyph.box)
        elif font.damaged:
            yield Hit(f"the font {font.base_name} is embedded, but its file cannot be read.", page, glyph.box)
        elif not font.subset:
            yield Hit(f"the font {font.base_name} is embedded whole.", page, glyph.box, severity="warning")
    for each in document.pages:
        if each.masked:
            hint = "Write them on the page, or draw them as shapes."
            yield Hit("letters in a soft mask cannot be judged.", each.number, each.masked[0].box, hint=hint)


CHECK = PdfCheck(
    id="pdf.fonts-embedded",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="A font that is not in the file is replaced by another, without the letters of most languages.",
    proposal="Embed it as a subset.",
    find=find,
)
