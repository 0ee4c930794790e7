"""Direction made explicit: inline text becomes nested runs that need no bidi algorithm any more.

The page engine orders each inline box by itself, so that tags inside right-to-left text scramble
it. Here the Unicode Bidirectional Algorithm (UAX #9) runs once, over a block's text without its
tags: python-bidi resolves the levels, isolates and bracket pairs are added (rules X5a-X6a, N0).
Every maximal run above its surroundings' level becomes one Group with a direction of its own, so
that nested boxes, laid out one direction at a time, give the order of rule L2 on every line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bidi import algorithm
from bidi.mirror import MIRRORED

from leafletgen.invisible import ZWJ
from leafletgen.joining import joins
from leafletgen.model import Direction, Inline, Isolate, Link, Styled, Text, Variable
from leafletgen.textfacts import find_facts

_OBJECT = "\ufffc"
"""Stands for an isolate in the text around it: a neutral, as UAX #9 says."""
_LEGACY = re.compile("[\u202a-\u202e]")
_ISOLATES: dict[str, Direction | None] = {"\u2066": "ltr", "\u2067": "rtl", "\u2068": None}
_PDI = "\u2069"
_MAX_DEPTH = 12
"""Isolates within each other; deeper ones change nothing (UAX #9, X5a, allows 125: far more than anybody writes)."""
_BETWEEN_ARABIC_INDIC = re.compile("(?<=[\u0660-\u0669])[ \u2009](?=[\u0660-\u0669])")


@dataclass(frozen=True, slots=True)
class Style:
    """A tag round some text: strong, em, code or a, with its address."""

    tag: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Characters of one direction and one set of styles, outermost style first."""

    text: str
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Runs laid out together in one direction."""

    direction: Direction
    children: tuple[Run, ...]
    css_class: str = ""
    styles: tuple[Style, ...] = ()
    """The styles round an isolate; what is in it has its own."""
    isolated: bool = False
    lang: str = ""
    """The language of an isolate, where it is another than around it."""


Run = Leaf | Group
_Item = tuple[str, tuple[Style, ...]] | Group
"""A character with its styles, or an isolate already resolved."""


def resolve(inlines: tuple[Inline, ...], direction: Direction) -> Group:
    """Return inline text as nested runs, for a paragraph of this direction.

    Phone numbers, amounts, addresses and the like are isolated left to right on the way; legacy
    embeddings and overrides (U+202A-U+202E) are dropped; letters that join across a change of
    style get joiners (U+200D).
    """
    return Group(direction, _runs(_flatten(inlines, ()), direction))


def _flatten(inlines: tuple[Inline, ...], styles: tuple[Style, ...]) -> list[_Item]:
    items: list[_Item] = []
    for node in inlines:
        match node:
            case Text(text):
                items.extend((char, styles) for char in _LEGACY.sub("", text))
            case Styled(tag, children):
                items.extend(_flatten(children, (*styles, Style(tag))))
            case Link(target, children):
                items.extend(_flatten(children, (*styles, Style("a", target))))
            case Isolate(direction, children, css_class, lang):
                inner = _runs(_flatten(children, ()), direction)
                items.append(Group(direction, inner, css_class, styles, isolated=True, lang=lang))
            case Variable(name):
                raise ValueError(f"unfilled variable {name}")
    return items


def _runs(items: list[_Item], direction: Direction) -> tuple[Run, ...]:
    items = _isolate_controls(items)
    if direction == "rtl" or _has_right_to_left(_text(items)):
        items = _isolate_facts(items)
    levels = embedding_levels(_text(items), direction)
    return _nest(_join(items), levels, 1 if direction == "rtl" else 0)


def _text(items: list[_Item]) -> str:
    return "".join(_OBJECT if isinstance(item, Group) else item[0] for item in items)


def _isolate_controls(items: list[_Item]) -> list[_Item]:
    """Turn what translators isolated by U+2066-U+2069 into groups (UAX #9, BD9)."""
    stack: list[tuple[str, list[_Item]]] = [("", [])]
    overflow = 0
    for item in items:
        char = "" if isinstance(item, Group) else item[0]
        if char in _ISOLATES:
            if overflow or len(stack) > _MAX_DEPTH:
                overflow += 1
            else:
                stack.append((char, []))
        elif char == _PDI:
            if overflow:
                overflow -= 1
            elif len(stack) > 1:
                _close(stack)
        else:
            stack[-1][1].append(item)
    while len(stack) > 1:
        _close(stack)
    return stack[0][1]


def _close(stack: list[tuple[str, list[_Item]]]) -> None:
    control, inner = stack.pop()
    direction = _ISOLATES[control] or first_strong(_text(inner))
    if inner:
        stack[-1][1].append(Group(direction, _runs(inner, direction)))


def first_strong(text: str) -> Direction:
    """Return a text's direction by its first strong character (UAX #9, P2 and P3)."""
    return "rtl" if algorithm.get_base_level(text) else "ltr"


