"""amount: a sum of money has another number or another currency."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import difference, mismatches
from leafletgen.checks.facts import CURRENCIES
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a sum that differs from the source's; signs and names of currencies count alike."""
    missing, added = difference(unit).of("amount")
    loose = {(fact.value,) for fact in difference(unit).added if fact.kind == "number"}
    if missing and not added and all(fact.numbers[:1] in loose for fact in missing):
        known = " or ".join(sorted({fact.value.split()[1] for fact in missing} & set(CURRENCIES)))
        yield Problem(f"the sum stands without its currency ({known}).")
    else:
        yield from mismatches(unit, "amount")


CHECK = StringCheck(
    id="amount",
    severity="error",
    rationale="The reader counts on money that is not there, or pays a swindler who asks for it.",
    proposal="Write the number and the currency of the source; better, make it a contact of kind amount.",
    find=find,
    cases=(
        bad("ar", "jusqu’à 1 850 €", "حتى 1 580 €"),
        bad("fa", "1 850 €", "۱۸۵۰ دلار"),
        bad("vi", "50 euros", "50"),
        bad("ti", "50 €", "ገንዘብ"),
        bad("hi", "environ 1 €", "एक खाना यूरो"),
        bad("ar", "Solde : -€10", "الرصيد"),
        good("ar", "jusqu’à 1 850 €", "حتى ١٬٨٥٠ يورو"),
        good("fa", "1 850 €", "۱۸۵۰ یورو"),
        good("vi", "1 850 €", "1.850 euro"),
        good("ti", "50 €", "€50"),
        good("ar", "environ 1 €", "نحو يورو واحد"),
        good("en", "vingt euros", "20 euros"),
        bad("en", "trente euros", "20 euros"),
        good("hi", "1 850 €", "1,850 यूरो"),
    ),
)
