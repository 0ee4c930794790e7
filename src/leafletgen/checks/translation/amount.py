"""amount: a sum of money or a percentage has another number, or another currency or sign."""

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
        yield Problem(f"the number stands without its {known}.")
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
        bad("vi", "50 dollars", "50 euro"),
        good("vi", "50 dollars", "50 đô la"),
        bad("ti", "50 €", "ገንዘብ"),
        bad("hi", "environ 1 €", "एक खाना यूरो"),
        bad("ar", "Solde : -€10", "الرصيد"),
        bad("en", "10 % de vos revenus", "10 of your income"),
        bad("hi", "10 % de vos revenus", "आपकी आय के 10 यूरो"),
        good("en", "10 % de vos revenus", "10 per cent of your income"),
        good("fa", "10 %", "۱۰ درصد"),
        good("ar", "10 %", "10 في المئة"),
        good("so", "10 %", "boqolkiiba 10"),
        good("am", "10 %", "10 በመቶ"),
        good("ur", "10 %", "10 فیصد"),
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
