"""Status: how far each leaflet is in each language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from leafletgen.catalog import read_catalog
from leafletgen.config import Project
from leafletgen.errors import LeafletError
from leafletgen.manifest import Record, read_manifest
from leafletgen.sync import segments_of


@dataclass(frozen=True, slots=True)
class Row:
    """One leaflet in one language."""

    leaflet: str
    language: str
    total: int
    translated: int
    fuzzy: int
    missing: int
    words: int
    """Words of the translation (of the text, for the source language)."""
    scale: float
    """Type scale of the last build; 0 when there was none."""
    built: tuple[str, ...]
    """Editions that the last build made."""
    problem: str
    exit_code: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the row for --json."""
        return asdict(self)


def status(project: Project, out: Path) -> tuple[Row, ...]:
    """Return a row for each leaflet and language; a catalog that cannot be read is a row too."""
    manifest = read_manifest(out)
    return tuple(
        _row(project, leaflet, language, manifest.get(f"{leaflet}-{language}"))
        for leaflet in project.leaflets
        for language in project.languages
    )


def _row(project: Project, leaflet: str, language: str, record: Record | None) -> Row:
    scale, built = (record.scale, tuple(record.editions)) if record else (0.0, ())
    try:
        segments = segments_of(project, leaflet)
        if language == project.source_language:
            words = sum(len(segment.msgid.split()) for segment in segments)
            return Row(leaflet, language, len(segments), len(segments), 0, 0, words, scale, built, "")
        path = project.catalog_path(leaflet, language)
        entries = read_catalog(path, language, path.relative_to(project.root)).entries
    except LeafletError as error:
        return Row(leaflet, language, 0, 0, 0, 0, 0, scale, built, str(error), error.exit_code)
    found = [entries.get(segment.key) for segment in segments]
    translated = [entry for entry in found if entry is not None and entry.usable]
    fuzzy = sum(entry is not None and entry.fuzzy for entry in found)
    words = sum(len(entry.msgstr.split()) for entry in translated)
    missing = len(segments) - len(translated) - fuzzy
    return Row(leaflet, language, len(segments), len(translated), fuzzy, missing, words, scale, built, "")
