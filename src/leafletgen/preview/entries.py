"""The strings of a leaflet and of the small print, as a translator reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from leafletgen.catalog import Catalog, load_catalog
from leafletgen.config import COMMON, Project
from leafletgen.model import Key, Message, Source
from leafletgen.preview.state import Entry
from leafletgen.segments import Segment, is_translatable, phrase_segments


@dataclass(frozen=True, slots=True)
class Catalogs:
    """A leaflet's catalog and the small print's, in the chosen and in the reference language."""

    leaflet: Catalog | None
    """None in the source language, which has no catalog."""
    common: Catalog | None
    """None where the project has none: leafletgen's own is printed then."""
    references: Mapping[Key, str]


def read_catalogs(project: Project, leaflet: str, language: str, references: Mapping[Key, str]) -> Catalogs:
    """Read what the list of strings needs; raises InputError for a catalog that cannot be read."""
    if language == project.source_language:
        return Catalogs(None, None, {})
    common = load_catalog(project, COMMON, language) if project.catalog_path(COMMON, language).is_file() else None
    return Catalogs(load_catalog(project, leaflet, language), common, references)


def read_references(project: Project, leaflet: str, language: str) -> dict[Key, str]:
    """Return the texts in the reference language; none for itself and the source language. Raises InputError."""
    references: dict[Key, str] = {}
    if project.reference_language not in (language, project.source_language):
        for name in (leaflet, COMMON):
            if project.catalog_path(name, project.reference_language).is_file():
                references |= load_catalog(project, name, project.reference_language).usable()
    return references


def entry_id(catalog: str, key: Key) -> str:
    """Return a string's id: it stays the same while its msgctxt and msgid do."""
    return hashlib.sha256("\0".join((catalog, *key)).encode()).hexdigest()[:12]


def list_entries(project: Project, leaflet: str, source: Source, catalogs: Catalogs) -> tuple[Entry, ...]:
    """Return the leaflet's strings in reading order, then those of the small print."""
    texts = [_of_message(leaflet, message, catalogs) for message in source.messages() if is_translatable(message.msgid)]
    if catalogs.common is None:
        return tuple(texts)
    return (*texts, *(_of_phrase(s, catalogs.common, catalogs) for s in phrase_segments(project.source_language)))


def _of_message(leaflet: str, message: Message, catalogs: Catalogs) -> Entry:
    msgstr, state, place = _translation(catalogs.leaflet, message.key)
    return Entry(
        id=entry_id(leaflet, message.key),
        catalog=leaflet,
        context=message.context,
        msgid=message.msgid,
        msgstr=msgstr,
        state=state,
        kind=str(message.kind),
        panel=message.panel,
        comment=message.comment,
        reference=catalogs.references.get(message.key, ""),
        place=place,
        source_place=str(message.place),
    )


def _of_phrase(segment: Segment, catalog: Catalog, catalogs: Catalogs) -> Entry:
    msgstr, state, place = _translation(catalog, segment.key)
    return Entry(
        id=entry_id(COMMON, segment.key),
        catalog=COMMON,
        context=segment.context,
        msgid=segment.msgid,
        msgstr=msgstr,
        state=state,
        kind="small print",
        panel="",
        comment=segment.comment,
        reference=catalogs.references.get(segment.key, ""),
        place=place,
        source_place="",
    )


def _translation(catalog: Catalog | None, key: Key) -> tuple[str, str, str]:
    """Return msgstr, state and file:line."""
    if catalog is None:
        return "", "source", ""
    entry = catalog.entries.get(key)
    if entry is None:
        return "", "missing", f"{catalog.path}:0"
    state = "fuzzy" if entry.fuzzy else "translated" if entry.usable else "untranslated"
    return entry.msgstr, state, str(entry.place)
