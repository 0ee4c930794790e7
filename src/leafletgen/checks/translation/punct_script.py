"""punct.script: a mark of the Latin script in a script that has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import snippet, words_only

_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_ALWAYS: dict[str, dict[str, str]] = {
    "ar": _ARABIC, "fa": _ARABIC, "ckb": _ARABIC, "ps": _ARABIC, "ur": {**_ARABIC, ".": "۔"},
    "am": {"፡፡": "።", "::": "።"}, "ti": {"፡፡": "።", "::": "።"},
    "hi": {"|": "।"}, "pa": {"|": "।"}, "bn": {"|": "।"},
}  # fmt: skip
_BY_HABIT: dict[str, dict[str, str]] = {
    "am": {".": "።", ",": "፣", ";": "፤"}, "ti": {".": "።", ",": "፣", ";": "፤"}, "hi": {".": "।"}, "pa": {".": "।"},
    "bn": {".": "।"},
}  # fmt: skip
"""Where both marks are in use: the catalog's majority decides."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each Latin mark that follows a letter of the language's own script."""
    text = words_only(unit.msgstr)
    code, habits = unit.language.code, unit.around.habits
    marks = dict(_ALWAYS.get(code, {}))
    marks |= {
        wrong: right for wrong, right in _BY_HABIT.get(code, {}).items() if habits.get(right, 0) > habits.get(wrong, 0)
    }
    for wrong, right in marks.items():
        match = re.search(rf"(?<=[^\x00-\x7f])(?<!\.[^\W\d_]){re.escape(wrong)}(?![\w.])", text)
        if match:
            yield Problem(f"“{wrong}” in “{snippet(text, *match.span())}”.", f"Write {right} instead.")


CHECK = StringCheck(
    id="punct.script",
    severity="warning",
    rationale="The Latin mark faces the wrong way or is not known as the end of a sentence.",
    proposal="Use the language's own mark.",
    find=find,
    cases=(
        bad("ar", "Avez-vous peur ?", "هل تخاف?"),
        bad("fa", "jour, nuit", "روز, شب"),
        bad("ur", "C’est gratuit.", "یہ مفت ہے."),
        bad("ti", "C’est gratuit.", "ብነጻ እዩ፡፡"),
        bad("am", "C’est gratuit.", "በነጻ ነው.", habits="።።።"),
        bad("hi", "C’est gratuit.", "यह मुफ़्त है.", habits="।।।"),
        bad("ti", "Gratuit. Venez.", "ብነጻ:: ንዑ።"),
        bad("hi", "C’est gratuit. Venez.", "यह मुफ़्त है| आइए।"),
        good("hi", "C’est gratuit.", "यह मुफ़्त है.", habits="..."),
        good("am", "En 2024", "በ2024 ዓ.ም. ነው።", habits="።።"),
        good("ar", "Avez-vous peur ?", "هل تخاف؟"),
        good("fa", "3,5 mètres", "۳٫۵ متر، OFII, OIM"),
        good("pa", "C’est gratuit.", "ਇਹ ਮੁਫ਼ਤ ਹੈ।", habits="।।"),
    ),
)
