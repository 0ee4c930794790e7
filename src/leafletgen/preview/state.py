"""What the preview shows, as pure values: two sides of pages, the strings, the findings.

A View is replaced as a whole; the browser gets it as JSON (`View.as_json`) and draws what differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from leafletgen.checks.finding import SEVERITIES, Finding
from leafletgen.model import Direction

EVERYTHING: frozenset[Path] = frozenset()
"""As the set of changed files: all may have changed."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page that strings stand in; edges as shares of the page, 0 to 1."""

    entries: tuple[str, ...]
    """Ids of the strings, most often one."""
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One panel as a picture."""

    number: int
    """In reading order, from 1."""
    panel: str
    picture: str
    """Digest of the PNG, which is its name at /pictures/."""
    width_mm: float
    height_mm: float
    """Of the picture: more than the paper's where the text is too long."""
    limit_mm: float
    """Where the text has to end, from the top."""
    room_mm: float
    """Height left free; below 0 where the text is too long."""
    room_lines: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The pages in one language."""

    language: str
    autonym: str
    direction: Direction
    pages: tuple[Page, ...] = ()
    scale: float = 0.0
    size_pt: float = 0.0
    stale: bool = False
    """Whether these are the last good pages, because the input is broken now."""

    def with_page(self, page: Page) -> Side:
        """Return the side with one page put in its place."""
        pages = {old.number: old for old in self.pages} | {page.number: page}
        return replace(self, pages=tuple(pages[number] for number in sorted(pages)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One string, with all that its translator wants to know."""

    id: str
    catalog: str
    context: str
    msgid: str
    msgstr: str
    state: str
    """translated, fuzzy, untranslated, missing (the catalog has no such entry) or source."""
    kind: str
    panel: str
    """Name of the panel where it stands first; empty for the small print."""
    comment: str
    reference: str
    """The text in the project's reference language, where there is one."""
    place: str
    """file:line of the translation."""
    source_place: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding, and the id of the string that it is about (empty for none)."""

    finding: Finding
    entry: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that one open page of the preview shows."""

    leaflet: str
    sides: tuple[Side, ...]
    """The chosen language, then the source language; one side only where they are the same."""
    reference_language: str
    entries: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()
    busy: bool = True
    """Whether pages are still being drawn."""

    @property
    def language(self) -> str:
        """The chosen language."""
        return self.sides[0].language

    def with_side(self, side: Side) -> View:
        """Return the view with the pages of one language put in place."""
        return replace(self, sides=tuple(side if old.language == side.language else old for old in self.sides))

    def as_json(self) -> str:
        """Return the view for the browser, on one line."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def notices(findings: Iterable[Finding], entries: tuple[Entry, ...]) -> tuple[Notice, ...]:
    """Return findings worst first, each once, with the string that they are about.

    A finding belongs to the string at its file and line, else to the first with its msgid. Findings of the
    same id at the same string are one: the checks may say again what the preview itself has found.
    """
    by_place = {entry.place: entry.id for entry in entries}
    by_msgid = {entry.msgid: entry.id for entry in reversed(entries)}
    found: dict[tuple[str, str, int, str], Notice] = {}
    for finding in findings:
        entry = by_place.get(finding.place) or (by_msgid.get(finding.msgid, "") if finding.msgid else "")
        found.setdefault((finding.id, finding.path, finding.line, finding.msgid), Notice(finding, entry))
    return tuple(sorted(found.values(), key=lambda notice: SEVERITIES.index(notice.finding.severity)))
