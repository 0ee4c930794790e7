"""source.ambiguous: a source text that translators will understand in different ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, SourceCheck
from leafletgen.checks.facts import text_facts
from leafletgen.checks.unit import SourceText
from leafletgen.plain import OBJECT, words_only
from leafletgen.scripts import WORD

MOST_WORDS = 60
LEAST_LETTERS = 5
_PLURAL = re.compile(r"\w\((?:s|e|es|x|ne|le)\)|\w·e·?s?\b")
_CONTACTS = {"phone": "the phone number", "url": "the web address", "email": "the mail address"}
_DOTS = re.compile(r"\.{3}|…")


def find(text: SourceText) -> Iterator[Problem]:
    """Yield each trap: “(s)”, “…”, one short word without a comment, an over-long text, a contact written out."""
    own = words_only(text.msgid)
    words = WORD.findall(own)
    if _PLURAL.search(own):
        yield Problem("one form for singular and plural cannot be translated.", "Write the plural.")
    if _DOTS.search(own):
        yield Problem("“…” leaves open what is meant.", "Say it.")
    if len(words) > MOST_WORDS:
        yield Problem(f"{len(words)} words in one text.", "Make two paragraphs: translators work text by text.")
    if (
        len(words) == 1
        and OBJECT not in own
        and len(words[0]) < LEAST_LETTERS
        and not words[0].isupper()
        and not text.comment
    ):
        yield Problem(f"“{words[0]}” alone can mean many things.", "Add <!-- translators: … --> before it.")
    yield from _contacts(text)


def _contacts(text: SourceText) -> Iterator[Problem]:
    """Yield each phone number that a line may break, each address: they belong into contacts.toml."""
    for fact in text_facts(text.msgid, text.language):
        if fact.kind in ("url", "email") or (fact.kind == "phone" and re.search(r"[ -]", fact.text)):
            what = f"{_CONTACTS[fact.kind]} {fact.text} stands in the text."
            yield Problem(what, "Make it a contact in contacts.toml.")


CHECK = SourceCheck(
    id="source.ambiguous",
    severity="warning",
    rationale="Twelve translators guess, and not all guess the same.",
    proposal="Say it so that it can be understood in one way, or add a comment for the translators.",
    find=find,
    cases=(
        bad("fr", "Votre (vos) enfant(s)"),
        bad("fr", "Apportez vos papiers, photos..."),
        bad("fr", "Fin"),
        bad("fr", "Appelez le 01 99 00 11 22."),
        bad("en", "word " * 70),
        bad("en", "See https://example.org/map."),
        bad("fr", "Écrivez à aide@example.org."),
        good("fr", "Vos enfants"),
        good("en", "See [the map][map], write to {email}."),
        good("fr", "Fin", comment="End of the list"),
        good("fr", "OFII"),
        good("en", "Call {phone}."),
    ),
)
