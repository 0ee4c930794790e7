"""same.language: the text is another language's translation."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD

LEAST_WORDS, LEAST_LETTERS = 3, 12
"""Shorter texts may well be the same in two languages: پولیس, ፖሊስ."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where a translation of some length is the same in another language."""
    words = WORD.findall(words_only(unit.msgstr))
    if len(words) < LEAST_WORDS or sum(map(len, words)) < LEAST_LETTERS:
        return
    for language, text in unit.around.elsewhere.get(unit.key, {}).items():
        if language != unit.language.code and WORD.findall(words_only(text)) == words:
            yield Problem(f"the translation into {language} is exactly the same.")


CHECK = StringCheck(
    id="same.language",
    severity="warning",
    rationale="A text pasted into the wrong file: Persian readers cannot read Pashto, Amharic ones not Tigrinya.",
    proposal="See which of the two languages it is, and translate it into the other.",
    find=find,
    cases=(
        bad("ps", "Parlez à un conseiller.", "با یک مشاور حرف بزنید.", elsewhere=(("fa", "با یک مشاور حرف بزنید."),)),
        bad("ti", "Dans cette mer", "በዚህ ባሕር ውስጥ ሰዎች", elsewhere=(("am", "በዚህ ባሕር ውስጥ ሰዎች"),)),
        good("ti", "Police", "ፖሊስ", elsewhere=(("am", "ፖሊስ"),)),
        good(
            "ps",
            "Parlez à un conseiller.",
            "له مشوره ورکوونکي سره خبرې وکړئ.",
            elsewhere=(("fa", "با یک مشاور حرف بزنید."),),
        ),
    ),
)
