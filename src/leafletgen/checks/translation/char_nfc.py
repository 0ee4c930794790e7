"""char.nfc: a letter is written with more pieces than it needs, or with a piece that Unicode retired."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for text that is not NFC (UAX #15); the mere order of marks is left alone."""
    composed = unicodedata.normalize("NFC", unit.msgstr)
    if sorted(composed) != sorted(unit.msgstr):
        words = [word for word in unit.msgstr.split() if sorted(unicodedata.normalize("NFC", word)) != sorted(word)]
        yield Problem(f"“{words[0] if words else unit.msgstr[:20]}” is not in Unicode's composed form (NFC).")


CHECK = StringCheck(
    id="char.nfc",
    severity="warning",
    rationale="Accents stand beside their letters in some fonts, and the same word is not found by a search.",
    proposal="Type the letter anew with the language's keyboard, or normalise the text to NFC.",
    find=find,
    cases=(
        bad("vi", "Gratuit", "Mie\u0302\u0303n phi\u0301"),
        bad("hi", "Un peu", "\u095bरा"),
        bad("ar", "Maintenant", "ا\u0653لآن"),
        good("vi", "Gratuit", "Miễn phí"),
        good("hi", "Un peu", "ज\u093cरा"),
        good("ar", "Relu", "مراج\u0651\u064eعة"),
    ),
)
