"""Lines of text as they stand on the page: glyphs grouped by place, read from left to right.

The order of the text in the file plays no part, nor do tags: only where the ink is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from leafletgen.boxes import Rectangle, around
from leafletgen.checks.numerals import western
from leafletgen.checks.pdf.marks import Glyph
from leafletgen.invisible import INVISIBLE

_GAP_EM = 2.0
"""A wider gap ends a line: another column, another panel."""
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans("\u2010\u2011\u2212", "---")


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs side by side, from left to right, and the text that they spell in that order."""

    glyphs: tuple[Glyph, ...]
    words: str
    """With the spaces that glyphs and the gaps between them make; digits as 0-9."""
    text: str
    """Without spaces."""
    box: Rectangle
    """About what it covers."""


def lines(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Group upright glyphs into lines, from the top down, each split at wide gaps."""
    rows: list[list[Glyph]] = []
    level = [glyph for glyph in glyphs if glyph.upright]
    for glyph in sorted(level, key=lambda g: -g.y):
        for row in reversed(rows[-12:]):
            if abs(row[0].y - glyph.y) < 0.3 * min(row[0].size_pt, glyph.size_pt):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return tuple(_line(part) for row in rows for part in _split(sorted(row, key=lambda g: (g.left, g.right))))


def _split(row: list[Glyph]) -> list[list[Glyph]]:
    parts = [[row[0]]]
    reach = row[0].right
    for glyph in row[1:]:
        if glyph.left - reach > _GAP_EM * glyph.size_pt:
            parts.append([])
        parts[-1].append(glyph)
        reach = max(reach, glyph.right)
    return parts


def _line(glyphs: list[Glyph]) -> Line:
    words = _words(glyphs)
    return Line(tuple(glyphs), words, words.replace(" ", ""), around([glyph.box for glyph in glyphs]))


def _words(glyphs: list[Glyph]) -> str:
    parts: list[str] = []
    reach = glyphs[0].right
    for glyph in glyphs:
        if glyph.left - reach > 0.12 * glyph.size_pt:
            parts.append(" ")
        parts.append(glyph.text)
        reach = max(reach, glyph.right)
    return _plain("".join(parts))


def _plain(text: str) -> str:
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))
    return western(text).translate(_DASHES)


def squeezed(text: str) -> str:
    """Return a text as lines are compared: no spaces, no invisible characters, digits as 0-9."""
    return _plain(text).replace(" ", "")
