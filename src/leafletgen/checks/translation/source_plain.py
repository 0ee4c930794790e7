"""source.plain: a source text that is hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, SourceCheck
from leafletgen.checks.unit import SourceText
from leafletgen.plain import words_only
from leafletgen.scripts import WORD

MOST_WORDS = 22
"""Of one sentence; plain-language guides ask for 15 to 20."""
LEAST_EASE = 30.0
"""Flesch's reading ease (1948), in Kandel and Moles' form (1958) for French: under 30 is for graduates."""
LEAST_FOR_EASE = 12
"""Words under which a formula says nothing."""
_SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+")
_VOWELS = re.compile(r"[aeiouyàâéèêëîïôöùûüœæ]+", re.IGNORECASE)
_WEIGHTS = {"fr": (207.0, 1.015, 73.6), "en": (206.835, 1.015, 84.6)}


def find(text: SourceText) -> Iterator[Problem]:
    """Yield long sentences and texts whose words and sentences together are too heavy."""
    own = words_only(text.msgid)
    sentences = [words for part in _SENTENCE_END.split(own) if (words := WORD.findall(part))]
    longest = max(sentences, key=len, default=[])
    if len(longest) > MOST_WORDS:
        yield Problem(f"a sentence of {len(longest)} words, from “{' '.join(longest[:4])}” on.")
    words = [word for sentence in sentences for word in sentence]
    if text.language in _WEIGHTS and len(words) >= LEAST_FOR_EASE:
        base, by_length, by_syllables = _WEIGHTS[text.language]
        syllables = sum(max(1, len(_VOWELS.findall(word))) for word in words) / len(words)
        ease = base - by_length * len(words) / len(sentences) - by_syllables * syllables
        if ease < LEAST_EASE:
            yield Problem(f"reading ease {ease:.0f} of 100: long words.")


CHECK = SourceCheck(
    id="source.plain",
    severity="info",
    rationale="Readers in fear and in a hurry, and every translator after them, lose the thread.",
    proposal="One idea a sentence, short words.",
    find=find,
    cases=(
        bad(
            "fr",
            "Si vous avez besoin d’une aide pour préparer votre voyage et votre retour dans votre pays avec "
            "votre famille, vous pouvez toujours venir parler à un conseiller.",
        ),
        bad(
            "fr",
            "L’administration préfectorale territorialement compétente procédera ultérieurement à l’instruction "
            "réglementaire individualisée des réclamations.",
        ),
        bad(
            "en",
            "Organisational responsibilities regarding international humanitarian documentation necessitate "
            "considerable administrative preparation, including certification.",
        ),
        good(
            "fr",
            "La carte de séjour est un document. Elle montre que vous pouvez vivre en France. Gardez-la avec vous.",
        ),
        good("en", "Ask for an interpreter. It is free. You can come and ask us what you want."),
    ),
)
