"""Numbers, dates, times, sums and addresses in thirteen languages, read into one notation."""

from __future__ import annotations

import pytest

from leafletgen.checks.factdiff import compare
from leafletgen.checks.facts import text_facts
from leafletgen.checks.numerals import from_ethiopic, times_written_out, western
from leafletgen.markup import COUNTERS
from leafletgen.scripts import is_letter, script_of
from leafletgen.tables import DATA, DIGITS, languages
from leafletgen.tomlfile import TomlTable


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("፩", 1), ("፲፰", 18), ("፺፱", 99), ("፻", 100), ("፳፻፳፭", 2025), ("፼", 10_000), ("፪፼፫፻", 20_300)],
)
def test_ethiopic_numerals_have_their_value(numeral: str, value: int) -> None:
    assert from_ethiopic(numeral) == value


def test_decimal_digits_of_all_scripts_become_western_in_place() -> None:
    assert western("٠١٢ ۳۴۵ ६७८ ੯ a፲") == "012 345 678 9 a፲"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "1 850 €", "amount 1850 EUR"),
        ("en", "€1,850", "amount 1850 EUR"),
        ("vi", "1.850 euro", "amount 1850 EUR"),
        ("ar", "١٬٨٥٠ يورو", "amount 1850 EUR"),
        ("hi", "1,85,000 लोग", "number 185000"),
        ("fa", "۳٫۵ متر", "number 3.5"),
        ("am", "ከ፲፰ ዓመት", "number 18"),
        ("bn", "৫০ ইউরো", "amount 50 EUR"),
        ("fr", "le 1er juin 2025", "date 2025-06-01"),
        ("vi", "ngày 15 tháng 12 năm 2025", "date 2025-12-15"),
        ("en", "June 15, 2025", "date 2025-06-15"),
        ("so", "15 Juun 2025", "date 2025-06-15"),
        ("fr", "9 h 30", "time 9:30"),
        ("en", "5 pm", "time 17:00"),
        ("ar", "٩:٣٠", "time 9:30"),
        ("fr", "+33 1 99 00 11 22", "phone +33199001122"),
        ("fa", "۰۱ ۹۹ ۰۰ ۱۱ ۲۲", "phone 0199001122"),
        ("am", "https://example.org/a።", "url https://example.org/a"),
        ("ar", "لinfo@example.org،", "email info@example.org"),
    ],
)
def test_a_fact_is_read_in_one_notation(language: str, text: str, expected: str) -> None:
    assert [f"{fact.kind} {fact.value}" for fact in text_facts(text, language)] == [expected]


@pytest.mark.parametrize("language", languages())
def test_each_language_of_the_table_has_its_euro_and_its_number_words(language: str) -> None:
    euros = ["euros", "euro", "yuuro", "يورو", "یورو", "یۆرۆ", "ዩሮ", "ኤውሮ", "यूरो", "ਯੂਰੋ", "ইউরো", "ơ-rô"]
    script = languages()[language].script
    known = [euro for euro in euros if {script_of(char) for char in euro if is_letter(char)} == {script}]
    assert [str(*text_facts(f"50 {euro}", language)).count("EUR") for euro in known] == [1] * len(known) != []
    three = TomlTable.load(DATA / "number_words.toml").table(language).need("words", list)[3].split("/")[0]
    assert times_written_out("3", f"{three}.", language) == 1


def test_every_system_of_digits_has_its_counter() -> None:
    assert set(DIGITS) == set(COUNTERS)


def test_the_order_of_facts_does_not_matter() -> None:
    both = compare("Le 115, le 15 juin 2025 à 9h30 : 50 €", "fr", "۵۰ یورو، ساعت ۹:۳۰، ۱۵ ژوئن ۲۰۲۵، ۱۱۵", "fa")
    assert both.missing == both.added == ()


def test_a_placeholder_is_no_number_and_joins_none() -> None:
    assert text_facts("{a1} 5 {b2}", "fr") == text_facts("5", "fr")
