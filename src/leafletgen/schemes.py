"""Imposition as pure geometry: which page lies where on each side of each sheet, and how it folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from leafletgen.tables import DATA
from leafletgen.tomlfile import TomlTable

Binding = Literal["left", "right"]
Flip = Literal["short", "long"]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A sheet of paper as it lies in the printer, landscape."""

    name: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for one page on a side; `page` counts from 1 in reading order, 0 leaves it blank."""

    page: int
    left_mm: float
    width_mm: float
    creep_mm: float = 0.0
    """How far the content moves to the right (negative: to the left), towards the spine."""

    @property
    def right_mm(self) -> float:
        """The right edge, from the left of the trimmed side."""
        return self.left_mm + self.width_mm


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, trimmed: its slots from the left, its folds, and whether it is turned."""

    width_mm: float
    height_mm: float
    slots: tuple[Slot, ...]
    folds_mm: tuple[float, ...]
    stitched: bool = False
    """Whether the fold is also where staples go."""
    turned: bool = False
    """Turned by 180 degrees, for printers that flip sheets over their long edge."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A row of data/sheets.toml: which pages lie on each side of a sheet folded without a spine."""

    name: str
    sides: tuple[tuple[int, ...], ...]
    narrow: tuple[int, ...]
    narrower_mm: float

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return sum(len(side) for side in self.sides)

    def widths_mm(self, width_mm: float) -> tuple[float, ...]:
        """Return the width of each page in reading order, on a sheet of this width."""
        row = self.sides[0]
        wide = (width_mm + self.narrower_mm * sum(page in self.narrow for page in row)) / len(row)
        return tuple(wide - self.narrower_mm * (page in self.narrow) for page in range(1, self.pages + 1))


@cache
def sheet_papers() -> dict[str, SheetPaper]:
    """All sheets of paper, by name."""
    table = TomlTable.load(DATA / "sheets.toml").table("sheets")
    rows = {name: table.table(name) for name in table.values}
    return {n: SheetPaper(n, row.need("width_mm", float), row.need("height_mm", float)) for n, row in rows.items()}


@cache
def folds() -> dict[str, Fold]:
    """All folds without a spine, by name."""
    table = TomlTable.load(DATA / "sheets.toml").table("folds")
    return {name: _fold(name, table.table(name)) for name in table.values}


def _fold(name: str, row: TomlTable) -> Fold:
    sides = tuple(tuple(int(page) for page in side.split()) for side in row.need("sides", list))
    narrow = tuple(int(page) for page in row.need("narrow", str).split())
    return Fold(name, sides, narrow, row.need("narrower_mm", float))


def fold_sides(
    orders: Iterable[Sequence[int]], widths_mm: Sequence[float], height_mm: float, binding: Binding
) -> tuple[Side, ...]:
    """Return the sides of a folded sheet; `orders` are page numbers from the left when left-bound.

    Right-bound sheets are mirrored. The sides lie back to back when the sheet turns over its
    short edge, like the page of a book.
    """
    found = []
    for order in orders:
        left, slots = 0.0, []
        for page in order if binding == "left" else reversed(order):
            slots.append(Slot(page, left, widths_mm[page - 1]))
            left += widths_mm[page - 1]
        found.append(Side(left, height_mm, tuple(slots), tuple(slot.left_mm for slot in slots[1:])))
    return tuple(found)


def booklet_order(pages: int) -> tuple[int, ...]:
    """Return what stands on each page of a booklet, 0 for nothing.

    Blank pages fill up to a multiple of four; they go before the back cover, never at the front.
    """
    if pages == 1:
        return (1, 0, 0, 0)
    blanks = -pages % 4
    return (*range(1, pages), *([0] * blanks), pages)


def saddle_sides(
    pages: int, page_width_mm: float, height_mm: float, binding: Binding, creep_mm: float
) -> tuple[Side, ...]:
    """Return the sides of a stitched booklet, sheet 0 outermost, front then back of each.

    With left binding a sheet i of n pages has [n-2i | 2i+1] in front and [2i+2 | n-2i-1] behind;
    right binding mirrors both. Content moves towards the spine by i times `creep_mm`, the
    thickness of one sheet.
    """
    order = booklet_order(pages)
    count = len(order)
    found = []
    for sheet in range(count // 4):
        front = (count - 2 * sheet, 2 * sheet + 1)
        back = (2 * sheet + 2, count - 2 * sheet - 1)
        for pair in (front, back):
            left, right = (order[n - 1] for n in (pair if binding == "left" else pair[::-1]))
            shift = sheet * creep_mm
            slots = (
                Slot(left, 0.0, page_width_mm, shift),
                Slot(right, page_width_mm, page_width_mm, -shift),
            )
            found.append(Side(2 * page_width_mm, height_mm, slots, (page_width_mm,), stitched=True))
    return tuple(found)


def single_sides(pages: int, width_mm: float, height_mm: float) -> tuple[Side, ...]:
    """Return a side for each page of a booklet, blank ones included, for whoever imposes them later."""
    return tuple(Side(width_mm, height_mm, (Slot(page, 0.0, width_mm),), ()) for page in booklet_order(pages))


def for_flip(sides: Iterable[Side], flip: Flip) -> tuple[Side, ...]:
    """Turn every back by 180 degrees for printers that flip sheets over their long edge."""
    return tuple(replace(side, turned=flip == "long" and index % 2 == 1) for index, side in enumerate(sides))
