"""quote: quotation marks of another language, straight ones, or without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only

_QUOTES = re.compile(r"[«»“”„‹›\"]")

_EITHER_WAY = frozenset({"ur"})
"""Languages whose two marks are both seen as the opening one."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for quotation marks that are not the language table's."""
    found = _QUOTES.findall(words_only(unit.msgstr))
    if not found:
        return
    opening, closing = (mark.strip() for mark in unit.language.quotes)
    own = {opening, closing}
    if '"' in found:
        yield Problem("straight quotation marks.", f"Write {opening}…{closing}.")
    elif not set(found) <= own:
        yield Problem(
            f"{' '.join(sorted(set(found) - own))}: another language's quotation marks.", f"Write {opening}…{closing}."
        )
    elif found.count(opening) != found.count(closing):
        yield Problem("a quotation mark has no partner.", f"Write {opening}…{closing}.")
    elif unit.language.code not in _EITHER_WAY and found != [opening, closing] * (len(found) // 2):
        yield Problem("a closing quotation mark stands before its opening one.", f"Write {opening}…{closing}.")


CHECK = StringCheck(
    id="quote",
    severity="warning",
    rationale="Where the quoted words end is not clear; in right-to-left text the wrong mark points the wrong way.",
    proposal="Use the language's own pair.",
    find=find,
    cases=(
        bad("ar", "oui", '"نعم"'),
        bad("fa", "oui", "“بله”"),
        bad("hi", "oui", "“हाँ"),
        bad("am", "oui", "«አዎ"),
        bad("en", "oui", "«yes»"),
        bad("fa", "dites « oui »", "بگویید »بله«"),
        bad("vi", "dites « oui »", "nói ”có“"),
        good("ar", "oui", "«نعم»"),
        good("ur", "oui", "”ہاں“"),
        good("ur", "oui", "“ہاں”"),
        good("pa", "oui", "“ਹਾਂ”"),
        good("so", "oui", "Go’aanka"),
    ),
)
