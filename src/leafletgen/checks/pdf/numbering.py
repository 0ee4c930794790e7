"""Which glyph of a project's font an embedded glyph is: subsets may number their glyphs anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from fontTools.ttLib import TTFont

_SAMPLE = 16
"""Glyphs that tell whether a subset kept the numbers of its font."""
Outline = tuple[int, tuple[tuple[int, int], ...]]
"""Advance and points: no two different letters share them."""


def original_number(embedded: TTFont, file: Path) -> Callable[[int], int]:
    """Return what tells the number in a font file of a glyph of its subset; of letters put together, of their body.

    -1 of glyphs that the file does not have.
    """
    count = _count(embedded)
    whole = _opened(file)
    drawn = ((number, outline) for number in range(count) if (outline := _outline(embedded, number)))
    known = range(_count(whole))
    kept = all(number in known and _outline(whole, number) == outline for number, outline in islice(drawn, _SAMPLE))
    numbers = {} if kept else _numbers_of(file)

    def same(number: int) -> int:
        """Return the number that a glyph has in the file; -1 where no glyph of the file looks so."""
        if not kept:
            return numbers.get(_outline(embedded, number), -1)
        is_own = not _is_composite(embedded, number)
        return number if is_own or (number in known and _outline(whole, number) == _outline(embedded, number)) else -1

    @cache
    def original(number: int) -> int:
        if number >= count:
            return -1
        found = same(number)
        return same(_body(embedded, number)) if found < 0 and _is_composite(embedded, number) else found

    return original


@cache
def _opened(file: Path) -> TTFont:
    return TTFont(file, lazy=True)


def _is_composite(font: TTFont, number: int) -> bool:
    return bool(font["glyf"][font.getGlyphName(number)].isComposite())


def _body(font: TTFont, number: int) -> int:
    """Return the widest of the glyphs that a glyph is put together from."""
    parts = [part.glyphName for part in font["glyf"][font.getGlyphName(number)].components]
    return int(font.getGlyphID(max(parts, key=lambda name: font["hmtx"][name][0])))


@cache
def _numbers_of(file: Path) -> Mapping[Outline | None, int]:
    with TTFont(file, lazy=True) as font:
        return {_outline(font, number): number for number in range(_count(font))}


def _count(font: TTFont) -> int:
    return int(font["maxp"].numGlyphs)


def _outline(font: TTFont, number: int) -> Outline | None:
    """Return a glyph's advance and points, its parts put together; None for one that draws nothing."""
    name, table = font.getGlyphName(number), font["glyf"]
    points = table[name].getCoordinates(table)[0]
    return (font["hmtx"][name][0], tuple(points)) if len(points) else None
