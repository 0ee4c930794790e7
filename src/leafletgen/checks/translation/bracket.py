"""bracket: a bracket is not closed, not opened, or of another kind than its partner."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.markdown import VARIABLE
from leafletgen.plain import visible

_CLOSER = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "⟨": "⟩"}


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the brackets do not pair, unless the source's do not either.

    Their number is the translator's: a gloss in brackets is often what helps.
    """
    if _unpaired(unit.msgstr) and not _unpaired(unit.msgid):
        yield Problem(f"the bracket “{_unpaired(unit.msgstr)}” has no partner.")


def _unpaired(text: str) -> str:
    stack: list[str] = []
    for char in VARIABLE.sub("", visible(text)):
        if char in _CLOSER:
            stack.append(char)
        elif char in _CLOSER.values() and (not stack or _CLOSER[stack.pop()] != char):
            return char
    return stack[-1] if stack else ""


CHECK = StringCheck(
    id="bracket",
    severity="error",
    rationale="In right-to-left text a lone bracket flips and swallows the sentence.",
    proposal="Write both brackets, the opening one first as you read.",
    find=find,
    cases=(
        bad("ar", "l’office (OFII)", "المكتب (OFII"),
        bad("fa", "l’office (OFII)", "دفتر )OFII("),
        bad("vi", "l’office (OFII)", "văn phòng OFII)"),
        bad("am", "l’office (OFII)", "ቢሮ (OFII]"),
        good("ar", "l’office (OFII)", "المكتب (OFII)"),
        good("fa", "la mer", "دریا (بحر)"),
        good("hi", "a) OFII", "a) OFII"),
    ),
)
