"""Extract and update: leaflets and templates → .pot → .po, writing only what changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leafletgen.catalog import new_entry, new_po, read_catalog, read_po, to_text
from leafletgen.config import COMMON, Project, load_leaflet
from leafletgen.errors import LeafletError
from leafletgen.files import write_text
from leafletgen.merge import merge
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
    order = sorted(languages, key=lambda code: code != project.reference_language)
    for name in (*project.leaflets, COMMON):
        segments = segments_of(project, name)
        for language in order:
            path = project.catalog_path(name, language)
            try:
                done.append(_update_one(project, name, language, segments, write=write))
            except LeafletError as error:
                done.append(Updated(path, changed=False, error=error))
    return tuple(done)


def _update_one(project: Project, name: str, language: str, segments: tuple[Segment, ...], *, write: bool) -> Updated:
    path = project.catalog_path(name, language)
    po = read_po(path, language, path.relative_to(project.root)) if path.exists() else new_po(name, language)
    reference = project.reference_language
    if reference not in (language, project.source_language):
        reference_path = project.catalog_path(name, reference)
        if reference_path.exists():
            catalog = read_catalog(reference_path, reference, reference_path.relative_to(project.root))
            segments = with_reference(segments, catalog.usable(), reference)
    return _save(path, merge(po, segments), write=write)


def _save(path: Path, text: str, *, write: bool) -> Updated:
    changed = not path.exists() or path.read_text(encoding="utf-8") != text
    if changed and write:
        write_text(path, text)
    return Updated(path, changed)
