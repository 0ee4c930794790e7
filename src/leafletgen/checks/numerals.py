"""Numbers in every digit system: native digits, Ethiopic numerals, grouping, numbers written out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from leafletgen.tables import DIGITS, language_row

GAP = "[ \u00a0\u202f\u2009]"
"""A space within a number."""
NUMBER = re.compile(
    r"""
    (?P<sign>(?<![\w)\]])[-\u2212](?=\d))?
    (?:
      (?P<version>\d+(?:\.\d+){2,})
    | (?P<whole>\d{1,2}(?:,\d{2})+,\d{3}(?!\d)                                        # 1,85,000 in India
      | \d{1,3}(?P<gap>[ \u00a0\u202f\u2009.,\u066c'’])\d{3}(?:(?P=gap)\d{3})*(?!\d)  # 1 850 000
      | \d+)
      (?:[.,\u066b](?P<decimals>\d+))?
    | (?P<ethiopic>[\u1369-\u137c]{1,30})
    )
    """,
    re.VERBOSE,
)
"""A number in a text that went through `western`."""


def western(text: str) -> str:
    """Return a text of the same length with the digits 0-9 for all decimal digits."""
    return "".join(
        str(unicodedata.decimal(char)) if not char.isascii() and unicodedata.category(char) == "Nd" else char
        for char in text
    )


def value(match: re.Match[str]) -> str:
    """Return what a match of NUMBER is worth, in one notation for all languages: 1850, 12.5, -4."""
    sign = "-" if match["sign"] else ""
    if match["ethiopic"]:
        return str(from_ethiopic(match["ethiopic"]))
    if match["version"]:
        return match["version"]
    whole = re.sub(r"\D", "", match["whole"])
    return sign + whole + (f".{match['decimals']}" if match["decimals"] else "")


def from_ethiopic(numeral: str) -> int:
    """Return the value of an Ethiopic numeral such as ፲፰ (18) or ፳፻፳፭ (2025)."""
    total = below = digits = 0
    for char in numeral:
        worth = int(unicodedata.numeric(char))
        if worth < 100:
            digits += worth
        elif worth == 100:
            below += (digits or 1) * 100
            digits = 0
        else:
            total = (total + below + digits or 1) * 10_000
            below = digits = 0
    return total + below + digits


@cache
def digit_system(char: str) -> str:
    """Return the CLDR name of a digit's numbering system: latn, arab, arabext …; “” for no digit."""
    if unicodedata.category(char) != "Nd":
        return "ethi" if "\u1369" <= char <= "\u137c" else ""
    zero = ord(char) - unicodedata.decimal(char)
    return _SYSTEMS.get(zero, "other")


_SYSTEMS = {ord(digits[0]): name for name, digits in DIGITS.items()}


@cache
def _words(language: str) -> tuple[re.Pattern[str] | None, ...]:
    found = language_row("number_words", language)
    cells = found.need("words", list) if found else ()
    return tuple(_pattern(cell, _AFFIXES.get(language, (0, 0))) if cell else None for cell in cells)


def _pattern(cell: str, affixes: tuple[int, int]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form).replace(r"\*", r"\w{2,}") for form in cell.split("/"))
    return re.compile(rf"(?<!\w)\w{{0,{affixes[0]}}}(?:{forms})\w{{0,{affixes[1]}}}(?!\w)")


_AFFIXES = {"ar": (2, 0), "am": (1, 1), "ti": (1, 1), "ckb": (0, 2), "so": (0, 2)}
"""Letters that clitics and endings may add. None for Persian or Urdu: هفته is a week, ساتھ is with."""


def times_written_out(number: str, text: str, language: str) -> int:
    """Return how often a small number stands in a text as a word."""
    words = _words(language)
    pattern = words[int(number)] if number.isdigit() and len(number) < 3 and int(number) < len(words) else None
    return len(pattern.findall(text.casefold())) if pattern else 0


def written_out(text: str, language: str) -> frozenset[str]:
    """Return the numbers from 2 on that a text without markup has as words; “one” is often no number."""
    folded = text.casefold()
    known = enumerate(_words(language))
    return frozenset(str(number) for number, pattern in known if number > 1 and pattern and pattern.search(folded))
