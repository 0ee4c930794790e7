"""Rows that came back → what becomes of each: taken, unchanged, or refused and why. Newer work always wins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from leafletgen.exchange.clean import cleaned, folded, own_characters
from leafletgen.exchange.entries import Change, Unit
from leafletgen.exchange.labels import State, limits, state_of
from leafletgen.exchange.rows import Row, RowId, Sheet, entry_hash, parse_id, text_hash, unit_state
from leafletgen.exchange.wording import placeholders, placeholders_differ
from leafletgen.foreign import MOST, foreign_letters
from leafletgen.model import Key
from leafletgen.tables import Language

_RULED_OUT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffd]")


class Result(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Why(StrEnum):
    """Why a row is refused."""

    UNREADABLE = "unreadable"
    NO_ID = "no id"
    TWICE = "twice"
    LANGUAGE = "wrong language"
    SOURCE = "source changed"
    MISALIGNED = "misaligned"
    STALE = "stale"
    OUTDATED = "stale, not edited"
    EMPTIED = "emptied"
    LONG = "too long"
    CONTROL = "control character"
    FORMULA = "formula"
    PLACEHOLDER = "placeholder"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row."""

    row: Row
    result: Result
    message: str = ""
    why: Why | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of all rows of a sheet."""

    verdicts: tuple[Verdict, ...]
    characters: tuple[tuple[str, int], ...]
    """What word processors had put in and was taken out, and how often."""
    absent: int
    """Entries of the catalog that the sheet does not hold."""
    notes: tuple[str, ...]

    def of(self, result: Result) -> tuple[Verdict, ...]:
        """Return the verdicts with this result."""
        return tuple(verdict for verdict in self.verdicts if verdict.result is result)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is to be written."""
        return tuple(verdict.change for verdict in self.verdicts if verdict.change)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What rows are judged with."""

    units: Mapping[str, Unit]
    """By the part of an id that stands for an entry."""
    language: Language
    current: Collection[Key]
    """The texts that the leaflet has now."""
    own: Collection[str]
    typed: bool
    twice: Mapping[str, list[int]]
    """Numbers of the rows of an entry that stands more than once."""
    characters: Counter[str]


class _RefusedError(Exception):
    """A row that must not be written."""

    def __init__(self, why: Why, message: str) -> None:
        self.why, self.message = why, message


def judge(sheet: Sheet, units: tuple[Unit, ...], language: Language, current: Collection[Key]) -> Judged:
    """Return what becomes of each row of a sheet, held against the catalog as it is now."""
    ids = [(row.number, parse_id(row.id)) for row in sheet.rows]
    where: dict[str, list[int]] = {}
    for number, row_id in ids:
        if row_id and row_id.language == language.code:
            where.setdefault(row_id.entry, []).append(number)
    bench = _Bench(
        units={entry_hash(*unit.key): unit for unit in units},
        language=language,
        current=current,
        own=own_characters([unit.msgstr for unit in units], language.quotes),
        typed=sheet.typed,
        twice={entry: numbers for entry, numbers in where.items() if len(numbers) > 1},
        characters=Counter(),
    )
    verdicts = _without_displaced(tuple(_verdict(bench, row) for row in sheet.rows), units)
    absent = len(bench.units.keys() - where.keys())
    notes = [
        f"{row.number}: “{row.state[:40]}” is not a state; left as it was" for row in sheet.rows if _odd_state(row)
    ]
    return Judged(verdicts, tuple(sorted(bench.characters.items())), absent, (*sheet.notes, *notes))


def _odd_state(row: Row) -> bool:
    return bool(row.state.strip()) and state_of(row.state) is None


def _verdict(bench: _Bench, row: Row) -> Verdict:
    try:
        unit, row_id = _unit(bench, row)
        return _compared(bench, row, unit, row_id)
    except _RefusedError as refused:
        return Verdict(row, Result.REFUSED, refused.message, refused.why)


def _unit(bench: _Bench, row: Row) -> tuple[Unit, RowId]:
    """Return the entry that a row is for; raises _RefusedError."""
    if row.fault:
        raise _RefusedError(Why.UNREADABLE, f"{row.fault}.")
    length = max(len(row.translation), len(row.source))
    if length > limits().cell_characters:
        raise _RefusedError(Why.LONG, f"a text of {length} characters; at most {limits().cell_characters}.")
    row_id = parse_id(row.id)
    if row_id is None:
        raise _RefusedError(Why.NO_ID, "its id is missing or was changed. Copy the text into a row of a new export.")
    if row_id.language != bench.language.code:
        raise _RefusedError(Why.LANGUAGE, f"it was exported for “{row_id.language}”. Import it with that language.")
    if row_id.entry in bench.twice:
        others = ", ".join(str(number) for number in bench.twice[row_id.entry] if number != row.number)
        raise _RefusedError(Why.TWICE, f"the same entry also stands in row {others}. Delete the wrong one.")
    unit = bench.units.get(row_id.entry)
    if unit is None:
        raise _gone(bench, row, row_id)
    if row.source.strip() and folded(row.source) != folded(unit.msgid):
        hint = "was its source edited, or a column sorted by itself? Put it back."
        raise _RefusedError(Why.MISALIGNED, f"the source text in it is not that of its id: {hint}")
    return unit, row_id


def _gone(bench: _Bench, row: Row, row_id: RowId) -> _RefusedError:
    now = next((u.msgid for u in bench.units.values() if u.previous and folded(u.previous) == folded(row.source)), "")
    became = f"the source text is now “{now}”." if now else "this source text is no longer in the catalog."
    if _is_as_exported(row, row_id):
        return _RefusedError(Why.OUTDATED, f"{became} This row was not edited, so nothing needs to be done.")
    return _RefusedError(Why.SOURCE, f"{became} Export again, and look at this text there.")


def _is_as_exported(row: Row, row_id: RowId) -> bool:
    return any(text_hash(row.translation, fuzzy=fuzzy) == row_id.text for fuzzy in (False, True))


def _compared(bench: _Bench, row: Row, unit: Unit, row_id: RowId) -> Verdict:
    text, characters = cleaned(row.translation, unit.msgstr, bench.own, typed=bench.typed)
    state = state_of(row.state)
    fuzzy = _fuzzy(unit, state, changed=text != unit.msgstr)
    current = row_id.text == text_hash(unit.msgstr, fuzzy=unit.fuzzy)
    if text == unit.msgstr and (fuzzy == unit.fuzzy or (not current and not unit.fuzzy)):
        bench.characters.update(characters)
        return Verdict(row, Result.UNCHANGED)
    if not current:
        raise _stale(row, unit, row_id)
    if text != unit.msgstr:
        _check_text(bench, text, unit)
    bench.characters.update(characters)
    return Verdict(row, Result.TAKEN, _told(bench, unit, text, fuzzy=fuzzy), change=Change(unit, text, fuzzy))


def _fuzzy(unit: Unit, state: State | None, *, changed: bool) -> bool:
    """Whether the entry is in doubt afterwards: as its state says, if that was changed; else not if the text was."""
    if not changed and unit_state(unit) is State.MISSING:
        return unit.fuzzy
    if state in (State.DONE, State.CHECK) and state is not unit_state(unit):
        return state is State.CHECK
    return unit.fuzzy and not changed


def _stale(row: Row, unit: Unit, row_id: RowId) -> _RefusedError:
    now = f"the catalog has newer work: “{unit.msgstr[:60]}”{' (fuzzy)' if unit.fuzzy else ''}"
    if _is_as_exported(row, row_id):
        return _RefusedError(Why.OUTDATED, f"{now}. This row was not edited, so nothing needs to be done.")
    return _RefusedError(Why.STALE, f"{now}. Export again, and decide there which is right.")


def _check_text(bench: _Bench, text: str, unit: Unit) -> None:
    """Raise _RefusedError for a text that must not go into a catalog."""
    if not text.strip():
        raise _RefusedError(Why.EMPTIED, "its translation was deleted; an empty cell erases nothing.")
    bad = _RULED_OUT.search(text)
    if bad:
        raise _RefusedError(Why.CONTROL, f"it holds U+{ord(bad[0]):04X}, which no page may have. Delete it.")
    if text.lstrip().startswith("=") and not unit.msgid.lstrip().startswith("="):
        raise _RefusedError(Why.FORMULA, "it starts with “=” like a formula. Write the text itself.")
    wrong = placeholders_differ(unit.msgid, text)
    if wrong:
        raise _RefusedError(Why.PLACEHOLDER, f"{wrong}. Copy it unchanged from the source.")
    foreign = foreign_letters(text, unit.msgid, bench.language.script)
    if foreign.share > MOST:
        what = f"“{foreign.words[:40]}” is not in the script of {bench.language.code}. Is it the right file?"
        raise _RefusedError(Why.LANGUAGE, what)


def _told(bench: _Bench, unit: Unit, text: str, *, fuzzy: bool) -> str:
    said = ["text" if text != unit.msgstr else "state"]
    if fuzzy != unit.fuzzy:
        said.append("now to be checked (fuzzy)" if fuzzy else "no longer fuzzy")
    if unit.key not in bench.current:
        said.append("but its source text has changed since: run `leafletgen update`, then export again")
    return ", ".join(said)


def _without_displaced(verdicts: tuple[Verdict, ...], units: tuple[Unit, ...]) -> tuple[Verdict, ...]:
    """Refuse translations that are those of other rows: a column that was sorted or shifted by itself."""
    known = Counter(unit.msgstr for unit in units)
    new = [verdict for verdict in verdicts if verdict.change and verdict.change.msgstr != verdict.change.unit.msgstr]
    moved = {v.row.number for v in new if v.change and v.change.unit.msgstr.strip() and known[v.change.msgstr]}
    if _astray(verdicts) >= limits().displaced_rows:
        moved = {v.row.number for v in new}
        message = "the placeholders of other rows stand in the wrong ones: was a column sorted or shifted by itself?"
    elif len(moved) >= limits().displaced_rows:
        others = len(moved) - 1
        message = f"it has the text of another row, as {others} others do: was a column sorted or shifted by itself?"
    else:
        return verdicts
    return tuple(
        replace(v, result=Result.REFUSED, message=message, why=Why.DISPLACED, change=None)
        if v.row.number in moved
        else v
        for v in verdicts
    )


def _astray(verdicts: tuple[Verdict, ...]) -> int:
    """Count the rows that have, of all placeholders, just those that another row lacks."""
    rows = [verdict.row for verdict in verdicts if verdict.why is Why.PLACEHOLDER]
    wanted, given = (
        Counter(filter(None, map(placeholders, texts)))
        for texts in ((r.source for r in rows), (r.translation for r in rows))
    )
    return (wanted & given).total()
