"""reused: one translation, or a sentence of it, stands for two different source texts."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import sentences, words_only
from leafletgen.scripts import WORD

LEAST_WORDS, LEAST_LETTERS = 3, 12
"""Of a sentence; shorter ones answer many questions: ያሳዩ።"""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the same translation, or a sentence, serves sources with no likeness to each other."""
    own = _stems(unit.msgid)
    for other in unit.around.same_msgstr.get(unit.msgstr, ()):
        if len(own) > 1 and not own & _stems(other):
            yield Problem(f"the same translation stands for “{other[:60]}”.")
            return
    for sentence in sentences(unit.msgstr):
        if len(own) > 1 and len(sentence) >= LEAST_LETTERS and len(WORD.findall(sentence)) >= LEAST_WORDS:
            for other in unit.around.same_sentence.get(sentence, ()):
                if not own & _stems(other):
                    yield Problem(f"“{sentence[:60]}” also translates “{other[:60]}”.")
                    break


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.casefold()[:4] for word in WORD.findall(words_only(text)) if len(word) > 2)


CHECK = StringCheck(
    id="reused",
    severity="warning",
    rationale="A translation pasted into the wrong entry tells the reader something else.",
    proposal="Make sure that both texts may say the same; mend the one that may not.",
    find=find,
    cases=(
        bad("pa", "Un endroit pour dormir", "ਬੱਚਾ ਖ਼ਤਰੇ ਵਿੱਚ", others=(("Enfant en danger", "ਬੱਚਾ ਖ਼ਤਰੇ ਵਿੱਚ"),)),
        bad("en", "Feu, accident", "A place to sleep", others=(("Un endroit pour dormir", "A place to sleep"),)),
        bad(
            "en",
            "Vous reprenez vos bagages.",
            "You collect your luggage. The journey can be long.",
            others=(("Le trajet peut être long.", "The journey can be long."),),
        ),
        bad(
            "am",
            "Restez avec votre famille. C’est normal.",
            "ከቤተሰብዎ ጋር ይቆዩ። ፖሊስ ሰነዶችዎን ይቆጣጠራል።",
            others=(("La police contrôle vos documents. Montrez-les.", "ፖሊስ ሰነዶችዎን ይቆጣጠራል። ያሳዩዋቸው።"),),
        ),
        good(
            "vi",
            "Demandez un interprète. C’est gratuit.",
            "Hãy yêu cầu có phiên dịch. Việc này miễn phí.",
            others=(("L’OFPRA établit vos documents. C’est gratuit.", "OFPRA lập giấy tờ. Việc này miễn phí."),),
        ),
        good("pa", "Rentrer volontairement", "ਵਾਪਸੀ", others=(("retour volontaire", "ਵਾਪਸੀ"),)),
        good("en", "Le voyage", "The journey", others=(("votre voyage", "The journey"),)),
    ),
)
