"""caps: a small letter where the source has a capital, a capital where it has none, or all capitals."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for the first letter, and for shouting, in scripts that have capitals."""
    source, target = WORD.findall(words_only(unit.msgid)), WORD.findall(words_only(unit.msgstr))
    if unit.language.script != "Latn" or not source or not target:
        return
    if len(target) > 2 and all(word.isupper() for word in target) and not all(word.isupper() for word in source):
        yield Problem("all letters are capitals.", "Write small letters; the page makes headings large.")
        return
    ours, theirs = source[0][0], target[0][0]
    if (
        all(map(_starts_with_letter, (unit.msgid, unit.msgstr)))
        and ours.isupper() != theirs.isupper()
        and not target[0].isupper()
    ):
        wanted = "a capital" if ours.isupper() else "a small letter"
        yield Problem(f"“{target[0]}” begins otherwise than the source, which has {wanted}.")


def _starts_with_letter(text: str) -> bool:
    return words_only(text).lstrip(" “«(¿¡")[:1].isalpha()


CHECK = StringCheck(
    id="caps",
    severity="warning",
    rationale="All capitals are hard to read and sound like shouting; a small letter looks like a torn sentence.",
    proposal="Begin as the source does.",
    find=find,
    cases=(
        bad("en", "Qui contacter ?", "who can you contact?"),
        bad("so", "trouver un emploi ;", "Inaad shaqo hesho;"),
        bad("vi", "Vos droits en France", "QUYỀN CỦA BẠN Ở PHÁP"),
        good("en", "Qui contacter ?", "Who can you contact?"),
        good("vi", "trouver un emploi ;", "tìm việc làm;"),
        good("so", "Du {first_day} au {last_day}.", "{first_day} ilaa {last_day}."),
        good("vi", "Le 119 répond", "119 trả lời"),
        good("en", "l’OIM vous aide", "OIM helps you"),
        good("ar", "Qui contacter ?", "بمن يمكنك الاتصال؟"),
    ),
)
