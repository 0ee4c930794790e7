"""Negations: words that turn a sentence round, in the languages that sources are written in."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "fr": r"\bn[e’']|\b(?:pas|jamais|aucune?|rien|personne|sans|ni|interdite?s?|non)\b",
    "en": r"\b(?:not?|never|none|nothing|nobody|without|cannot|neither|nor|forbidden)\b|n[’']t\b",
}


def negations(text: str, language: str) -> Counter[str]:
    """Return the negations of a text, each as often as it stands there; none in a language without a row above."""
    pattern = _WORDS.get(language)
    return Counter(re.findall(pattern, text.lower().replace("n'", "n’"))) if pattern else Counter()


def may_negate(text: str, language: str) -> bool:
    """Whether a text has a negation; in a language without a row above, it may."""
    return language not in _WORDS or bool(negations(text, language))
