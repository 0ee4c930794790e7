"""Copyfit: the largest type size at which a leaflet fits its pages, found with few layouts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from leafletgen.errors import NoRoomError, RenderError
from leafletgen.html import Html, single_panel
from leafletgen.layout import PX_PER_MM, PanelLayout, Press, lay_out, lay_pages, lay_panel
from leafletgen.margins import margins
from leafletgen.tables import Paper

_TALL_MM = 1500.0
"""Height of the pages on which text that does not fit is measured."""
_GROWTH = 1.7
"""Power by which a text's height grows with its type: lines grow higher and hold less, pictures do not."""
_TAGS = re.compile(r"<[^>]+>")
_WITNESSES = 3
"""Parts that are tried alone, the fullest first, before all are."""
_FIRST = 2
"""Parts that rule out scales before any layout of the whole."""
_ROOM = {"</p>": 25, "</li>": 25, "</h": 25, "</td>": 8, "<img": 300, "<svg": 300}
"""What the ends of blocks, and pictures, take of a page, in characters: enough to tell which part is fullest."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A leaflet laid out at one scale."""

    scale: float
    document: Any
    heights_mm: tuple[float, ...]
    """Of the text of each part, from the upper edge of its first page, page margins between its pages left out."""
    pages: tuple[int, ...]
    """That each part takes."""


def fit(html: Html, press: Press) -> Trial:
    """Return the layout at the largest scale of the ladder at which the leaflet fits.

    Text never takes less room in larger type, so that a scale which fits beside one that does not
    is the answer. The length of the texts tells where to begin; the longest parts, laid out alone,
    tell which scales are too large; each layout of the whole foretells the next to try.

    Raises NoRoomError, naming part, language and excess in lines, when the smallest does not fit.
    """
    scales = allowed_scales(html)
    small, large = len(scales), 0  # scales from `small` on fit; those before `large` do not
    best: Trial | None = None
    index = _guess(html, scales)
    if _each_has_one_page(html):
        large = index = _narrow(html, press, scales, _descending(_rooms(html)), (large, small), index)
    while large < len(scales):
        trial = _try(html, press, scales[index])
        if fits(html.paper, trial.pages):
            best, small = trial, index
        else:
            large = index + 1
        if best is not None and large == small:
            return best
        index = max(large, _foretell(html, trial, scales))
        if best is None and _each_has_one_page(html):
            large = index = _narrow(html, press, scales, _descending(trial.heights_mm), (large, small), index)
        if best is not None and index >= small:
            index = small - 1
            if _too_large(html, press, scales[index], best):
                return best
        index = min(index, len(scales) - 1)
    raise _overflow(html, measure(html, press, scales[-1]), scales[-1])


def _rooms(html: Html) -> list[int]:
    """Return about how much room each part takes, in characters."""
    parts = html.text.split("<section")[1:]
    return [len(_TAGS.sub("", part)) + sum(weight * part.count(tag) for tag, weight in _ROOM.items()) for part in parts]


def _guess(html: Html, scales: tuple[float, ...]) -> int:
    """Return the index of the scale at which such a length of text usually fits."""
    scale = html.paper.usual_fill / math.sqrt(max(_rooms(html)) * html.language.leading) / html.language.size_pt
    return min(range(len(scales)), key=lambda index: abs(scales[index] - scale))


def _each_has_one_page(html: Html) -> bool:
    """Whether no part may take two pages: then a part that does shows that a scale is too large."""
    return len(html.panel_names) == len(html.paper.panels)


def _descending(values: Sequence[float]) -> list[int]:
    """Return the places of values, that of the largest first."""
    return sorted(range(len(values)), key=lambda place: -values[place])


def _narrow(
    html: Html, press: Press, scales: tuple[float, ...], parts: list[int], between: tuple[int, int], index: int
) -> int:
    """Return the index of the largest scale that the first parts, laid out alone, do not rule out."""
    large, open_ = between  # scales before `large` are ruled out, `open_` is not
    while large < open_:
        index = max(large, min(index, open_ - 1))
        if any(_alone(html, press, part, scales[index]).pages > 1 for part in parts[:_FIRST]):
            large = index = index + 1
        else:
            open_ = index
            index -= 1
    return large


