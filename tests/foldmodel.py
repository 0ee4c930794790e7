"""A sheet of paper that can be folded: what is printed where, and what a reader then meets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Cell:
    """A page as printed on a side: its number (0 blank), the middle of its mark, whether upright."""

    page: int
    x: float
    upright: bool = True


@dataclass(frozen=True)
class Panel:
    """A piece of the sheet between folds, seen from the front: what is on it, what is behind it."""

    front: int
    back: int


def panels(front: list[Cell], back: list[Cell], width: float, flip: str, count: int) -> list[Panel]:
    """Print both sides as a duplex printer does and return the panels from left to right.

    Over the short edge the sheet turns like the page of a book: what is at x comes to lie behind
    width - x. Over the long edge it turns head over heels: x stays, up becomes down.
    """
    found = [[0, 0] for _ in range(count)]
    for cell in front:
        assert cell.upright
        found[int(cell.x / width * count)][0] = cell.page
    for cell in back:
        x, upright = (width - cell.x, cell.upright) if flip == "short" else (cell.x, not cell.upright)
        assert upright, f"page {cell.page} stands on its head behind the front"
        found[int(x / width * count)][1] = cell.page
    return [Panel(*each) for each in found]


def walk_booklet(sheets: list[list[Panel]], binding: str) -> list[int]:
    """Lay the sheets into each other, outermost first, fold, and turn the pages from the cover on.

    A book bound on the left has its cover on the right half of the outermost front.
    """
    first, last = (1, 0) if binding == "left" else (0, 1)
    order: list[int] = []
    for sheet in sheets:
        order += [sheet[first].front, sheet[first].back]
    for sheet in reversed(sheets):
        order += [sheet[last].back, sheet[last].front]
    return order


def walk_letter_fold(row: list[Panel], binding: str) -> list[int]:
    """Fold the flap in, then the cover over it; open again: cover, inside, flap, back cover."""
    cover, middle, flap = (row[2], row[1], row[0]) if binding == "left" else (row[0], row[1], row[2])
    return [cover.front, cover.back, middle.back, flap.back, flap.front, middle.front]


def walk_z_fold(row: list[Panel], binding: str) -> list[int]:
    """Fold forwards and backwards: cover, the spread under it; turned over, the spread there, the back."""
    cover, middle, third = (row[2], row[1], row[0]) if binding == "left" else (row[0], row[1], row[2])
    spread = [third.front, middle.front]  # the reader opens it from the side of the binding
    return [cover.front, cover.back, middle.back, *spread, third.back]


def printed(path: Path) -> list[tuple[list[Cell], float]]:
    """Where the marks p1, p2 … of each page of a PDF really stand, and the width of the page."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        found.append((_cells(page), page.get_width()))
        page.close()
    document.close()
    return found


def _cells(page: Any) -> list[Cell]:
    """Read the marks by place alone: in what order PDFium gives the characters depends on /Direction."""
    text = page.get_textpage()
    chars = []
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char.isalnum():
            left, _bottom, right, _top = text.get_charbox(index)
            chars.append(((left + right) / 2, char))
    text.close()
    groups: list[list[tuple[float, str]]] = []
    for x, char in sorted(chars):
        if groups and x - groups[-1][-1][0] < 60:
            groups[-1].append((x, char))
        else:
            groups.append([(x, char)])
    return [_cell(group) for group in groups]


def _cell(group: list[tuple[float, str]]) -> Cell:
    word = "".join(char for _x, char in group)
    upright = word.startswith("p")
    number = int((word if upright else word[::-1]).removeprefix("p"))
    return Cell(number, (group[0][0] + group[-1][0]) / 2, upright)
