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
_SPACE = r"[ \u00a0\u202f]"
_STEP = rf"(?:[,،]?{_SPACE}|[-\u2010\u2011'’/]|(?<!{_LETTER}{{5}})\.{_SPACE}?(?={_LETTER}))"
"""Between Latin words; a full stop follows short ones only, as in “av. Foch”."""
_LATIN_RUN = re.compile(rf"(?:{_LETTER}|\d)+(?:{_STEP}(?:{_LETTER}|\d)+)*")
_OF_ADDRESS = re.compile(
    rf"(?:[Nn]°{_SPACE})?\d{{1,4}}(?:{_SPACE}?[-\u2010-\u2013/]{_SPACE}?(?:\d{{1,4}}|{_LETTER}{{1,6}}))?{_LETTER}?"
    rf"|(?:F-)?\d\d{_SPACE}?\d{{3}}(?:{_SPACE}\d{{5}})?"
)
"""Numbers with signs or gaps that an address can hold: 12-14, 12/B, n° 12, F-62100, 75 002, BP 40 123 62100."""
_STREET = (
    "rue|ruelle|avenue|boulevard|place|quai|allées?|impasse|chemin|route|cours|square|passage|faubourg|esplanade|promenade"
    "|rond-point|sentier|villa|cité|résidence|voie|venelle|galerie|parvis|traverse|montée|mail|hameau|lotissement|zone"
)
_SHORT_STREET = "ave?|bl?v?d|pl|all|imp|che?|rte|sq|fb?g|za[ce]?|zi"
_ADDRESS = re.compile(
    rf"(?<!\d)\d+(?i:{_SPACE}?(?:bis|ter|quater|[a-d]))?,?{_SPACE}"
    rf"(?i:(?:{_STREET})(?!{_LETTER})|(?:{_SHORT_STREET})(?:{_SPACE}|\.{_SPACE}?)(?={_LETTER}))"
    rf"|(?<!\d)\d{{5}}{_SPACE}(?:[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]|L['’]|[A-Z\u00c0-\u00de]{{4}})"
)
"""A house number before a kind of street, or a postcode before a town (EUR and the like are none)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of a text, as offsets, and the CSS class of its box."""

    start: int
    end: int
    css_class: str


def find_facts(text: str) -> tuple[Fact, ...]:
    """Return phones, amounts, dates, ranges, codes, names of accounts, web, mail and street addresses, in text order.

    A number without signs, gaps or currency is no fact: nothing can scramble it, unless it begins an address.
    """
    signed = _signed(text)
    streets = _streets(text, signed)
    within = {place for street in streets for place in range(street.start, street.end)}
    rest = (fact for fact in signed if fact.start not in within)
    return tuple(sorted((*streets, *rest), key=lambda fact: fact.start))


def find_numbers(text: str) -> tuple[Fact, ...]:
    """Return the facts that no end of a line may part, those within addresses too."""
    return tuple(fact for fact in _signed(text) if fact.css_class == "number")


def _signed(text: str) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for match in _FACT.finditer(text):
        if match.lastgroup in ("url", "email"):
            end = match.start() + len(match.group().rstrip(_TRAILING))
            found.append(Fact(match.start(), end, "url"))
        elif not _PLAIN.fullmatch(match.group()):
            found.append(Fact(match.start(), match.end(), "number"))
    return tuple(found)


def _streets(text: str, signed: tuple[Fact, ...]) -> list[Fact]:
    """Return the rows of Latin words and plain numbers with an address in them; phones and the like end a row."""
    parts: list[str] = []
    end = 0
    for fact in signed:
        held = _OF_ADDRESS.fullmatch(text, fact.start, fact.end)
        parts.append(text[end : fact.start])
        parts.append(re.sub(r"[^\d\s]", "0", held[0]) if held else "\n" * (fact.end - fact.start))
        end = fact.end
    rows = _LATIN_RUN.finditer("".join(parts) + text[end:])
    return [Fact(*row.span(), "address") for row in rows if _ADDRESS.search(row[0])]
