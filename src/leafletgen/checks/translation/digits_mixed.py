"""digits.mixed: one text has figures of two digit systems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.facts import text_facts
from leafletgen.checks.numerals import digit_system, western
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.textfacts import find_facts

_CODE = re.compile(r"[A-Za-z][A-Za-z./-]*\d[\w/-]*")
"""A-12/34: figures of a Latin code keep its digits."""


def prose_digits(unit: Unit) -> str:
    """Return a translation's digits outside phone numbers, codes of the source and addresses."""
    codes = {fact.value for fact in text_facts(unit.msgid, unit.source_language) if fact.kind == "phone"}
    codes |= unit.around.short_numbers
    runs: list[str] = []
    previous = ""
    for char in _CODE.sub(" ", without_streets(words_only(unit.msgstr))):
        if digit_system(char):
            runs = [*runs[:-1], runs[-1] + char] if previous and digit_system(previous) else [*runs, char]
        previous = char
    phones = [fact for fact in text_facts(unit.msgstr, unit.language.code) if fact.kind == "phone"]
    hidden = {part for fact in phones for part in _groups(fact.text)} | codes
    return "".join(run for run in runs if western(run) not in hidden)


def without_streets(text: str) -> str:
    """Return a text without the French addresses in it."""
    for fact in reversed(find_facts(text)):
        if fact.css_class == "address":
            text = f"{text[: fact.start]} {text[fact.end :]}"
    return text


def _groups(number: str) -> list[str]:
    return "".join(char if char.isdigit() else " " for char in western(number)).split()


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a text whose own figures are of more than one system."""
    systems = sorted({digit_system(char) for char in prose_digits(unit)})
    if len(systems) > 1:
        yield Problem(f"figures of {len(systems)} digit systems stand together ({', '.join(systems)}).")


CHECK = StringCheck(
    id="digits.mixed",
    severity="warning",
    rationale="١٨ and 18 run in different directions beside Arabic letters: the reader sees them change places.",
    proposal="Write all figures of the text in the language's own digits; phone numbers stay 0-9.",
    find=find,
    cases=(
        bad("ar", "De 18 à 25 ans", "من 18 إلى ٢٥ سنة"),
        bad("fa", "De 18 à 25 ans", "از ۱۸ تا ٢٥ سال"),
        bad("hi", "De 18 à 25 ans", "१८ से 25 साल"),
        bad("am", "De 18 à 25 ans", "ከ፲፰ እስከ 25 ዓመት"),
        good("ar", "De 18 à 25 ans", "من 18 إلى 25 سنة"),
        good("fa", "À 18 ans, appelez le 119", "در ۱۸ سالگی به 119 زنگ بزنید"),
        good("fa", "À 18 ans : 01 99 00 11 22", "۱۸ سال: 01 99 00 11 22"),
        good("fa", "12 rue de la Paix, 9 h", "12 rue de la Paix، ساعت ۹"),
        good("fa", "Dossier A-12, 5 jours", "پرونده A-12، ۵ روز"),
        good("hi", "De 18 à 25 ans", "१८ से २५ साल"),
    ),
)
