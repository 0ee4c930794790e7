"""digits.policy: figures of a digit system that the language does not print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.numerals import digit_system
from leafletgen.checks.translation.digits_mixed import prose_digits
from leafletgen.checks.unit import Unit
from leafletgen.tables import languages


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for figures that are neither the language table's nor CLDR's for the language."""
    wrong = sorted({digit_system(char) for char in prose_digits(unit)} - allowed(unit.language.code))
    if wrong:
        yield Problem(f"figures of the system {', '.join(wrong)}; this language prints {unit.language.digits}.")


@cache
def allowed(code: str) -> frozenset[str]:
    """Return the digit systems that a language may use in prose; the table's alone where it is not Western."""
    language = languages()[code]
    if language.digits != "latn" or language.code == "ar":
        return frozenset({language.digits})
    return frozenset({language.digits, str(Locale.parse(language.locale).default_numbering_system)})


CHECK = StringCheck(
    id="digits.policy",
    severity="warning",
    rationale="Readers at school in one digit system misread another: ٥ is five, and looks like a zero.",
    proposal="Write the digits that data/languages.toml gives the language.",
    find=find,
    cases=(
        bad("ar", "Moins de 18 ans", "أقل من ١٨ سنة"),
        bad("fa", "Moins de 18 ans", "کمتر از 18 سال"),
        bad("ur", "Moins de 18 ans", "۱۸ سال سے کم"),
        bad("hi", "Moins de 18 ans", "१८ साल से कम"),
        bad("am", "Moins de 18 ans", "ከ፲፰ ዓመት በታች"),
        good("ar", "Moins de 18 ans", "أقل من 18 سنة"),
        good("fa", "Moins de 18 ans", "کمتر از ۱۸ سال"),
        good("ckb", "Moins de 18 ans", "کەمتر لە ١٨ ساڵ"),
        good("fa", "Venez au 12 rue de la Paix.", "به 12 rue de la Paix, 75002 Paris بیایید."),
        good("ps", "Moins de 18 ans", "تر ۱۸ کلونو کم"),
    ),
)
