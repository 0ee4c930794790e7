"""char.presentation: a letter in the form of one position, as old programs stored Arabic."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import code_point

_ALLOWED = frozenset("\ufd3e\ufd3f\ufdf2\ufdfa\ufdfb\ufdfc\ufdfd\ufeff")
"""Ornate brackets, the names of God and the rial sign; the byte order mark is no letter."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for presentation forms (U+FB50-FDFF, U+FE70-FEFF)."""
    found = sorted({char for char in unit.msgstr if _is_form(char)})
    if found:
        yield Problem(f"{len(found)} presentation forms, such as {code_point(found[0])}.")


def _is_form(char: str) -> bool:
    return ("\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff") and char not in _ALLOWED


CHECK = StringCheck(
    id="char.presentation",
    severity="error",
    rationale="The letters do not join, often stand in reverse order, and cannot be copied or read aloud.",
    proposal="Copy the text from its origin again, not from a PDF, or type it anew.",
    find=find,
    cases=(
        bad("ar", "Gratuit", "\ufee3\ufea0\ufe8e\ufee7\ufef2"),
        bad("fa", "Gratuit", "\ufea5\ufe8e\ufbfe\ufb95"),
        good("ar", "Gratuit", "مجاني"),
        good("fa", "Gratuit", "رایگان"),
    ),
)
