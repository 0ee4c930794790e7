"""Where characters really stand on a page: read by PDFium, which knows nothing of our markup."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def glyphs(data: bytes, page_number: int) -> list[Glyph]:
    """The visible characters of a page with their boxes, in points from the page's lower left."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    page = document[page_number]
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or unicodedata.category(char) in ("Zs", "Cf", "Cc"):
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        found.append(Glyph(char, left, right, bottom, top))
    text.close()
    page.close()
    document.close()
    return found


def largest_font(data: bytes, page_number: int) -> str:
    """The name of the font of the largest characters of a page."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[page_number].get_textpage()
        return _font(text, max(range(text.count_chars()), key=lambda index: raw.FPDFText_GetFontSize(text, index)))


def fonts_left_of(data: bytes, page_number: int, edge: float) -> set[str]:
    """The names of the fonts of the characters that stand left of an edge, in points."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[page_number].get_textpage()
        found = {_font(text, index) for index in range(text.count_chars()) if text.get_charbox(index)[2] < edge}
    return found - {""}  # PDFium's own line ends have no font


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return name.value.decode()


def lines(marks: list[Glyph]) -> list[list[Glyph]]:
    """Group glyphs whose boxes share most of their height into lines, top to bottom, each left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(marks, key=lambda g: -g.top):
        height = glyph.top - glyph.bottom
        for row in rows:
            overlap = min(row[0].top, glyph.top) - max(row[0].bottom, glyph.bottom)
            if overlap > 0.6 * min(height, row[0].top - row[0].bottom):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda g: g.middle) for row in rows]


def line_texts(data: bytes, page_number: int) -> list[str]:
    """The text of each line of a page, as it stands from left to right."""
    return ["".join(glyph.char for glyph in row) for row in lines(glyphs(data, page_number))]
