"""Extract and update: leaflets and templates → .pot → .po, writing only what changes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from leafletgen.catalog import new_entry, new_po, read_catalog, read_po, to_text
from leafletgen.config import COMMON, Project, load_leaflet
from leafletgen.errors import LeafletError
from leafletgen.files import write_text
from leafletgen.glossary import Term, advice, read_glossary, terms
from leafletgen.merge import Key, Loan, merge
from leafletgen.read import read_source
from leafletgen.segments import Segment, leaflet_segments, phrase_segments, with_reference


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did (or would do) to one file."""

    path: Path
    changed: bool
    error: LeafletError | None = None


def segments_of(project: Project, name: str) -> tuple[Segment, ...]:
    """Return the entries of a leaflet, or of the templates where name is COMMON."""
    if name == COMMON:
        return phrase_segments(project.source_language)
    settings = load_leaflet(project, name)
    source = read_source(settings.source, settings.source.relative_to(project.root))
    return leaflet_segments(source, settings.paper)


def extract(project: Project, *, write: bool = True) -> tuple[Updated, ...]:
    """Write translations/templates/*.pot for every leaflet and for the templates."""
    done = []
    for name in (*project.leaflets, COMMON):
        po = new_po(name, "")
        text = to_text(po, [new_entry(segment) for segment in segments_of(project, name)])
        done.append(_save(project.template_path(name), text, write=write))
    return tuple(done)


def update(project: Project, languages: tuple[str, ...], *, write: bool = True) -> tuple[Updated, ...]:
    """Bring catalogs up to date; one that cannot be read is reported and left as it is."""
    done = list(extract(project, write=write))
    rows = read_glossary(project.root)
    order = sorted(languages, key=lambda code: code != project.reference_language)
    for name in (*project.leaflets, COMMON):
        segments = segments_of(project, name)
        for language in order:
            path = project.catalog_path(name, language)
            known = terms(rows, project.source_language, language)
            try:
                helped = _with_reference(project, name, language, _with_terms(segments, known))
                loans = {} if name == COMMON else _loans(project, name, language)
                done.append(_save(path, _merged(project, name, language, helped, loans), write=write))
            except LeafletError as error:
                done.append(Updated(path, changed=False, error=error))
    return tuple(done)


def _loans(project: Project, name: str, language: str) -> dict[Key, Loan]:
    """Return what the other leaflets say in a language; one that cannot be read lends nothing."""
    found: dict[Key, Loan] = {}
    for other in project.leaflets:
        path = project.catalog_path(other, language)
        if other == name or not path.is_file():
            continue
        with contextlib.suppress(LeafletError):
            usable = read_catalog(path, language, path.relative_to(project.root)).usable()
            found |= {key: Loan(msgstr, path.name) for key, msgstr in usable.items() if key not in found}
    return found


def _merged(project: Project, name: str, language: str, segments: tuple[Segment, ...], loans: dict[Key, Loan]) -> str:
    path = project.catalog_path(name, language)
    po = read_po(path, language, path.relative_to(project.root)) if path.exists() else new_po(name, language)
    return merge(po, segments, loans)


def _with_reference(project: Project, name: str, language: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    reference = project.reference_language
    path = project.catalog_path(name, reference)
    if reference in (language, project.source_language) or not path.exists():
        return segments
    catalog = read_catalog(path, reference, path.relative_to(project.root))
    return with_reference(segments, catalog.usable(), reference)


def _with_terms(segments: tuple[Segment, ...], known: tuple[Term, ...]) -> tuple[Segment, ...]:
    """Add to each comment what the glossary says of the terms in its text."""
    return tuple(
        replace(segment, comment="\n".join((segment.comment, *(f"glossary: {line}" for line in found))))
        if (found := advice(segment.msgid, known))
        else segment
        for segment in segments
    )


def _save(path: Path, text: str, *, write: bool) -> Updated:
    changed = not path.exists() or path.read_text(encoding="utf-8") != text
    if changed and write:
        write_text(path, text)
    return Updated(path, changed)
