"""The build: all stages in one story, over leaflets and languages, in parallel."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from leafletgen.config import Project, Target, code_clashes
from leafletgen.errors import InputError, LeafletError
from leafletgen.files import write_all
from leafletgen.inputs import Inputs, changes
from leafletgen.manifest import Output, Record, output_path, read_manifest, write_manifest

if TYPE_CHECKING:
    from leafletgen.html import Html
    from leafletgen.prepare import Job
    from leafletgen.rendered import Made, Rendered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one leaflet in one language; `record` is None where it failed."""

    target: Target
    record: Record | None
    error: LeafletError | None
    seconds: float = 0.0
    """Time in a worker; 0 for what was up to date."""
    why: str = ""
    """Why it was made again, or was not."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of all that was asked for."""

    outcomes: tuple[Outcome, ...]
    unrecorded: LeafletError | None
    """Why the manifest does not know of it; None where it does."""

    @property
    def errors(self) -> tuple[LeafletError, ...]:
        """All that went wrong."""
        errors = (*(outcome.error for outcome in self.outcomes), self.unrecorded)
        return tuple(error for error in errors if error)


@dataclass(frozen=True, slots=True)
class Request:
    """What to build."""

    leaflets: tuple[str, ...]
    languages: tuple[str, ...]
    editions: tuple[str, ...]
    out: Path
    jobs: int
    force: bool
    release: bool
    """Whether to refuse what is not complete, reviewed and valid."""
    instructions: bool
    """Whether office sheets get a page on printing and folding before them."""
    today: datetime.date
    cluster: str = ""
    """Address of the scheduler of a Dask cluster; empty for processes of this machine."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that is asked for, leaflet by leaflet."""
        return tuple(Target(leaflet, language) for leaflet in self.leaflets for language in self.languages)

    @property
    def count(self) -> int:
        """How many targets there are."""
        return len(self.leaflets) * len(self.languages)


Watch = Callable[[int, Outcome], None]
"""Told after each outcome: how many there will be in all, and the outcome."""


def build(project: Project, request: Request, watch: Watch) -> Built:
    """Build what is out of date; every failure is an Outcome, and stops nothing else.

    Three looks, each closer than the one before: are the files the same? the pages' HTML? only
    then is anything rendered. Raises LeafletError only for what concerns everything: settings,
    contacts, fonts.
    """
    inputs = Inputs(project, request.today, "with instructions" if request.instructions else "")
    run = _Run(request, watch, inputs, code_clashes(project), {} if request.force else read_manifest(request.out))
    for target in request.targets:
        run.look(target)
    try:
        if run.stale:
            run.make(project)
    finally:
        unrecorded = run.record()
    order = {target: rank for rank, target in enumerate(request.targets)}
    return Built(tuple(sorted(run.outcomes, key=lambda outcome: order[outcome.target])), unrecorded)


@dataclass(slots=True)
class _Run:
    """One build while it goes on."""

    request: Request
    watch: Watch
    inputs: Inputs
    clashes: dict[str, InputError]
    """By leaflet, what is wrong with a code that others have too."""
    manifest: dict[str, Record]
    digests: dict[Target, dict[str, str]] = field(default_factory=dict)
    """Of the files that each target is made from; none where they were written while they were read."""
    stale: dict[Target, str] = field(default_factory=dict)
    """What may be out of date, and why."""
    in_hand: dict[Target, Job] = field(default_factory=dict)
    """What is being rendered."""
    outcomes: list[Outcome] = field(default_factory=list)
    changed: dict[str, Record] = field(default_factory=dict)
    """For the manifest."""

    def done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.watch(self.request.count, outcome)

    def record(self) -> LeafletError | None:
        """Write the manifest, if it must change; return why that cannot be."""
        try:
            if self.changed:
                write_manifest(self.request.out, self.changed)
        except LeafletError as error:
            return error
        return None

    def look(self, target: Target) -> None:
        """Settle a target whose files are what they were, or its code another’s; a release is judged anew each time."""
        record, request = self.manifest.get(target.name), self.request
        self.digests[target] = self.inputs.of(target.leaflet, target.language)
        if clash := self.clashes.get(target.leaflet):
            self.done(Outcome(target, None, clash, why="its code is not its own"))
        elif record is None:
            self.stale[target] = "--force" if request.force else "never built"
        elif request.release:
            self.stale[target] = "--release"
        elif changed := changes(record.inputs, self.digests[target]):
            self.stale[target] = f"changed: {', '.join(changed)}"
        elif gone := record.gone(request.editions, request.out):
            self.stale[target] = f"missing or not what was built: {', '.join(gone)}"
        else:
            self.done(Outcome(target, record, None, why="nothing changed"))

    def make(self, project: Project) -> None:
        """Prepare what may be out of date; render what really is."""
        from leafletgen.pool import open_pool, warm_up

        request = self.request
        if not request.cluster:
            warm_up(request.jobs)
        from leafletgen.schedule import render_all

        with open_pool(request.jobs, request.cluster) as pool:
            for target, made in render_all(pool, self._jobs(project), request.editions):
                job = self.in_hand.pop(target)
                if isinstance(made, LeafletError):
                    self.done(Outcome(target, None, made, why=self.stale[target]))
                else:
                    self._keep(target, job, made)

    def _jobs(self, project: Project) -> Iterator[tuple[Target, Html]]:
        """Prepare what may be out of date, one by one, and yield what must be rendered."""
        from leafletgen.prepare import prepare_all

        request = self.request
        for target, job in prepare_all(
            project, self._longest_first(), request.today, release=request.release, instructions=request.instructions
        ):
            if not self.inputs.are_steady(target.leaflet, target.language):
                self.digests[target] = {}  # what was read may be neither the one nor the other: look again next time
            if isinstance(job, LeafletError):
                self.done(Outcome(target, None, job, why=self.stale[target]))
            elif not self._same_pages(target, job):
                self.in_hand[target] = job
                yield target, job.html

    def _longest_first(self) -> list[Target]:
        """Return what may be out of date, so that no process has a long one to do when the others have ended."""
        size, source = self.inputs.size, self.inputs.project.source_language
        return sorted(self.stale, key=lambda t: (-size(t.leaflet, source), t.leaflet, -size(t.leaflet, t.language)))

    def _same_pages(self, target: Target, job: Job) -> bool:
        """Whether the pages are those that were built, from whatever files; then only the manifest changes."""
        record, request = self.manifest.get(target.name), self.request
        if record is None or record.key != job.key or record.gone(request.editions, request.out):
            return False
        record = replace(record, inputs=self.digests[target])
        self.changed[target.name] = record
        self.done(Outcome(target, record, None, why=f"{self.stale[target]}; the pages are the same"))
        return True

    def _keep(self, target: Target, job: Job, made: Rendered) -> None:
        """Write the files of a target, all of them or none."""
        files = {each.edition: _output(target, each) for each in made.files}
        try:
            write_all({self.request.out / files[each.edition].path: each.data for each in made.files})
        except LeafletError as error:
            self.done(Outcome(target, None, error, why=self.stale[target]))
            return
        record = Record(
            job.key, made.scale, made.size_pt, job.untranslated, job.html.states, files, self.digests[target]
        )
        self.changed[target.name] = record
        self.done(Outcome(target, record, None, made.seconds, self.stale[target]))


def _output(target: Target, made: Made) -> Output:
    """Return what the manifest says of an edition, examined and whole."""
    path = output_path(made.edition, target.name)
    digest = hashlib.sha256(made.data).hexdigest()
    findings = tuple(finding.as_dict() for finding in made.warnings)
    return Output(path, len(made.data), digest, made.pages, findings)
