"""date: a date is another day, month or year."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.factdiff import mismatches
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a date that differs from the source's, month names of all languages known."""
    yield from mismatches(unit, "date")


CHECK = StringCheck(
    id="date",
    severity="error",
    rationale="The reader comes on the wrong day, and the appointment is lost.",
    proposal="Write the source's day, month and year, in the calendar of the source.",
    find=find,
    cases=(
        bad("vi", "Le 15 juin 2025", "Ngày 15 tháng 7 năm 2025"),
        bad("ar", "Le 15 juin 2025", "15 يوليو 2025"),
        bad("fa", "Le 15 juin 2025", "۱۵ ژوئن ۲۰۲۶"),
        bad("hi", "Le 15/06/2025", "16 जून 2025"),
        bad("am", "Le 15 juin 2025", "በጁን"),
        good("vi", "Le 15 juin 2025", "Ngày 15 tháng 6 năm 2025"),
        good("ar", "Le 15 juin 2025", "15 حزيران 2025"),
        good("fa", "Le 15 juin 2025", "۱۵ ژوئن ۲۰۲۵"),
        good("hi", "Le 15 juin 2025", "15/06/2025"),
        good("ckb", "Le 15 juin 2025", "15ی حوزەیرانی 2025"),
        good("en", "Le 15 juin 2025", "June 15, 2025"),
    ),
)
