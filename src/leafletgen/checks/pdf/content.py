"""What a page's content streams hold, once the interpreter has read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.interpreter import Interpreter
from leafletgen.checks.pdf.layers import Layers
from leafletgen.checks.pdf.marks import Glyph, Mark


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page's content streams hold."""

    marks: tuple[Mark, ...]
    """In painting order."""
    hidden: tuple[Mark, ...]
    """Those on layers that are off."""
    tiles: tuple[Mark, ...]
    """Those of the tiling patterns that it is painted with, once each, in their own coordinates."""
    actual_texts: dict[int, str]
    """The /ActualText of marked runs."""


def page_content(page: pikepdf.Page, fonts: dict[tuple[int, int], PdfFont], layers: Layers) -> PageContent:
    """Return what a page shows; fonts are read once and kept in `fonts`."""
    found = Interpreter(fonts, layers)
    found.run(page, page.resources)
    return PageContent(tuple(found.marks), tuple(found.hidden), tuple(found.tiles), found.actual)


def glyphs(marks: tuple[Mark, ...]) -> Iterator[Glyph]:
    """Yield the visible glyphs among marks."""
    return (mark for mark in marks if isinstance(mark, Glyph) and mark.visible)
