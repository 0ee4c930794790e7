"""font.coverage: the language's fonts have no glyph for a character."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.fonts import missing, stack
from leafletgen.markdown import VARIABLE
from leafletgen.plain import code_point


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each character that would be printed as an empty box."""
    if not unit.around.fonts:
        return
    for char in missing(VARIABLE.sub("", unit.msgstr), stack(unit.around.fonts, unit.language)):
        yield Problem(f"no font of {unit.language.code} has {code_point(char)} (“{char}”).")


CHECK = StringCheck(
    id="font.coverage",
    severity="error",
    rationale="An empty box is printed instead of the letter.",
    proposal="Write it with another character, or add a font to the language's stack.",
    find=find,
    cases=(
        bad("ur", "Langue", "ک\u0695"),
        bad("hi", "Gratuit", "मुफ़्त 😀"),
        bad("so", "Gratuit", "Bilaash 免费"),
        bad("ti", "Gratuit", "ብነጻ ☎"),
        good("ckb", "Langue", "ڕ ڵ ێ ۆ ە"),
        good("ps", "Langue", "ټ ډ ړ ږ ښ ځ څ ڼ ګ ې ۍ ئ"),
        good("ur", "Langue", "ٹ ڈ ڑ ں ہ ھ ے ۓ {x}"),
        good("am", "Langue", "አማርኛ Calais"),
    ),
)
