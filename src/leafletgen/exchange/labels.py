"""The table data/exchange.toml: columns, states and texts of the exchanged files, limits of what is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from leafletgen.tables import DATA
from leafletgen.tomlfile import TomlTable

FORMS = ("xlsx", "docx", "xliff")
"""What a table can be exchanged as; also the ends of the files' names."""


class State(StrEnum):
    """How far a translation is, as its row says."""

    DONE = "done"
    CHECK = "check"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; its key is the name of a field of Row."""

    key: str
    heading: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read from a file that comes back."""

    file_bytes: int
    unpacked_bytes: int
    parts: int
    tags: int
    """Tags of all XML parts."""
    rows: int
    columns: int
    merged_cells: int
    cell_characters: int
    displaced_rows: int


@cache
def _table() -> TomlTable:
    return TomlTable.load(DATA / "exchange.toml")


@cache
def limits() -> Limits:
    """Return the limits."""
    row = _table().table("limits")
    return Limits(**{name: row.need(name, int) for name in Limits.__slots__})


@cache
def columns() -> tuple[Column, ...]:
    """Return the columns in the order in which they are written."""
    rows = _table().table("columns")
    found = ((key, rows.table(key)) for key in rows.values)
    return tuple(Column(key, row.need("heading", str), row.need("width_mm", float)) for key, row in found)


def label(key: str) -> str:
    """Return one of the texts."""
    return _table().table("texts").need(key, str)


def instructions() -> str:
    """Return how to use the table, in one line, in French and English."""
    return f"{label('french')} — {label('english')}"


def state_word(state: State) -> str:
    """Return what the table says for a state."""
    return _table().table("states").need(state, str)


def state_of(word: str) -> State | None:
    """Return the state that a cell means; None where it is not one of the words."""
    wanted = _plain(word)
    for state in State:
        whole = _plain(state_word(state))
        if wanted in (whole, *whole.split(" / ")):
            return state
    return None


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names, whatever stands in brackets after it."""
    wanted = _plain(heading.split("(")[0])
    for column in columns():
        whole = _plain(column.heading)
        if wanted in (whole, *whole.split(" / ")):
            return column
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
