"""Copyfit: the largest type that fits, found with few layouts of the whole."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen import copyfit, layout
from leafletgen.config import load_project
from leafletgen.estimate import Estimate, estimates
from leafletgen.fit import Extent, allowed_scales, available_mm, fits, largest_scale
from leafletgen.html import Html
from leafletgen.layout import Typesetter, faults
from leafletgen.prepare import prepared
from tests.conftest import ROOT


@cache
def html_of(leaflet: str, language: str) -> Html:
    return prepared(load_project(ROOT), leaflet, language, datetime.date(2026, 11, 26)).html


@dataclass
class Paper:
    """A leaflet whose parts are as high as the estimates say, but for a factor each."""

    html: Html
    factors: Sequence[float]
    parts: int = 0
    wholes: list[float] = field(default_factory=list)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        return estimates(self.html)

    def extent(self, part: int, scale: float) -> Extent:
        size_pt = self.html.language.size_pt * scale
        height_mm = self.factors[part] * self.estimates[part].height_mm(size_pt)
        return Extent(int(height_mm // available_mm(self.html)) + 1, height_mm)

    def part(self, part: int, scale: float) -> Extent:
        self.parts += 1
        return self.extent(part, scale)

    def whole(self, scale: float) -> Sequence[Extent]:
        self.wholes.append(scale)
        return [self.extent(part, scale) for part in range(len(self.factors))]

    def answer(self) -> float | None:
        """Return the largest scale that fits, tried one after the other."""
        parts = range(len(self.factors))
        tried = allowed_scales(self.html)
        return next((s for s in tried if fits(self.html.paper, [self.extent(p, s).pages for p in parts])), None)


@given(st.lists(st.floats(0.3, 2.0), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_search_finds_what_trying_all_sizes_finds(factors: list[float]) -> None:
    for leaflet, language in (("calais", "fr"), ("arer", "ur"), ("arer", "hi")):
        html = html_of(leaflet, language)
        paper = Paper(html, factors[: len(html.panel_names)])
        assert largest_scale(html, paper) == paper.answer()


def test_a_section_of_several_pages_counts_them() -> None:
    html = html_of("arer", "fr")
    longer = html.paper.with_pages(12)
    for factors in ([1, 1, 2.4, 1, 1, 1, 1, 1], [1, 1, 1, 3, 1, 2.2, 0.5, 1], [1] * 8, [2] * 8):
        paper = Paper(replace(html, paper=longer), factors)
        assert largest_scale(paper.html, paper) == paper.answer()


@pytest.mark.parametrize("language", ["fr", "en", "ar", "fa", "ckb", "ti", "so", "ur", "ps", "vi", "hi", "pa", "am"])
def test_where_estimates_are_right_the_whole_is_laid_out_once(language: str) -> None:
    html = html_of("calais", language)
    paper = Paper(html, [1.0] * 6)
    assert largest_scale(html, paper) == paper.answer()
    assert len(paper.wholes) <= 1
    assert paper.parts <= 3


def test_what_was_measured_before_is_not_measured_again() -> None:
    html = html_of("calais", "am")
    paper = Paper(html, [1.02, 0.97, 0.9, 1.1, 1, 1])
    scale = largest_scale(html, paper)
    known = [{s: paper.extent(part, s) for s in allowed_scales(html)} for part in range(6)]
    again = Paper(html, paper.factors)
    assert largest_scale(html, again, known) == scale
    assert again.parts == 0
    assert again.wholes == [scale]


@pytest.mark.parametrize("language", ["fr", "en", "ar", "fa", "ckb", "ti", "so", "ur", "ps", "vi", "hi", "pa", "am"])
@pytest.mark.render
def test_estimates_are_near_the_pages(language: str) -> None:
    html, typesetter = html_of("calais", language), Typesetter.new()
    heights = copyfit.measure(html, typesetter, 1.0)
    for estimate, height in zip(estimates(html), heights, strict=True):
        assert estimate.height_mm(html.language.size_pt) == pytest.approx(height, rel=0.15)


@pytest.mark.render
def test_a_typesetter_keeps_the_styles_of_the_last_leaflets_only() -> None:
    typesetter, html = Typesetter.new(), html_of("calais", "fr")
    styles = [typesetter.style(html, float(height)) for height in range(200, 220)]
    assert len(typesetter.styles) < len(styles)
    assert typesetter.style(html, 219.0) is styles[-1]


@pytest.mark.render
@pytest.mark.parametrize(
    ("leaflet", "language"),
    [("calais", "fr"), ("calais", "ur"), ("calais", "ckb"), ("calais", "am"), ("arer", "hi"), ("arer", "vi")],
)
def test_the_next_larger_size_does_not_fit(leaflet: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html, typesetter, whole = html_of(leaflet, language), Typesetter.new(), 0

    def counted(*args: Any) -> Any:
        nonlocal whole
        whole += 1
        return layout.lay_pages(*args)

    monkeypatch.setattr("leafletgen.copyfit.lay_pages", counted)
    with faults(html):
        fitted = copyfit.fit(html, typesetter)
        assert 1 <= whole <= 3
        layouts = copyfit._Layouts(html, typesetter)
        assert fits(html.paper, [extent.pages for extent in layouts.whole(fitted.scale)])
        scales = allowed_scales(html)
        larger = scales[max(0, scales.index(fitted.scale) - 1)]
        assert larger == fitted.scale or not fits(html.paper, [extent.pages for extent in layouts.whole(larger)])
