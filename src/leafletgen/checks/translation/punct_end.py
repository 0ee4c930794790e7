"""punct.end: the text ends with another kind of mark than the source, or a sentence in it asks on one side only."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import sentences, visible

_QUESTION = "a question mark"
_KINDS = {
    ".。।॥۔።": "a full stop",
    "?؟፧": _QUESTION,
    "!": "an exclamation mark",
    ":፦፡：": "a colon",
    ";؛፤": "a semicolon",
    ",،፣": "a comma",
    "…": "an ellipsis",
}
_OF = {mark: name for marks, name in reversed(_KINDS.items()) for mark in marks}
_CLOSING = " \u00a0\u202f)]»”’\"'*›"
_PAUSES = frozenset({"", "a full stop", "a semicolon", "a comma"})


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for another class of mark; scripts have their own marks of each class.

    An item of a list may end with a pause or nothing, whatever the source does, and so may a text
    that ends with a placeholder: a stop could be taken for a part of the phone number.
    """
    yield from _questions(unit)
    source, target = _end(unit.msgid), _end(unit.msgstr)
    if source == target:
        return
    item = visible(unit.msgid)[:1].islower()
    filled = unit.msgstr.rstrip(_CLOSING + ".؛;").endswith("}")
    if (item or filled) and {source, target} <= _PAUSES:
        return
    yield Problem(f"the text ends with {target or 'no mark'}, the source with {source or 'none'}.")


def _questions(unit: Unit) -> Iterator[Problem]:
    """Yield each sentence before the last that asks on one side only, where no sentence was joined or parted."""
    ours, theirs = sentences(unit.msgid), sentences(unit.msgstr)
    if len(ours) != len(theirs):
        return
    for source, target in zip(ours[:-1], theirs[:-1], strict=True):
        asked, asks = _end(source) == _QUESTION, _end(target) == _QUESTION
        if asked != asks:
            yield Problem(f"“{target[:60]}” {'asks' if asks else 'does not ask'}, unlike “{source[:60]}”.")


def _end(text: str) -> str:
    stripped = visible(text).rstrip(_CLOSING)
    if stripped.endswith("..."):
        return "an ellipsis"
    return _OF.get(stripped[-1:], "")


CHECK = StringCheck(
    id="punct.end",
    severity="warning",
    rationale="A question read as a statement says that something is so.",
    proposal="End the text as the source does, with the language's own mark.",
    find=find,
    cases=(
        bad("ar", "Vous avez peur ?", "أنت خائف."),
        bad("am", "C’est gratuit.", "በነጻ ነው"),
        bad("hi", "Posez-vous ces questions :", "ये सवाल पूछें।"),
        bad("vi", "Qui décide ?", "Ai quyết định"),
        bad("en", "Vous ne comprenez pas ? Dites-le.", "You do not understand. Say so."),
        bad("ar", "Un mot est difficile ? Cherchez-le.", "كلمة صعبة. ابحث عنها."),
        bad("ur", "Une erreur ? Écrivez vite.", "کوئی غلطی ہے۔ جلد لکھیں۔"),
        bad("ti", "Vous êtes malade ? Dites-le.", "ሓሚምኩም። ተዛረቡ።"),
        bad("hi", "Vous décidez. Venez.", "आप फ़ैसला करेंगे? आइए।"),
        good("ar", "Vous avez peur ?", "هل أنت خائف؟"),
        good("ur", "Une erreur ? Écrivez vite.", "کوئی غلطی ہو تو جلد لکھیں۔"),
        good("am", "Vous êtes malade ? Dites-le.", "አሞዎታል? ይናገሩ።"),
        good("ur", "C’est gratuit.", "یہ مفت ہے۔"),
        good("am", "C’est **gratuit**.", "**በነጻ** ነው።"),
        good("ti", "Posez ces questions :", "እዞም ሕቶታት ሕተቱ፦"),
        good("hi", "ouvrir une entreprise ;", "कारोबार खोलना"),
        good("pa", "Appelez : {shelter}.", "ਫ਼ੋਨ ਕਰੋ: {shelter}"),
    ),
)
