"""blank: the translation has nothing to read in it."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible
from leafletgen.scripts import is_letter


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the source has letters or figures and the translation has neither."""
    if unit.fuzzy or not unit.msgstr:
        return
    if any(map(_readable, visible(unit.msgid))) and not any(map(_readable, visible(unit.msgstr))):
        yield Problem("the translation holds no letter and no figure.")


def _readable(char: str) -> bool:
    return is_letter(char) or char.isdigit()


CHECK = StringCheck(
    id="blank",
    severity="error",
    rationale="An empty space is printed where the text should be.",
    proposal="Translate the text, or empty the translation so that it counts as missing.",
    find=find,
    all_states=True,
    cases=(
        bad("vi", "Gratuit", " "),
        bad("ur", "Gratuit", "۔"),
        bad("am", "**Gratuit.**", "**።**"),
        good("vi", "Gratuit", "Miễn phí"),
        good("am", "Gratuit", "በነጻ"),
        good("pa", "Gratuit", "ਮੁਫ਼ਤ"),
    ),
)
