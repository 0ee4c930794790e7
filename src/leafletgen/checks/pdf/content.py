"""What a page's content streams hold, once the interpreter has read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import pikepdf

from leafletgen.boxes import Rectangle, around
from leafletgen.checks.pdf.annotations import annotations_of
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.interpreter import Interpreter
from leafletgen.checks.pdf.layers import Layers
from leafletgen.checks.pdf.marks import Glyph, Mark, area, paints


class Tile(NamedTuple):
    """A mark of a pattern, as large as it stands on the page."""

    mark: Mark
    area: Rectangle
    """About what is painted with the pattern."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page's content streams hold."""

    marks: tuple[Mark, ...]
    """In painting order."""
    hidden: tuple[Mark, ...]
    """Those on layers that are off."""
    tiles: tuple[Tile, ...]
    """Those of the patterns that it is painted with, once each."""
    masked: tuple[Glyph, ...]
    """The letters in its soft masks."""
    actual_texts: dict[int, str]
    """The /ActualText of marked runs."""


def page_content(page: pikepdf.Page, fonts: dict[tuple[int, int], PdfFont], layers: Layers) -> PageContent:
    """Return what a page and its annotations show; fonts are read once and kept in `fonts`."""
    found = Interpreter(fonts, layers)
    found.run(page, page.resources)
    for each in annotations_of(page.obj):
        if (matrix := each.matrix) is not None:
            found.annotate(each.form, matrix, each.layer)
    masked = glyphs(tuple(chain.from_iterable(found.masks.values())))
    return PageContent(tuple(found.marks), tuple(found.hidden), tuple(_tiles(found)), tuple(masked), found.actual)


def _tiles(found: Interpreter) -> Iterator[Tile]:
    """Yield the marks of each pattern in use, those of patterns within it too, with the area painted with it."""
    areas: dict[int, Rectangle] = {}
    tiles: dict[int, tuple[Mark, ...]] = {}
    for mark in found.marks if found.with_patterns else ():
        for tile in (paint.tile for paint in paints(mark) if paint.tile):
            at = area(mark)
            areas[id(tile)] = around([at, areas[id(tile)]]) if id(tile) in areas else at
            tiles[id(tile)] = tile
    for key, tile in tiles.items():
        yield from (Tile(mark, areas[key]) for mark in _inside(tile, set()))


def _inside(tile: tuple[Mark, ...], seen: set[int]) -> Iterator[Mark]:
    if id(tile) in seen:
        return
    seen.add(id(tile))
    for mark in tile:
        yield mark
        for paint in paints(mark):
            yield from _inside(paint.tile, seen)


def glyphs(marks: tuple[Mark, ...]) -> Iterator[Glyph]:
    """Yield the visible glyphs among marks."""
    return (mark for mark in marks if isinstance(mark, Glyph) and mark.visible)
