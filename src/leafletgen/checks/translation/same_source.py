"""same.source: the translation is the source text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD

_COGNATES = frozenset(
    {"police", "code", "version", "sms", "email", "radio", "france", "calais", "contact", "contacts", "information"}
)
"""Words that several languages write alike, and names."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a copy of the source; names, capitals and shared words may be copied."""
    source, target = words_only(unit.msgid), words_only(unit.msgstr)
    if source.strip() in _same_countries(unit.source_language, unit.language.code):
        return
    if _own_words(source) and _own_words(source) == _own_words(target):
        yield Problem(
            "the translation is a copy of the source.", severity="error" if unit.language.script != "Latn" else None
        )


@cache
def _same_countries(source: str, target: str) -> frozenset[str]:
    """Return the countries that have one name in both languages (CLDR)."""
    names, others = Locale.parse(source).territories, Locale.parse(target).territories
    return frozenset(name for code, name in names.items() if others.get(code) == name)


def _own_words(text: str) -> tuple[str, ...]:
    found = WORD.findall(text)
    return tuple(word.casefold() for word in found if not word.isupper() and word.casefold() not in _COGNATES)


CHECK = StringCheck(
    id="same.source",
    severity="warning",
    rationale="The reader meets French in the middle of a leaflet in another language.",
    proposal="Translate it; a name that stays as it is belongs into contacts.toml.",
    find=find,
    cases=(
        bad("fa", "Demandez un interprète.", "Demandez un interprète."),
        bad("so", "**Gratuit.** Vous ne payez rien.", "Gratuit. Vous ne payez rien."),
        bad("ar", "Mali", "Mali"),
        bad("vi", "Irak", "Irak"),
        good("vi", "Mali", "Mali"),
        good("en", "Police", "Police"),
        good("fa", "Demandez un interprète.", "مترجم بخواهید."),
        good("en", "**OIM France** : {oim_hours}", "**OIM France**: {oim_hours}"),
    ),
)
