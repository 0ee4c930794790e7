"""reused: one translation stands for two different source texts."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the same translation serves sources with no likeness to each other."""
    own = _stems(unit.msgid)
    for other in unit.around.same_msgstr.get(unit.msgstr, ()):
        if len(own) > 1 and not own & _stems(other):
            yield Problem(f"the same translation stands for “{other[:60]}”.")


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
        good("pa", "Rentrer volontairement", "ਵਾਪਸੀ", others=(("retour volontaire", "ਵਾਪਸੀ"),)),
        good("en", "Le voyage", "The journey", others=(("votre voyage", "The journey"),)),
    ),
)
