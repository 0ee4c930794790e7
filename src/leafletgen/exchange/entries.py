"""Entries of a catalog as the exchange needs them, and single entries of a .po rewritten, every other byte kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from leafletgen.catalog import new_entry, new_po, read_po, to_text
from leafletgen.model import Key
from leafletgen.segments import Segment

_FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry of a catalog, with all that a translator should see of it."""

    context: str
    msgid: str
    msgstr: str
    fuzzy: bool
    flags: tuple[str, ...]
    """Without fuzzy."""
    comment: str
    note: str
    previous: str
    line: int
    """Line of the .po file on which the entry starts."""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.context, self.msgid


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry becomes."""

    unit: Unit
    msgstr: str
    fuzzy: bool


def read_units(path: Path, language: str, shown: Path) -> tuple[Unit, ...]:
    """Return the entries of a catalog in its order, without obsolete and plural ones; errors as read_po."""
    return tuple(
        Unit(
            context=entry.msgctxt or "",
            msgid=entry.msgid,
            msgstr=entry.msgstr,
            fuzzy=entry.fuzzy,
            flags=tuple(flag for flag in entry.flags if flag != _FUZZY),
            comment=entry.comment,
            note=entry.tcomment,
            previous=entry.previous_msgid or "",
            line=entry.linenum,
        )
        for entry in read_po(path, language, shown)
        if not entry.obsolete and not entry.msgid_plural
    )


def rewritten(text: str, changes: Iterable[Change]) -> str:
    """Return the text of a catalog with some entries changed: their msgstr and fuzzy mark, nothing else."""
    lines = text.splitlines(keepends=True)
    for change in sorted(changes, key=lambda change: change.unit.line, reverse=True):
        start = change.unit.line - 1
        first = next(i for i in range(start, len(lines)) if lines[i].lstrip().startswith("msgstr"))
        end = next((i for i in range(first + 1, len(lines)) if not lines[i].lstrip().startswith('"')), len(lines))
        eol = "\r\n" if lines[first].endswith("\r\n") else "\n"
        head = lines[start:first]
        if change.fuzzy != change.unit.fuzzy:
            head = _marked(head, eol, fuzzy=change.fuzzy)
        lines[start:end] = [*head, *(f"{line}{eol}" for line in _msgstr_lines(change.msgstr))]
    return "".join(lines)


def _marked(head: list[str], eol: str, *, fuzzy: bool) -> list[str]:
    """Return the lines before the msgstr with the fuzzy mark put or taken away."""
    done = []
    for line in head:
        if not line.lstrip().startswith("#,"):
            done.append(line)
            continue
        flags = [flag.strip() for flag in line.strip()[2:].split(",") if flag.strip() != _FUZZY]
        if flags:
            done.append(f"#, {', '.join(flags)}{eol}")
    if fuzzy:
        place = next(i for i, line in enumerate(done) if line.lstrip().startswith(("#,", "#|", "msg")))
        if done[place].startswith("#,"):
            done[place] = f"#, {_FUZZY}, {done[place][2:].strip()}{eol}"
        else:
            done.insert(place, f"#, {_FUZZY}{eol}")
    return done


def _msgstr_lines(msgstr: str) -> list[str]:
    """Return the lines of a msgstr as `leafletgen update` would write them."""
    entry = new_entry(Segment("", "x", "", ""))
    entry.msgstr = msgstr
    text = to_text(new_po("", ""), [entry]).rstrip("\n")
    return text[text.rindex('\nmsgid "x"\n') + len('\nmsgid "x"\n') :].split("\n")
