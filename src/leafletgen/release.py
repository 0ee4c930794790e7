"""Release: the reasons why a leaflet in one language is not final yet, as data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from leafletgen.config import Contact, LeafletSettings
from leafletgen.errors import Place, RefusedError
from leafletgen.review import Reading, Review, Translation

SHOWN = 5
"""Reasons of one kind in one file that are listed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason not to release; ids are permanent."""

    id: str
    place: Place
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.hint}"


def reasons(
    settings: LeafletSettings, review: Review | None, contacts: tuple[Contact, ...], today: datetime.date
) -> tuple[Reason, ...]:
    """Return why a leaflet is not fit for release; empty when it is.

    `review` is None for the source language, `contacts` are those that the leaflet shows. A closed
    programme is no reason: the pages say it.
    """
    found = list(_settings_reasons(settings, today))
    found += [
        Reason(
            "state.sample",
            contact.place,
            f"the contact “{contact.name}” is made up.",
            "Put in the real one and delete “sample = true”.",
        )
        for contact in sorted(contacts, key=lambda contact: contact.place.line)
        if contact.sample
    ]
    if review is not None:
        for reading in (review.leaflet, review.common):
            found += [*text_reasons(reading), *_gone(reading), *_unreviewed(reading)]
    return tuple(found)


def expired(settings: LeafletSettings, today: datetime.date) -> bool:
    """Whether a leaflet is past its valid-until date."""
    return today > settings.valid_until


def _settings_reasons(settings: LeafletSettings, today: datetime.date) -> Iterator[Reason]:
    if settings.legal_review == "pending":
        hint = 'Have a lawyer read it, then write legal-review = "approved".'
        yield Reason("state.legal", settings.legal_review_place, "no lawyer has checked the text yet.", hint)
    if expired(settings, today):
        what = f"the leaflet was valid until {settings.valid_until}; today is {today}."
        hint = "Check the facts, then set version, date and valid-until."
        yield Reason("state.expired", settings.valid_until_place, what, hint)


def text_reasons(reading: Reading) -> Iterator[Reason]:
    """Yield the strings of a catalog that cannot be approved: not in it, not translated, fuzzy."""
    for each in reading.translations:
        if each.entry is None:
            what = f"{_quoted(each.segment.msgid)} of {each.segment.reference} is not in the catalog."
            yield Reason("po.stale", Place(reading.path), what, "Run `leafletgen update`, then translate it.")
        elif each.fuzzy:
            what = f"the translation of {_quoted(each.segment.msgid)} is fuzzy."
            yield Reason("state.fuzzy", each.entry.place, what, "Correct it and take the mark away.")
        elif not each.usable:
            what = f"{_quoted(each.segment.msgid)} is not translated."
            yield Reason("state.untranslated", each.entry.place, what, "Translate it.")


def _gone(reading: Reading) -> Iterator[Reason]:
    for msgid, place in reading.gone:
        yield Reason("po.stale", place, f"{_quoted(msgid)} is no longer in the source.", "Run `leafletgen update`.")


def _unreviewed(reading: Reading) -> Iterator[Reason]:
    for each in reading.translations:
        if each.entry is not None and each.usable and each.approval is None:
            yield Reason("state.unreviewed", each.entry.place, _nobody(each), "Read it, then `leafletgen approve`.")


def _nobody(translation: Translation) -> str:
    return f"nobody has approved the translation of {_quoted(translation.segment.msgid)}."


def _quoted(msgid: str) -> str:
    return f"“{msgid[:40]}…”" if len(msgid) > 40 else f"“{msgid}”"


def refusal(what: str, reasons: tuple[Reason, ...]) -> RefusedError:
    """Return the error that lists reasons a line each; of many alike in one file, the first ones and how many more."""
    lines = [what]
    for _kind, group in groupby(reasons, key=lambda reason: (reason.id, reason.place.path)):
        alike = list(group)
        lines += [str(reason) for reason in alike[:SHOWN]]
        if len(alike) > SHOWN:
            lines.append(f"{alike[SHOWN].place}: and {len(alike) - SHOWN} more like this.")
    return RefusedError("\n  ".join(lines))
