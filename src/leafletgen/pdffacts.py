"""Facts of a finished PDF: its pages and the fonts that are really in it."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from fontTools.ttLib import TTFont

from leafletgen.errors import RenderError
from leafletgen.fonts import POSTSCRIPT_NAME


def embedded_fonts(data: bytes) -> frozenset[str]:
    """Return the PostScript names (name ID 6) of the font files embedded in a PDF.

    A font that is not embedded gives its /BaseFont with a question mark.
    """
    names: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor:
                names.add(font_name(item))
    return frozenset(names)


def font_name(descriptor: pikepdf.Object) -> str:
    """Return the PostScript name of a font descriptor's embedded file."""
    file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    if file is None:
        return f"{descriptor.get('/FontName')}?"
    with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as font:
        return str(font["name"].getDebugName(POSTSCRIPT_NAME))


def page_count(data: bytes) -> int:
    """Return the number of a PDF's pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def check_fonts(data: bytes, allowed: Iterable[str], what: str) -> None:
    """Raise RenderError when a PDF holds a font that is not among the allowed PostScript names.

    Preflight finds those of finished editions (pdf.fonts-ours); the screen edition's last pass reads
    the files of all fonts, and would not get that far.
    """
    foreign = embedded_fonts(data) - frozenset(allowed)
    if foreign:
        hint = "A character has no glyph in the language's fonts: find it, or add a font."
        raise RenderError(f"{what}: a font that is not ours is in the PDF: {', '.join(sorted(foreign))}.", hint)
