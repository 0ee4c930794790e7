"""What must not be parted at the end of a line: French punctuation, short numbers, little words."""

from __future__ import annotations

import re
from dataclasses import replace

from leafletgen.model import Inline, Isolate, Link, Styled, Text, plain_text
from leafletgen.textfacts import find_numbers

NBSP, NARROW = "\u00a0", "\u202f"
_FRENCH = re.compile(r" (?=[;:!?»])|(?<=«) ")
_MARK = re.compile(r" (?=[:;!?»।॥،؛؟۔\u1361-\u1368])")
"""A space before a mark of any script that ends something: no line may begin with the mark."""
_ONE_LETTER = re.compile(r"(?:(?<=^)|(?<=[\s(«“]))([^\W\d_]) (?=\w)")
_LAST_WORD = re.compile(r" (?=[^\s*{}\]]{1,7}$)")
_COUNTED = re.compile(r"(?<![\w.,:/'’+-])(\d{1,2}) (?=[^\W\d_]\S)")
"""A short number and the word it counts: 6 ans, 18 ዓመት."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_ENDS_IN_A_BOX = re.compile(r"[A-Za-z\d]\S*$")
"""A last word, Latin or a number, that becomes a box of its own in right-to-left text: see keep_together."""
_WORD_BEFORE = re.compile(r"\S+ $")
_MARK_AFTER = re.compile(r"^[^\s\w(«“]+")
_SHORT = 5
"""Characters of a number that stays with the word before it, as 112 and 09:00 do."""


def typeset(text: str, *, french: bool) -> str:
    """Return a message with its unbreakable spaces (only within plain text: see keep_together)."""
    if french:
        text = _FRENCH.sub(NARROW, text)
    text = _MARK.sub(NBSP, text)
    text = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    if not _RIGHT_TO_LEFT.search(text):
        text = _COUNTED.sub(rf"\1{NBSP}", text)
    if text.count(" ") > 2 and not (_RIGHT_TO_LEFT.search(text) and _ENDS_IN_A_BOX.search(text)):
        text = _LAST_WORD.sub(NBSP, text)
    return _whole_numbers(text)


def _whole_numbers(text: str) -> str:
    """Return a text whose phone numbers, sums and ranges do not go over the end of a line."""
    for fact in find_numbers(text):  # none becomes longer or shorter
        text = text[: fact.start] + text[fact.start : fact.end].replace(" ", NBSP) + text[fact.end :]
    return text


def keep_together(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inline text in which short numbers stay with the word before and the mark after them.

    They share an unbreakable box. A no-break space would not do: the page engine breaks the line
    at the first space it finds when an inline box follows one.
    """
    found: list[Inline] = []
    rest = list(inlines)
    while rest:
        node = _inside(rest.pop(0))
        if isinstance(node, Isolate) and len(plain_text((node,))) <= _SHORT:
            mark, rest = _mark_after(rest)
            word, found = _word_before(found)
            node = Styled("span", (*word, node, *mark))
        found.append(node)
    return tuple(found)


def _inside(node: Inline) -> Inline:
    match node:
        case Styled(tag, children):
            return Styled(tag, keep_together(children))
        case Link(target, children):
            return Link(target, keep_together(children))
        case Isolate():
            return replace(node, children=keep_together(node.children))
    return node


def _word_before(found: list[Inline]) -> tuple[tuple[Inline, ...], list[Inline]]:
    match = _WORD_BEFORE.search(found[-1].text) if found and isinstance(found[-1], Text) else None
    if match is None:
        return (), found
    assert isinstance(found[-1], Text)
    head = found[-1].text[: match.start()]
    return (Text(match[0]),), [*found[:-1], *([Text(head)] if head else [])]


def _mark_after(rest: list[Inline]) -> tuple[tuple[Inline, ...], list[Inline]]:
    match = _MARK_AFTER.match(rest[0].text) if rest and isinstance(rest[0], Text) else None
    if match is None:
        return (), rest
    assert isinstance(rest[0], Text)
    tail = rest[0].text[match.end() :]
    return (Text(match[0]),), [*([Text(tail)] if tail else []), *rest[1:]]
