"""From files to a job: one leaflet in one language, read, translated and set as HTML."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from leafletgen.catalog import load_catalog
from leafletgen.config import (
    COMMON,
    Contact,
    LeafletSettings,
    Project,
    Target,
    load_contacts,
    load_leaflet,
)
from leafletgen.errors import LeafletError, Place
from leafletgen.fonts import FontFile, check_coverage, load_fonts, stack
from leafletgen.guide import with_guide
from leafletgen.html import Html
from leafletgen.imprint import states
from leafletgen.localize import localize
from leafletgen.manifest import program_key
from leafletgen.markup import make_html
from leafletgen.model import Source
from leafletgen.phrasebook import load_phrasebook
from leafletgen.read import load_source
from leafletgen.release import Reason, expired, reasons, refusal
from leafletgen.review import Review, Signature, read_review
from leafletgen.segments import leaflet_segments
from leafletgen.tables import Language, languages, staff_language


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet in one language, ready to be set."""

    html: Html
    untranslated: int
    reasons: tuple[Reason, ...]
    """Why it is not fit for release; empty when it is."""

    @property
    def key(self) -> str:
        """Digest of everything that shapes the outputs."""
        return hashlib.sha256(f"{program_key()} {self.html.key()}".encode()).hexdigest()


def prepare_all(
    project: Project, targets: Iterable[Target], today: datetime.date, *, release: bool, instructions: bool
) -> Iterator[tuple[Target, Job | LeafletError]]:
    """Yield a job for each target, or what is wrong with its input; each source is read once.

    Raises LeafletError for what concerns all: contacts, fonts.
    """
    contacts = load_contacts(project)
    load_fonts(project.fonts)
    for leaflet, group in groupby(targets, key=lambda target: target.leaflet):
        wanted = tuple(group)
        try:
            settings = load_leaflet(project, leaflet)
            source = load_source(project, settings)
        except LeafletError as error:
            yield from ((target, error) for target in wanted)
            continue
        for target in wanted:
            try:
                job = prepare(project, settings, source, contacts, target.language, today=today)
                job = replace(job, html=with_guide(job.html)) if instructions else job
            except LeafletError as error:
                yield target, error
                continue
            against = (*job.reasons, *_errors_found(project, target)) if release else ()
            yield target, refusal(f"{target.name} is not released:", against) if against else job


def _errors_found(project: Project, target: Target) -> tuple[Reason, ...]:
    """Return the checks' findings of error level as reasons against a release."""
    from leafletgen.checks.run import check, select

    findings = check(project, select(project, (target.leaflet, COMMON), (target.language,))).findings
    return tuple(
        Reason(found.id, Place(Path(found.path), found.line), found.message, found.hint)
        for found in findings
        if found.severity == "error"
    )


def prepared(project: Project, leaflet: str, language: str, today: datetime.date) -> Job:
    """Return the job of one leaflet in one language; raises LeafletError where the input is wrong."""
    settings = load_leaflet(project, leaflet)
    return prepare(project, settings, load_source(project, settings), load_contacts(project), language, today=today)


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
    catalog = None if code == project.source_language else load_catalog(project, settings.id, code)
    review = read_review(project, settings.id, leaflet_segments(source, paper), catalog) if catalog else None
    origin = languages()[project.source_language]
    localized = localize(source, catalog, contacts, phrasebook, language, source_language=origin, fonts=fonts)
    signature = _signature(review, language, fonts)
    html = make_html(
        localized,
        settings,
        phrasebook,
        fonts,
        signature,
        states=states(localized, settings, signature, translated=review is not None, expired=expired(settings, today)),
        staff=staff_language(project.source_language),
        tab_index=project.languages.index(code),
        marked=marked,
    )
    return Job(html, len(localized.untranslated), reasons(settings, review, localized.contacts, today))


def _signature(review: Review | None, language: Language, fonts: tuple[FontFile, ...]) -> Signature | None:
    """Return the signature of a review; raises InputError for a name that the language's fonts cannot draw."""
    signature = review.signature() if review else None
    if review is None or signature is None:
        return None
    for name in signature.reviewers:
        check_coverage(name, name, language, fonts, Place(review.leaflet.sidecar))
    return signature
