"""Imposition: a model of the sheet is folded, and its pages are walked in reading order."""

from __future__ import annotations

import pytest

from leafletgen.impose import Placed, folds_mm, sides
from leafletgen.model import Direction
from leafletgen.tables import papers

PAPER = papers()["letter-fold"]


def backs(outside: tuple[Placed, ...], inside: tuple[Placed, ...]) -> dict[int, int]:
    """Which panel is printed behind which: the sheet turned over its short edge shows the other side mirrored."""
    return {front.panel: back.panel for front, back in zip(outside, reversed(inside), strict=True)}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_narrow_panels_lie_back_to_back(direction: Direction) -> None:
    outside, inside = sides(PAPER, direction)
    for front, back in zip(outside, reversed(inside), strict=True):
        assert front.width_mm == back.width_mm
    assert backs(outside, inside) == {5: 4, 6: 3, 1: 2}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_folded_leaflet_reads_in_order(direction: Direction) -> None:
    outside, inside = sides(PAPER, direction)
    behind = backs(outside, inside)
    # the reader holds the leaflet cover up; the spine (the fold between cover and back) is where the language starts
    order = [each.panel for each in outside]
    if direction == "rtl":
        order.reverse()
    flap, back, cover = order
    assert (flap, back, cover) == (5, 6, 1)
    # opening the cover shows its back beside the flap, which was folded in first
    first_spread = [behind[cover], flap]
    assert first_spread == [2, 5]
    # opening the flap shows the whole inside, read from the side where the language starts
    row = [each.panel for each in inside]
    assert (row if direction == "ltr" else row[::-1]) == [2, 3, 4]


@pytest.mark.parametrize(
    ("direction", "outside", "inside"),
    [("ltr", (97, 197), (100, 200)), ("rtl", (100, 200), (97, 197))],
)
def test_folds_lie_where_the_printer_expects_them(
    direction: Direction, outside: tuple[float, float], inside: tuple[float, float]
) -> None:
    assert tuple(folds_mm(side) for side in sides(PAPER, direction)) == (outside, inside)


def test_the_sheet_is_a4() -> None:
    for side in sides(PAPER, "ltr"):
        assert sum(each.width_mm for each in side) == 297
