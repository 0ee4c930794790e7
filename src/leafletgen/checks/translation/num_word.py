"""num.word: a number in words became another one."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.numerals import NUMBER, value, western, written_out
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where a number in words is lost and another one is new; its figure counts for the word."""
    ours, said = _numbers(unit.msgid, unit.source_language)
    if not ours:
        return
    theirs, told = _numbers(unit.msgstr, unit.language.code)
    lost, new = sorted(ours - theirs - told, key=int), sorted(theirs - ours - said, key=int)
    if lost and new:
        yield Problem(f"{', '.join(lost)} in words in the source, {', '.join(new)} in words here.")


def _numbers(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of a text in words, and those in figures."""
    plain = words_only(text)
    return written_out(plain, language), frozenset(value(match) for match in NUMBER.finditer(western(plain)))


CHECK = StringCheck(
    id="num.word",
    severity="warning",
    rationale="“Three months” for “two months”: the appeal comes too late.",
    proposal="Write the number of the source; in figures, the program watches it better.",
    find=find,
    cases=(
        bad("en", "Vous avez deux mois.", "You have three months."),
        bad("ar", "trois semaines", "أربعة أسابيع"),
        bad("fa", "deux photos", "سه عکس"),
        bad("ckb", "pendant trois mois", "بۆ پێنج مانگ"),
        bad("ti", "trois semaines au maximum", "እንተበዝሐ ክልተ ሰሙን"),
        bad("so", "deux enfants", "saddex carruur ah"),
        bad("ur", "Au moins deux jours", "کم از کم تین دن"),
        bad("ps", "deux copies", "درې کاپۍ"),
        bad("vi", "deux enfants", "ba đứa con"),
        bad("hi", "trois personnes", "दो लोग"),
        bad("pa", "deux mois", "ਤਿੰਨ ਮਹੀਨੇ"),
        bad("am", "trois bateaux", "አራት ጀልባዎች"),
        good("en", "Vous avez deux mois.", "You have two months."),
        good("ar", "deux mois", "شهرين"),
        good("fa", "deux photos", "۲ عکس"),
        good("hi", "2 photos et trois copies", "दो तस्वीरें और तीन कापियाँ"),
        good("am", "un logement neuf", "አዲስ ቤት"),
        good("vi", "Vos parents", "Ba mẹ của bạn"),
    ),
)
