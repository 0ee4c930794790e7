"""The glossary: translations/glossary.tsv, one row a term, one column a language, and notes for translators.

Marks after a term: † attested in published material, ? unsure, ⚠ easily misunderstood. “/” separates
accepted forms; a form after ✗ is one that must not stand there. Unsure and ambiguous terms bind nobody.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from leafletgen.errors import InputError, Place
from leafletgen.tomlfile import is_there, read_text

GLOSSARY = Path("translations/glossary.tsv")
"""Where it lies in a project."""
NOTE = "note"
"""Name of the column that says what a term means, in English."""
MAX_GLOSSARY = 1_000_000
"""Bytes."""
MAX_TERMS = 2_000
"""Each is looked for in each text."""
MAX_CELL = 500
"""Characters."""
_MARKS = "†?⚠"
_GLOSS = re.compile(r"\s*\([^)]*\)")
_ALEFS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ـ": None, "\u200c": None, "’": "'"})


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source language with what it may and must not become in one language."""

    source: str
    forms: tuple[str, ...]
    """Accepted translations; empty when none is sure."""
    forbidden: tuple[str, ...] = ()
    advice: str = ""
    """All that translators should see: the forms with their marks, and the note."""


def read_glossary(root: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a project's glossary by language; none without a file. Raises InputError for a bad one."""
    path, shown = root / GLOSSARY, GLOSSARY
    if not is_there(path, shown):
        return ()
    lines = read_text(path, MAX_GLOSSARY, shown).splitlines()
    header = lines[0].split("\t") if lines else []
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if line.strip() and len(cells) != len(header):
            what = f"{len(cells)} cells in this row, {len(header)} in the first."
            raise InputError(what, "Separate them by tabs, one for each language.", Place(shown, number))
        if len(rows) == MAX_TERMS or max(map(len, cells)) > MAX_CELL:
            what = f"more than {MAX_TERMS} terms, or a cell of more than {MAX_CELL} characters."
            raise InputError(what, "A glossary holds words: is it the right file?", Place(shown, number))
        if line.strip():
            rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def terms(rows: tuple[dict[str, str], ...], source: str, target: str) -> tuple[Term, ...]:
    """Return the terms for one pair of languages."""
    found = []
    for row in rows:
        cells = [cell.strip() for cell in row.get(target, "").split("/")]
        sure = [
            cell for cell in cells if cell and not cell.startswith("✗") and not cell.rstrip("†").endswith(("?", "⚠"))
        ]
        unsure = any(cell.rstrip("†").endswith(("?", "⚠")) for cell in cells)
        term = Term(
            source=_clean(row.get(source, "")),
            forms=() if unsure else tuple(_clean(cell) for cell in sure),
            forbidden=tuple(word for cell in cells if cell.startswith("✗") and (word := _clean(cell[1:]))),
            advice=_advice(cells, row.get(NOTE, "").strip()),
        )
        if term.source:
            found.append(term)
    return tuple(found)


def _advice(cells: list[str], note: str) -> str:
    forms = ", ".join(f"not “{cell[1:].strip()}”" if cell.startswith("✗") else cell for cell in cells if cell)
    return f"{forms} ({note})" if forms and note else forms or note


def advice(text: str, wanted: tuple[Term, ...]) -> tuple[str, ...]:
    """Return what the glossary says of each of its terms that stands in a text of the source."""
    found = [term for term in wanted if term.advice and contains_word(text, term.source)]
    whole = [term for term in found if not any(o is not term and contains_word(o.source, term.source) for o in found)]
    return tuple(f"{term.source}: {term.advice}" for term in whole)


def _clean(cell: str) -> str:
    return _GLOSS.sub("", cell.strip().strip(_MARKS)).strip(_MARKS).strip()


def _stems(term: str) -> tuple[str, ...]:
    """Return the part of each word of a term that inflection and clitics leave alone."""
    words = [fold(word) for word in term.split() if len(word) > 2]
    return tuple(_stem(word) for word in words) or (fold(term),)


def _stem(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        word = word.removeprefix("ال")
    return word if len(word) <= 4 else word[: max(4, len(word) - max(2, len(word) // 3))]


def contains(text: str, term: str) -> bool:
    """Whether at least half of a term's words stand in a text, in whatever form and order.

    Half, because sentences rebuild a term: “seekers of asylum”, “emergency numbers”.
    """
    words, wanted = fold(text), _stems(term)
    return 2 * sum(stem in words for stem in wanted) >= len(wanted)


@lru_cache(maxsize=32_768)
def contains_word(text: str, term: str) -> bool:
    """Whether a term stands in a text of the source language as whole words, in singular or plural."""
    return _whole_word(term).search(fold(text)) is not None


@lru_cache(maxsize=2048)
def _whole_word(term: str) -> re.Pattern[str]:
    pattern = r"\s+".join(re.escape(fold(word)) + r"(?:e?s|x)?" for word in term.split())
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text without what inflection changes: case, vowels of Arabic, Ethiopic and Indic scripts."""
    return "".join(map(_consonant, unicodedata.normalize("NFC", text))).translate(_ALEFS).casefold()


def _consonant(char: str) -> str:
    if "\u1200" <= char <= "\u135a":  # a row of eight syllables shares its consonant
        return chr(ord(char) & ~7)
    return "" if char > "\u0600" and unicodedata.category(char) in ("Mn", "Mc") and char not in _NUKTA else char


_NUKTA = "\u093c\u0a3c"
"""The dot that makes another consonant."""
