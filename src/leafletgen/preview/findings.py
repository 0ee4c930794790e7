"""The findings that the preview makes by itself: what the build refuses, what is not translated, what is too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leafletgen.checks.finding import Finding, Severity
from leafletgen.config import Project
from leafletgen.errors import InputError, LeafletError, RenderError
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
    "missing": ("po.stale", "warning", "the catalog does not have this text.", "Run `make update`."),
}


def refusal(error: LeafletError, root: Path, leaflet: str, language: str) -> Finding:
    """Return what stops the build as a finding, at the file and line that it names."""
    kind = "input" if isinstance(error, InputError) else "render" if isinstance(error, RenderError) else "machine"
    path, line = (error.place.path, error.place.line) if error.place else (Path(), 0)
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    shown = path.as_posix() if error.place else ""
    return Finding(f"build.{kind}", "error", shown, line, leaflet, language, "", error.what, error.hint)


def string_findings(entries: tuple[Entry, ...], leaflet: str, language: str) -> Iterator[Finding]:
    """Yield a finding for each string that is not printed in its own language."""
    for entry in entries:
        if entry.state in _STRINGS:
            id_, severity, message, hint = _STRINGS[entry.state]
            path, _, line = entry.place.rpartition(":")
            yield Finding(id_, severity, path, int(line), leaflet, language, entry.msgid, message, hint)


def room_findings(side: Side, path: str, leaflet: str) -> Iterator[Finding]:
    """Yield a finding for each panel whose text does not fit at the smallest size."""
    for page in side.pages:
        if page.room_mm < 0:
            message = f"panel “{page.panel}” is too long by {-page.room_lines} lines at {side.size_pt:.1f} pt."
            hint = "Shorten its texts: this is the smallest size allowed."
            yield Finding("fit.overflow", "error", path, 0, leaflet, side.language, "", message, hint)
