"""bidi.stray: a direction mark that does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit

_MARK = "[\u200e\u200f\u061c]"
_DOUBLED = re.compile(rf"{_MARK}{{2,}}")
_EDGE = re.compile(r"\A\u200f|\A\u061c|[\u200f\u061c]\Z")
"""The language's own direction at the edge of a text; U+200E may be wanted after a “+” or “C++”."""
_ANY = re.compile(rf"{_MARK}|[\u2066-\u2069]")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield marks in left-to-right languages, doubled ones, and those at the edge of a text."""
    if unit.language.direction == "ltr":
        found = _ANY.search(unit.msgstr)
        if found:
            yield Problem(f"a direction control (U+{ord(found[0]):04X}) in a left-to-right text.")
        return
    if _DOUBLED.search(unit.msgstr):
        yield Problem("two direction marks stand side by side.")
    elif _EDGE.search(unit.msgstr):
        yield Problem("a direction mark stands at the edge of the text.")


CHECK = StringCheck(
    id="bidi.stray",
    severity="warning",
    rationale="Invisible characters spoil searching, copying and the next translator's work.",
    proposal="Delete it.",
    find=find,
    cases=(
        bad("en", "Appelez", "Call\u200f us"),
        bad("hi", "Appelez", "\u200eफ़ोन करें"),
        bad("ar", "Appelez", "اتصل \u200f\u200f بنا"),
        bad("fa", "Appelez", "\u200fزنگ بزنید"),
        good("ar", "Appelez !", "اتصل (A!\u200f) بنا"),
        good("hi", "Appelez", "फ़ोन करें"),
    ),
)
