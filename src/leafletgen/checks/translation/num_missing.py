"""num.missing: a number of the source is not in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import difference, numbers_of
from leafletgen.checks.finding import Severity
from leafletgen.checks.unit import Unit

_SAID_BY_NOUNS = {"ar": {"1", "2"}}
"""Numbers that a noun alone tells, by its singular or dual."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for the plain numbers that are lost, whatever their digits and grouping."""
    missing, added = difference(unit).of("number")
    if missing:
        instead = f"; {numbers_of(added)} stands here" if added else ""
        by_noun = len(missing) == 1 and missing[0].value in _SAID_BY_NOUNS.get(unit.language.code, ()) and not added
        severity: Severity | None = "warning" if by_noun else None
        yield Problem(f"the number {numbers_of(missing)} of the source is missing{instead}.", severity=severity)


CHECK = StringCheck(
    id="num.missing",
    severity="error",
    rationale="An age limit, a delay or a floor is gone, and with it a right.",
    proposal="Write the number of the source.",
    find=find,
    cases=(
        bad("ar", "Moins de 18 ans", "أقل من 81 سنة"),
        bad("fa", "Moins de 18 ans", "کمتر از ۱۷ سال"),
        bad("am", "Moins de 18 ans", "ከ፲፯ ዓመት በታች"),
        bad("hi", "Moins de 18 ans", "बच्चे"),
        bad("vi", "1 850 personnes", "1.580 người"),
        bad("so", "-5 degrés", "5 digrii"),
        good("ar", "Moins de 18 ans", "أقل من ١٨ سنة"),
        good("fa", "Moins de 18 ans", "کمتر از ۱۸ سال"),
        good("am", "Moins de 18 ans", "ከ፲፰ ዓመት በታች"),
        good("hi", "Moins de 18 ans", "१८ साल से कम"),
        good("pa", "185 000 personnes", "1,85,000 ਲੋਕ"),
        good("vi", "1 850,5 mètres", "1.850,5 mét"),
        good("ar", "1 850 personnes", "1٬850 شخصًا"),
        bad("fa", "7 jours", "روز هفته"),
        bad("ar", "Venez au 12 rue de la Paix, 75002 Paris.", "اذهب إلى 21 rue de la Paix, 75002 Paris."),
        bad("ar", "2 photos, pages 2 à 5", "صورتين، من الصفحة 5"),
        good("ar", "2 photos", "صورتين"),
        good("en", "24 heures sur 24", "24 hours a day"),
        bad("en", "24 heures sur 24", "all day"),
        bad("en", "24 pages, puis 24 pages", "24 pages, then others"),
        good("ckb", "pendant 5 jours", "پێنج ڕۆژ"),
    ),
)
