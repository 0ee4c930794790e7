"""Copyfit: the largest type size at which a leaflet fits its pages, found with few layouts.

Text never takes less room in larger type, so a scale that fits beside one that does not is the answer. That a scale
does not fit, one part tells that is laid out alone, in a fraction of the time; that it fits, only the whole tells.
Estimates say which part to ask, and which scale: each measurement makes them better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from leafletgen.estimate import Estimate, estimates
from leafletgen.html import Html
from leafletgen.margins import MM_PER_PT, margins
from leafletgen.tables import Paper

_DOUBT = 0.03
"""Share of a page's height by which an estimate may err: parts as near to the end of a page are measured alone."""
_DOUBTFUL = 2
"""How many of them: more would take as long as the whole."""
_TRUST = 4.0
"""How many measured parts weigh as much as the estimates that they contradict."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a part of a leaflet reaches at one scale."""

    pages: int
    height_mm: float
    """From the upper edge of its first page to the end of its text, page margins in between left out."""


class Ruler(Protocol):
    """Measures a leaflet: by layouts, or by what is known of former ones."""

    def part(self, part: int, scale: float) -> Extent:
        """Measure one part, counted from 0, by itself."""

    def whole(self, scale: float) -> Sequence[Extent]:
        """Measure all parts."""


def largest_scale(html: Html, ruler: Ruler, known: Sequence[Mapping[float, Extent]] = ()) -> float | None:
    """Return the largest scale of the ladder at which a leaflet fits its pages; None where none does.

    `known` is what was measured of each part before.
    """
    search = _Search(html, allowed_scales(html), estimates(html), [dict(each) for each in known])
    return search.run(ruler)


@dataclass(slots=True)
class _Search:
    html: Html
    scales: tuple[float, ...]
    """Largest first."""
    estimates: tuple[Estimate, ...]
    seen: list[dict[float, Extent]]
    """Of each part, by scale."""
    asked: set[float] = field(default_factory=set)
    """Scales at which the whole was measured."""

    def __post_init__(self) -> None:
        self.seen = self.seen or [{} for _part in self.estimates]

    def run(self, ruler: Ruler) -> float | None:
        large = 0  # scales before this one do not fit
        while large < len(self.scales):
            scale = self.scales[large]
            if self._is_too_large(scale):
                large += 1
            elif scale in self.asked:
                return scale
            else:
                self._measure(ruler, large)
        return None

    def _measure(self, ruler: Ruler, large: int) -> None:
        """Make the measurement that promises most."""
        open_ = self.scales[large:]
        best = next((scale for scale in open_ if scale in self.asked and not self._is_too_large(scale)), None)
        likely = next((scale for scale in open_ if scale == best or self._may_fit(scale)), open_[-1])
        if likely == open_[0]:
            self._settle(ruler, likely, self._doubtful(likely))
        elif best is None and not self._has_one_page_each:
            self._settle(ruler, likely, [])
        else:
            larger = open_[open_.index(likely) - 1]
            self._settle(ruler, larger, self._witnesses(larger, likely))

    def _settle(self, ruler: Ruler, scale: float, parts: list[int]) -> None:
        """Measure the first of some parts at a scale; the whole where there are none."""
        if parts:
            self.seen[parts[0]][scale] = ruler.part(parts[0], scale)
            return
        self.asked.add(scale)
        for known, extent in zip(self.seen, ruler.whole(scale), strict=True):
            known[scale] = extent

    @property
    def _has_one_page_each(self) -> bool:
        """Whether no part may take two pages: then a part that does shows that a scale is too large."""
        return len(self.estimates) == len(self.html.paper.panels)

    def _height_mm(self, part: int, scale: float) -> float:
        """Return the height that was measured, or that is to be expected from what was."""
        seen = self.seen[part]
        if scale in seen:
            return seen[scale].height_mm
        if seen:
            nearest = min(seen, key=lambda other: abs(other - scale))
            error = self._error(part, nearest)
        else:
            errors = [self._error(other, next(iter(known))) for other, known in enumerate(self.seen) if known]
            error = (sum(errors) + _TRUST) / (len(errors) + _TRUST)
        return error * self._estimate_mm(part, scale)

    def _error(self, part: int, scale: float) -> float:
        return self.seen[part][scale].height_mm / self._estimate_mm(part, scale)

    def _estimate_mm(self, part: int, scale: float) -> float:
        return self.estimates[part].height_mm(self.html.language.size_pt * scale)

    def _at_least(self, part: int, scale: float) -> int:
        """Return the pages that a part takes for sure: as many as in smaller type."""
        return max((extent.pages for other, extent in self.seen[part].items() if other <= scale), default=1)

    def _pages(self, part: int, scale: float) -> int:
        """Return the pages that a part ought to take."""
        if scale in self.seen[part]:
            return self.seen[part][scale].pages
        return max(self._at_least(part, scale), math.ceil(self._height_mm(part, scale) / available_mm(self.html)))

    def _is_too_large(self, scale: float) -> bool:
        return not fits(self.html.paper, [self._at_least(part, scale) for part in range(len(self.seen))])

    def _may_fit(self, scale: float) -> bool:
        return fits(self.html.paper, [self._pages(part, scale) for part in range(len(self.seen))])

    def _witnesses(self, larger: float, scale: float) -> list[int]:
        """Return the parts that ought to take more pages at a larger scale, the surest first."""
        parts = [part for part, seen in enumerate(self.seen) if larger not in seen]
        witnesses = [part for part in parts if self._pages(part, larger) > self._at_least(part, scale)]
        return sorted(witnesses, key=lambda part: -self._height_mm(part, larger) / self._at_least(part, scale))

    def _doubtful(self, scale: float) -> list[int]:
        """Return the parts that might not fit after all, the likeliest first; none where the whole is as quick."""
        if not self._has_one_page_each:
            return []
        limit_mm = available_mm(self.html) * (1 - _DOUBT)
        parts = sorted(range(len(self.seen)), key=lambda part: -self._height_mm(part, scale))[:_DOUBTFUL]
        return [part for part in parts if not self.seen[part] and self._height_mm(part, scale) > limit_mm]


def fits(paper: Paper, pages: Sequence[int]) -> bool:
    """Whether parts that take so many pages fit the format; only a booklet's sections may take several."""
    return sum(pages) <= len(paper.panels) and pages[0] == 1 and pages[-1] == 1


def allowed_scales(html: Html) -> tuple[float, ...]:
    """Return the ladder, largest first, without what falls below the script's minimum."""
    language = html.language
    allowed = tuple(scale for scale in html.paper.scales if language.size_pt * scale >= language.min_pt - 1e-9)
    return allowed or (language.min_pt / language.size_pt,)


def available_mm(html: Html) -> float:
    """Return how far down a panel or page its text may reach, in millimetres from its upper edge."""
    return html.paper.height_mm - margins(html.language, html.paper).bottom


def line_mm(html: Html, scale: float) -> float:
    """Return the height of a line of body text at a scale, in millimetres."""
    return html.language.size_pt * scale * html.language.leading * MM_PER_PT


def excess_lines(html: Html, scale: float, height_mm: float) -> int:
    """Return by how many lines a panel's text, of this height, is too long; at least 1."""
    return max(1, round((height_mm - available_mm(html)) / line_mm(html, scale) + 0.49))
