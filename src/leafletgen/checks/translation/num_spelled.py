"""num.spelled: a number stands in figures on one side and as a word on the other."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import difference, numbers_of
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield the small numbers that only one side writes out."""
    spelled = difference(unit).written_out
    if spelled:
        yield Problem(f"{numbers_of(spelled)} stands in figures on one side and as a word on the other.")


CHECK = StringCheck(
    id="num.spelled",
    severity="info",
    rationale="Figures are found at a glance; a word may be another word that looks alike.",
    proposal="See that the word is the number; figures are easier for weak readers.",
    find=find,
    cases=(
        bad("ar", "pendant 5 jours", "لمدة خمسة أيام"),
        bad("am", "3 bateaux", "ሦስት ጀልባዎች"),
        bad("hi", "deux enfants", "2 बच्चे"),
        bad("hi", "quinze jours", "15 दिन"),
        bad("vi", "de midi à 17 h", "từ 12 giờ đến 17 giờ"),
        good("ar", "pendant 5 jours", "لمدة 5 أيام"),
        good("am", "3 bateaux", "3 ጀልባዎች"),
        good("hi", "deux enfants", "दो बच्चे"),
    ),
)
