"""language: a sentence has the small words of another language and hardly any of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import sentences
from leafletgen.scripts import WORD
from leafletgen.tables import DATA
from leafletgen.tomlfile import TomlTable
from leafletgen.wordlists import one_of

LEAST_WORDS = 4
"""One small word tells only of a sentence that has none of its own language in so many words."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each sentence with more than twice as many small words of another language as of its own."""
    known = _small_words()
    own = known.get(unit.language.code)
    if own is None:
        return
    for sentence in sentences(unit.msgstr):
        words = [word.casefold() for word in WORD.findall(sentence)]
        foreign = [word for word in words if not own.fullmatch(word)]
        ours = len(words) - len(foreign)
        theirs, code = max((sum(1 for word in foreign if known[code].fullmatch(word)), code) for code in known)
        if theirs > max(1, 2 * ours) or (theirs and not ours and len(words) >= LEAST_WORDS):
            yield Problem(f"“{sentence[:60]}” looks like {code}, not {unit.language.code}.")


@cache
def _small_words() -> dict[str, re.Pattern[str]]:
    table = TomlTable.load(DATA / "function_words.toml")
    return {code: one_of(table.need(code, str)) for code in table.values}


CHECK = StringCheck(
    id="language",
    severity="warning",
    rationale="Persian readers cannot read Pashto, Amharic ones not Tigrinya; a sentence left in English helps few.",
    proposal="Translate it, or put it into the file of its language.",
    find=find,
    cases=(
        bad("so", "Demandez un interprète.", "You can ask for an interpreter."),
        bad("vi", "C’est gratuit. Vous ne payez rien.", "Miễn phí. Vous ne payez rien."),
        bad("en", "Vous êtes libre de partir.", "Vous êtes libre de partir à pied."),
        bad("fa", "Demandez un interprète.", "اطلب مترجمًا، هذا مجاني ويمكنك أن تسأل"),
        bad("ps", "Demandez un interprète.", "از مشاور یک ترجمان بخواهید."),
        bad("ckb", "Parlez à un conseiller.", "با یک مشاور حرف بزنید."),
        bad("ur", "Vous pouvez travailler.", "شما می\u200cتوانید در فرانسه کار کنید."),
        bad("am", "Vous pouvez travailler.", "ኣብ ፈረንሳ ክትሰርሑ ትኽእሉ ኢኹም።"),
        bad("ti", "Vous pouvez travailler.", "በፈረንሳይ አገር ውስጥ መሥራት ይችላሉ።"),
        bad("hi", "C’est votre droit.", "यो तपाईंको अधिकार हो।"),
        good("so", "Demandez un interprète.", "Codso turjubaan; waa bilaash."),
        good("vi", "Gardez le titre de voyage.", "Hãy giữ titre de voyage (giấy thông hành)."),
        good("en", "Le titre de voyage", "The titre de voyage"),
        good("fa", "Vous pouvez travailler.", "شما می\u200cتوانید در فرانسه کار کنید."),
        good("ps", "Demandez un interprète.", "د ترجمان غوښتنه وکړئ."),
        good("ti", "Vous pouvez travailler.", "ኣብ ፈረንሳ ክትሰርሑ ትኽእሉ ኢኹም።"),
        good("fr", "The residence permit shows it.", "La carte de séjour montre cela.", source_language="en"),
        good("hi", "C’est votre droit.", "यह आपका अधिकार है।"),
        good("ar", "OFII, OFPRA, PASS, CAF", "OFII, OFPRA, PASS, CAF"),
    ),
)
