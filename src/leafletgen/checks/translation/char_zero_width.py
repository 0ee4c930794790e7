"""char.zero-width: an invisible character without a purpose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import code_point

_NEVER = re.compile("[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff]")
"""What Unicode lets fonts ignore (Default_Ignorable_Code_Point), but joiners and what other checks know."""
_VIRAMA = frozenset("\u094d\u0a4d")
_INDIC = frozenset({"hi", "pa"})
_JOINERS = re.compile("[\u200c\u200d]+")
JOINER_LANGUAGES = frozenset({"fa", "ckb", "ur", "ps", "hi", "pa"})
"""Where U+200C and U+200D belong to the spelling: می‌شود."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield invisible spaces and hyphens, and joiners that are doubled, at an edge, or of another script."""
    for char in sorted(set(_NEVER.findall(unit.msgstr))):
        yield Problem(f"an invisible {code_point(char)}.")
    for match in _JOINERS.finditer(unit.msgstr):
        before, after = unit.msgstr[: match.start()][-1:], unit.msgstr[match.end() :][:1]
        if unit.language.code not in JOINER_LANGUAGES:
            yield Problem(f"{code_point(match[0][0])}, which this language does not use.")
        elif len(match[0]) > 1 or not _in_word(before) or (not _in_word(after) and match[0] == "\u200c"):
            yield Problem(f"{code_point(match[0][0])} that joins nothing, after “{before}”.")
        elif unit.language.code in _INDIC and not {before, after} & _VIRAMA:
            yield Problem(f"{code_point(match[0])} after “{before}”, which is no virama.")
        else:
            continue
        return


def _in_word(char: str) -> bool:
    return bool(char) and (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc", "Lm"))


CHECK = StringCheck(
    id="char.zero-width",
    severity="warning",
    rationale="Words break at the wrong place, searches fail, and no translator can see why.",
    proposal="Delete the invisible character and type the word again.",
    find=find,
    cases=(
        bad("vi", "Gratuit", "Miễn\u200b phí"),
        bad("ar", "Gratuit", "مجاني\u200c"),
        bad("fa", "Il devient", "می\u200c\u200cشود"),
        bad("ckb", "Eux", "ئەوان\u200c"),
        bad("ti", "Gratuit", "ብነጻ\ufeff"),
        bad("so", "Gratuit", "Bilaash\u00ad"),
        bad("hi", "Droit", "अधि\u200cकार"),
        bad("pa", "Droit", "ਅਧਿ\u200dਕਾਰ"),
        bad("am", "Gratuit", "በ\u034fነጻ"),
        bad("en", "Gratuit", "Fr\u180eee"),
        good("fa", "Il devient", "می\u200cشود"),
        good("hi", "Droit", "अधिकार\u094d\u200dय"),
        good("vi", "Gratuit", "Miễn phí"),
    ),
)
