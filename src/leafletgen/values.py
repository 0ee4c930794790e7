"""Contacts as they stand on a page: numbers, names, dates and hours in a language's own form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names

from leafletgen.bidi import first_strong
from leafletgen.config import DAYS, Contact
from leafletgen.model import Inline, Isolate, Link, Text, Variable
from leafletgen.tables import Language, in_digits
from leafletgen.typography import NBSP

_SHORT_NAME = 12
"""Characters of a name that does not go over the end of a line, as OIM France."""


def full_date(date: datetime.date, language: Language) -> str:
    """Return a date with its month spelled, such as “24 novembre 2026” (CLDR, long)."""
    text = format_date(date, language.date_pattern or "long", Locale.parse(language.locale))
    if date.day == 1 and language.first_day:
        text = language.first_day + text.removeprefix("1")
    return in_digits(text.replace(" ", NBSP), language)


def month_and_year(date: datetime.date, language: Language) -> str:
    """Return a month, such as “juin 2025” (CLDR, yMMMM)."""
    locale = Locale.parse(language.locale)
    if language.month_pattern:
        text = format_date(date, language.month_pattern, locale)
    else:
        text = format_skeleton("yMMMM", date, locale=locale)
    return in_digits(text.replace(" ", NBSP), language)


def day_name(day: str, language: Language) -> str:
    """Return the name of a weekday (CLDR, wide).

    The “format” context, not “stand-alone”: Babel 2.18 gives some languages' stand-alone names
    in another language once several locales are loaded.
    """
    names = get_day_names("wide", context="format", locale=Locale.parse(language.locale))
    return str(names[DAYS.index(day)])


def contact_inline(contact: Contact, language: Language, hours: tuple[Inline, ...]) -> Isolate:
    """Return a contact as isolated inline text; `hours` is the phrase for opening hours, parsed."""
    value = contact.values[0]
    match contact.kind:
        case "phone":
            text = Text(value.replace(" ", NBSP))
            return Isolate("ltr", (Link(f"tel:{dialled(value)}", (text,)),), "phone")
        case "code" | "amount":
            return Isolate("ltr", (Text(value.replace(" ", NBSP)),), "number")
        case "url":
            return Isolate("ltr", (Link(value, (Text(value.removeprefix("https://")),)),), "url")
        case "email":
            return Isolate("ltr", (Link(f"mailto:{value}", (Text(value),)),), "url")
        case "name":
            text = Text(value.replace(" ", NBSP) if len(value) <= _SHORT_NAME else value)
            return Isolate(first_strong(value), (text,), "name")
        case "month":
            text = Text(month_and_year(datetime.date.fromisoformat(value), language))
            return Isolate(language.direction, (text,), "date")
        case "date":
            text = Text(full_date(datetime.date.fromisoformat(value), language))
            return Isolate(language.direction, (text,), "date")
        case _:
            first_day, last_day, opens, closes = contact.values
            parts: dict[str, Inline] = {
                "first_day": Text(day_name(first_day, language)),
                "last_day": Text(day_name(last_day, language)),
                "opens": Isolate("ltr", (Text(in_digits(opens, language)),), "number"),
                "closes": Isolate("ltr", (Text(in_digits(closes, language)),), "number"),
            }
            return Isolate(language.direction, fill(hours, parts), "hours")


def dialled(phone: str) -> str:
    """Return what is dialled for a phone number as written; the (0) after +33 or 0033 is dialled inside France only."""
    number = phone.replace("(0)", "") if phone.startswith(("+", "00")) else phone
    return "".join(char for char in number if char in "+0123456789")


def fill(inlines: tuple[Inline, ...], values: Mapping[str, Inline]) -> tuple[Inline, ...]:
    """Return inline text with its variables replaced; KeyError for one without a value."""
    filled: list[Inline] = []
    for node in inlines:
        match node:
            case Variable(name):
                filled.append(values[name])
            case Text():
                filled.append(node)
            case _:
                filled.append(replace(node, children=fill(node.children, values)))
    return tuple(filled)
