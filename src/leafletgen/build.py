"""The build: all stages in one story, over leaflets and languages, in parallel."""

from __future__ import annotations

import datetime
import hashlib
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from leafletgen.catalog import Catalog, read_catalog
from leafletgen.config import COMMON, Contact, LeafletSettings, Project, load_contacts, load_leaflet
from leafletgen.errors import LeafletError, Place, RenderError
from leafletgen.fonts import FontFile, check_coverage, load_fonts, stack
from leafletgen.guide import with_guide
from leafletgen.html import Html, make_html
from leafletgen.localize import localize
from leafletgen.manifest import Output, Record, program_key, read_manifest, write_manifest
from leafletgen.model import Source
from leafletgen.phrasebook import load_phrasebook
from leafletgen.read import check_parts, read_source
from leafletgen.release import Reason, expired, reasons, refusal
from leafletgen.review import Review, Signature, read_review
from leafletgen.segments import leaflet_segments
from leafletgen.tables import Language, languages

if TYPE_CHECKING:
    from leafletgen.worker import Rendered


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet in one language, ready to be set."""

    leaflet: str
    language: str
    html: Html
    untranslated: int
    reasons: tuple[Reason, ...]
    """Why it is not fit for release; empty when it is."""

    @property
    def name(self) -> str:
        """The name in the manifest."""
        return f"{self.leaflet}-{self.language}"

    @property
    def key(self) -> str:
        """Digest of everything that shapes the outputs."""
        return hashlib.sha256(f"{program_key()} {self.html.key()}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one leaflet in one language; `record` is None where it failed."""

    leaflet: str
    language: str
    record: Record | None
    error: LeafletError | None
    seconds: float = 0.0
    """Time in a worker; 0 for what was up to date."""


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
    instructions: bool
    """Whether office sheets get a page on printing and folding before them."""
    """Whether to refuse what is not complete, reviewed and valid."""
    today: datetime.date


Watch = Callable[[int, Outcome], None]
"""Told after each outcome: how many there will be in all, and the outcome."""


def build(project: Project, request: Request, watch: Watch) -> tuple[Outcome, ...]:
    """Build what is out of date; every failure is an Outcome, and stops nothing else.

    Raises LeafletError only for what concerns everything: settings, contacts, fonts, manifest.
    """
    total = len(request.leaflets) * len(request.languages)
    manifest = {} if request.force else read_manifest(request.out)
    outcomes: list[Outcome] = []

    def done(outcome: Outcome) -> None:
        outcomes.append(outcome)
        watch(total, outcome)

    stale: list[Job] = []
    for item in _jobs(project, request):
        if isinstance(item, Outcome):
            done(item)
        elif item.name in manifest and manifest[item.name].is_current(item.key, request.editions, request.out):
            done(Outcome(item.leaflet, item.language, manifest[item.name], None))
        else:
            stale.append(item)
    for outcome in _render_all(stale, request):
        done(outcome)
    made = {f"{o.leaflet}-{o.language}": o.record for o in outcomes if o.record is not None and o.seconds}
    if made:
        write_manifest(request.out, made)
    order = [(leaflet, language) for leaflet in request.leaflets for language in request.languages]
    return tuple(sorted(outcomes, key=lambda outcome: order.index((outcome.leaflet, outcome.language))))


def _jobs(project: Project, request: Request) -> Iterator[Job | Outcome]:
    """Yield a job for each leaflet and language, or the outcome where the input is wrong."""
    contacts = load_contacts(project)
    load_fonts(project.fonts)
    for leaflet in request.leaflets:
        try:
            settings = load_leaflet(project, leaflet)
            source = load_source(project, settings)
        except LeafletError as error:
            yield from (Outcome(leaflet, language, None, error) for language in request.languages)
            continue
        for language in request.languages:
            try:
                job = prepare(project, settings, source, contacts, language, today=request.today)
                job = replace(job, html=with_guide(job.html)) if request.instructions else job
            except LeafletError as error:
                yield Outcome(leaflet, language, None, error)
                continue
            against = (*job.reasons, *_errors_found(project, leaflet, language)) if request.release else ()
            if against:
                yield Outcome(leaflet, language, None, refusal(f"{job.name} is not released:", against))
            else:
                yield job


def _errors_found(project: Project, leaflet: str, language: str) -> tuple[Reason, ...]:
    """Return the checks' findings of error level as reasons against a release."""
    from leafletgen.checks.run import check, select

    findings = check(project, select(project, (leaflet, COMMON), (language,))).findings
    return tuple(
        Reason(found.id, Place(Path(found.path), found.line), found.message, found.hint)
        for found in findings
        if found.severity == "error"
    )


