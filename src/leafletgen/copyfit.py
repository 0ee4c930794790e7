"""A leaflet laid out at the largest type size at which it fits: `fit.py`, with WeasyPrint for a ruler."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from leafletgen.errors import NoRoomError, RenderError
from leafletgen.fit import Extent, allowed_scales, available_mm, excess_lines, fits, largest_scale
from leafletgen.html import Html, single_panel
from leafletgen.layout import PanelLayout, Typesetter, lay_out, lay_pages, lay_panel, places

TALL_MM = 1500.0
"""Height of the pages on which text that does not fit is measured."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A leaflet, laid out."""

    scale: float
    document: Any
    """WeasyPrint's."""


@dataclass(slots=True)
class _Layouts:
    """Measures by laying out; keeps the layout of the largest whole that fitted."""

    html: Html
    typesetter: Typesetter
    fitted: Fitted | None = field(default=None)

    def part(self, part: int, scale: float) -> Extent:
        html = single_panel(self.html, part + 1, with_foot=False)  # which costs time, but takes no room
        return extent(html, lay_panel(html, part + 1, self.typesetter, scale, html.paper.height_mm))

    def whole(self, scale: float) -> tuple[Extent, ...]:
        document = lay_pages(self.html, self.typesetter, scale)
        extents = _extents(self.html, document)
        if fits(self.html.paper, [each.pages for each in extents]):
            self.fitted = Fitted(scale, document)
        return extents


def fit(html: Html, typesetter: Typesetter) -> Fitted:
    """Return the layout at the largest scale of the ladder at which the leaflet fits.

    Raises NoRoomError, naming part, language and excess in lines, when the smallest does not fit.
    """
    layouts = _Layouts(html, typesetter)
    if largest_scale(html, layouts) is None or layouts.fitted is None:
        scale = allowed_scales(html)[-1]
        raise _overflow(html, measure(html, typesetter, scale), scale)
    return layouts.fitted


def extent(html: Html, layout: PanelLayout) -> Extent:
    """Return how far the one part of some HTML reaches."""
    return Extent(layout.pages, (layout.pages - 1) * available_mm(html) + layout.end_mm)


def _extents(html: Html, document: Any) -> tuple[Extent, ...]:
    """Return how far each part of a whole leaflet reaches; a part takes the blank pages after it, too."""
    found = places(document)
    parts = [found[number] for number in range(1, len(html.panel_names) + 1)]
    starts = [*(part.first for part in parts), len(document.pages) + 1]
    return tuple(
        Extent(after - start, (part.last - start) * available_mm(html) + part.end_mm)
        for part, (start, after) in zip(parts, pairwise(starts), strict=True)
    )


def measure(html: Html, typesetter: Typesetter, scale: float) -> tuple[float, ...]:
    """Return the height of the text of each panel or section at a scale, in millimetres.

    Raises RenderError for one that is longer than TALL_MM.
    """
    document = lay_out(html, typesetter, TALL_MM, scale)
    if len(document.pages) != len(html.panel_names):
        raise RenderError(f"{html.name}: a part is longer than {TALL_MM:.0f} mm.", "Shorten it.")
    return tuple(place.end_mm for _number, place in sorted(places(document).items()))


def _overflow(html: Html, heights: tuple[float, ...], scale: float) -> NoRoomError:
    language, what = html.language, "section" if html.paper.flowing else "panel"
    excess = tuple(
        (number, excess_lines(html, scale, height))
        for number, height in enumerate(heights, 1)
        if height > available_mm(html)
    )
    parts = ", ".join(f"{what} “{html.panel_names[number - 1]}” by {lines} lines" for number, lines in excess)
    return NoRoomError(
        f"{html.name}: the text does not fit at {language.size_pt * scale:.1f} pt, the smallest allowed: "
        f"{parts} too long{' for a page' if html.paper.flowing else ''}.",
        f"Shorten the translation of that {what}{', or set more pages' if html.paper.flowing else ''}.",
        excess=excess,
    )
