"""state.fuzzy: the translation is in doubt and will not be printed."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a doubtful text."""
    if unit.fuzzy:
        yield Problem("the translation is marked fuzzy and is not printed.")


CHECK = StringCheck(
    id="state.fuzzy",
    severity="info",
    rationale="A fuzzy text can say the opposite of the source, so the page shows French instead.",
    proposal="Compare it with the source, mend it, take the fuzzy mark away.",
    find=find,
    all_states=True,
    cases=(
        bad("hi", "Vous ne pouvez pas appeler.", "आप फ़ोन कर सकते हैं।", fuzzy=True),
        good("hi", "Vous pouvez appeler.", "आप फ़ोन कर सकते हैं।"),
    ),
)
