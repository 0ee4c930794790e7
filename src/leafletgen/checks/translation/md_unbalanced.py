"""md.unbalanced: a sign of markup is left over and would be printed."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.markdown import LINK_TARGET
from leafletgen.model import plain_text
from leafletgen.plain import parsed


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each sign that Markdown leaves in the text, more often than in the source."""
    source, target = (parsed(text, unit.around.link_targets) for text in (unit.msgid, unit.msgstr))
    if isinstance(source, InputError) or isinstance(target, InputError):
        return
    before, after = plain_text(source), plain_text(target)
    for sign in ("*", "`", "[") if LINK_TARGET.search(unit.msgid) else ("*", "`"):
        if after.count(sign) > before.count(sign):
            yield Problem(f"“{sign}” is left over and would be printed.")


CHECK = StringCheck(
    id="md.unbalanced",
    severity="error",
    rationale="Stars are printed on the page and the marked word is not marked.",
    proposal="Write **word** and [text][name] without a space between the signs and the word, or between ][.",
    find=find,
    cases=(
        bad("fa", "**Gratuit.** Vous", "**رایگان. شما"),
        bad("ckb", "**votre** décision", "** خۆتان ** بڕیار"),
        bad("so", "C’est `112`", "Waa `112"),
        bad("pa", "**Gratuit.** Oui", "**ਮੁਫ਼ਤ।**ਹਾਂ"),
        bad("ar", "Voir [la carte][map].", "انظر [الخريطة] [map]."),
        good("ar", "Voir [la carte][map].", "انظر [الخريطة][map]."),
        good("fa", "**Gratuit.** Vous", "**رایگان.** شما"),
        good("pa", "**Gratuit.** Oui", "**ਮੁਫ਼ਤ।** ਹਾਂ"),
    ),
)
