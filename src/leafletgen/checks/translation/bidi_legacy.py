"""bidi.legacy: an invisible embedding control of the old kind."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for U+202A, U+202B and U+202C (UAX #9 advises isolates instead)."""
    for char in sorted(set(unit.msgstr) & set("\u202a\u202b\u202c")):
        yield Problem(f"an embedding control (U+{ord(char):04X}); the page drops it.")


CHECK = StringCheck(
    id="bidi.legacy",
    severity="warning",
    rationale="It changes the order of what stands around it, and nobody sees why.",
    proposal="Delete it; the program isolates numbers and Latin words by itself.",
    find=find,
    cases=(
        bad("ar", "Voir A-1", "انظر \u202aA-1\u202c"),
        bad("ps", "Voir ici", "\u202bدلته وګورئ\u202c"),
        good("ar", "Voir A-1", "انظر \u2066A-1\u2069"),
        good("ps", "Voir ici", "دلته وګورئ"),
    ),
)
