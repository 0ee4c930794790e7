"""url: a web address differs."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import mismatches
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a web address that is not exactly the source's."""
    yield from mismatches(unit, "url")


CHECK = StringCheck(
    id="url",
    severity="error",
    rationale="The reader lands on nothing, or on a swindler's page.",
    proposal="Copy the address; better, make it a contact and a link, [text][name].",
    find=find,
    cases=(
        bad("ar", "Voir https://example.org/calais", "انظر https://example.com/calais"),
        bad("vi", "Voir www.example.org", "Xem www.example.net"),
        bad("hi", "Voir ofii.fr", "देखें"),
        good("ar", "Voir https://example.org/calais.", "انظر https://example.org/calais؟"),
        good("am", "Voir https://example.org/calais.", "ይመልከቱ፦ https://example.org/calais።"),
        good("ckb", "Voir https://example.org", "سەردانی https://example.orgـی بکە"),
    ),
)
