"""Tables of words by language (data/*.toml): a row a language, in it forms by name; “*” stands for any letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from leafletgen.tables import language_row

_VOWELS = re.compile("[\u064b-\u0652\u0670]")


@cache
def words(table: str, language: str) -> Mapping[str, re.Pattern[str]]:
    """Return, by name, patterns of whole words; the forms are parted by spaces. None in a language without a row."""
    found = language_row(table, language)
    return {name: one_of(found.need(name, str)) for name in found.values} if found else {}


@cache
def expressions(table: str, language: str) -> Mapping[str, re.Pattern[str]]:
    """Return, by name, patterns to find in words that are parted by single spaces; “/” stands between the forms."""
    found = language_row(table, language)
    return {name: _expression(found.need(name, str)) for name in found.values} if found else {}


def one_of(forms: str) -> re.Pattern[str]:
    """Return the pattern of some words, parted by spaces; of none, it matches nothing."""
    return re.compile("|".join(re.escape(form).replace(r"\*", ".*") for form in forms.split()) or r"(?!)")


def _expression(forms: str) -> re.Pattern[str]:
    either = "|".join(re.escape(form).replace(r"\*", r"\S*") for form in forms.split("/"))
    return re.compile(rf"(?<!\S)(?:{either})(?!\S)")


def unvowelled(text: str) -> str:
    """Return a text without the vowel marks of Arabic, which most writers leave out."""
    return _VOWELS.sub("", text)
