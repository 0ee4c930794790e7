"""Rows of the exchanged table: catalog → rows, and what a row says of itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leafletgen.errors import InputError, Place
from leafletgen.exchange.entries import Unit
from leafletgen.exchange.labels import State, columns, label, state_word
from leafletgen.segments import WHERE

_ID = re.compile(r"([A-Za-z][A-Za-z-]*)\.([0-9a-f]{12})\.([0-9a-f]{8})")
_ID_LENGTH = 100
_TITLE_LENGTH = 5_000
"""Characters that are searched for a title."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TITLE = re.compile(
    r"leaflet\s*:\s*(?P<leaflet>[a-z0-9-]++)\b(?>.*?\blanguage\s*:\s*)(?P<language>[A-Za-z-]++)\b"
    r"(?>.*?\bversion\s*:\s*)(?P<version>\S++)(?>.*?\bdate\s*:\s*)(?P<date>\S++)",
    re.DOTALL,
)
"""Nothing is tried twice: words repeated hundreds of times cost no more than their length."""


class Fault(StrEnum):
    """Why a row cannot be read at all."""

    FORMULA = "it holds a formula; formulas are never worked out. Write the text itself"
    NOT_TEXT = "a cell holds a number, a date or an error, not text. Format the cell as text and write it again"
    MERGED = "its cells are merged, split or missing. Undo that"
    OBJECT = "a cell holds a picture, field, equation or inner table. Leave only text"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in the table; the cells are named like the columns in data/exchange.toml."""

    number: int
    """Where it stands in its file: row or line, from 1; 0 before it is written."""
    id: str
    translation: str
    where: str = ""
    context: str = ""
    source: str = ""
    reference: str = ""
    state: str = ""
    length: str = ""
    comments: str = ""
    fault: Fault | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the texts of the cells, in the order of the columns."""
        return tuple(getattr(self, column.key) for column in columns())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what it says of itself."""

    leaflet: str
    language: str
    version: str
    date: str
    """Date of the leaflet's version, ISO 8601; “–” where there is none."""
    rows: tuple[Row, ...]
    typed: bool = False
    """Whether it comes from a program that changes characters while one types."""
    notes: tuple[str, ...] = ()
    """What in the file was seen and not read."""

    def title(self) -> str:
        """Return the line that stands above the table."""
        facts = f"dépliant / leaflet: {self.leaflet} · langue / language: {self.language}"
        return f"{facts} · version: {self.version} · date: {self.date}"


@dataclass(frozen=True, slots=True)
class RowId:
    """What the id of a row says: the language, the entry, and what its translation was when it was exported."""

    language: str
    entry: str
    text: str

    def __str__(self) -> str:
        return f"{self.language}.{self.entry}.{self.text}"


def parse_id(text: str) -> RowId | None:
    """Return what an id says; None where it is not one."""
    found = _ID.fullmatch(text.strip()) if len(text) <= _ID_LENGTH else None
    return RowId(found[1], found[2], found[3]) if found else None


def entry_hash(context: str, msgid: str) -> str:
    """Return the part of an id that stands for an entry: 12 digits of a SHA-256."""
    return hashlib.sha256(f"{context}\x04{msgid}".encode()).hexdigest()[:12]


def text_hash(msgstr: str, *, fuzzy: bool) -> str:
    """Return the part of an id that stands for a translation and its fuzzy mark: 8 digits of a SHA-256."""
    return hashlib.sha256(f"{'fuzzy' if fuzzy else ''}\x04{msgstr}".encode()).hexdigest()[:8]


def unit_state(unit: Unit) -> State:
    """Return how far an entry is."""
    if not unit.msgstr.strip():
        return State.MISSING
    return State.CHECK if unit.fuzzy else State.DONE


def to_rows(units: Iterable[Unit], language: str, reference: str, shown: Place) -> tuple[Row, ...]:
    """Return a row for each entry; raises InputError for characters that no table can hold."""
    rows = []
    for unit in units:
        row = _row(unit, language, reference)
        for cell in row.cells():
            bad = _NO_XML.search(cell)
            if bad:
                what = f"a control character (U+{ord(bad[0]):04X}) in this entry."
                raise InputError(what, "Delete it: no table can hold it.", Place(shown.path, unit.line))
        rows.append(row)
    return tuple(rows)


def _row(unit: Unit, language: str, reference: str) -> Row:
    where, helping, remarks = _comment_parts(unit.comment, reference)
    before = unit.previous if unit.fuzzy else ""
    extra = (("previous", before), ("note", unit.note), ("flags", ", ".join(unit.flags)))
    row_id = RowId(language, entry_hash(*unit.key), text_hash(unit.msgstr, fuzzy=unit.fuzzy))
    return Row(
        number=0,
        id=str(row_id),
        where=where,
        context=unit.context,
        source=unit.msgid,
        reference=helping,
        translation=unit.msgstr,
        state=state_word(unit_state(unit)),
        length=f"{len(unit.msgid)} → {len(unit.msgstr)}",
        comments="\n".join([*remarks, *(label(key) + text for key, text in extra if text)]),
    )


def _comment_parts(comment: str, reference: str) -> tuple[str, str, list[str]]:
    """Return the line that tells where a text stands, the reference text, and the other lines."""
    head, mark, helping = f"\n{comment}".rpartition(f"\n{reference}: ")
    lines = [line for line in (head if mark else comment).split("\n") if line]
    where = next((line for line in reversed(lines) if WHERE.fullmatch(line)), "")
    return where, helping if mark else "", [line for line in lines if line != where]


def parse_title(texts: Iterable[str], place: Place) -> Sheet:
    """Return the sheet, still without rows, that the first of some texts names; raises InputError."""
    found = next((match for text in texts if (match := _TITLE.search(text[:_TITLE_LENGTH]))), None)
    if not found:
        hint = "Put back its first line (“leaflet: … language: … version: … date: …”), as a new export has it."
        raise InputError("the file does not say of which leaflet and language it is.", hint, place)
    return Sheet(found["leaflet"], found["language"], found["version"], found["date"], rows=())
