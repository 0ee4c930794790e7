"""What every page says about itself: its state at the foot, its imprint on the back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from leafletgen.bidi import first_strong
from leafletgen.config import LeafletSettings
from leafletgen.localize import Localized
from leafletgen.model import Direction, Inline, Isolate, Styled, Text
from leafletgen.phrasebook import Phrasebook
from leafletgen.review import Signature
from leafletgen.tables import Language, phrases
from leafletgen.values import full_date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of small print; `lang` is empty for the page's own language."""

    inlines: tuple[Inline, ...]
    direction: Direction
    lang: str = ""


def states(
    localized: Localized, settings: LeafletSettings, signature: Signature | None, *, translated: bool, expired: bool
) -> tuple[str, ...]:
    """Return the keys of the phrases that say how far a page may be trusted.

    `signature` is that of a translation which is approved in full; `translated` is False for the source language.
    """
    found = {
        "state.draft": translated and signature is None,
        "state.reviewed": translated and signature is not None,
        "state.expired": expired,
        "state.closed": settings.programme_status == "closed",
        "state.legal": settings.legal_review == "pending",
        "state.sample": any(contact.sample for contact in localized.contacts),
    }
    return tuple(key for key, holds in found.items() if holds)


def state_lines(
    language: Language, settings: LeafletSettings, keys: tuple[str, ...], phrasebook: Phrasebook, staff: str
) -> tuple[Line, ...]:
    """Return the foot of every page: code, version, date (ISO 8601), state; and the state in the language of staff."""
    name: Inline = Styled("strong", (Isolate("ltr", (Text(f"{settings.code}-{language.code} {settings.version}"),)),))
    date: Inline = Isolate("ltr", (Text(settings.date.isoformat()),))
    parts: list[tuple[Inline, ...]] = [(name,), (date,), *(phrasebook.get(key) for key in keys)]
    lines = [Line(_listed(parts, language.direction), language.direction)]
    if language.code != staff:
        texts: list[tuple[Inline, ...]] = [(Text(phrases()[key].text(staff)),) for key in keys]
        lines.append(Line(_listed(texts, "ltr"), "ltr", staff))
    return tuple(line for line in lines if line.inlines)


def _listed(texts: list[tuple[Inline, ...]], direction: Direction) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for text in texts:
        found += [Text(" · ")] if found else []
        found.append(Isolate(direction, text, "item"))
    return tuple(found)


def imprint_lines(
    localized: Localized, settings: LeafletSettings, phrasebook: Phrasebook, signature: Signature | None, staff: str
) -> tuple[Line, ...]:
    """Return the imprint: code, language in two names, version, date, validity, who reviewed the translation."""
    language = localized.language
    version = phrasebook.get(
        "imprint.version",
        {"version": Isolate("ltr", (Text(settings.version),)), "date": _date(settings.date, localized)},
    )
    valid = phrasebook.get("imprint.valid", {"date": _date(settings.valid_until, localized)})
    names: tuple[Inline, ...] = (
        Isolate("ltr", (Text(f"{settings.code}-{language.code}"),)),
        Text(" · "),
        Isolate(language.direction, (Text(language.autonym),)),
    )
    if language.code != staff:
        names += (Text(" = "), Isolate("ltr", (Text(language.name_for(staff)),), lang=staff))
    direction = language.direction
    lines = (Line(names, direction), Line((*version, Text(" · "), *valid), direction))
    if signature is None:
        return lines
    people: list[tuple[Inline, ...]] = [(Isolate(first_strong(name), (Text(name),)),) for name in signature.reviewers]
    values: dict[str, Inline] = {
        "reviewer": Isolate(direction, _listed(people, direction)),
        "date": _date(signature.date, localized),
    }
    return (*lines, Line(phrasebook.get("imprint.reviewed", values), direction))


def _date(date: datetime.date, localized: Localized) -> Inline:
    return Isolate(localized.language.direction, (Text(full_date(date, localized.language)),))
