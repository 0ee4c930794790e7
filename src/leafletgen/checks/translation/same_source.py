"""same.source: the translation is the source text, or has a stretch of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.translation.digits_mixed import without_streets
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD

_COGNATES = frozenset(
    {"police", "code", "version", "sms", "email", "radio", "france", "calais", "contact", "contacts", "information"}
)
"""Words that several languages write alike, and names."""
_ROW = 4
"""Words in a row that are no term any more, such as carte de séjour."""
_BESIDE = re.compile(r"\([^()]*\)|“[^“”]*”|«[^«»]*»|”[^“”]*“")
"""What is quoted or explained may be in the source's language."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a copy of the source, or of a row of its words; names and shared words may be copied."""
    source, target = words_only(unit.msgid), words_only(unit.msgstr)
    if source.strip() in _same_countries(unit.source_language, unit.language.code):
        return
    if _own_words(source) and _own_words(source) == _own_words(target):
        yield Problem(
            "the translation is a copy of the source.", severity="error" if unit.language.script != "Latn" else None
        )
        return
    copied = _copied(without_streets(unit.msgid), _BESIDE.sub(" ", without_streets(unit.msgstr)))
    if copied:
        yield Problem(f"“{' '.join(copied)}” is left as it is in the source.")


def _copied(source: str, target: str) -> tuple[str, ...]:
    """Return the first row of words of the source in another text, unless all are capitalised: names."""
    ours, theirs = WORD.findall(words_only(source)), WORD.findall(words_only(target))
    rows = {tuple(ours[start : start + _ROW]) for start in range(len(ours) - _ROW + 1)}
    found = (tuple(theirs[start : start + _ROW]) for start in range(len(theirs) - _ROW + 1))
    return next((row for row in found if row in rows and any(word[0].islower() for word in row)), ())


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
        bad("ti", "Attendez avant de quitter votre logement ou de vendre.", "ገዛኹም ቅድሚ votre logement ou de vendre"),
        bad(
            "vi",
            "Pendant le voyage, gardez-le dans votre sac à main.",
            "Trong chuyến đi, hãy để dans votre sac à main.",
        ),
        bad("ar", "Chaque mois, votre employeur doit vous payer.", "كل شهر، على votre employeur doit vous payer."),
        good("vi", "Mali", "Mali"),
        good("en", "Un contrat d’intégration républicaine", "A contract (contrat d’intégration républicaine)"),
        good("fa", "Allez au 12 rue de la Paix.", "به 12 rue de la Paix بروید."),
        good("vi", "Iran, Kenya, Kosovo, Pakistan, Soudan", "Iran, Kenya, Kosovo, Pakistan, Sudan"),
        good(
            "so",
            "L’Office français de l’immigration et de l’intégration",
            "“Office français de l’immigration et de l’intégration”",
        ),
        good("en", "Police", "Police"),
        good("fa", "Demandez un interprète.", "مترجم بخواهید."),
        good("en", "**OIM France** : {oim_hours}", "**OIM France**: {oim_hours}"),
    ),
)
