"""Which glyphs of a font are Arabic letters in which form, found by shaping with HarfBuzz.

ToUnicode cannot tell: fonts build letters from a base without dots, which several letters share,
and its dots. The shapes of the base glyphs do tell whether a letter joins on its left or right.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from leafletgen.invisible import ZWJ, ZWNJ
from leafletgen.joining import joins_next, joins_previous


@dataclass(frozen=True, slots=True)
class Forms:
    """Glyph numbers by what they are; a glyph that can be something else too is left out of `open`."""

    isolated: frozenset[int]
    """Letters that join on both sides, joined on neither."""
    open: frozenset[int]
    """Those, and the same letters joined to the one before: nothing joins on their left."""
    starts: frozenset[int]
    """Letters that can join to the one before them and do not."""
    letters: frozenset[int]
    """All letters, in any form."""


class Shaper:
    """A font file that text can be shaped with."""

    def __init__(self, data: bytes) -> None:
        self.font = hb.Font(hb.Face(data))
        with TTFont(io.BytesIO(data), lazy=True) as font:
            points = font.getBestCmap() or {}
        self.characters = tuple(chr(point) for point in points if 0x620 <= point <= 0x6FF)

    def shape(self, text: str) -> list[tuple[int, int]]:
        """Return glyph number and character index of each glyph that takes room, in visual order."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        hb.shape(self.font, buffer)
        pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [(info.codepoint, info.cluster) for info, place in pairs if place.x_advance > 0]

    def base(self, text: str, index: int) -> set[int]:
        """Return the glyphs that draw one character of a text."""
        return {glyph for glyph, cluster in self.shape(text) if cluster == index}


def forms(shaper: Shaper) -> Forms:
    """Return the forms of a font's letters."""
    dual = [char for char in shaper.characters if joins_next(char) and joins_previous(char)]
    right = [char for char in shaper.characters if joins_previous(char) and not joins_next(char)]
    isolated = {glyph for char in dual for glyph in shaper.base(char, 0)}
    final = {glyph for char in dual for glyph in shaper.base(ZWJ + char, 1)}
    final |= {glyph for char in dual for first in "بسلم" for glyph in shaper.base(first + char, 1)}
    initial = {glyph for char in dual for glyph in shaper.base(char + ZWJ, 0)}
    initial |= {glyph for char in dual for last in "انمهى" for glyph in shaper.base(char + last, 0)}
    alone = {glyph for char in right for glyph in shaper.base(char, 0)}
    joined = {glyph for char in right for glyph in shaper.base(ZWJ + char, 1)}
    medial = {glyph for char in dual for glyph in shaper.base(ZWJ + char + ZWJ, 1)}
    other = initial | medial | alone | joined
    return Forms(
        isolated=frozenset(isolated - other - final),
        open=frozenset((isolated | final) - other),
        starts=frozenset((isolated | initial | alone) - joined - medial - final),
        letters=frozenset(isolated | final | other),
    )


def breaks_at_zwnj(shaper: Shaper, text: str) -> list[tuple[int, int]]:
    """Return the pairs of glyphs, right one first, that a text keeps apart with U+200C."""
    found = []
    for word in text.split():
        row = shaper.shape(word) if ZWNJ in word else []
        for index in (i for i, char in enumerate(word) if char == ZWNJ):
            right = [glyph for glyph, cluster in row if cluster < index]
            left = [glyph for glyph, cluster in row if cluster > index]
            if right and left:
                found.append((right[0], left[-1]))
    return found


@cache
def project_shaper(path: Path) -> Shaper:
    """Return the shaper of one of the project's fonts."""
    return Shaper(path.read_bytes())


@cache
def project_forms(path: Path) -> Forms:
    """Return the forms of one of the project's fonts."""
    return forms(project_shaper(path))
