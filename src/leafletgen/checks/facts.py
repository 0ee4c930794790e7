"""Facts in a text, in one notation for all languages: addresses, dates, times, amounts, phones, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from babel import Locale

from leafletgen.checks.numerals import GAP, NUMBER, value, western
from leafletgen.markdown import VARIABLE
from leafletgen.plain import OBJECT, visible
from leafletgen.tables import languages
from leafletgen.textfacts import find_facts

FactKind = Literal["url", "email", "date", "time", "amount", "phone", "number"]


@dataclass(frozen=True, slots=True)
class TextFact:
    """One fact: its kind, its value in one notation, the numbers in it, and how it is written."""

    kind: FactKind
    value: str
    numbers: tuple[str, ...]
    text: str


CURRENCIES = {
    "%": r"%|٪|\bpour cent\b|\bper ?cent\b|boqolkiiba|بالمئة|بالمائة|في المئة|في المائة|درصد|لەسەدا|ሚእታዊ|በመቶ|فیصد|سلنه"
    r"|\bphần trăm\b|प्रतिशत|फ़ीसदी|फीसदी|ਪ੍ਰਤੀਸ਼ਤ|ਫ਼ੀਸਦੀ|শতাংশ",
    "EUR": r"€|EUR\b|\b[Ee]uros?\b|yuuro|يورو|یورو|یۆرۆ|ዩሮ|ኤውሮ|यूरो|ইউরো|ਯੂਰੋ|\bơ-rô\b",
    "USD": r"\$|USD\b|\b[Dd]ollars?\b|doolar|دولار|دلار|ڈالر|ډالر|دۆلار|ዶላር|डॉलर|ডলার|ਡਾਲਰ|\bđô la\b",
    "GBP": r"£|GBP\b|\bpounds?\b|\blivres? sterling\b|جنيه|پوند|پاؤنڈ|پاونډ|پاوەند|ፓውንድ|पाउंड|পাউন্ড|ਪੌਂਡ|\bbảng Anh\b",
}
_CURRENCY = "|".join(CURRENCIES.values()).replace(" ", r"\ ")
_NUM = NUMBER.pattern.replace("(?P<", "(?P<n_").replace("(?P=gap)", "(?P=n_gap)")
_BARE_URL = re.compile(
    r"(?<![\w@.])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:fr|org|com|net|eu|int|uk|info|gov|edu|be|de)(?![a-z0-9-])(?:/[\w./?&=%#-]*)?"
)
_ASCII = re.compile(r"[\x21-\x7e]+")
_NUMERIC_DATE = re.compile(r"(?<!\d)(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4}))(?!\d)")
_TIME = re.compile(
    rf"(?<![\d.:])([01]?\d|2[0-4])(?:{GAP}?[hH]{GAP}?([0-5]\d)?(?!\w)|(?::([0-5]\d))?{GAP}?([ap])\.?m\b|:([0-5]\d)(?![\d:]))"
)
_PHONE = re.compile(
    r"(?<![\d+])(?:\+\d|00\d|\(\+?\d|0\d)(?:[ \u00a0\u202f.()/-]{0,2}\d){7,13}(?!\d)"
    r"|(?<![\d.,])\d{1,4}(?:[ \u00a0\u202f.-]\d{2}){3,5}(?!\d)"
)
_SHORT = re.compile(
    r"(?:\b(?:appele[rz]|composez|appels? au|numéro|téléphone|tél\.?|call|dial|ring|phone|text)"
    r"(?: (?:le|au|the|number))?(?: ?:)? )(\d{2,6})(?!\d)",
    re.IGNORECASE,
)
_CODE = re.compile(rf"(?<![\d-])1(?:[578]|[19]\d)(?!\d|{GAP}?(?:ans|h\b|heures|jours|minutes|years|hours|days|[€%]))")
"""A public short number, later in a sentence that says to call one."""
_SENTENCE_END = re.compile(r"[.?!]")
_AMOUNT = re.compile(
    rf"(?P<before>{_CURRENCY}){GAP}?(?>{_NUM})|(?<![\d.])(?>{_NUM.replace('n_', 'm_')}){GAP}?(?P<after>{_CURRENCY})",
    re.VERBOSE,
)
"""Atomic groups, so that a long row of figures costs no more than its length."""


@lru_cache(maxsize=8192)
def text_facts(text: str, language: str) -> tuple[TextFact, ...]:
    """Return the facts of a message, markup and placeholders set aside."""
    rest = western(VARIABLE.sub(OBJECT, visible(text)))
    found: list[tuple[int, TextFact]] = []
    for finder in (_addresses, _dates, _times, _amounts, _phones, _numbers):
        facts = finder(rest, language)
        for start, end, fact in reversed(facts):
            found.append((start, _signed(fact, rest, start)))
            rest = rest[:start] + OBJECT * (end - start) + rest[end:]
    return tuple(fact for _start, fact in sorted(found, key=lambda each: each[0]))


def _signed(fact: TextFact, text: str, start: int) -> TextFact:
    """Return a date, time or sum with the minus that stands before it; numbers know theirs."""
    if fact.kind in ("date", "time", "amount") and re.search(r"(?:\A|[\s(])[-\u2212]\Z", text[:start]):
        return TextFact(fact.kind, f"-{fact.value}", (), f"-{fact.text}")
    return fact


_Found = list[tuple[int, int, TextFact]]


def _addresses(text: str, _language: str) -> _Found:
    found: _Found = []
    spans = [(fact.start, fact.end) for fact in find_facts(text) if fact.css_class == "url"]
    spans += [m.span() for m in _BARE_URL.finditer(text) if not any(s <= m.start() < e for s, e in spans)]
    for start, end in sorted(spans):
        core = _ASCII.search(text, start, end)  # clitics of the sentence may stand on both sides
        if core:
            kind: FactKind = "email" if "@" in core[0] and "//" not in core[0] else "url"
            found.append((core.start(), core.end(), TextFact(kind, core[0], (), core[0])))
    return found


@cache
def _months(language: str) -> dict[str, int]:
    names = Locale.parse(languages()[language].locale).months["format"]["wide"]
    extra = {"ar": _LEVANT, "fa": _IRAN, "en": {}}.get(language, {})
    return {**{_lower(name).rstrip("ٔۀ"): number for number, name in names.items()}, **extra}


_LEVANT = {"كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8,
           "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}  # fmt: skip
_IRAN = {"جنوری": 1, "فبروری": 2, "اپریل": 4, "جون": 6, "جولای": 7, "اگست": 8, "سپتمبر": 9, "اکتبر": 10,
         "نومبر": 11, "دسمبر": 12}  # fmt: skip
"""Afghan names; without می for May, which is also a prefix of verbs."""


@cache
def _worded_date(language: str) -> re.Pattern[str]:
    months = "|".join(re.escape(name) for name in sorted(_months(language), key=len, reverse=True))
    year = r"(?:[\s,،፣]{1,2}(?:[^\W\d]{1,6}\s)?[^\W\d]{0,2}(\d{4})(?!\d))"
    day = r"(?<!\d)(\d{1,2})(?!\d)[^\W\d]{0,3}[\s\u00a0]+(?:[^\W\d]{1,3}\s)?"
    day_first = rf"{day}[^\W\d]{{0,2}}?({months})[^\W\d]{{0,2}}{year}?"
    month_first = rf"(?<![^\W\d]{{3}})({months})[^\W\d]{{0,2}}[\s\u00a0]+(\d{{1,2}})(?!\d)[^\W\d]{{0,2}}{year}?"
    month_only = rf"({months})[^\W\d]{{0,2}}{year}"
    return re.compile(f"{day_first}|{month_first}|{month_only}")


def _dates(text: str, language: str) -> _Found:
    found: _Found = []
    for m in _NUMERIC_DATE.finditer(text):
        day, month, year = (m[3], m[2], m[1]) if m[1] else (m[4], m[6], m[7])
        found.append((*m.span(), _date(day, int(month), year, m[0])))
    for m in _worded_date(language).finditer(_lower(text)):
        day, name, year = (m[1] or m[5] or "0"), (m[2] or m[4] or m[7]), (m[3] or m[6] or m[8] or "0")
        if not any(s < m.end() and m.start() < e for s, e, _fact in found):
            found.append((*m.span(), _date(day, _months(language)[name], year, m[0])))
    return sorted(found, key=lambda each: each[0])


def _lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _date(day: str, month: int, year: str, text: str) -> TextFact:
    numbers = tuple(str(int(part)) for part in (day, year) if int(part))
    return TextFact("date", f"{int(year):04d}-{month:02d}-{int(day):02d}", numbers, text)


def _times(text: str, _language: str) -> _Found:
    found: _Found = []
    for m in _TIME.finditer(text):
        hour, minute = int(m[1]), m[2] or m[3] or m[5] or "00"
        if m[4]:
            hour = hour % 12 + (12 if m[4] == "p" else 0)
        numbers = (str(hour),) if minute == "00" else (str(hour), minute)
        found.append((*m.span(), TextFact("time", f"{hour}:{minute}", numbers, m[0])))
    return found


def _amounts(text: str, _language: str) -> _Found:
    found: _Found = []
    for m in _AMOUNT.finditer(text):
        number = NUMBER.search(m[0])
        if number:
            worth = value(number)
            code = currency(m["before"] or m["after"])
            found.append((*m.span(), TextFact("amount", f"{worth} {code}", (worth,), m[0])))
    return found


def currency(sign: str) -> str:
    """Return the ISO 4217 code of a currency's sign or name; “” for none."""
    return next((code for code, pattern in CURRENCIES.items() if re.search(pattern, sign)), "")


