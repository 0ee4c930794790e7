"""script.letters: a letter that another language of the same script uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import code_point, visible

_PERSIAN = {"\u064a": "ی", "\u0643": "ک", "\u0649": "ی"}
_WRONG: dict[str, dict[str, str]] = {
    "fa": _PERSIAN,
    "ckb": {**_PERSIAN, "\u0624": "ۆ", "\u0629": "ە"},
    "ur": {**_PERSIAN, "\u0647": "ہ (or ھ)"},
    "ps": {"\u0643": "ک", "\u0649": "ی (or ي or ې)"},
    "ar": {"\u06cc": "ي", "\u06a9": "ك", "\u06c1": "ه", "\u06be": "ه", "\u0671": "ا", "\u06c3": "ة"},
    "vi": {"\u00f0": "đ", "\u00d0": "Đ"},
}
"""Letters by language, with the right ones; Vietnamese Đ is not the Icelandic one of old fonts.

Pashto keeps ي, ی, ې, ۍ and ئ apart."""
_OWN = {"Pashto": "ټډړږښځڅڼګېۍ", "Urdu": "ٹڈڑںےۓہھ", "Sorani": "ڕڵۆێەڤ"}
"""Letters that one language has and its neighbours never."""
_SHARED = {"ps": "ټډړږښځڅڼګېۍےھ", "ur": "ٹڈڑںےۓہھ", "ckb": "ڕڵۆێەڤھ"}
"""What a language may have of these; Pashto is written with ے in places, Sorani with ھ for ه."""
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ckb", "ur", "ps"})
_KURDISH_E = re.compile(r"ه\u200c|(?<=[^\W\d])(?<!ا)ه(?!\w)")
"""ه for a vowel: before U+200C, or at the end of a word, where Sorani has the consonant after ا only."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each letter that looks right in one position of a word and is another one."""
    text = visible(unit.msgstr)
    for wrong, right in _WRONG.get(unit.language.code, {}).items():
        word = next((word for word in text.split() if wrong in word), "")
        if word:
            yield Problem(f"{code_point(wrong)} in “{word}”.", f"Write {right} instead.")
    if unit.language.code in _ARABIC_SCRIPT:
        yield from _neighbours(text, _WRONG[unit.language.code].keys() | set(_SHARED.get(unit.language.code, "")))
    if unit.language.code == "ckb" and _KURDISH_E.search(text):
        yield Problem("ه for the vowel ە.", "Write ە (U+06D5).")


def _neighbours(text: str, known: set[str]) -> Iterator[Problem]:
    for name, letters in _OWN.items():
        found = next((char for char in text if char in letters and char not in known), "")
        if found:
            word = next(word for word in text.split() if found in word)
            hint = f"Write this language's own letter; if all of the text is {name}, it stands in the wrong file."
            yield Problem(f"{code_point(found)}, a letter of {name}, in “{word}”.", hint)


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
        bad("fa", "Aide gratuite", "مفت مدد کے لیے"),
        bad("fa", "Parlez à un conseiller.", "له مشوره ورکوونکي سره خبرې وکړئ."),
        bad("ar", "Un livre", "کتێبێک"),
        bad("ur", "Gratuit", "بەخۆڕایی"),
        bad("ps", "Non", "نہیں"),
        bad("ckb", "Aide", "مرسته غواړئ، څه وکړم"),
        bad("vi", "Appelez", "\u00d0ừng gọi"),
        bad("ckb", "Dix", "دؤست"),
        bad("ps", "Où", "چېرته ى"),
        bad("ar", "L’école", "\u0671لمدرسة"),
        good("vi", "Ne signez pas", "Đừng ký"),
        good("ckb", "Tout", "ھەموو"),
        good("ps", "Terminé", "ختم شوے"),
        good("fa", "Gratuit", "رایگان"),
        good("ur", "Non", "نہیں"),
        bad("ckb", "Mois", "مانگه"),
        good("ckb", "Mois", "مانگە، گوناه"),
        good("ps", "Judiciaire", "حقوقي"),
        good("ar", "Dans", "في كتاب"),
    ),
)