def _alone(html: Html, press: Press, part: int, scale: float) -> PanelLayout:
    """Lay out one part, counted from 0, by itself."""
    return lay_panel(single_panel(html, part + 1), part + 1, press, scale, html.paper.height_mm)


def fits(paper: Paper, pages: tuple[int, ...]) -> bool:
    """Whether parts that take so many pages fit the format; only a booklet's sections may take several."""
    return sum(pages) <= len(paper.panels) and pages[0] == 1 and pages[-1] == 1


def _try(html: Html, press: Press, scale: float) -> Trial:
    document = lay_pages(html, press, scale)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    end_mm: dict[int, float] = {}
    for number, page in enumerate(document.pages):
        for name, (_left, top, _right, _bottom) in page.anchors.items():
            kind, _, part = name.partition("-")
            if kind == "part":
                first.setdefault(int(part), number)
            elif kind == "end":
                last[int(part)], end_mm[int(part)] = number, round(top / PX_PER_MM, 3)
    parts = range(1, len(html.panel_names) + 1)
    starts = [*(first[part] for part in parts), len(document.pages)]
    pages = tuple(after - start for start, after in pairwise(starts))
    limit_mm = available_mm(html)
    return Trial(scale, document, tuple((last[part] - first[part]) * limit_mm + end_mm[part] for part in parts), pages)


def _foretell(html: Html, trial: Trial, scales: tuple[float, ...]) -> int:
    """Return the index of the largest scale at which the parts ought to fit, judged from another scale."""
    limit_mm = available_mm(html)
    for index, scale in enumerate(scales):
        growth = (scale / trial.scale) ** _GROWTH
        if fits(html.paper, tuple(max(1, math.ceil(height * growth / limit_mm)) for height in trial.heights_mm)):
            return index
    return len(scales)


def _too_large(html: Html, press: Press, scale: float, smaller: Trial) -> bool:
    """Whether the fullest parts alone show that this scale does not fit; False leaves it open."""
    pages, limit_mm = list(smaller.pages), available_mm(html)
    room = [count * limit_mm - height for count, height in zip(pages, smaller.heights_mm, strict=True)]
    for part in _descending([-free for free in room])[:_WITNESSES]:
        pages[part] = _alone(html, press, part, scale).pages
        if not fits(html.paper, tuple(pages)):
            return True
    return False


def allowed_scales(html: Html) -> tuple[float, ...]:
    """Return the ladder, largest first, without what falls below the script's minimum."""
    language = html.language
    allowed = tuple(scale for scale in html.paper.scales if language.size_pt * scale >= language.min_pt - 1e-9)
    return allowed or (language.min_pt / language.size_pt,)


def available_mm(html: Html) -> float:
    """Return how far down a panel or page its text may reach, in millimetres from its upper edge."""
    return html.paper.height_mm - margins(html.language, html.paper).bottom


def largest_fitting(scales: tuple[float, ...], fits: Callable[[float], bool]) -> float | None:
    """Bisect a ladder, largest first, for the largest scale that fits; None where none does."""
    low, high = 0, len(scales) - 1
    found: float | None = None
    while low <= high:
        middle = (low + high) // 2
        if fits(scales[middle]):
            found, high = scales[middle], middle - 1
        else:
            low = middle + 1
    return found


def line_mm(html: Html, scale: float) -> float:
    """Return the height of a line of body text at a scale, in millimetres."""
    return html.language.size_pt * scale * html.language.leading * 25.4 / 72


def excess_lines(html: Html, scale: float, height_mm: float) -> int:
    """Return by how many lines a panel's text, of this height, is too long; at least 1."""
    return max(1, round((height_mm - available_mm(html)) / line_mm(html, scale) + 0.49))


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


def measure(html: Html, press: Press, scale: float) -> tuple[float, ...]:
    """Return the height of the text of each panel or section at a scale, in millimetres."""
    document = lay_out(html, press, _TALL_MM, scale)
    if len(document.pages) != len(html.panel_names):
        raise RenderError(f"{html.name}: a part is longer than {_TALL_MM:.0f} mm.", "Shorten it.")
    heights = []
    for number, page in enumerate(document.pages, 1):
        _x, y = page.anchors[f"end-{number}"][:2]
        heights.append(round(y / PX_PER_MM, 3))
    return tuple(heights)
