"""Approve: a person vouches for a leaflet's translation, string by string, the template strings included."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from leafletgen.catalog import load_catalog
from leafletgen.config import Project
from leafletgen.errors import UsageError, unknown
from leafletgen.fonts import load_fonts, missing, stack
from leafletgen.release import refusal, text_reasons
from leafletgen.review import Approval, Reading, read_review, write_approvals, wrong_name
from leafletgen.sync import segments_of
from leafletgen.tables import languages


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval did to one review file."""

    path: Path
    new: int
    total: int


def approve(
    project: Project, leaflet: str, language: str, approval: Approval, *, today: datetime.date
) -> tuple[Approved, ...]:
    """Approve what is not approved yet of a leaflet and of common.po; former approvals keep their reviewer and date.

    Raises UsageError for a name, date, leaflet or language that cannot be, RefusedError with the reasons
    for a catalog with strings that are not translated or fuzzy. Writes nothing then.
    """
    _check_target(project, leaflet, language)
    _check_approval(project, language, approval, today)
    catalog = load_catalog(project, leaflet, language)
    review = read_review(project, leaflet, segments_of(project, leaflet), catalog)
    readings = (review.leaflet, review.common)
    reasons = tuple(reason for reading in readings for reason in text_reasons(reading))
    if reasons:
        raise refusal(f"{leaflet}-{language} cannot be approved:", reasons)
    return tuple(_approve_one(project, reading, approval) for reading in readings)


def _check_target(project: Project, leaflet: str, language: str) -> None:
    if leaflet not in project.leaflets:
        raise unknown("leaflet", leaflet, project.leaflets)
    if language == project.source_language:
        raise UsageError(f"“{language}” is the source language.", "Only translations are approved.")
    if language not in project.target_languages:
        raise unknown("language", language, project.target_languages)


def _check_approval(project: Project, language: str, approval: Approval, today: datetime.date) -> None:
    wrong = wrong_name(approval.by)
    if wrong:
        raise UsageError(f"the reviewer's name {wrong}.", 'Write it like this: --by "Amina Karimi".')
    absent = missing(approval.by, stack(load_fonts(project.fonts), languages()[language]))
    if absent:
        hint = "Write the name in Latin letters, or as this language writes it: it stands in the imprint."
        raise UsageError(f"no font for {language} has “{absent[0]}” of the reviewer's name.", hint)
    if approval.date > today + datetime.timedelta(days=1):  # it may be tomorrow already, east of here
        raise UsageError(f"the review's date, {approval.date}, is in the future.", "Correct --date.")


def _approve_one(project: Project, reading: Reading, approval: Approval) -> Approved:
    signed = replace(
        reading,
        translations=tuple(replace(each, approval=each.approval or approval) for each in reading.translations),
    )
    new = len(reading.translations) - reading.approved
    write_approvals(project.root / reading.sidecar, signed)
    return Approved(reading.sidecar, new, len(reading.translations))
