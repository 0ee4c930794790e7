"""The door to polib: catalogs read strictly, and written so that a change is a small diff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import polib

from leafletgen.config import Project
from leafletgen.errors import InputError, Place
from leafletgen.markdown import refuse_endless
from leafletgen.model import Key
from leafletgen.polint import MAX_PO, check_lines, read
from leafletgen.segments import Segment
from leafletgen.tomlfile import is_there

HEADER_COMMENT = """\
Machine draft. No native speaker has reviewed this translation yet.
Please correct it freely; docs/translators.md tells how."""

_PREVIOUS_OF_OBSOLETE = re.compile(r"^#~\|", re.MULTILINE)
"""polib writes `#~|` lines and skips them when it reads; it reads `#|` before an obsolete entry just as well."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation, as a stage that prints it needs it."""

    msgstr: str
    fuzzy: bool
    place: Place

    @property
    def usable(self) -> bool:
        """Whether it may be printed: translated and not in doubt."""
        return bool(self.msgstr.strip()) and not self.fuzzy


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of one leaflet into one language."""

    path: Path
    language: str
    entries: Mapping[Key, Entry]

    def usable(self) -> dict[Key, str]:
        """Return the msgstr of every entry that may be printed."""
        return {key: entry.msgstr for key, entry in self.entries.items() if entry.usable}


def load_catalog(project: Project, name: str, language: str) -> Catalog:
    """Read the catalog of a leaflet, or of the templates (COMMON); errors as read_catalog."""
    path = project.catalog_path(name, language)
    return read_catalog(path, language, path.relative_to(project.root))


def read_catalog(path: Path, language: str, shown: Path) -> Catalog:
    """Read a .po file; raises InputError, with the line, for anything wrong with it."""
    return _catalog(_read(path, shown), language, shown)


def read_po(path: Path, language: str, shown: Path) -> polib.POFile:
    """Return polib's view of a catalog, after all checks that polib does not make."""
    return _parsed(_read(path, shown), language, shown)


def _read(path: Path, shown: Path) -> str:
    place = Place(shown)
    if not is_there(path, shown):
        raise InputError("there is no such catalog.", "Run `leafletgen update` to make it.", place)
    try:
        if path.stat().st_size > MAX_PO:
            raise InputError("the catalog is too large.", f"At most {MAX_PO} bytes.", place)
        return read(path.read_bytes(), place)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", "", place) from None


@lru_cache(maxsize=32)
def _catalog(text: str, language: str, shown: Path) -> Catalog:
    """Return the last catalogs as they were parsed: a leaflet's text is asked for several times, common.po for each."""
    entries = {
        key_of(entry): Entry(entry.msgstr, entry.fuzzy, Place(shown, entry.linenum))
        for entry in _parsed(text, language, shown)
        if not entry.obsolete
    }
    return Catalog(shown, language, MappingProxyType(entries))


def _parsed(text: str, language: str, shown: Path) -> polib.POFile:
    place = Place(shown)
    check_lines(text, place)
    try:
        po = polib.pofile(_PREVIOUS_OF_OBSOLETE.sub("#|", text), wrapwidth=0, check_for_duplicates=False)
    except (OSError, ValueError, UnicodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        hint = "Look for what is odd in this line, or take the last good copy of the file."
        raise InputError("not a PO file.", hint, Place(shown, int(found[1]) if found else 0)) from None
    _check_header(po, language, place)
    _check_duplicates(po, shown)
    _check_lengths(po, shown)
    return po


def _check_header(po: polib.POFile, language: str, place: Place) -> None:
    declared = po.metadata.get("Language", "")
    if declared.replace("_", "-") != language:
        hint = f"Is it the right file? If so, write “Language: {language}” in its header."
        raise InputError(f"the catalog is for “{declared}”, its folder for “{language}”.", hint, place)


def _check_duplicates(po: polib.POFile, shown: Path) -> None:
    seen: dict[Key, int] = {}
    for entry in po:
        key = key_of(entry)
        if key in seen and not entry.obsolete:
            hint = "Keep the right one and delete the other."
            what = f"“{entry.msgid[:60]}” stands twice, also at line {seen[key]}."
            raise InputError(what, hint, Place(shown, entry.linenum))
        if not entry.obsolete:
            seen[key] = entry.linenum


def _check_lengths(po: polib.POFile, shown: Path) -> None:
    for entry in po:
        if not entry.obsolete:
            for text in (entry.msgid, entry.msgstr):
                refuse_endless(text, Place(shown, entry.linenum))


def key_of(entry: polib.POEntry) -> Key:
    """Return what an entry is known by."""
    return entry.msgctxt or "", entry.msgid


def new_po(name: str, language: str) -> polib.POFile:
    """Return an empty catalog with its header; `language` is empty for a template."""
    po = polib.POFile(wrapwidth=0)
    po.header = HEADER_COMMENT if language else f"Template of {name}. Made by `leafletgen extract`; do not edit."
    po.metadata = {
        "Project-Id-Version": name,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        po.metadata["X-Translation-State"] = "machine draft"
    return po


def new_entry(segment: Segment) -> polib.POEntry:
    """Return an untranslated entry."""
    return polib.POEntry(
        msgid=segment.msgid,
        msgctxt=segment.context or None,
        comment=segment.comment,
        occurrences=[(segment.reference, "")],
    )


def to_text(po: polib.POFile, entries: Iterable[polib.POEntry] | None = None) -> str:
    """Return the text of a .po file; unwrapped, so that a changed word changes one line."""
    if entries is not None:
        fresh = polib.POFile(wrapwidth=0)
        fresh.header, fresh.metadata = po.header, po.metadata
        fresh.metadata_is_fuzzy = po.metadata_is_fuzzy
        fresh.extend(entries)
        po = fresh
    return str(po)
