"""Which glyph of a project's font an embedded glyph is: subsets may number their glyphs anew."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from fontTools.ttLib import TTFont

_SAMPLE = 16
"""Glyphs that tell whether a subset kept the numbers of its font."""
Outline = tuple[int, tuple[tuple[int, int], ...]]
"""Advance and points: no two different letters share them."""


def original_numbers(embedded: TTFont, file: Path) -> Mapping[int, int]:
    """Return the number in a font file of each glyph of its subset; of letters put together, that of their body."""
    count = _count(embedded)
    drawn = ((number, outline) for number in range(count) if (outline := _outline(embedded, number)))
    with TTFont(file, lazy=True) as font:
        known = range(_count(font))
        if all(number in known and _outline(font, number) == outline for number, outline in islice(drawn, _SAMPLE)):
            own = (
                number
                for number in range(count)
                if not _is_composite(embedded, number)
                or (number in known and _outline(font, number) == _outline(embedded, number))
            )
            found = {number: number for number in own}
        else:
            numbers = _numbers_of(file)
            outlines = ((number, _outline(embedded, number)) for number in range(count))
            found = {number: numbers[outline] for number, outline in outlines if outline in numbers}
    put_together = (number for number in range(count) if number not in found and _is_composite(embedded, number))
    return found | {number: found.get(_body(embedded, number), -1) for number in put_together}


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
