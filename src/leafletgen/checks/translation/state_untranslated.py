"""state.untranslated: the text has no translation yet."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for an untranslated text."""
    if not unit.msgstr.strip() and not unit.fuzzy:
        yield Problem("the text is not translated yet.")


CHECK = StringCheck(
    id="state.untranslated",
    severity="info",
    rationale="The page falls back to French, which the reader may not know.",
    proposal="Translate it.",
    find=find,
    all_states=True,
    cases=(
        bad("ps", "Vous ne payez rien."),
        good("ps", "Vous ne payez rien.", "هېڅ پیسې نه ورکوئ."),
        good("ps", "Vous ne payez rien.", "هېڅ پیسې نه ورکوئ.", fuzzy=True),
    ),
)
