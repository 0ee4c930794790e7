"""Which letters of the Arabic script join, from arabic-reshaper's tables and ArabicShaping.txt."""

from __future__ import annotations

import unicodedata

from arabic_reshaper import letters

_TABLE = {**letters.LETTERS_ARABIC, **letters.LETTERS_ARABIC_V2, **letters.LETTERS_KURDISH}
_PASHTO_DUAL = frozenset("ټځڅښڼګ")
"""Letters that arabic-reshaper lacks and that join on both sides (Unicode, ArabicShaping.txt: D)."""
_PASHTO_RIGHT = frozenset("ډړږۍ")
"""Likewise, joining only to the letter before (R)."""


def joins_next(letter: str) -> bool:
    """Whether a letter joins to the one that follows it."""
    if letter == letters.ZWJ or letter in _PASHTO_DUAL:
        return True
    return bool(letters.connects_with_letter_after(letter, _TABLE))


def joins_previous(letter: str) -> bool:
    """Whether a letter joins to the one that stands before it."""
    if letter == letters.ZWJ or letter in _PASHTO_DUAL or letter in _PASHTO_RIGHT:
        return True
    return bool(letters.connects_with_letter_before(letter, _TABLE))


def joins(before: str, after: str) -> bool:
    """Whether the last letter of one text joins to the first of the next, marks set aside."""
    last = next((char for char in reversed(before) if not _is_mark(char)), "")
    first = next((char for char in after if not _is_mark(char)), "")
    return joins_next(last) and joins_previous(first)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
