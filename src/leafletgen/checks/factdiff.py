"""Which facts of a source text its translation lacks, and which it adds, whatever their order and notation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from leafletgen.checks.check import Problem
from leafletgen.checks.facts import FactKind, TextFact, beside_currency, text_facts
from leafletgen.checks.numerals import times_written_out, western
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only

_OUT_OF_ITSELF = re.compile(r"(?<!\d)(\d+)[ \u00a0]?(?:[^\W\d_]+ ?)?(?:/|sur |out of |on )[ \u00a0]?\1(?!\d)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts without a counterpart."""

    missing: tuple[TextFact, ...]
    added: tuple[TextFact, ...]
    written_out: tuple[TextFact, ...]
    """Numbers that one side has in figures and the other as a word."""

    def of(self, kind: FactKind) -> tuple[tuple[TextFact, ...], tuple[TextFact, ...]]:
        """Return what is missing and what is added of one kind."""
        return (
            tuple(fact for fact in self.missing if fact.kind == kind),
            tuple(fact for fact in self.added if fact.kind == kind),
        )


def difference(unit: Unit) -> Difference:
    """Compare a translation's facts with its source's."""
    return compare(unit.msgid, unit.source_language, unit.msgstr, unit.language.code)


@lru_cache(maxsize=4096)
def compare(msgid: str, source_language: str, msgstr: str, language: str) -> Difference:
    """Compare the facts of two texts as multisets; a date or time may be told in plain numbers."""
    missing, added = _subtract(text_facts(msgid, source_language), text_facts(msgstr, language))
    missing, added = _told_otherwise(missing, added, language)
    added, missing = _told_otherwise(added, missing, source_language)
    twice = told_twice(msgid) - {fact.value for fact in added}
    there = {fact.value for fact in text_facts(msgstr, language)}
    missing = [fact for fact in missing if fact.value not in twice & there]
    spelled = _written_out(missing, msgstr, language)
    extra = _written_out(added, msgid, source_language)
    return Difference(
        _minus(missing, spelled),
        _minus(added, extra),
        (*spelled, *extra),
    )


def _minus(facts: list[TextFact], taken: list[TextFact]) -> tuple[TextFact, ...]:
    return tuple((Counter(facts) - Counter(taken)).elements())


def _written_out(facts: list[TextFact], text: str, language: str) -> list[TextFact]:
    """Return the short numbers, and sums beside the name of their currency, that stand in a text as words."""
    words = words_only(text)
    found: list[TextFact] = []
    for fact in facts:
        where = " ".join(beside_currency(words, fact.value.split()[-1])) if fact.kind == "amount" else words
        told = sum(times_written_out(number, where, language) for number in fact.numbers[:1])
        if fact.kind in ("number", "phone", "amount", "time") and len(fact.numbers) < 2 and found.count(fact) < told:
            found.append(fact)
    return found


def told_twice(text: str) -> set[str]:
    """Return the numbers of turns such as “24 heures sur 24”, that other languages tell once."""
    return {match[1] for match in _OUT_OF_ITSELF.finditer(western(words_only(text)))}


def _subtract(ours: tuple[TextFact, ...], theirs: tuple[TextFact, ...]) -> tuple[list[TextFact], list[TextFact]]:
    common = Counter((f.kind, f.value) for f in ours) & Counter((f.kind, f.value) for f in theirs)
    return _without(ours, common), _without(theirs, common)


def _without(facts: tuple[TextFact, ...], common: Counter[tuple[FactKind, str]]) -> list[TextFact]:
    left, rest = Counter(common), []
    for fact in facts:
        if left[fact.kind, fact.value]:
            left[fact.kind, fact.value] -= 1
        else:
            rest.append(fact)
    return rest


def _told_otherwise(
    facts: list[TextFact], others: list[TextFact], language: str
) -> tuple[list[TextFact], list[TextFact]]:
    """Take out each fact whose numbers all stand among the other side's plain ones, and these with it."""
    rest, others = [], list(others)
    for fact in facts:
        loose = [other for other in others if other.kind == "number"]
        numbers = Counter(_plain(number) for number in _needed(fact, language))
        used = [other for other in loose if numbers[_plain(other.value)] > 0]
        told = (
            fact.kind in ("date", "time", "phone") and numbers and not numbers - Counter(_plain(o.value) for o in used)
        )
        if told:
            for other in used:
                others.remove(other)
        else:
            rest.append(fact)
    return rest, others


def _needed(fact: TextFact, language: str) -> tuple[str, ...]:
    """Return the numbers that tell a fact: in Vietnamese a month is a number too."""
    month = fact.kind == "date" and language == "vi"
    return (*fact.numbers, fact.value.split("-")[1]) if month and fact.numbers else fact.numbers


def _plain(number: str) -> str:
    return number.lstrip("0") or "0"


def numbers_of(facts: tuple[TextFact, ...]) -> str:
    """Return facts as they are written, for a message."""
    return ", ".join(dict.fromkeys(fact.text.strip() for fact in facts))


def mismatches(unit: Unit, kind: FactKind) -> Iterator[Problem]:
    """Yield a problem for what is lost or new of one kind of fact; together where both are."""
    missing, added = difference(unit).of(kind)
    if missing and added:
        yield Problem(f"{numbers_of(missing)} of the source became {numbers_of(added)}.")
    elif missing:
        yield Problem(f"{numbers_of(missing)} is missing.")
    elif added:
        yield Problem(f"{numbers_of(added)} is not in the source.")
