"""punct.end: the text ends with another kind of mark than the source."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible

_KINDS = {
    ".。।॥۔።": "a full stop",
    "?؟፧": "a question mark",
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
    source, target = _end(unit.msgid), _end(unit.msgstr)
    if source == target:
        return
    item = visible(unit.msgid)[:1].islower()
    filled = unit.msgstr.rstrip(_CLOSING + ".؛;").endswith("}")
    if (item or filled) and {source, target} <= _PAUSES:
        return
    yield Problem(f"the text ends with {target or 'no mark'}, the source with {source or 'none'}.")


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
        good("ar", "Vous avez peur ?", "هل أنت خائف؟"),
        good("ur", "C’est gratuit.", "یہ مفت ہے۔"),
        good("am", "C’est **gratuit**.", "**በነጻ** ነው።"),
        good("ti", "Posez ces questions :", "እዞም ሕቶታት ሕተቱ፦"),
        good("hi", "ouvrir une entreprise ;", "कारोबार खोलना"),
        good("pa", "Appelez : {shelter}.", "ਫ਼ੋਨ ਕਰੋ: {shelter}"),
    ),
)
