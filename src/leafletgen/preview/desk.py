"""The warm process behind the preview: reads what changed, draws what changed, tells what it shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from leafletgen.checks.finding import Finding
from leafletgen.checks.pages import refusal
from leafletgen.config import (
    COMMON,
    Contact,
    LeafletSettings,
    Project,
    code_clashes,
    load_contacts,
    load_leaflet,
    load_project,
)
from leafletgen.errors import LeafletError
from leafletgen.fit import available_mm, fits
from leafletgen.html import Html
from leafletgen.model import Key, Source
from leafletgen.prepare import prepare
from leafletgen.preview.entries import entry_id, list_entries, read_catalogs, read_references
from leafletgen.preview.findings import Checker, room_findings, string_findings
from leafletgen.preview.pages import Drawn, Easel, Panel, room
from leafletgen.preview.state import Box, Entry, Notice, Page, Side, View, notices
from leafletgen.read import load_source
from leafletgen.tables import languages

Publish = Callable[[View], None]


@dataclass(frozen=True, slots=True)
class _Material:
    """What a leaflet is made of, but for the catalogs."""

    project: Project
    settings: LeafletSettings
    source: Source
    contacts: dict[str, Contact]


def empty_view(project: Project, leaflet: str, language: str) -> View:
    """Return the view of a leaflet before anything is read."""
    codes = dict.fromkeys((language, project.source_language))
    sides = tuple(Side(code, languages()[code].autonym, languages()[code].direction) for code in codes)
    return View(leaflet, sides, project.reference_language)


def concerns(view: View, changed: frozenset[Path], project: Project) -> bool:
    """Whether changed files can change a view: catalogs of other languages cannot."""
    codes = {side.language for side in view.sides} | {project.reference_language}
    return not changed or any(path.suffix != ".po" or path.parent.name in codes for path in changed)


@dataclass(slots=True)
class Desk:
    """Reads and draws; for one thread. What it returns is pure and may go anywhere."""

    root: Path
    today: Callable[[], datetime.date]
    checkers: tuple[Checker, ...] = ()
    """More findings: each runs when the pages are shown, and a slow one holds nobody up."""
    easel: Easel = field(default_factory=Easel)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """PNGs by digest: those of the pages shown now and shortly before."""
    materials: dict[str, _Material] = field(default_factory=dict)
    """What was read last, by leaflet."""

    def refresh(self, view: View, changed: frozenset[Path], publish: Publish) -> View:
        """Bring a view up to date after files have changed, and publish each step.

        An input that is wrong is a finding, and what was shown before stays.
        """
        errors: list[Finding] = []
        try:
            material = self._material(view.leaflet, changed)
        except LeafletError as error:
            errors.append(self._refusal(error, view, view.language))
            sides = tuple(replace(side, stale=bool(side.pages)) for side in view.sides)
            view = replace(view, sides=sides, busy=False, notices=notices(errors, view.entries))
            publish(view)
            return view
        view = self._read_entries(view, material, errors)
        for side in view.sides:
            if side.language == view.language or side.stale or not side.pages or _touches_source(changed, side):
                for drawn in self._sides(view, side, material, errors):
                    view = replace(view.with_side(drawn), notices=self._notices(view, material, errors))
                    publish(view)
        view = replace(view, busy=False, notices=self._notices(view, material, errors))
        publish(view)
        if self.checkers:
            errors += self._checked(view, material)
            view = replace(view, notices=self._notices(view, material, errors))
            publish(view)
        return view

    def _checked(self, view: View, material: _Material) -> list[Finding]:
        """Return what the other checkers find; an input that is wrong by now is a finding."""
        try:
            return [f for each in self.checkers for f in each(material.project, view.leaflet, view.language)]
        except LeafletError as error:
            return [self._refusal(error, view, view.language)]

    def _material(self, leaflet: str, changed: frozenset[Path]) -> _Material:
        """Read what a leaflet is made of, unless only catalogs have changed since."""
        known = self.materials.pop(leaflet, None)
        if known is None or not changed or any(path.suffix != ".po" for path in changed):
            project = load_project(self.root)
            if clash := code_clashes(project).get(leaflet):
                raise clash
            settings = load_leaflet(project, leaflet)
            known = _Material(project, settings, load_source(project, settings), load_contacts(project))
        self.materials[leaflet] = known
        return known

    def _read_entries(self, view: View, material: _Material, errors: list[Finding]) -> View:
        references: dict[Key, str] = {}
        try:
            references = read_references(material.project, view.leaflet, view.language)
        except LeafletError as error:
            errors.append(self._refusal(error, view, view.reference_language))
        try:
            catalogs = read_catalogs(material.project, view.leaflet, view.language, references)
        except LeafletError as error:
            errors.append(self._refusal(error, view, view.language))
            return replace(view, busy=True)
        entries = list_entries(material.project, view.leaflet, material.source, catalogs)
        return replace(view, busy=True, entries=entries)

    def _sides(self, view: View, side: Side, material: _Material, errors: list[Finding]) -> Iterator[Side]:
        """Yield a side after each page that had to be drawn, those with new text first; at the end, whole."""
        today = self.today()
        settings, source, contacts = material.settings, material.source, material.contacts
        try:
            job = prepare(material.project, settings, source, contacts, side.language, today=today, marked=True)
            yield from self._draw(side, job.html, _strings(view.leaflet, source, job.html, view.entries))
        except LeafletError as error:
            errors.append(self._refusal(error, view, side.language))
            yield replace(side, stale=bool(side.pages))

    def _draw(self, side: Side, html: Html, strings: dict[str, tuple[str, ...]]) -> Iterator[Side]:
        """Yield a side after each page that had to be drawn; what was edited comes first, at the size that it had.

        Whether all could be larger now is found out then; most edits leave the size as it is.
        """
        panels = Panel.all_of(html)
        changed = [panel for panel in panels if not self.easel.is_drawn(panel, side.scale)]
        self.easel.begin()
        if changed and self.easel.fits(panels, side.scale):
            side = yield from self._draw_at(side.scale, side, changed, panels, strings)
        side = yield from self._draw_at(self.easel.fit(html, panels), side, panels, panels, strings)
        self._forget()
        yield replace(side, pages=tuple(page for page in side.pages if page.number <= len(panels)))

    def _draw_at(
        self,
        scale: float,
        side: Side,
        wanted: Iterable[Panel],
        panels: tuple[Panel, ...],
        strings: dict[str, tuple[str, ...]],
    ) -> Generator[Side, None, Side]:
        """Yield a side after each of the wanted pages that had to be drawn; return it with all of them."""
        html = panels[0].html
        pages = [self.easel.extent(panel, scale).pages for panel in panels]
        whole = fits(html.paper, pages)
        side = replace(side, scale=scale, size_pt=round(html.language.size_pt * scale, 2), stale=False)
        for panel in sorted(wanted, key=lambda panel: self.easel.is_drawn(panel, scale)):
            is_new = not self.easel.is_drawn(panel, scale)
            drawn = self.easel.draw(panel, scale)
            limit_mm = available_mm(panel.html) * (pages[panel.number - 1] if whole else 1)
            side = side.with_page(self._page(panel, drawn, scale, limit_mm, strings))
            if is_new:
                yield side
        return side

    def _page(
        self, panel: Panel, drawn: Drawn, scale: float, limit_mm: float, strings: dict[str, tuple[str, ...]]
    ) -> Page:
        self.pictures[drawn.digest] = drawn.png
        width_mm = panel.html.paper.panels[panel.number - 1].width_mm
        boxes = tuple(
            Box(
                strings[name],
                left=round(left / width_mm, 4),
                top=round(top / drawn.height_mm, 4),
                width=round((right - left) / width_mm, 4),
                height=round((bottom - top) / drawn.height_mm, 4),
            )
            for name, (left, top, right, bottom) in drawn.boxes.items()
            if name in strings
        )
        free_mm, free_lines = room(panel, scale, drawn.text_mm, limit_mm)
        return Page(
            number=panel.number,
            panel=panel.html.panel_names[0],
            picture=drawn.digest,
            width_mm=width_mm,
            height_mm=drawn.height_mm,
            limit_mm=limit_mm,
            room_mm=free_mm,
            room_lines=free_lines,
            boxes=boxes,
        )

    def _forget(self) -> None:
        """Drop the pictures that the easel has dropped."""
        kept = {drawn.digest for drawn in self.easel.drawn.values()}
        for digest in [digest for digest in self.pictures if digest not in kept]:
            del self.pictures[digest]

    def _notices(self, view: View, material: _Material, errors: list[Finding]) -> tuple[Notice, ...]:
        catalog = material.project.catalog_path(view.leaflet, view.language).relative_to(self.root).as_posix()
        source = material.settings.source.relative_to(self.root).as_posix()
        found = list(string_findings(view.entries, view.leaflet, view.language))  # they stay what they are shown as
        for side in view.sides:
            path = source if side.language == material.project.source_language else catalog
            found += [] if side.stale else room_findings(side, path, view.leaflet)
        return notices((*found, *errors), view.entries)

    def _refusal(self, error: LeafletError, view: View, language: str) -> Finding:
        return refusal(error, self.root, view.leaflet, language)


def _touches_source(changed: frozenset[Path], side: Side) -> bool:
    """Whether the pages in the source language can have changed."""
    return not changed or any(path.suffix != ".po" or path.parent.name == side.language for path in changed)


def _strings(leaflet: str, source: Source, html: Html, entries: tuple[Entry, ...]) -> dict[str, tuple[str, ...]]:
    """Map the id of each element to the ids of its strings."""
    known = {entry.id for entry in entries}
    found: dict[str, tuple[str, ...]] = {}
    for number, block in enumerate(block for panel in source.panels for block in panel.walk()):
        if block.content is not None:
            found[f"block-{number}"] = (entry_id(leaflet, block.content.key),)
    phrases = {entry.context: entry.id for entry in entries if entry.catalog == COMMON}
    found["foot"] = tuple(phrases[key] for key in html.states if key in phrases)
    found["imprint"] = tuple(phrases[key] for key in ("imprint.version", "imprint.valid") if key in phrases)
    return {name: ids for name, ids in found.items() if ids and known.issuperset(ids)}
