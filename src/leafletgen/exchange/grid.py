"""Tables of cells, as spreadsheets and word processors have them, ↔ rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from leafletgen.errors import InputError, Place
from leafletgen.exchange.labels import Column, column_of, columns, limits
from leafletgen.exchange.rows import Fault, Row, Sheet, parse_title

_NEEDED = ("id", "translation")
_READ = ("id", "source", "translation", "state")
"""Columns whose cells count; what stands in the others is for people."""
_HEADINGS = 2
"""Known headings that make a line the head of the table."""
_ABOVE, _TITLE_LENGTH = 10, 500
"""Lines, cells of a line and characters of a cell above the head that are searched for the leaflet's name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of cells; faults by number of the cell from 0, or -1 for the whole line."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, Fault] = field(default_factory=dict)


def headings(language: str, source: str, reference: str) -> tuple[str, ...]:
    """Return the head of the table, with the languages' codes."""
    codes = {"source": source, "reference": reference, "translation": language}
    return tuple(f"{c.heading} ({codes[c.key]})" if c.key in codes else c.heading for c in columns())


def is_head(cells: Iterable[str]) -> bool:
    """Whether these cells are the head of a table."""
    return len({column.key for column in map(column_of, cells) if column}) >= _HEADINGS


def to_sheet(lines: tuple[Line, ...], title: str, place: Place, notes: tuple[str, ...] = ()) -> Sheet:
    """Return the sheet that lines hold; raises InputError where the table cannot be understood.

    The lines above the head name the leaflet; where they are gone, `title` from elsewhere in the file does.
    """
    start = next((i for i, line in enumerate(lines) if is_head(line.cells)), None)
    if start is None:
        hint = f"Its head must name: {', '.join(column.heading for column in columns())}."
        raise InputError("no table of an export is in this file.", hint, place)
    head = lines[start]
    above = " ".join(cell[:_TITLE_LENGTH] for line in lines[: min(start, _ABOVE)] for cell in line.cells[:_ABOVE])
    sheet = parse_title((above, title), place)
    where, missing = _columns(head, place)
    _check_language(head, where, sheet.language, place)
    body = [line for line in lines[start + 1 :] if any(cell.strip() for cell in line.cells) or line.faults]
    rows = tuple(_row(line, where) for line in body if not is_head(line.cells))
    if len(rows) > limits().rows:
        raise InputError(f"{len(rows)} rows.", f"At most {limits().rows} are read.", place)
    unknown = [
        f"column “{cell[:40]}” is not one of ours" for cell in head.cells if cell.strip() and not column_of(cell)
    ]
    return replace(sheet, rows=rows, typed=True, notes=(*notes, *missing, *unknown))


def _columns(head: Line, place: Place) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and what to say of those that do not."""
    here = Place(place.path, head.number)
    found: dict[str, int] = {}
    for index, cell in enumerate(head.cells):
        column = column_of(cell)
        if column and column.key in found:
            raise InputError(f"column “{column.heading}” stands twice.", "Delete the wrong one.", here)
        if column:
            found[column.key] = index
    lost: list[Column] = [column for column in columns() if column.key not in found]
    for column in lost:
        if column.key in _NEEDED:
            hint = "Put it back (or export again and copy the translations into it)."
            raise InputError(f"column “{column.heading}” is missing.", hint, here)
    return found, [f"column “{column.heading}” is missing" for column in lost]


def _check_language(head: Line, where: dict[str, int], language: str, place: Place) -> None:
    cell = head.cells[where["translation"]]
    said = cell.partition("(")[2].partition(")")[0].strip()
    if said and said != language:
        what = f"the head of the table says “{said}”, the line above it “{language}”."
        raise InputError(what, "Which language is it? Put the right one in both.", Place(place.path, head.number))


def _row(line: Line, where: dict[str, int]) -> Row:
    def cell(key: str) -> str:
        index = where.get(key, -1)
        return line.cells[index] if 0 <= index < len(line.cells) else ""

    bad = [-1, *(where[key] for key in _READ if key in where)]
    fault = next((line.faults[index] for index in bad if index in line.faults), None)
    return Row(
        line.number, cell("id").strip(), cell("translation"), source=cell("source"), state=cell("state"), fault=fault
    )
