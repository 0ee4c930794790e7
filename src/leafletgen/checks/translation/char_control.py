"""char.control: a control character, a replacement character, or text decoded with the wrong charset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import code_point

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufffe\uffff\ue000-\uf8ff]")
_MOJIBAKE = re.compile(
    "(?:[\u00c2\u00c3][\u0080-\u00bf])|â€|(?:[ØÙÚÛ][\u00a0-\u00bf\u2020-\u203a\u0160-\u0192]){2}|à[¤¥¨©][\u0080-\u00bf]|áˆ|á‹"
)
"""UTF-8 read as Windows-1252: é, ’, Arabic, Devanagari and Gurmukhi, Ethiopic."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each kind of damage."""
    for char in sorted(set(_CONTROL.findall(unit.msgstr))):
        yield Problem(f"{code_point(char)} stands in the text.")
    broken = _MOJIBAKE.search(unit.msgstr)
    if broken and not _MOJIBAKE.search(unit.msgid):
        yield Problem(f"“{broken[0]}” is text that was read with the wrong charset.")


CHECK = StringCheck(
    id="char.control",
    severity="error",
    rationale="Boxes and nonsense are printed where letters should be.",
    proposal="Copy the text from its origin again; keep all files in UTF-8.",
    find=find,
    cases=(
        bad("ar", "Gratuit", "Ù…Ø¬Ø§Ù†ÙŠ"),
        bad("vi", "Gratuit", "Mi\ufffdn phí"),
        bad("en", "l’asile", "the Stateâ€™s desk"),
        bad("hi", "Gratuit", "मुफ़्त\x0b"),
        bad("so", "Gratuit", "Bilaash\x1b[31m"),
        good("ar", "Gratuit", "مجاني"),
        good("vi", "Gratuit", "Miễn phí, Ủng hộ, ÂM Ã"),
        good("en", "l’asile", "the State’s desk"),
    ),
)
