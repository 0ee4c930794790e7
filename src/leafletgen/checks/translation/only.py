"""only: an “only” of the source is nowhere in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD
from leafletgen.wordlists import expressions, unvowelled

_NOT_ONLY = ("non seulement", "not only", "only if", "not just")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the source restricts and no word of the translation can."""
    said = _search(unit.msgid, unit.source_language)
    if said and not _search(unit.msgstr, unit.language.code) and "only" in expressions("opposites", unit.language.code):
        yield Problem(f"“{said}” of the source does not stand here.")


def _search(text: str, language: str) -> str:
    """Return the word for “only” in a text; “” for none."""
    words = " ".join(WORD.findall(unvowelled(words_only(text)).casefold()))
    for turn in _NOT_ONLY:
        words = words.replace(turn, " ")
    pattern = expressions("opposites", language).get("only")
    found = pattern.search(words) if pattern else None
    return found[0] if found else ""


CHECK = StringCheck(
    id="only",
    severity="warning",
    rationale="“Follow an official” for “follow only an official with a badge”: a smuggler is followed.",
    proposal="Say “only” where the source does.",
    find=find,
    cases=(
        bad("en", "Suivez seulement un agent avec un badge.", "Follow an official with a badge."),
        bad("ar", "Vous avez seulement quelques jours.", "لديك بضعة أيام."),
        bad("fa", "Suivez seulement un agent avec un badge.", "دنبال مأموری بروید که کارت دارد."),
        bad("ckb", "Vous avez seulement quelques jours.", "چەند ڕۆژێکتان هەیە."),
        bad("ti", "Vous avez seulement quelques jours.", "ቁሩብ መዓልታት ኣለኩም።"),
        bad("so", "Vous avez seulement quelques jours.", "Dhawr maalmood ayaad haysataa."),
        bad("ur", "Vous avez seulement quelques jours.", "آپ کے پاس چند دن ہیں۔"),
        bad("ps", "Vous avez seulement quelques jours.", "تاسو څو ورځې لرئ."),
        bad("vi", "Vous avez seulement quelques jours.", "Bạn có vài ngày."),
        bad("hi", "Vous avez seulement quelques jours.", "आपके पास कुछ दिन हैं।"),
        bad("pa", "Vous avez seulement quelques jours.", "ਤੁਹਾਡੇ ਕੋਲ ਕੁਝ ਦਿਨ ਹਨ।"),
        bad("am", "Vous avez seulement quelques jours.", "ጥቂት ቀናት አሉዎት።"),
        good("en", "Suivez seulement un agent avec un badge.", "Only follow an official with a badge."),
        good("ar", "Vous pouvez seulement poser des questions.", "يمكنك أن تكتفي بطرح الأسئلة."),
        good("vi", "Vous avez seulement quelques jours.", "Bạn chỉ có vài ngày."),
        good("am", "Vous avez seulement quelques jours.", "ጥቂት ቀናት ብቻ አሉዎት።"),
        good("fa", "Non seulement en France", "در فرانسه و جاهای دیگر"),
        good("hi", "Vous avez seulement quelques jours.", "आपके पास कुछ ही दिन हैं।"),
    ),
)
