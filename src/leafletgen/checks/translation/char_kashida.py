"""char.kashida: a word is stretched by hand (U+0640)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit

_STRETCHED = re.compile(
    "[\u0621-\u063f\u0641-\u064a\u066e-\u06d3\u06d5]\u0640+[\u0621-\u063f\u0641-\u064a\u066e-\u06d3\u06d5]|\u0640{2,}"
)
"""Between two letters; before a Latin name, a figure or a placeholder it is spelling: بـOFII."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a stretched word."""
    found = _STRETCHED.search(unit.msgstr)
    if found:
        word = next((word for word in unit.msgstr.split() if "\u0640" in word), found[0])
        yield Problem(f"“{word}” is stretched with U+0640.")


CHECK = StringCheck(
    id="char.kashida",
    severity="warning",
    rationale="The word is not found by a search and is spelled out by a screen reader; the layout stretches nothing.",
    proposal="Delete the kashida.",
    find=find,
    cases=(
        bad("ar", "Gratuit", "مجـاني"),
        bad("fa", "Gratuit", "رایـــگان"),
        good("ar", "Avec l’OFII", "بـOFII"),
        good("ar", "Appelez le {shelter}", "اتصل بـ{shelter}"),
        good("ckb", "Lieu", "شوێن"),
    ),
)
