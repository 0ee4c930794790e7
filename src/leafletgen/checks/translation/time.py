"""time: a time of the day differs."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import mismatches
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a time of the day that differs from the source's (9h30 is 9:30)."""
    yield from mismatches(unit, "time")


CHECK = StringCheck(
    id="time",
    severity="error",
    rationale="The office is closed when the reader comes.",
    proposal="Write the source's time, on the clock of 24 hours.",
    find=find,
    cases=(
        bad("ur", "De 9h30 à 17h", "9:30 سے 18:00 تک"),
        bad("am", "À 9 h 30", "በ3:30"),
        bad("so", "À 9h30", "Saacadda 9:00"),
        good("ur", "De 9h30 à 17h", "9:30 سے 17:00 تک"),
        good("fa", "De 9h30 à 17h", "از ۹:۳۰ تا ۱۷"),
        good("en", "De 9h30 à 17h", "9:30 to 5 pm"),
        good("en", "À 17 h 30", "At 5:30 pm"),
        good("en", "Ouvert de midi à 17 h", "Open from 12:00 to 17:00"),
        bad("en", "Ouvert à 11 h", "Open at 12:00"),
        good("hi", "À 9h30", "9:30 बजे"),
    ),
)
