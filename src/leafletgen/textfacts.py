"""Facts in running text: what must stand on the page in its own left-to-right order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = r"[ \u00a0\u202f\u2009]?"
_CURRENCY = r"[€$£₹%]"
_BETWEEN = (
    r"(?:[ \u00a0\u202f]?[-\u2010-\u2013][ \u00a0\u202f]?"
    r"|[ \u00a0]?\(\d+\)[ \u00a0]?|[ \u00a0\u202f\u2009.,:/'’٬٫])"
)
"""Between the groups of one number, range, time or date: one sign, a dash with spaces, or +33 (0)1."""
_NUMBER = rf"(?:[+]|(?<![^\s(])[-\u2212])?(?:\(\d+\){_GAP})?\d+(?:{_BETWEEN}\d+)*"
_LETTER = r"[A-Za-z\u00c0-\u024f]"
_SIGN = r"[-\u2010\u2011./°_]"
_HEAD = rf"(?<!{_LETTER})(?:(?:[A-Z]{{1,2}}\.|[Nn]°)[ \u00a0]|(?:{_LETTER}{{1,24}}{_SIGN}){{0,4}}{_LETTER}{{0,24}})"
_TAIL = rf"(?:{_SIGN}?{_LETTER}+{_SIGN}?\d+(?:{_SIGN}\d+)*)*(?:{_SIGN}?{_LETTER}+)?"
"""Latin letters that belong to a number: FR76 3000, OFII/2025/12, L. 511-1, N° 12/2025, 12-B."""
_SUM = rf"(?:(?<!{_LETTER})[A-Z]{{2,3}})?{_CURRENCY}{_GAP}"
_DEGREES = rf"{_GAP}°[CF]?(?!{_LETTER})"
_FACT = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)[^\s<>«»“”]+)
  | (?P<email>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
  | (?P<service>[*#]+\d+(?:[*#]\d+)*\#?)
  | (?P<account>(?<![A-Za-z0-9@])[@#][A-Za-z][A-Za-z0-9_.]*(?<!\.))
  | (?P<number>(?:{_SUM}|{_HEAD}){_NUMBER}(?:{_GAP}{_CURRENCY}|{_DEGREES}|{_TAIL}))
    """,
    re.VERBOSE,
)
_TRAILING = ".,;:!?)]،؛؟۔።፣»”"
"""Punctuation after an address that is the sentence's."""
_PLAIN = re.compile(rf"{_LETTER}*\d+{_LETTER}*")


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of a text, as offsets, and the CSS class of its box."""

    start: int
    end: int
    css_class: str


def find_facts(text: str) -> tuple[Fact, ...]:
    """Return phone numbers, amounts, dates, ranges, codes, names of accounts, web and mail addresses, in text order.

    A number without signs, gaps or currency is no fact: nothing can scramble it.
    """
    found: list[Fact] = []
    for match in _FACT.finditer(text):
        if match.lastgroup in ("url", "email"):
            end = match.start() + len(match.group().rstrip(_TRAILING))
            found.append(Fact(match.start(), end, "url"))
        elif not _PLAIN.fullmatch(match.group()):
            found.append(Fact(match.start(), match.end(), "number"))
    return tuple(found)
