"""newline: the translation has other line breaks than the source."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for another number of line breaks."""
    wanted, given = unit.msgid.count("\n"), unit.msgstr.count("\n")
    if wanted != given:
        yield Problem(f"{given} line breaks, the source has {wanted}.")


CHECK = StringCheck(
    id="newline",
    severity="warning",
    rationale="Lines break where the paragraph should run on, or run on where a list was meant.",
    proposal="Break the lines where the source does.",
    find=find,
    cases=(
        bad("ps", "Gratuit, secret", "وړیا\nمحرم"),
        bad("am", "un\ndeux", "አንድ ሁለት"),
        good("ps", "Gratuit", "وړیا"),
        good("am", "un\ndeux", "አንድ\nሁለት"),
    ),
)
