"""space: a space at the edge, two spaces, a space before a mark or none after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import OBJECT, snippet, words_only

_DOUBLE = re.compile(r"[ \t]{2,}|\t")
_BEFORE = re.compile(r"[ \t]+[.,;:!?)\]،؛؟۔।።፣፤፦](?![\w.])")
_AFTER = re.compile(r"(?<=[^\W\d_])[,;!?،؛؟۔।።፣፤፦](?=[^\W\d_])")

_PERSIAN_MI = re.compile(r"(?<!\w)(?<![\d] )ن?می (?!سال)(?=[^\W\d])")
"""The prefix of verbs apart from its verb; می is also May, beside a day or a year."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each kind of wrong space; French has its own rule for spaces before marks."""
    text = words_only(unit.msgstr)
    if text != text.strip() and unit.msgid == unit.msgid.strip():
        yield Problem("a space stands at the edge of the text.")
    if _DOUBLE.search(text.strip()) and not _DOUBLE.search(unit.msgid):
        yield Problem("two spaces, or a tabulator.")
    before = _BEFORE.search(text)
    if before and unit.language.code != "fr":
        yield Problem(f"a space stands before “{before[0].strip()}”.")
    after = _AFTER.search(text.replace(OBJECT, " "))
    if after:
        yield Problem(f"no space stands after “{after[0]}”.")
    prefix = _PERSIAN_MI.search(text) if unit.language.code == "fa" else None
    if prefix:
        yield Problem(f"a space stands in “{snippet(text, *prefix.span())}”.", "Write می with U+200C (می\u200cشود).")


CHECK = StringCheck(
    id="space",
    severity="warning",
    rationale="A mark alone at the start of a line, words run together: harder for those who read slowly.",
    proposal="One space between words, none before a mark, one after it.",
    find=find,
    cases=(
        bad("en", "Gratuit.", "Free of  charge."),
        bad("ar", "Gratuit, secret", "مجاني ، سري"),
        bad("hi", "C’est gratuit.", "यह मुफ़्त है ।"),
        bad("ti", "Gratuit. Venez.", "ብነጻ።ንዑ።"),
        bad("ur", "Gratuit.", " مفت۔"),
        bad("vi", "Qui ?", "Ai ?"),
        bad("fa", "Il devient possible.", "ممکن می شود."),
        good("fa", "Il devient possible le 3 mai.", "در ۳ می ممکن می\u200cشود."),
        good("fr", "Who?", "Qui\u202f?", source_language="en"),
        good("hi", "C’est gratuit.", "यह मुफ़्त है।"),
        good("ti", "Gratuit. Venez.", "ብነጻ። ንዑ።"),
        good("en", "a : {x}.", "a: {x}."),
    ),
)
