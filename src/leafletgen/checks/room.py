"""What only laying out the pages tells about texts (`check --layout`): that they find no room."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leafletgen.catalog import load_catalog
from leafletgen.checks.finding import Finding
from leafletgen.checks.pages import overflow, refusal
from leafletgen.checks.run import Result, in_order
from leafletgen.config import COMMON, Project, Target, load_leaflet
from leafletgen.errors import LeafletError, NoRoomError, Place
from leafletgen.inputs import Inputs
from leafletgen.manifest import Record, read_manifest
from leafletgen.model import Block, Key, Message
from leafletgen.read import load_source
from leafletgen.segments import is_translatable

if TYPE_CHECKING:
    from leafletgen.html import Html


def with_layouts(
    result: Result, project: Project, wanted: tuple[Target, ...], today: datetime.date, out: Path, processes: int
) -> Result:
    """Return the result with findings about the pages of leaflets; those of `out` that are up to date are trusted.

    What could not be read is reported already, and not set.
    """
    leaflets = tuple(target for target in wanted if target.leaflet != COMMON)
    records, inputs = read_manifest(out), Inputs(project, today, "")
    stale = tuple(target for target in leaflets if not _is_built(records, inputs, target))
    found = [f for f in _lay_out(project, stale, today, processes) if f.path not in result.unreadable]
    return replace(result, findings=in_order((*result.findings, *found)))


def _is_built(records: dict[str, Record], inputs: Inputs, target: Target) -> bool:
    record = records.get(target.name)
    return record is not None and record.inputs == inputs.of(target.leaflet, target.language)


def _lay_out(project: Project, targets: tuple[Target, ...], today: datetime.date, processes: int) -> Iterator[Finding]:
    if not targets:
        return
    from leafletgen.pool import open_pool
    from leafletgen.prepare import prepare_all
    from leafletgen.schedule import find_rooms

    unfit: list[Finding] = []

    def jobs() -> Iterator[tuple[Target, Html]]:
        for target, job in prepare_all(project, targets, today, release=False, instructions=False):
            if isinstance(job, LeafletError):
                unfit.append(refusal(job, project.root, target.leaflet, target.language))
            else:
                yield target, job.html

    with open_pool(processes) as pool:
        for target, done in find_rooms(pool, jobs()):
            if isinstance(done, NoRoomError):
                yield from _overflows(project, target, done)
            elif isinstance(done, LeafletError):
                yield refusal(done, project.root, target.leaflet, target.language)
    yield from unfit


def _overflows(project: Project, target: Target, error: NoRoomError) -> Iterator[Finding]:
    panels = load_source(project, load_leaflet(project, target.leaflet)).panels
    places = _places(project, target)
    for number, lines in error.excess:
        first = next(message for message in _messages(panels[number - 1]) if is_translatable(message.msgid))
        yield overflow(first.panel, lines, places.get(first.key, first.place), target.leaflet, target.language)


def _messages(panel: Block[Message]) -> Iterator[Message]:
    return (block.content for block in panel.walk() if block.content is not None)


def _places(project: Project, target: Target) -> dict[Key, Place]:
    """Return where translators find each text; for the source's language, nothing: the source is the place."""
    if target.language == project.source_language:
        return {}
    entries = load_catalog(project, target.leaflet, target.language).entries
    return {key: entry.place for key, entry in entries.items()}
