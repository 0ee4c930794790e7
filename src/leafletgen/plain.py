"""A message without what is not language: its markup, placeholders, addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from leafletgen.errors import InputError, Place
from leafletgen.invisible import SOFT_HYPHEN, STEERING
from leafletgen.markdown import LINK_TARGET, VARIABLE, parse_inline
from leafletgen.model import Inline, plain_text
from leafletgen.textfacts import find_facts

OBJECT = "\ufffc"
"""Stands where a placeholder or an address was, so that nothing joins across it."""
_SENTENCE_END = re.compile(r"(?<=[.?!؟۔।።፧])\s+")
_MARKS = re.compile(r"\*{1,3}|`|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")


@lru_cache(maxsize=4096)
def parsed(text: str, link_targets: tuple[str, ...]) -> tuple[Inline, ...] | InputError:
    """Return a message's inline text, or the error that says why it has none."""
    try:
        return parse_inline(text, Place(Path()), link_targets)
    except InputError as error:
        return error


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """Return the characters without markup and what steers them; joiners and placeholders, as {name}, stay."""
    names = tuple(sorted(set(LINK_TARGET.findall(text))))
    inlines = parsed(text, names)
    plain = _MARKS.sub("", LINK_TARGET.sub("]", text)) if isinstance(inlines, InputError) else plain_text(inlines)
    return STEERING.sub("", plain).replace(SOFT_HYPHEN, "")


@lru_cache(maxsize=4096)
def words_only(text: str) -> str:
    """Return a message's own words: an object character where a placeholder or an address stood."""
    plain = VARIABLE.sub(OBJECT, visible(text))
    for fact in reversed(find_facts(plain)):
        if fact.css_class == "url":
            plain = plain[: fact.start] + OBJECT + plain[fact.end :]
    return plain


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a message, in its own words only."""
    return _apart(words_only(text))


def names_by_sentence(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the placeholders and link targets of each sentence of a message that has some, by name."""
    plain = visible(LINK_TARGET.sub(r"]{\1}", text))
    found = (tuple(sorted(VARIABLE.findall(sentence))) for sentence in _apart(plain))
    return tuple(filter(None, found))


def _apart(plain: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SENTENCE_END.split(plain) if part.strip())


def snippet(text: str, start: int, end: int, margin: int = 18) -> str:
    """Return a stretch of a text with a little on both sides, for a message."""
    left, right = max(0, start - margin), min(len(text), end + margin)
    left = text.find(" ", left, start) + 1 or left if left else 0
    right = max(text.rfind(" ", end, right), end) if right < len(text) else right
    return ("…" if left else "") + text[left:right].strip() + ("…" if right < len(text) else "")


def code_point(char: str) -> str:
    """Return U+XXXX and the name of a character."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}"
