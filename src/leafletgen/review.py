"""Reviews: which translations a person has read and approved, kept beside the catalog.

An approval holds for a hash of msgctxt, msgid and msgstr. Who edits a string un-reviews that string
and nothing else; who takes the edit back has it reviewed again, unless somebody has approved the
edit meanwhile: each `approve` keeps the approvals of the texts that there are, and of no others.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leafletgen.catalog import Catalog, Entry, read_catalog
from leafletgen.config import COMMON, Project
from leafletgen.errors import InputError, Place
from leafletgen.files import write_text
from leafletgen.invisible import ZWJ, ZWNJ
from leafletgen.model import Key
from leafletgen.phrasebook import translated_phrases
from leafletgen.segments import Segment, phrase_segments
from leafletgen.tomlfile import TomlTable, is_there

MAX_NAME = 60
"""Characters of a reviewer's name; it stands in the imprint."""
_JOINERS = ZWNJ + ZWJ
"""Persian, Hindi and Punjabi names need them between letters: they print, though Unicode files them under Cf."""
_TABLE = "approved"
_HEAD = """\
# Translations that a person has read and approved: `leafletgen approve` writes this file.
# A line holds for one text as it was read. Delete a line to withdraw that approval.

[approved]
"""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a string, and when."""

    by: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Translation:
    """One string of a leaflet, or of the templates, as it stands in a language."""

    segment: Segment
    entry: Entry | None
    """None where the catalog does not have the string."""
    approval: Approval | None

    @property
    def usable(self) -> bool:
        """Whether it may be printed."""
        return self.entry is not None and self.entry.usable

    @property
    def fuzzy(self) -> bool:
        """Whether its source changed since it was translated."""
        return self.entry is not None and self.entry.fuzzy

    @property
    def hash(self) -> str:
        """What an approval of it is kept under."""
        return string_hash(self.segment.context, self.segment.msgid, self.entry.msgstr if self.entry else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """The strings of one catalog, and where it and its approvals are."""

    path: Path
    sidecar: Path
    translations: tuple[Translation, ...]
    gone: tuple[tuple[str, Place], ...]
    """msgid and place of the entries that the source no longer has."""

    @property
    def approved(self) -> int:
        """How many strings are approved."""
        return sum(each.approval is not None for each in self.translations)

    @property
    def complete(self) -> bool:
        """Whether all strings are approved."""
        return self.approved == len(self.translations)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who vouches for a translation: what the imprint says once all of it is approved."""

    reviewers: tuple[str, ...]
    date: datetime.date
    """Of the last approval."""


@dataclass(frozen=True, slots=True)
class Review:
    """How far the review of one leaflet in one language is."""

    leaflet: Reading
    common: Reading

    def signature(self) -> Signature | None:
        """Return the reviewers of the leaflet's strings, or None while any printed string is not approved."""
        approvals = [each.approval for each in self.leaflet.translations if each.approval]
        if not approvals or not self.leaflet.complete or not self.common.complete:
            return None
        approvals.sort(key=lambda approval: approval.date)
        return Signature(tuple(dict.fromkeys(approval.by for approval in approvals)), approvals[-1].date)


def string_hash(context: str, msgid: str, msgstr: str) -> str:
    """Return what a string's approval is kept under: 128 bits of SHA-256, as 32 hexadecimal digits."""
    return hashlib.sha256(json.dumps([context, msgid, msgstr]).encode()).hexdigest()[:32]


def read_review(project: Project, leaflet: str, segments: tuple[Segment, ...], catalog: Catalog) -> Review:
    """Read who approved what; raises InputError for a common.po or a review file that is wrong.

    `segments` are the leaflet's, `catalog` its translation.
    """
    language = catalog.language
    entries = {segment.key: catalog.entries.get(segment.key) for segment in segments}
    return Review(
        _reading(project, leaflet, segments, entries, catalog),
        _read_common(project, language),
    )


