"""fuzzy.facts: what made a translation fuzzy touches a number, an address or a negation."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import compare, numbers_of
from leafletgen.checks.unit import Unit
from leafletgen.negations import negations


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each kind of fact that differs between the old source and the new one."""
    if not unit.fuzzy or not unit.previous:
        return
    changed = compare(unit.previous, unit.source_language, unit.msgid, unit.source_language)
    if changed.missing or changed.added:
        before, after = numbers_of(changed.missing) or "nothing", numbers_of(changed.added) or "nothing"
        yield Problem(f"the source's facts changed: {before} became {after}.")
    if negations(unit.previous, unit.source_language) != negations(unit.msgid, unit.source_language):
        yield Problem("a negation of the source came or went: the old translation may say the opposite.")


CHECK = StringCheck(
    id="fuzzy.facts",
    severity="warning",
    rationale="“You can call” offered for “You can *not* call”: a translator in a hurry takes the mark away.",
    proposal="Read the old source and the new one word by word, then translate anew.",
    find=find,
    all_states=True,
    cases=(
        bad("ar", "Vous ne pouvez pas appeler.", "يمكنك الاتصال.", fuzzy=True, previous="Vous pouvez appeler."),
        bad("am", "Moins de 16 ans", "ከ18 ዓመት በታች", fuzzy=True, previous="Moins de 18 ans"),
        bad("pa", "You must not pay.", "ਪੈਸੇ ਦਿਓ।", fuzzy=True, previous="You must pay.", source_language="en"),
        good("ar", "Vous pouvez toujours appeler.", "يمكنك الاتصال.", fuzzy=True, previous="Vous pouvez appeler."),
        good("ar", "Nettoyez le logement.", "نظف المسكن.", fuzzy=True, previous="Rangez le logement."),
        good("ar", "Vous ne pouvez pas appeler.", "لا يمكنك الاتصال."),
    ),
)
