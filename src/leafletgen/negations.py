"""Negations: words that turn a sentence round, in every language of data/negations.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leafletgen.plain import words_only
from leafletgen.scripts import WORD
from leafletgen.tables import language_row
from leafletgen.wordlists import one_of, unvowelled

_QUE = re.compile(r"\bqu(?:e\b|’)")
_NOBODY = re.compile(r"\b(?:rien|personne|nul|guère)\b")
"""French “ne … que” is “only”, and the “ne” after “avant que” is nothing; “ne … rien” denies."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A row of the table, as patterns of whole words."""

    negate: re.Pattern[str]
    may_negate: re.Pattern[str]
    invite: re.Pattern[str] | None
    but: re.Pattern[str]
    idioms: tuple[str, ...]


@cache
def _words(language: str) -> _Words | None:
    found = language_row("negations", language)
    if found is None:
        return None
    words, near, invite = found.need("words", str), found.get("near", ""), found.get("invite", "")
    return _Words(
        one_of(words),
        one_of(f"{words} {near}"),
        one_of(f"{words} {near} {invite}") if invite else None,
        one_of(found.get("but", "")),
        tuple(filter(None, found.get("idioms", [""]))),
    )


def negations(text: str, language: str) -> Counter[str]:
    """Return the words that negate or forbid, each as often as it stands there; none in a language without a row."""
    known, plain = _words(language), _plain(text, language)
    found = Counter(_matching(plain, known.negate, known.but) if known else ())
    alone = language == "fr" and set(found) <= {"ne", "n’"}
    return Counter() if alone and _QUE.search(plain) and not _NOBODY.search(plain) else found


def may_negate(text: str, language: str) -> bool:
    """Whether a text has a negation; in a language without a row, it may."""
    return _words(language) is None or bool(negations(text, language))


def may_render_negation(text: str, language: str) -> bool:
    """Whether a text has a word that can stand for a negation of another language; without a row, it may."""
    known = _words(language)
    return known is None or any(_matching(_plain(text, language), known.may_negate, known.but))


def invites_negation(text: str, language: str) -> bool:
    """Whether a good translation of a text may have a negation; of a language that is no source's, it may."""
    known = _words(language)
    if known is None or known.invite is None:
        return True
    return any(_matching(_apart(text, language), known.invite, known.but))


def _plain(text: str, language: str) -> str:
    plain, known = _apart(text, language), _words(language)
    for idiom in known.idioms if known else ():
        plain = plain.replace(idiom, " ")
    return plain


def _apart(text: str, language: str) -> str:
    plain = unvowelled(words_only(text).casefold().replace("'", "’"))
    return plain.replace("’", "’ ") if language == "fr" else plain


def _matching(text: str, pattern: re.Pattern[str], but: re.Pattern[str]) -> Iterator[str]:
    words = (match[0] for match in WORD.finditer(text) if not text[: match.start()][-1:].isdigit())  # Pashto ۳مه
    return (word for word in words if pattern.fullmatch(word) and not but.fullmatch(word))