def prepared(project: Project, request: Request) -> Job:
    """Return the one job that a request asks for; raises LeafletError where the input is wrong."""
    (item,) = _jobs(project, request)
    if isinstance(item, Outcome):
        raise item.error or RenderError(f"{item.leaflet}-{item.language} cannot be made.")
    return item


def load_source(project: Project, settings: LeafletSettings) -> Source:
    """Read a leaflet's source; raises InputError, too, where its panels or sections are not those of its format."""
    shown = settings.source.relative_to(project.root)
    source = read_source(settings.source, shown)
    check_parts(source, settings.paper)
    return source


def prepare(
    project: Project,
    settings: LeafletSettings,
    source: Source,
    contacts: dict[str, Contact],
    code: str,
    *,
    today: datetime.date,
    marked: bool = False,
) -> Job:
    """Read the catalog and its review, and make the HTML of a leaflet in one language; `marked` is make_html's."""
    language, paper = languages()[code], settings.paper
    fonts = stack(load_fonts(project.fonts), language)
    phrasebook = load_phrasebook(project, code)
    catalog = _catalog(project, settings.id, code)
    review = read_review(project, settings.id, leaflet_segments(source, paper), catalog) if catalog else None
    direction = languages()[project.source_language].direction
    localized = localize(source, catalog, contacts, phrasebook, language, source_direction=direction, fonts=fonts)
    html = make_html(
        localized,
        settings,
        phrasebook,
        fonts,
        _signature(review, language, fonts),
        translated=review is not None,
        expired=expired(settings, today),
        tab_index=project.languages.index(code),
        marked=marked,
    )
    return Job(
        settings.id, code, html, len(localized.untranslated), reasons(settings, review, localized.contacts, today)
    )


def _catalog(project: Project, leaflet: str, code: str) -> Catalog | None:
    """Return a leaflet's catalog; None for the source language, which needs none."""
    path = project.catalog_path(leaflet, code)
    return read_catalog(path, code, path.relative_to(project.root)) if code != project.source_language else None


def _signature(review: Review | None, language: Language, fonts: tuple[FontFile, ...]) -> Signature | None:
    """Return the signature of a review; raises InputError for a name that the language's fonts cannot draw."""
    signature = review.signature() if review else None
    if review is None or signature is None:
        return None
    for name in signature.reviewers:
        check_coverage(name, name, language, fonts, Place(review.leaflet.sidecar))
    return signature


def output_path(out: Path, edition: str, leaflet: str, language: str) -> Path:
    """Return build/<edition>/<leaflet>-<lang>-<edition>.pdf."""
    return out / edition / f"{leaflet}-{language}-{edition}.pdf"


def _render_all(stale: list[Job], request: Request) -> Iterator[Outcome]:
    """Render jobs in worker processes, or here when there is one job only."""
    from leafletgen.worker import warm_up

    if len(stale) < 2 or request.jobs == 1:
        for job in stale:
            yield _render_here(job, request)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["leafletgen.worker"])
    workers = min(request.jobs, len(stale))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=warm_up) as executor:
        try:
            yield from _render_in(executor, stale, request)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _render_here(job: Job, request: Request) -> Outcome:
    from leafletgen.worker import make_editions

    future: Future[Rendered] = Future()
    try:
        future.set_result(make_editions(job.html, _outputs(job, request)))
    except LeafletError as error:
        future.set_exception(error)
    return _outcome(job, future, request.out)


def _render_in(executor: Executor, stale: list[Job], request: Request) -> Iterator[Outcome]:
    from leafletgen.worker import make_editions

    futures = {executor.submit(make_editions, job.html, _outputs(job, request)): job for job in stale}
    for future in as_completed(futures):
        yield _outcome(futures[future], future, request.out)


def _outputs(job: Job, request: Request) -> tuple[tuple[str, Path], ...]:
    return tuple((e, output_path(request.out, e, job.leaflet, job.language)) for e in request.editions)


def _outcome(job: Job, future: Future[Rendered], out: Path) -> Outcome:
    try:
        rendered = future.result()
    except LeafletError as error:
        return Outcome(job.leaflet, job.language, None, error)
    except BrokenProcessPool:
        died = RenderError(f"{job.name}: the worker process died.", "Is there enough memory? Try -j 1.")
        return Outcome(job.leaflet, job.language, None, died)
    files = {
        made.edition: Output(
            made.path.relative_to(out).as_posix(),
            made.bytes,
            made.sha256,
            made.pages,
            tuple(finding.as_dict() for finding in made.warnings),
        )
        for made in rendered.files
    }
    record = Record(job.key, rendered.scale, rendered.size_pt, job.untranslated, job.html.states, files)
    return Outcome(job.leaflet, job.language, record, None, rendered.seconds)
