"""num.added: the translation has a number that the source has not."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import difference, numbers_of
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where more plain numbers are new than are lost; num.missing tells of those that changed."""
    missing, added = difference(unit).of("number")
    if len(added) > len(missing):
        yield Problem(f"the number {numbers_of(added)} is not in the source.")


CHECK = StringCheck(
    id="num.added",
    severity="error",
    rationale="The reader is told a limit, a price or a phone number that does not exist.",
    proposal="Take the number out, or ask for it to be put into the source.",
    find=find,
    cases=(
        bad("ur", "Appelez la nuit", "رات 9 بجے فون کریں"),
        bad("ti", "Les enfants", "ትሕቲ 18 ዓመት"),
        bad("ps", "pendant 1 an", "د ۱ کال او ۲ میاشتو لپاره"),
        good("ps", "pendant 3 ans", "د ۴ کلونو لپاره"),
        good("ti", "Moins de 18 ans", "ትሕቲ 18 ዓመት"),
        good("ur", "trois bateaux", "3 کشتیاں"),
        good("ps", "le {ofii_phone} et 3", "۳، {ofii_phone}"),
    ),
)
