"""Letters and their scripts, words, and which letters belong to which language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from fontTools.unicodedata import script

WORD = re.compile(
    r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u064b-\u0655\u0670\u0900-\u0903\u093c\u093e-\u094f\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u200c\u200d’'])*"
)
"""A word with its marks, joiners and apostrophes."""
_NO_SCRIPT = ("Zyyy", "Zinh", "Zzzz")


@cache
def is_letter(char: str) -> bool:
    """Whether a character is a letter (marks are none)."""
    return unicodedata.category(char).startswith("L")


@cache
def script_of(char: str) -> str:
    """Return the script of a letter (ISO 15924); “” for what all scripts share."""
    found = script(char)
    return "" if found in _NO_SCRIPT else str(found)


@lru_cache(maxsize=65_536)
def letters(text: str) -> tuple[tuple[int, str, str], ...]:
    """Return position, letter and script of every letter that has a script."""
    return tuple(
        (index, char, name) for index, char in enumerate(text) if is_letter(char) and (name := script_of(char))
    )


def is_acronym(word: str) -> bool:
    """Whether a word is Latin capitals only, such as OFII."""
    return len(word) > 1 and word.isascii() and word.isupper()


def foreign_runs(word: str, own: str) -> Iterator[str]:
    """Yield each stretch of letters of other scripts in a word, without the clitics of the language round it."""
    for foreign, group in groupby(letters(word), key=lambda letter: letter[2] != own):
        if foreign:
            yield "".join(char for _index, char, _script in group)
