"""The data tables in the package: languages, papers, phrases of the templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from leafletgen.model import Direction
from leafletgen.tomlfile import TomlTable

DATA = Path(__file__).parent / "data"
DIGITS = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "beng": "০১২৩৪৫৬৭৮৯",
    "deva": "०१२३४५६७८९",
    "guru": "੦੧੨੩੪੫੬੭੮੯",
}
"""The decimal digits of numbering systems, by their CLDR names."""
STAFF_LANGUAGES = ("fr", "en")
"""Those that leafletgen itself speaks to staff on pages and in skeletons."""


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is written and set; a row of data/languages.toml."""

    code: str
    autonym: str
    french: str
    english: str
    tab: str
    locale: str
    script: str
    direction: Direction
    fonts: tuple[str, ...]
    size_pt: float
    leading: float
    min_pt: float
    digits: str
    quotes: tuple[str, str]
    word_spacing: float
    """Extra room between words, in em, for fonts whose spaces are as narrow as the gaps in words."""
    date_pattern: str
    """CLDR date pattern of a full date; empty for the locale's own."""
    month_pattern: str
    """CLDR date pattern of a month and its year; empty for the locale's own."""
    heading_weight: int
    """CSS weight of headings, 400 or 700."""
    first_day: str
    """How the first day of a month is written in a date that begins with it; empty for “1”."""
    letter_em: float
    """Width of a letter in running text, on an average, in em: for estimates."""
    latin_size: float
    """Size of Latin letters and figures beside the script's own, so that they look alike."""

    def name_for(self, staff: str) -> str:
        """Return the language's name in a language of staff."""
        return self.french if staff == "fr" else self.english


def staff_language(source_language: str) -> str:
    """Return the language of a project's staff: that of its sources where leafletgen speaks it, else English."""
    return source_language if source_language in STAFF_LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of a folded sheet, in reading order."""

    name: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A format: its panels in reading order and the type-size ladder that copyfit climbs."""

    name: str
    height_mm: float
    panels: tuple[Panel, ...]
    """The panels of a folded sheet, or the pages of a booklet."""
    sides: tuple[tuple[int, ...], ...]
    """Panel numbers of each side of the sheet, from the left, for a left-bound leaflet; none in a booklet."""
    scales: tuple[float, ...]
    """Factors on a language's base size, largest first."""
    bleed_mm: float
    """How far colour that touches the trim is painted beyond it."""
    panel_characters: int
    """About how many characters of French a panel or page holds: the translators' length budget."""

    @property
    def flowing(self) -> bool:
        """Whether it is a booklet: text flows over stapled pages instead of standing in panels."""
        return not self.sides

    def with_pages(self, count: int) -> Paper:
        """Return a booklet's format with this number of pages."""
        return replace(
            self, panels=tuple(Panel(f"page {number + 1}", self.panels[0].width_mm) for number in range(count))
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """A string of the templates, with its text in the languages that sources are written in."""

    key: str
    texts: dict[str, str]
    comment: str

    def text(self, source_language: str) -> str:
        """Return the msgid for a project's source language; English where there is none."""
        return self.texts.get(source_language, self.texts["en"])


@cache
def languages() -> dict[str, Language]:
    """All languages that leafletgen can set, by code."""
    table = TomlTable.load(DATA / "languages.toml")
    return {code: _language(code, table.table(code)) for code in table.values}


def _language(code: str, row: TomlTable) -> Language:
    opening, closing = row.need("quotes", list)
    return Language(
        code=code,
        autonym=row.need("autonym", str),
        french=row.need("french", str),
        english=row.need("english", str),
        tab=row.need("tab", str),
        locale=row.need("locale", str),
        script=row.need("script", str),
        direction="rtl" if row.choice("direction", ("ltr", "rtl")) == "rtl" else "ltr",
        fonts=tuple(row.need("fonts", list)),
        size_pt=row.need("size_pt", float),
        leading=row.need("leading", float),
        min_pt=row.need("min_pt", float),
        digits=row.choice("digits", tuple(DIGITS)),
        quotes=(opening, closing),
        word_spacing=row.get("word_spacing", 0.0),
        date_pattern=row.get("date_pattern", ""),
        month_pattern=row.get("month_pattern", ""),
        heading_weight=row.get("heading_weight", 700),
        first_day=row.get("first_day", ""),
        letter_em=row.need("letter_em", float),
        latin_size=row.get("latin_size", 1.0),
    )


def language_row(table: str, language: str) -> TomlTable | None:
    """Return what another table of data/, with a row a language, says of one; None where it has no row."""
    whole = TomlTable.load(DATA / f"{table}.toml")
    return whole.table(language) if language in whole.values else None


def in_digits(text: str, language: Language) -> str:
    """Return a text with the digits that the language uses in prose (CLDR numbering systems)."""
    return text.translate(str.maketrans(DIGITS["latn"], DIGITS[language.digits]))


@cache
def papers() -> dict[str, Paper]:
    """All formats, by name."""
    table = TomlTable.load(DATA / "papers.toml")
    return {name: _paper(name, table.table(name)) for name in table.values}


def _paper(name: str, row: TomlTable) -> Paper:
    widths = row.need("panel_widths_mm", list)
    names = row.need("panel_names", list)
    return Paper(
        name=name,
        height_mm=row.need("height_mm", float),
        panels=tuple(Panel(n, float(w)) for n, w in zip(names, widths, strict=True)),
        sides=tuple(tuple(int(p) for p in side.split()) for side in row.get("sides", [])),
        scales=tuple(float(scale) for scale in row.need("scales", list)),
        bleed_mm=row.need("bleed_mm", float),
        panel_characters=row.need("panel_characters", int),
    )


@cache
def phrases() -> dict[str, Phrase]:
    """The strings of the templates, by key (which is their msgctxt)."""
    table = TomlTable.load(DATA / "phrases.toml")
    rows = {key: table.table(key) for key in table.values}
    return {key: _phrase(key, row) for key, row in rows.items()}


def _phrase(key: str, row: TomlTable) -> Phrase:
    texts = {language: row.need(language, str) for language in row.values if language != "comment"}
    return Phrase(key, texts, row.need("comment", str))
