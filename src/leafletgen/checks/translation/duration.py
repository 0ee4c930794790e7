"""duration: a number of days, months or years of the source is one of another unit here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.numerals import GAP, western
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD
from leafletgen.wordlists import unvowelled, words

_COUNTED = re.compile(rf"(?<![\d.,:/])(\d+){GAP}?-?({WORD.pattern})")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each number that stands before other units of time than in the source, and not before the source's."""
    ours, theirs = _durations(unit.msgid, unit.source_language), _durations(unit.msgstr, unit.language.code)
    for number, units in ours.items():
        given = theirs.get(number, units)
        if not given & units:
            yield Problem(
                f"{number} ({' or '.join(sorted(units))}) of the source became {number} ({', '.join(sorted(given))})."
            )


def _durations(text: str, language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for match in _COUNTED.finditer(western(unvowelled(words_only(text).casefold()))):
        for name, pattern in words("durations", language).items():
            if pattern.fullmatch(match[2]):
                found[match[1]].add(name)
    return found


CHECK = StringCheck(
    id="duration",
    severity="error",
    rationale="48 hours became 48 days: the deadline is over before the reader asks for help.",
    proposal="Write the unit of the source.",
    find=find,
    cases=(
        bad("en", "dans 48 heures", "within 48 days"),
        bad("ar", "pendant 5 ans", "لمدة 5 أشهر"),
        bad("fa", "dans 48 heures", "ظرف ۴۸ روز"),
        bad("ckb", "pendant 3 mois", "بۆ 3 ساڵ"),
        bad("ti", "pendant 3 mois", "ን3 ዓመት"),
        bad("so", "dans 15 jours", "15 bilood gudahood"),
        bad("ur", "pendant 3 mois", "3 سال تک"),
        bad("ps", "dans 15 jours", "په ۱۵ اونیو کې"),
        bad("vi", "dans 15 jours", "trong 15 tháng"),
        bad("hi", "pendant 5 jours", "5 हफ़्ते तक"),
        bad("pa", "pendant 5 jours", "5 ਮਹੀਨਿਆਂ ਲਈ"),
        bad("am", "pendant 2 semaines", "ለ2 ወራት"),
        good("en", "dans 48 heures, puis 48 jours", "within 48 days, and 48 hours"),
        good("ar", "Moins de 18 ans", "أقل من 18 عامًا"),
        good("fa", "dans 48 heures", "ظرف ۴۸ ساعت"),
        good("ti", "Moins de 18 ans", "ትሕቲ 18 ዓመት"),
        good("so", "Moins de 18 ans", "18 sano ka yar"),
        good("ps", "Moins de 18 ans", "تر ۱۸ کلونو کم"),
        good("vi", "à 18 ans, le 18 mai", "18 tuổi, ngày 18 tháng 5"),
        good("vi", "24 heures sur 24", "24/24 giờ"),
        good("hi", "Moins de 18 ans", "18 साल से कम"),
        good("am", "pendant 2 semaines", "ለ2 ሳምንታት"),
    ),
)
