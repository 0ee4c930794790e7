"""char.mark: a vowel sign or another mark stands where no letter can bear it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import code_point, snippet

_INDIC = (0x0900, 0x0980, 0x0A00)
"""Devanagari, Bengali and Gurmukhi, whose blocks have one plan."""
_BEARERS = "\u200c\u200d\u25cc"
"""What is no letter and may stand before a mark: joiners, and the circle that shows a mark by itself."""
_VOWELS = re.compile("[\u064b-\u0650\u0652]{2}")
"""Two vowels on one Arabic letter; the doubling sign may stand with one."""


def _syllable(block: int) -> str:
    """Return the pattern of two neighbours that no syllable has, in a script whose block starts at a code point."""

    def some(*ranges: tuple[int, int]) -> str:
        return "[" + "".join(f"{chr(block + first)}-{chr(block + last)}" for first, last in ranges) + "]"

    vowel, sign, nukta, virama = some((0x05, 0x14)), some((0x3E, 0x4C)), chr(block + 0x3C), chr(block + 0x4D)
    nasal = some((0x01, 0x03), (0x70, 0x70)) if block == _INDIC[2] else some((0x01, 0x03))
    found = (
        rf"{vowel}{sign}|{sign}[{nukta}{virama}]|{sign}{sign}|{nasal}(?:{sign}|{nukta}|{virama}|{nasal})|{virama}{sign}"
    )
    return found + "|[ਾੀੇੈੋੌ]ੰ" if block == _INDIC[2] else found


_SYLLABLE = re.compile("|".join(map(_syllable, _INDIC)))


def find(unit: Unit) -> Iterator[Problem]:
    """Yield the first mark without a letter, twice on one letter, or in an order that no syllable has."""
    text = unit.msgstr
    broken = next(filter(None, (pattern.search(text) for pattern in (_SYLLABLE, _VOWELS))), None)
    start = broken.start() if broken else next((at for at in range(len(text)) if _is_lost(text, at)), None)
    if start is not None:
        mark = text[broken.end() - 1 if broken else start]
        yield Problem(f"{code_point(mark)} cannot stand where it does in “{snippet(text, start, start + 2)}”.")


def _is_lost(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    if unicodedata.category(text[at]) not in ("Mn", "Mc"):
        return False
    return before == text[at] or (unicodedata.category(before)[0] not in "LM" and before not in _BEARERS)


CHECK = StringCheck(
    id="char.mark",
    severity="error",
    rationale="The mark is printed on a dotted circle, beside its letter or on another one: the word cannot be read.",
    proposal="Type the word again: first the letter, then its mark, each once.",
    find=find,
    cases=(
        bad("hi", "Droit", "अध िकार"),
        bad("hi", "Droit", "िधकार"),
        bad("hi", "Gratuit", "मुु़फ़्त"),
        bad("hi", "Papiers", "काग\u093e\u093cज़"),
        bad("hi", "Si", "अगर आप चाहेें"),
        bad("hi", "Aide", "मदद आिए"),
        bad("pa", "Mois", "ਮਹੀਨਿਆਂੰ"),
        bad("pa", "Non", "ਨਹੀੰ"),
        bad("pa", "Mois", "ਮਹੀਨੇੇ"),
        bad("ar", "Gratuit", "مجانيًّّا"),
        bad("ar", "École", "مَُدرسة"),
        bad("vi", "Gratuit", "Miễn phi \u0301"),
        good("hi", "Droit", "अधिकार, काग\u093c\u093eज़, हाँ, मुफ़्त, कार्\u200dय"),
        good("pa", "Non", "ਨਹੀਂ, ਮੂੰਹ, ਇੱਕ, ਕਿੱਥੇ, ਗ਼ਲਤ, ਮਨ੍ਹਾ, ਅੰਦਰ"),
        good("ar", "Aussi", "أيضًا، ثمَّ، مجّانيّ"),
        good("vi", "Gratuit", "Miễn phí"),
        good("ckb", "Langue", "زمان"),
    ),
)
