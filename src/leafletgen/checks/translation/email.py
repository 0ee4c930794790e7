"""email: a mail address differs."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import mismatches
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a mail address that is not exactly the source's."""
    yield from mismatches(unit, "email")


CHECK = StringCheck(
    id="email",
    severity="error",
    rationale="The letter never arrives.",
    proposal="Copy the address; better, make it a contact.",
    find=find,
    cases=(
        bad("ps", "Écrivez à aide@example.org.", "aide@example.com ته ولیکئ."),
        bad("ti", "Écrivez à aide@example.org.", "ጸሓፉ።"),
        good("ps", "Écrivez à aide@example.org.", "aide@example.org ته ولیکئ."),
        good("ar", "Écrivez à aide@example.org.", "اكتب لaide@example.org."),
        good("am", "Écrivez à aide@example.org.", "ለaide@example.org ይጻፉ።"),
    ),
)