def _has_right_to_left(text: str) -> bool:
    """Whether a text has letters that turn figures behind them round (UAX #9, W2)."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _isolate_facts(items: list[_Item]) -> list[_Item]:
    text = _text(items)
    found: list[_Item] = []
    end = 0
    for fact in find_facts(text):
        inner = _held(items[fact.start : fact.end])
        found.extend(items[end : fact.start])
        levels = embedding_levels(_text(inner), "ltr")
        found.append(Group("ltr", _nest(inner, levels, 0), fact.css_class))
        end = fact.end
    return [*found, *items[end:]]


def _held(items: list[_Item]) -> list[_Item]:
    """Make spaces between Arabic-Indic figures ones that do not turn their groups round (UAX #9, W4, N1)."""
    found = list(items)
    for match in _BETWEEN_ARABIC_INDIC.finditer(_text(items)):
        found[match.start()] = ("\u00a0", _styles(items[match.start()]) or ())
    return found


def _join(items: list[_Item]) -> list[_Item]:
    """Put a joiner on both sides of a change of style between letters that join."""
    joined = list(items)
    for index in range(1, len(items)):
        before, after = items[index - 1], items[index]
        if isinstance(before, Group) or isinstance(after, Group) or before[1] == after[1]:
            continue
        if joins(_text(items[:index]), _text(items[index:])):
            joined[index - 1] = (_last(joined[index - 1]) + ZWJ, before[1])
            joined[index] = (ZWJ + _last(joined[index]), after[1])
    return joined


def _last(item: _Item) -> str:
    assert not isinstance(item, Group)
    return item[0]


def _nest(items: list[_Item], levels: list[int], base: int) -> tuple[Run, ...]:
    """Group every maximal run above the base level; the rest becomes leaves of one style each."""
    runs: list[Run] = []
    index = 0
    while index < len(items):
        start = index
        if levels[index] > base:
            while index < len(items) and levels[index] > base:
                index += 1
            runs.append(_group(_nest(items[start:index], levels[start:index], base + 1), base + 1))
        elif isinstance(item := items[index], Group):
            runs.append(item)
            index += 1
        else:
            while index < len(items) and levels[index] == base and _styles(items[index]) == item[1]:
                index += 1
            runs.append(Leaf("".join(_last(each) for each in items[start:index]), item[1]))
    return tuple(runs)


def _styles(item: _Item) -> tuple[Style, ...] | None:
    return None if isinstance(item, Group) else item[1]


def _group(children: tuple[Run, ...], level: int) -> Group:
    if len(children) == 1 and isinstance(only := children[0], Group):
        return only
    return Group("rtl" if level % 2 else "ltr", children)


def embedding_levels(text: str, direction: Direction) -> list[int]:
    """Return the resolved level of each character of a text without isolates (UAX #9, W1-I2)."""
    if not text:
        return []
    storage = algorithm.get_empty_storage()
    storage["base_level"] = 1 if direction == "rtl" else 0
    storage["base_dir"] = "R" if direction == "rtl" else "L"
    algorithm.get_embedding_levels(text, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
        char["type"] = char["type"] or "L"  # not assigned in this Python's Unicode: UAX #9, 3.2
        char["orig"] = char["orig"] or "L"
    algorithm.explicit_embed_and_overrides(storage)  # also takes out the BN characters (X9)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], storage["base_dir"])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    levels: list[int] = [-1] * len(text)
    for char in storage["chars"]:
        levels[char["index"]] = char["level"]
    for index, level in enumerate(levels):
        if level < 0:  # a BN character goes with the one before it
            levels[index] = levels[index - 1] if index else storage["base_level"]
    return levels


@cache
def _brackets() -> dict[str, str]:
    """Opening brackets and their closing ones (Bidi_Paired_Bracket: Ps and Pe that mirror)."""
    pairs = {a: b for a, b in MIRRORED.items() if unicodedata.category(a) == "Ps" and unicodedata.category(b) == "Pe"}
    return {unicodedata.normalize("NFC", a): unicodedata.normalize("NFC", b) for a, b in pairs.items()}


def _bracket_pairs(chars: list[dict[str, str]]) -> list[tuple[int, int]]:
    """Return the bracket pairs of a run, by opening position (UAX #9, BD16)."""
    closing_of = _brackets()
    closers = set(closing_of.values())
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, each in enumerate(chars):
        char = unicodedata.normalize("NFC", each["ch"])
        if each["type"] != "ON":
            continue
        if char in closing_of:
            if len(stack) == 63:
                return []
            stack.append((closing_of[char], index))
        elif char in closers:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == char), None)
            if depth is not None:
                pairs.append((stack[depth][1], index))
                del stack[depth:]
    return sorted(pairs)


def _resolve_brackets(chars: list[dict[str, str]], base: str) -> None:
    """Give both brackets of a pair one direction (UAX #9, N0)."""
    strong = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
    for start, end in _bracket_pairs(chars):
        inside = {strong[c["type"]] for c in chars[start + 1 : end] if c["type"] in strong}
        if not inside:
            continue
        before = next((strong[c["type"]] for c in reversed(chars[:start]) if c["type"] in strong), base)
        side = base if base in inside or before == base else before
        for index in (start, end):
            chars[index]["type"] = side
            for mark in chars[index + 1 :]:
                if unicodedata.bidirectional(mark["ch"]) != "NSM":
                    break
                mark["type"] = side
