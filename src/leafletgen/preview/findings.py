"""What the preview finds: what is not translated, what is too long; what the checks say of the translations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leafletgen.checks.finding import Finding, Severity
from leafletgen.checks.pages import overflow
from leafletgen.checks.run import check, select
from leafletgen.config import COMMON, Project
from leafletgen.errors import Place
from leafletgen.preview.state import Entry, Side

Checker = Callable[[Project, str, str], tuple[Finding, ...]]
"""Makes more findings about a leaflet in a language; runs once the pages are shown."""
_STRINGS: dict[str, tuple[str, Severity, str, str]] = {
    "untranslated": (
        "state.untranslated",
        "warning",
        "not translated: printed in the source language, in a yellow box.",
        "Translate it.",
    ),
    "fuzzy": (
        "state.fuzzy",
        "warning",
        "marked fuzzy: not printed.",
        "Compare it with the source, mend it, take the mark away.",
    ),
    "missing": ("po.stale", "warning", "the catalog does not have this text.", "Run `leafletgen update`."),
}


def string_findings(entries: tuple[Entry, ...], leaflet: str, language: str) -> Iterator[Finding]:
    """Yield a finding for each string that is not printed in its own language."""
    for entry in entries:
        if entry.state in _STRINGS:
            id_, severity, message, hint = _STRINGS[entry.state]
            path, _, line = entry.place.rpartition(":")
            yield Finding(id_, severity, path, int(line), leaflet, language, entry.msgid, message, hint)


def translation_findings(project: Project, leaflet: str, language: str) -> tuple[Finding, ...]:
    """Return what the translation checks find in the catalogs of a page."""
    return check(project, select(project, (leaflet, COMMON), (language,))).findings


def room_findings(side: Side, path: str, leaflet: str) -> Iterator[Finding]:
    """Yield a finding for each panel whose text does not fit at the smallest size."""
    for page in side.pages:
        if page.room_mm < 0:
            yield overflow(page.panel, -page.room_lines, Place(Path(path)), leaflet, side.language)