def beside_currency(text: str, code: str) -> tuple[str, ...]:
    """Return the words just before and after each sign or name of a currency."""
    found = []
    for match in re.finditer(CURRENCIES.get(code, r"(?!)"), text):
        found += [*text[: match.start()].split()[-1:], *text[match.end() :].split()[:1]]
    return tuple(found)


def _phones(text: str, _language: str) -> _Found:
    found: _Found = []
    for m in _PHONE.finditer(text):
        digits = re.sub(r"[^\d+]", "", m[0])
        found.append((*m.span(), TextFact("phone", digits, (), m[0])))
    looked = 0  # as far as the sentences go in which codes have been looked for
    for m in _SHORT.finditer(text):
        codes = [m.span(1)]
        if m.end() >= looked:
            full_stop = _SENTENCE_END.search(text, m.end())
            looked = full_stop.start() if full_stop else len(text)
            codes += [code.span() for code in _CODE.finditer(text, m.end(), looked)]
        for start, end in codes:
            if not any(s < end and start < e for s, e, _fact in found):
                found.append((start, end, TextFact("phone", text[start:end], (text[start:end],), text[start:end])))
    return sorted(found, key=lambda each: each[0])


def _numbers(text: str, _language: str) -> _Found:
    return [(*m.span(), TextFact("number", value(m), (value(m),), m[0])) for m in NUMBER.finditer(text)]
