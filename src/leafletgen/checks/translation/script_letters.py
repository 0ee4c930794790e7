"""script.letters: a letter that another language of the same script uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.plain import code_point, visible
from leafletgen.checks.unit import Unit

_PERSIAN = {"\u064a": "ی", "\u0643": "ک", "\u0649": "ی"}
_WRONG: dict[str, dict[str, str]] = {
    "fa": _PERSIAN,
    "ckb": _PERSIAN,
    "ur": {**_PERSIAN, "\u0647": "ہ (or ھ)"},
    "ps": {"\u0643": "ک"},
    "ar": {"\u06cc": "ي", "\u06a9": "ك", "\u06c1": "ه", "\u06be": "ه"},
}
"""Letters by language, with the right ones. Pashto keeps ي, ی, ې, ۍ and ئ apart."""
_KURDISH_E = re.compile("\u0647\u200c")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each letter that looks right in one position of a word and is another one."""
    text = visible(unit.msgstr)
    for wrong, right in _WRONG.get(unit.language.code, {}).items():
        word = next((word for word in text.split() if wrong in word), "")
        if word:
            yield Problem(f"{code_point(wrong)} in “{word}”.", f"Write {right} instead.")
    if unit.language.code == "ckb" and _KURDISH_E.search(text):
        yield Problem("ه with U+200C for the vowel ە.", "Write ە (U+06D5).")


CHECK = StringCheck(
    id="script.letters",
    severity="error",
    rationale="The letter has another shape at the end of a word, and a search or a screen reader misses the word.",
    proposal="Type with the keyboard of the language, not with the Arabic one.",
    find=find,
    cases=(
        bad("fa", "Gratuit", "رايگان"),
        bad("fa", "Pays", "كشور"),
        bad("ur", "Aide", "كمک"),
        bad("ur", "Non", "نهیں"),
        bad("ckb", "Livre", "كتێب"),
        bad("ckb", "Mois", "مانگه\u200c"),
        bad("ps", "Livre", "كتاب"),
        bad("ar", "Dans", "فی"),
        bad("ar", "Livre", "کتاب"),
        good("fa", "Gratuit", "رایگان"),
        good("ur", "Non", "نہیں"),
        good("ckb", "Mois", "مانگە"),
        good("ps", "Judiciaire", "حقوقي"),
        good("ar", "Dans", "في كتاب"),
    ),
)
