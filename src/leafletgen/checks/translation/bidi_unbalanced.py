"""bidi.unbalanced: an invisible direction control is opened and not closed, or closed and not opened."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit

_PAIRS = {"\u2069": "\u2066\u2067\u2068", "\u202c": "\u202a\u202b\u202d\u202e"}


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for isolates (U+2066-2069) and embeddings (U+202A-202E) that do not pair."""
    for closer, openers in _PAIRS.items():
        depth = 0
        for char in unit.msgstr:
            depth += (char in openers) - (char == closer)
            if depth < 0:
                break
        if depth:
            what = "opened and not closed" if depth > 0 else f"closed (U+{ord(closer):04X}) and not opened"
            yield Problem(f"a direction control is {what}.")


CHECK = StringCheck(
    id="bidi.unbalanced",
    severity="error",
    rationale="All that follows runs in the wrong direction.",
    proposal="Delete the control (the program isolates numbers by itself), or add its partner.",
    find=find,
    cases=(
        bad("ar", "Voir A-1 ici", "انظر \u2066A-1 هنا"),
        bad("ur", "Voir A-1 ici", "یہاں A-1\u2069 دیکھیں"),
        bad("fa", "Voir A-1 ici", "\u202bاینجا"),
        good("ar", "Voir A-1 ici", "انظر \u2066A-1\u2069 هنا"),
        good("ckb", "Voir ici", "لێرە ببینە"),
    ),
)
