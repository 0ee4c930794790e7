"""bidi.override: an invisible control that turns text round."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for U+202D and U+202E: they can make 112 look like 211."""
    for char in sorted(set(unit.msgstr) & set("\u202d\u202e")):
        yield Problem(f"a control that overrides the direction (U+{ord(char):04X}).")


CHECK = StringCheck(
    id="bidi.override",
    severity="error",
    rationale="What is printed is not what stands in the file: a phone number can be forged so.",
    proposal="Delete it, and read the text again character by character.",
    find=find,
    cases=(
        bad("ar", "Appelez le 112", "اتصل \u202e112\u202c"),
        bad("en", "Appelez le 112", "Call \u202e211\u202c"),
        good("ar", "Appelez le 112", "اتصل 112"),
        good("en", "Appelez le 112", "Call 112"),
    ),
)
