"""Copyfit: the largest type that fits, found with few layouts of the whole."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from leafletgen import fit as room
from leafletgen import layout
from leafletgen.config import load_project
from leafletgen.html import Html
from leafletgen.layout import Press, faults
from leafletgen.prepare import prepared
from tests.conftest import ROOT

pytestmark = pytest.mark.render


def html_of(leaflet: str, language: str) -> Html:
    return prepared(load_project(ROOT), leaflet, language, datetime.date(2026, 11, 26)).html


@pytest.mark.parametrize(
    ("leaflet", "language"),
    [("calais", "fr"), ("calais", "ur"), ("calais", "ckb"), ("calais", "am"), ("arer", "hi"), ("arer", "vi")],
)
def test_the_next_larger_size_does_not_fit(leaflet: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html, press, whole = html_of(leaflet, language), Press.new(), 0

    def counted(*args: Any) -> Any:
        nonlocal whole
        whole += 1
        return layout.lay_pages(*args)

    monkeypatch.setattr("leafletgen.fit.lay_pages", counted)
    with faults(html):
        trial = room.fit(html, press)
        assert 1 <= whole <= 3
        assert room.fits(html.paper, trial.pages)
        scales = room.allowed_scales(html)
        larger = scales[max(0, scales.index(trial.scale) - 1)]
        assert larger == trial.scale or not room.fits(html.paper, room._try(html, press, larger).pages)
