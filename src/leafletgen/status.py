"""Status: how far each leaflet is in each language."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path

from leafletgen.catalog import load_catalog
from leafletgen.config import COMMON, Project, Target
from leafletgen.errors import LeafletError
from leafletgen.manifest import Record, read_manifest
from leafletgen.pool import open_pool
from leafletgen.review import Review, read_review
from leafletgen.segments import Segment
from leafletgen.sync import segments_of
from leafletgen.tasks import CHECKS, count_errors


@dataclass(frozen=True, slots=True)
class Row:
    """One leaflet in one language; the numbers count strings of the leaflet, unless they say otherwise."""

    leaflet: str
    language: str
    state: str = ""
    """What the pages will say: source, draft or reviewed; empty where the input is wrong."""
    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    reviewed: int = 0
    common_total: int = 0
    """Strings of the templates, which common.po translates."""
    common_reviewed: int = 0
    words: int = 0
    """Words of the translation (of the text, for the source language)."""
    errors: int = 0
    """Findings of error level, those of common.po included, as `check` lists them."""
    scale: float = 0.0
    """Type scale of the last build; 0 when there was none."""
    built: tuple[str, ...] = ()
    """Editions that the last build made."""
    last_build: str = ""
    """When the newest of their files was made, in UTC (ISO 8601)."""
    problem: str = ""
    exit_code: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the row for --json."""
        return asdict(self)


def status(project: Project, out: Path, processes: int) -> tuple[Row, ...]:
    """Return a row for each leaflet and language; input that cannot be read is a row too.

    The checks are spread over so many processes.
    """
    manifest = read_manifest(out)
    errors = _errors(project, processes)
    rows: list[Row] = []
    segments = cache(partial(segments_of, project))
    for leaflet in project.leaflets:
        for language in project.languages:
            found = errors[Target(leaflet, language)] + errors[Target(COMMON, language)]
            row = _built(Row(leaflet, language, errors=found), manifest.get(f"{leaflet}-{language}"), out)
            try:
                rows.append(_counted(row, project, segments(leaflet)))
            except LeafletError as error:
                rows.append(replace(row, errors=max(1, row.errors), problem=str(error), exit_code=error.exit_code))
    return tuple(rows)


def _errors(project: Project, processes: int) -> Counter[Target]:
    """Return how many findings of error level each catalog has."""
    groups = [project.languages[start::processes] for start in range(processes)]
    with open_pool(processes, modules=CHECKS) as pool:
        counts = [pool.executor.submit(count_errors, project, group) for group in groups if group]
        return sum((count.result() for count in counts), Counter())


def _built(row: Row, record: Record | None, out: Path) -> Row:
    """Return the row with what the last build says."""
    if record is None:
        return row
    times = [time for output in record.editions.values() if (time := _time(out / output.path))]
    last = max(times).isoformat(timespec="seconds") if times else ""
    return replace(row, scale=record.scale, built=tuple(record.editions), last_build=last)


def _time(path: Path) -> datetime.datetime | None:
    """Return when a file was written; None where that cannot be seen, or is a time in which no zone is known."""
    try:
        time = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return time if datetime.MINYEAR < time.year < datetime.MAXYEAR else None


def _counted(row: Row, project: Project, segments: tuple[Segment, ...]) -> Row:
    """Return the row with its strings counted; raises InputError for a catalog or review file that is wrong."""
    total = len(segments)
    if row.language == project.source_language:
        words = sum(len(segment.msgid.split()) for segment in segments)
        return replace(row, state="source", total=total, translated=total, words=words)
    catalog = load_catalog(project, row.leaflet, row.language)
    return _reviewed(row, read_review(project, row.leaflet, segments, catalog))


def _reviewed(row: Row, review: Review) -> Row:
    strings = review.leaflet.translations
    usable = [each.entry.msgstr for each in strings if each.entry is not None and each.usable]
    fuzzy = sum(each.fuzzy for each in strings)
    return replace(
        row,
        state="reviewed" if review.signature() else "draft",
        total=len(strings),
        translated=len(usable),
        fuzzy=fuzzy,
        untranslated=len(strings) - len(usable) - fuzzy,
        reviewed=review.leaflet.approved,
        common_total=len(review.common.translations),
        common_reviewed=review.common.approved,
        words=sum(len(text.split()) for text in usable),
    )
