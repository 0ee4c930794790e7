"""len.ratio: the translation is far shorter or longer than translations into this language are."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.lengths import bounds, deviating
from leafletgen.checks.unit import Unit
from leafletgen.plain import sentences, words_only

LEAST_CHARACTERS = 40
"""Shorter sources say nothing about length."""

_FEWER_SENTENCES = 2.25
"""Standard deviations under the usual length from where a text of fewer sentences lacks one."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem outside the bounds of data/lengths.toml; for a text that has fewer sentences, tighter ones."""
    source, target = len(words_only(unit.msgid)), len(words_only(unit.msgstr))
    if source < LEAST_CHARACTERS:
        return
    low, high = bounds(unit.language.code, unit.source_language)
    ratio = target / source
    ours, theirs = len(sentences(unit.msgid)), len(sentences(unit.msgstr))
    if theirs < ours and low <= ratio < deviating(unit.language.code, unit.source_language, _FEWER_SENTENCES):
        yield Problem(f"{ours} sentences in the source, {theirs} here, and {target} characters for {source}.")
    if not low <= ratio <= high:
        yield Problem(f"{target} characters for {source}: something may be {'missing' if ratio < low else 'added'}.")


_LONG = "Les personnes qui arrivent en petit bateau peuvent être enfermées dans un centre, puis renvoyées."
_TWO = "Vous pouvez demander l’asile en France. Un conseiller vous aide gratuitement."

CHECK = StringCheck(
    id="len.ratio",
    severity="warning",
    rationale="A sentence was left out, or something was added that nobody checked.",
    proposal="Compare sentence by sentence.",
    find=find,
    cases=(
        bad("hi", _LONG, "लोग वापस।"),
        bad("am", _LONG, "ሰዎች ይመለሳሉ።"),
        bad("ar", _LONG, "قد يُحتجز الأشخاص الذين يصلون. " * 8),
        good("hi", _LONG, "छोटी नाव से पहुँचने वाले लोगों को किसी केंद्र में बंद किया जा सकता है, फिर वापस भेजा जा सकता है।"),
        good("am", _LONG, "በትንሽ ጀልባ የሚደርሱ ሰዎች በማቆያ ማዕከል ሊታሰሩ፣ ከዚያም ተመልሰው ሊላኩ ይችላሉ።"),
        bad("fa", _TWO, "شما می\u200cتوانید در فرانسه پناهندگی بخواهید."),
        bad("vi", _TWO, "Bạn có thể xin tị nạn ở Pháp."),
        good("ar", _TWO, "يمكنك طلب اللجوء في فرنسا، وسيساعدك مستشار مجانًا."),
        good("ar", "Le voyage", "سفر"),
    ),
)
