"""The embedded fonts are the project's, by name ID 6: no silent fallback, the right weight."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document


def find(document: Document) -> Iterator[Hit]:
    """Yield fonts in use that fonts.toml does not list, or whose weight is not the listed one."""
    for font, page, glyph in document.used_fonts:
        name = font.postscript_name
        file = next((file for file in document.fonts if font.is_from(file)), None)
        if file is None:
            yield Hit(f"the font {name} (“{glyph.text}”) is not one of the project's.", page, glyph.box)
        elif font.sfnt is not None and "OS/2" in font.sfnt:
            weight = int(font.sfnt["OS/2"].usWeightClass)
            if weight != file.weight:
                yield Hit(f"the font {name} has the weight {weight}, not {file.weight}.", page, glyph.box)


CHECK = PdfCheck(
    id="pdf.fonts-ours",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="A letter that the chosen font lacks is taken from any font of the machine, or from none.",
    proposal="Find the character that needs it; write it otherwise or add a font to fonts/.",
    find=find,
)
