"""bidi.number-order: a phone number, range or date would be read in the wrong order on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.bidi import Leaf, Run, resolve
from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.markdown import VARIABLE
from leafletgen.model import Isolate, Text, plain_text
from leafletgen.plain import parsed
from leafletgen.values import fill

_GAP = r"[\s\u00a0\u202f./:()+\u2010-\u2014-]{1,4}"
_GROUPS = re.compile(rf"\d+(?:{_GAP}\d+)+")
"""Figures with nothing but signs between them: one number for a reader, or a range."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each group of figures whose order on the page is not that of the text (UAX #9, L2).

    The page is asked, not the text: what the pipeline isolates by itself is in order.
    """
    inlines = parsed(unit.msgstr, unit.around.link_targets)
    if unit.language.direction != "rtl" or isinstance(inlines, InputError):
        return
    text = plain_text(inlines)
    names = {name: Isolate("ltr", (Text(name),)) for name in VARIABLE.findall(text)}
    seen = _visual(resolve(fill(inlines, names), "rtl"))
    for match in _GROUPS.finditer(text):
        numbers = re.findall(r"\d+", match[0])
        if not re.search(r"\D{1,4}".join(map(re.escape, numbers)), seen):
            yield Problem(f"“{match[0]}” would be printed with its groups in another order.")


def _visual(run: Run) -> str:
    """Return the characters from left to right."""
    if isinstance(run, Leaf):
        return run.text
    if run.direction == "ltr":
        return "".join(map(_visual, run.children))
    return "".join(each.text[::-1] if isinstance(each, Leaf) else _visual(each) for each in reversed(run.children))


CHECK = StringCheck(
    id="bidi.number-order",
    severity="error",
    rationale="01 23 45 becomes 45 23 01: the call goes to a stranger.",
    proposal="Make it a contact; ranges in words (“from … to …”); or write 0–9, between U+2066 and U+2069.",
    find=find,
    cases=(
        bad("ar", "Tél. +33 1 99 / 00 11 22", "هاتف +33 1 99 / 00 11 22"),
        bad("fa", "Le 15 / 06 / 2025", "۱۵ / ۰۶ / ۲۰۲۵"),
        bad("ckb", "01 99 00 11", "ژمارە 01 99  00 11"),
        bad("ur", "Le 15 / 06 / 2025", "15 / 06 / 2025 کو"),
        bad("ps", "01 99 00 11", "شمېره 01 99 . 00 11"),
        good("ar", "Tél. +33 (0)1 99 00 11 22", "هاتف +33 (0)1 99 00 11 22"),
        good("fa", "De 9 à 17", "۹ – ۱۷"),
        good("ckb", "De 9 à 17", "کاتژمێر 9 - 17"),
        good("ps", "01 99 - 00 11", "شمېره 01 99 - 00 11"),
        good("ar", "Tél. 01 99 00 11 22", "هاتف 01 99 00 11 22"),
        good("ckb", "De 9 à 17", "لە 9 تا 17"),
        good("ckb", "01 99 00 11", "ژمارە ٠١ ٩٩ ٠٠ ١١"),
        bad("ckb", "De 9 à 17", "کاتژمێر ٩ – ١٧"),
        good("ar", "Dossier OFII/2025/12", "الملف OFII/2025/12"),
        good("fa", "Tél. {ofii_phone}, 112", "تلفن {ofii_phone}، 112"),
        good("ur", "01 99 - 00 11", "\u206601 99 - 00 11\u2069 پر"),
        good("vi", "De 9 à 17", "9 - 17"),
    ),
)
