"""Phones, amounts, dates and addresses stand on the page in their own left-to-right order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.lines import Line, squeezed
from leafletgen.textfacts import find_facts

_GROUPS = re.compile(r"\d+|[^\d\s]+")
_SCRAMBLED = (
    (re.compile(r"(?<![\d+])(?:\d{1,4}[ .-]){3,}\d{1,3}\+(?!\d)"), "a phone number that ends with its +"),
    (re.compile(r"(?<![\d+])(?!0)\d\d(?:[ .-]\d\d){3}[ .-]0[1-9](?![ .-]?\d)"), "a French phone number read backwards"),
    (re.compile(r"\S*//:https?(?![:\w])"), "a web address read backwards"),
    (re.compile(r"(?<!\w)[\w/.-]+\.www(?!\w)", re.IGNORECASE), "a web address read backwards"),
)
"""What only a scrambled order gives, whatever the text was."""
_WRAP = 3
"""Over how many lines an address may go."""
_MARKERS = "•"
"""What stands before the items of a list: in left-to-right text on a right-to-left page, at the ends of its lines."""


def find(document: Document) -> Iterator[Hit]:
    """Yield facts that do not stand as they should, by the places of their glyphs alone."""
    found = [(page.number, line) for page in document.pages for line in page.lines]
    scrambled = list(_scrambled(found))
    yield from scrambled
    if document.expected is not None:
        yield from _missing_facts(found, document.expected.facts, {hit.message for hit in scrambled})
    else:
        yield from _contradictions(found)


def _scrambled(found: list[tuple[int, Line]]) -> Iterator[Hit]:
    for page, line in found:
        for pattern, what in _SCRAMBLED:
            for match in pattern.finditer(line.words):
                yield Hit(f"“{match.group().strip()}” is {what}.", page, line.box)


def _missing_facts(found: list[tuple[int, Line]], facts: tuple[str, ...], said: set[str]) -> Iterator[Hit]:
    """Yield the expected facts that stand nowhere, or less often than they should.

    Where the same groups stand in another order, that order and its place are given.
    """
    for fact, wanted in Counter(squeezed(fact) for fact in facts).items():
        seen = sum(_count(line.words, fact) for _page, line in found)
        if seen < wanted and len(fact) > 3:
            seen += _wrapped(found, fact)
        if seen >= wanted:
            continue
        shown = next(text for text in facts if squeezed(text) == fact)
        wrong = _other_order(found, fact)
        if wrong is None:
            how = "not" if seen == 0 else f"only {seen} times, not {wanted},"
            yield Hit(f"“{shown}” is {how} on the pages in this order.")
        elif not any(wrong[2] in message for message in said):
            yield Hit(f"“{shown}” stands as “{wrong[2]}”.", wrong[0], wrong[1].box)


def _count(text: str, fact: str) -> int:
    return len(_pattern(fact).findall(text))


@lru_cache(maxsize=1024)
def _pattern(fact: str) -> re.Pattern[str]:
    start = r"(?<!\d)" if fact[0].isdigit() else ""
    end = r"(?!\d)" if fact[-1].isdigit() else ""
    return re.compile(start + " ?".join(map(re.escape, fact)) + end)


def _wrapped(found: list[tuple[int, Line]], fact: str) -> int:
    """Return how often a fact goes over the ends of lines, below each other on one page."""
    pages: dict[int, list[Line]] = {}
    for page, line in found:
        pages.setdefault(page, []).append(line)
    return sum(_goes_on(fact, rows, line, _WRAP) for rows in pages.values() for line in rows)


def _goes_on(rest: str, others: list[Line], line: Line, depth: int) -> bool:
    text = line.text.strip(_MARKERS)
    if len(rest) > 1 and depth < _WRAP and (text.startswith(rest) or text.endswith(rest)):
        return True
    if depth == 0:
        return False
    cuts = [cut for cut in range(1, len(rest)) if text.endswith(rest[:cut]) or text.startswith(rest[:cut])]
    below = [other for other in others if _is_below(line, other)] if cuts else []
    return any(_goes_on(rest[cut:], others, other, depth - 1) for cut in cuts for other in below)


def _is_below(line: Line, other: Line) -> bool:
    a, b = line.box, other.box
    gap = line.glyphs[0].y - other.glyphs[0].y
    return 0 < gap < 3.2 * max(line.glyphs[0].size_pt, 4) and a.left < b.right and b.left < a.right


def _other_order(found: list[tuple[int, Line]], fact: str) -> tuple[int, Line, str] | None:
    """Return where the same groups of characters stand backwards."""
    turned = "".join(reversed(_GROUPS.findall(fact)))
    for candidate in dict.fromkeys((turned, fact[::-1], *_digit_groups(fact))):
        for page, line in found:
            if candidate != fact and _count(line.words, candidate):
                return page, line, candidate
    return None


def _digit_groups(fact: str) -> tuple[str, ...]:
    """Return a squeezed phone number backwards, in groups of two after its prefix."""
    match = re.fullmatch(r"(\+\d\d)?(\d)?((?:\d\d)+)", fact)
    if not match:
        return ()
    pairs = re.findall(r"\d\d", match[3])[::-1]
    prefix = match[1] or ""
    return ("".join(pairs) + (match[2] or "") + (prefix[1:] + "+" if prefix else ""),)


def _contradictions(found: list[tuple[int, Line]]) -> Iterator[Hit]:
    """Yield numbers whose groups stand elsewhere in the same file the other way round."""
    seen: dict[tuple[str, ...], tuple[int, Line, str]] = {}
    for page, line in found:
        for fact in find_facts(line.words):
            text = line.words[fact.start : fact.end]
            groups = tuple(re.findall(r"\d+", text))
            if len(groups) >= 3 and len("".join(groups)) >= 6:
                seen.setdefault(groups, (page, line, text))
    for groups, (page, line, text) in seen.items():
        if groups != groups[::-1] and groups[::-1] in seen:
            other = seen[groups[::-1]][2]
            yield Hit(f"“{text}” stands elsewhere as “{other}”: one of them is scrambled.", page, line.box)


CHECK = PdfCheck(
    id="pdf.fact-order",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="A phone number whose groups stand backwards reaches nobody; who needs it may have no other.",
    proposal="Isolate it: <span dir=ltr>, or U+2066 before and U+2069 after it.",
    find=find,
)