def _read_common(project: Project, language: str) -> Reading:
    """Return the template strings as they are printed, also those that come with leafletgen."""
    path = project.catalog_path(COMMON, language)
    shown = path.relative_to(project.root)
    own = read_catalog(path, language, shown) if is_there(path, shown) else Catalog(shown, language, {})
    segments = phrase_segments(project.source_language)
    printed = translated_phrases(project, language)
    entries: dict[Key, Entry | None] = {}
    for segment in segments:
        mine = own.entries.get(segment.key)
        text, _origin = printed.get(segment.context, ("", None))
        fuzzy = mine is not None and mine.fuzzy
        entries[segment.key] = Entry(text, fuzzy, mine.place if mine else Place(shown))
    return _reading(project, COMMON, segments, entries, own)


def _reading(
    project: Project,
    name: str,
    segments: tuple[Segment, ...],
    entries: Mapping[Key, Entry | None],
    catalog: Catalog,
) -> Reading:
    path = project.review_path(name, catalog.language)
    shown = path.relative_to(project.root)
    approvals = read_approvals(path, shown)
    translations = []
    for segment in segments:
        bare = Translation(segment, entries[segment.key], None)
        approval = approvals.get(bare.hash) if bare.usable else None
        translations.append(Translation(segment, bare.entry, approval))
    known = {segment.key for segment in segments}
    gone = tuple((key[1], entry.place) for key, entry in catalog.entries.items() if key not in known)
    return Reading(catalog.path, shown, tuple(translations), gone)


def read_approvals(path: Path, shown: Path) -> dict[str, Approval]:
    """Return the approvals of a review file by hash, none where there is no file; raises InputError with the line."""
    if not is_there(path, shown):
        return {}
    whole = TomlTable.load(path, shown)
    whole.only((_TABLE,))
    table = whole.table(_TABLE)
    return {key: _approval(table, key) for key in table.values}


def _approval(table: TomlTable, key: str) -> Approval:
    if not re.fullmatch("[0-9a-f]{32}", key):
        raise InputError(f"“{key}” is no hash of a string.", "Delete this line, and approve again.", table.place(key))
    row = table.values[key]
    if isinstance(row, dict) and set(row) == {"by", "date"}:
        by, date = row["by"], row["date"]
        if isinstance(by, str) and type(date) is datetime.date:
            wrong = wrong_name(by)
            if wrong:
                raise InputError(f"the reviewer's name {wrong}.", "Correct it.", table.place(key))
            return Approval(by, date)
    hint = 'Write it like this: { by = "Name", date = 2026-01-31 }, or delete it and approve again.'
    raise InputError("this line is not an approval.", hint, table.place(key))


def wrong_name(name: str) -> str:
    """Return what is wrong with a reviewer's name, as the end of a sentence; empty for a good one."""
    if name != name.strip() or not any(char.isalpha() for char in name):
        return "has no letters, or spaces round it"
    if len(name) > MAX_NAME:
        return f"has {len(name)} characters; {MAX_NAME} are allowed"
    between = re.sub(rf"(?<=[^\s{_JOINERS}])[{_JOINERS}](?=[^\s{_JOINERS}])", "", name)
    bad = next((char for char in between if not char.isprintable()), "")
    return f"has the character U+{ord(bad):04X}, which does not print" if bad else ""


def write_approvals(path: Path, reading: Reading) -> None:
    """Write the approvals of a catalog: a line each, in the catalog's order, with the text that it is about."""
    lines = [_line(each.hash, each.approval, each.segment.msgid) for each in reading.translations if each.approval]
    write_text(path, _HEAD + "".join(lines))


def _line(key: str, approval: Approval, msgid: str) -> str:
    start = "".join(char for char in msgid if char.isprintable())[:50].strip()
    by = json.dumps(approval.by, ensure_ascii=False)  # for printable text, JSON and TOML quote alike
    return f"{key} = {{ by = {by}, date = {approval.date.isoformat()} }}  # {start}\n"
