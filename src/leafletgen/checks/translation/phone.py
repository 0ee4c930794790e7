"""phone: a phone number has other digits than the source's."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import mismatches
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a phone number that differs from the source's, short codes too."""
    yield from mismatches(unit, "phone")


CHECK = StringCheck(
    id="phone",
    severity="error",
    rationale="The reader in danger calls a stranger, or nobody.",
    proposal="Copy the number digit by digit; better, make it a contact in leaflets/contacts.toml.",
    find=find,
    cases=(
        bad("ar", "Appelez le 01 99 00 11 22.", "اتصل بالرقم 01 99 00 22 11."),
        bad("fa", "Tél. +33 1 99 00 11 22", "تلفن ۳۳۱۹۹۰۰۱۱۲۳"),
        bad("ti", "Appelez le 115.", "ናብ 151 ደውሉ።"),
        bad("so", "Appelez le 115.", "Wac."),
        good("ar", "Appelez le 01 99 00 11 22.", "اتصل بالرقم ٠١ ٩٩ ٠٠ ١١ ٢٢."),
        good("hi", "Tél. +33 1 99 00 11 22", "फ़ोन +33-1-99-00-11-22"),
        good("ti", "Appelez le 115.", "ናብ 115 ደውሉ።"),
        good("pa", "Appelez le 115.", "੧੧੫ ’ਤੇ ਫ਼ੋਨ ਕਰੋ।"),
    ),
)
