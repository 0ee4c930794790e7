"""acronym: a short name in capitals is not in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.glossary import contains
from leafletgen.plain import words_only
from leafletgen.scripts import WORD, is_acronym

_TRANSLATED = frozenset({"SMS", "QR", "OK", "UE", "ONU", "TV"})
"""Short names that every language has its own word for."""
_LEAST_LOWER = 0.4
"""A source mostly in capitals is a shout, not a row of short names."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each short name of the source that stands neither here nor as the glossary has it."""
    words = WORD.findall(words_only(unit.msgid))
    if len(words) > 1 and sum(not word.isupper() for word in words) < _LEAST_LOWER * len(words):
        return
    target = words_only(unit.msgstr)
    names = {word.split("’")[-1] for word in words}
    for name in sorted(filter(is_acronym, names - _TRANSLATED)):
        glossed = any(
            contains(target, form) for term in unit.around.glossary if term.source == name for form in term.forms
        )
        if name not in target and not glossed:
            yield Problem(f"{name} does not stand in the translation.")


CHECK = StringCheck(
    id="acronym",
    severity="warning",
    rationale="OFII is what stands over the door and on the letter; without it the office is not found.",
    proposal="Keep the short name in Latin letters and explain it once.",
    find=find,
    cases=(
        bad("fa", "L’OFII organise le voyage.", "این اداره سفر را ترتیب می‌دهد."),
        bad("hi", "Allez au service PASS.", "पास सेवा में जाएँ।"),
        bad("ti", "L’OIM vous aide.", "ክሕግዘኩም ይኽእል።"),
        good("fa", "L’OFII organise le voyage.", "OFII سفر را ترتیب می‌دهد."),
        good("ti", "L’OIM vous aide.", "OIMን ትሕግዘኩም።"),
        good("en", "Par SMS", "By text message"),
    ),
)
