"""Imposition as geometry: every scheme is proven by folding a model of the sheet."""

from __future__ import annotations

import pytest

from leafletgen.schemes import (
    Binding,
    Side,
    booklet_order,
    fold_sides,
    folds,
    saddle_sides,
    sheet_papers,
)
from leafletgen.tables import papers
from tests.foldmodel import Cell, Panel, panels, walk_booklet, walk_letter_fold, walk_z_fold

BINDINGS: tuple[Binding, ...] = ("left", "right")


def cells(side: Side) -> list[Cell]:
    return [Cell(slot.page, (slot.left_mm + slot.right_mm) / 2) for slot in side.slots]


def folded(sides: tuple[Side, ...], count: int) -> list[list[Panel]]:
    return [
        panels(cells(front), cells(back), front.width_mm, "short", count)
        for front, back in zip(sides[::2], sides[1::2], strict=True)
    ]


@pytest.mark.parametrize("binding", BINDINGS)
@pytest.mark.parametrize("pages", range(4, 49, 4))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages: int, binding: Binding) -> None:
    sheets = folded(saddle_sides(pages, 148.5, 210, binding, 0.1), 2)
    assert walk_booklet(sheets, binding) == list(range(1, pages + 1))


def test_an_eight_page_booklet_lies_as_printers_expect() -> None:
    def rows(binding: Binding) -> list[tuple[int, ...]]:
        return [tuple(slot.page for slot in side.slots) for side in saddle_sides(8, 100, 200, binding, 0)]

    assert rows("left") == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert rows("right") == [(1, 8), (7, 2), (3, 6), (5, 4)]


@pytest.mark.parametrize(
    ("pages", "order"),
    [
        (1, (1, 0, 0, 0)),
        (2, (1, 0, 0, 2)),
        (3, (1, 2, 0, 3)),
        (5, (1, 2, 3, 4, 0, 0, 0, 5)),
        (7, (1, 2, 3, 4, 5, 6, 0, 7)),
    ],
)
def test_blank_pages_go_before_the_back_cover(pages: int, order: tuple[int, ...]) -> None:
    assert booklet_order(pages) == order


@pytest.mark.parametrize("binding", BINDINGS)
def test_creep_moves_inner_sheets_towards_the_spine(binding: Binding) -> None:
    for index, side in enumerate(saddle_sides(16, 100, 200, binding, 0.1)):
        left, right = side.slots
        assert left.creep_mm == pytest.approx(index // 2 * 0.1)
        assert right.creep_mm == -left.creep_mm


@pytest.mark.parametrize("binding", BINDINGS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_letter_fold_reads_in_order_and_its_flap_goes_in(paper: str, binding: Binding) -> None:
    fold, sheet = folds()["letter-fold"], sheet_papers()[paper]
    sides = fold_sides(fold.sides, fold.widths_mm(sheet.width_mm), sheet.height_mm, binding)
    (row,) = folded(sides, 3)
    assert walk_letter_fold(row, binding) == [1, 2, 3, 4, 5, 6]
    widths = {slot.page: slot.width_mm for side in sides for slot in side.slots}
    assert all(widths[a] == widths[b] for a, b in ((1, 2), (3, 6), (4, 5)))
    assert widths[5] < widths[6] - 1
    assert sum(slot.width_mm for slot in sides[0].slots) == pytest.approx(sheet.width_mm)


def test_the_folds_of_an_a4_letter_fold_are_where_the_panels_meet() -> None:
    fold = folds()["letter-fold"]

    def at(binding: Binding) -> list[tuple[float, ...]]:
        return [side.folds_mm for side in fold_sides(fold.sides, fold.widths_mm(297), 210, binding)]

    assert at("left") == [(97, 197), (100, 200)]
    assert at("right") == [(100, 200), (97, 197)]


@pytest.mark.parametrize("binding", BINDINGS)
def test_the_office_edition_folds_like_the_command(binding: Binding) -> None:
    paper, fold = papers()["letter-fold"], folds()["letter-fold"]
    widths = [panel.width_mm for panel in paper.panels]
    office = fold_sides(paper.sides, widths, paper.height_mm, binding)
    assert office == fold_sides(fold.sides, fold.widths_mm(297), 210, binding)
    assert walk_letter_fold(folded(office, 3)[0], binding) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("binding", BINDINGS)
def test_a_z_fold_shows_the_back_cover_when_closed(binding: Binding) -> None:
    fold = folds()["z-fold"]
    (row,) = folded(fold_sides(fold.sides, fold.widths_mm(297), 210, binding), 3)
    order = walk_z_fold(row, binding)
    assert order == [1, 2, 3, 4, 5, 6]
