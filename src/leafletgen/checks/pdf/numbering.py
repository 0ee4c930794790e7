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


def original_numbers(embedded: TTFont, file: Path) -> Mapping[int, int] | None:
    """Return the number in a font file of each glyph of its subset; None where all numbers were kept."""
    drawn = ((number, outline) for number in range(_count(embedded)) if (outline := _outline(embedded, number)))
    with TTFont(file, lazy=True) as font:
        known = range(_count(font))
        if all(number in known and _outline(font, number) == outline for number, outline in islice(drawn, _SAMPLE)):
            return None
    numbers = _numbers_of(file)
    found = ((number, _outline(embedded, number)) for number in range(_count(embedded)))
    return {number: numbers[outline] for number, outline in found if outline in numbers}


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
