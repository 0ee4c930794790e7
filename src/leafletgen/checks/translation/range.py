"""range: the two ends of a range have changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.facts import TextFact, text_facts
from leafletgen.checks.numerals import western
from leafletgen.checks.unit import Unit
from leafletgen.plain import OBJECT, visible

_JOINED = re.compile(
    r"""
    (?: .*\b(?:entre|between)\s (?:le\s|the\s)? \ufffc \s(?:et|and)
      | .*\ufffc \s*(?:à|au|jusqu’à|jusqu’au|to|until|[-\u2010-\u2014]) )
    \s* (?:le\s|the\s)?
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""What stands before the second end, an object character for the first."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each pair of facts that “to”, “and” or a dash joins in the source, and that stands the other way round."""
    there = [(fact.kind, fact.value) for fact in text_facts(unit.msgstr, unit.language.code)]
    for first, last in _ranges(unit.msgid, unit.source_language):
        ends = [(fact.kind, fact.value) for fact in (first, last)]
        if all(there.count(end) == 1 for end in ends) and there.index(ends[0]) > there.index(ends[1]):
            yield Problem(f"“{first.text} … {last.text}” of the source begins with {last.text} here.")


def _ranges(text: str, language: str) -> Iterator[tuple[TextFact, TextFact]]:
    """Yield the neighbours of one kind with no more than a joining word between them."""
    plain, end, placed = western(visible(text)), 0, []
    for fact in text_facts(text, language):
        start = plain.lower().find(fact.text.lower(), end)
        if start >= 0:
            end = start + len(fact.text)
            placed.append((start, end, fact))
    for (start, left, first), (right, _end, last) in pairwise(placed):
        before = f"{plain[max(0, start - 20) : start]}{OBJECT}{plain[left:right]}"
        if first.kind == last.kind != "phone" and first.value != last.value and _JOINED.fullmatch(before):
            yield first, last


CHECK = StringCheck(
    id="range",
    severity="warning",
    rationale="“From 17:00 to 9:00” for “from 9:00 to 17:00”: the reader comes to a closed door at night.",
    proposal="Write the ends in the order of the source, in words (“from … to …”).",
    find=find,
    cases=(
        bad("en", "De 9 h à 17 h", "From 17:00 to 9:00"),
        bad("ar", "Entre 16 et 21 ans", "بين 21 و16 سنة"),
        bad("fa", "Du 24 décembre 2025 au 2 janvier 2026", "از ۲ ژانویه ۲۰۲۶ تا ۲۴ دسامبر ۲۰۲۵"),
        bad("hi", "5 à 7 jours", "7 से 5 दिन"),
        good("en", "De 9 h à 17 h", "From 9:00 to 17:00"),
        good("ar", "Entre 16 et 21 ans", "بين 16 و21 سنة"),
        good("fa", "5 à 7 jours", "۵ تا ۷ روز"),
        good("en", "Cochez 4 et 7.", "Tick 7 and 4."),
        good("en", "3 femmes pour 2 hommes", "2 men for 3 women"),
    ),
)
