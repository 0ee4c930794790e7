"""Mistakes made by code: each function returns the spoilt versions of a translation, one mistake each."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

Mutation = Callable[[str, str], list[str]]
_DIGITS = re.compile(r"\d{2,}")
_NUMBER = re.compile(r"(?<![A-Za-z\d/:-])-?\d+(?:[.,:\u066b\u066c]\d+)*")
_GROUPS = re.compile(r"\d+(?: \d+){2,}")
_YEH_KAF = {
    "fa": {"ی": "ي", "ک": "ك"},
    "ckb": {"ی": "ي", "ک": "ك"},
    "ur": {"ی": "ي", "ک": "ك"},
    "ps": {"ک": "ك"},
    "ar": {"ي": "ی", "ك": "ک"},
}
_SMALL_WORDS = {
    "en": "the|of|to",
    "ar": "في|من|على",
    "fa": "از|در|را",
    "hi": "में|के|है",
    "pa": "ਵਿੱਚ|ਦੇ|ਹੈ",
    "ur": "میں|کے|ہے",
}


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def digit_swapped(text: str, _language: str) -> list[str]:
    """Two neighbouring figures of a number change places."""
    found = []
    for match in _DIGITS.finditer(text):
        run = match[0]
        pair = next((i for i in range(len(run) - 1) if run[i] != run[i + 1]), None)
        if pair is not None:
            found.append(_replaced(text, match, run[:pair] + run[pair + 1] + run[pair] + run[pair + 2 :]))
    return found


def group_swapped(text: str, _language: str) -> list[str]:
    """Two neighbouring groups of a phone number change places."""
    found = []
    for match in _GROUPS.finditer(text):
        groups = match[0].split(" ")
        for i in range(len(groups) - 1):
            if groups[i] != groups[i + 1]:
                swapped = [*groups[:i], groups[i + 1], groups[i], *groups[i + 2 :]]
                found.append(_replaced(text, match, " ".join(swapped)))
    return found


def number_dropped(text: str, _language: str) -> list[str]:
    """A number is left out."""
    numbers = [match for match in _NUMBER.finditer(text) if not _in_phone(text, match)]
    return [" ".join(_replaced(text, match, "").split()) for match in numbers]


def number_negated(text: str, _language: str) -> list[str]:
    """A number gets a minus, or loses it."""
    found = []
    for match in _NUMBER.finditer(text):
        free = match.start() == 0 or text[match.start() - 1] in " ("
        if free and not _in_phone(text, match) and ":" not in match[0]:
            found.append(_replaced(text, match, match[0][1:] if match[0].startswith("-") else f"-{match[0]}"))
    return found


def _in_phone(text: str, match: re.Match[str]) -> bool:
    return any(g.start() <= match.start() < g.end() for g in _GROUPS.finditer(text))


def host_changed(text: str, _language: str) -> list[str]:
    """A web address leads to another host."""
    return [text.replace("://example.org", "://example.com")] if "://example.org" in text else []


def placeholder_dropped(text: str, _language: str) -> list[str]:
    """A placeholder is left out."""
    return [" ".join(_replaced(text, match, "").split()) for match in re.finditer(r"\{\w+\}", text)]


def placeholders_exchanged(text: str, _language: str) -> list[str]:
    """Two placeholders of different sentences change places."""
    found = list(re.finditer(r"\{\w+\}", text))
    return [
        text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
        for a, b in pairwise(found)
        if a[0] != b[0] and re.search(r"[.?!؟۔።।]\s", text[a.end() : b.start()])
    ]


def yeh_kaf(text: str, language: str) -> list[str]:
    """A letter of the Arabic keyboard in another language, or of the Persian one in Arabic."""
    return [text.replace(good, bad, 1) for good, bad in _YEH_KAF.get(language, {}).items() if good in text]


def isolate_dropped(text: str, _language: str) -> list[str]:
    """One half of a pair of direction controls is lost."""
    return [text.replace(control, "") for control in "\u2066\u2069" if control in text]


def bold_dropped(text: str, _language: str) -> list[str]:
    """The stars round a word are lost, all of them or one pair."""
    found = []
    for match in re.finditer(r"\*\*(.+?)\*\*", text):
        found += [_replaced(text, match, match[1]), _replaced(text, match, f"**{match[1]}")]
    return found


def bracket_dropped(text: str, _language: str) -> list[str]:
    """One of two brackets is lost."""
    return [_replaced(text, match, "") for match in re.finditer(r"[()]", text)]


def question_lost(text: str, language: str) -> list[str]:
    """The only question of a text becomes a statement."""
    stop = {"ur": "۔", "am": "።", "ti": "።", "hi": "।", "pa": "।"}.get(language, ".")
    found = list(re.finditer("[?؟]", text))
    return [_replaced(text, found[0], stop)] if len(found) == 1 else []


def mark_doubled(text: str, _language: str) -> list[str]:
    """A vowel sign of Devanagari or Gurmukhi is typed twice."""
    return [_replaced(text, match, match[0] * 2) for match in re.finditer("[\u093e-\u094c\u0a3e-\u0a4c]", text)][:3]


def small_word_doubled(text: str, language: str) -> list[str]:
    """A small word is typed twice."""
    words = _SMALL_WORDS.get(language)
    return (
        [_replaced(text, match, f" {match[1]} {match[1]} ") for match in re.finditer(rf" ({words}) ", text)][:3]
        if words
        else []
    )


def code_left(text: str, _language: str) -> list[str]:
    """A tool for translators leaves an entity, or a tag of its own."""
    first = re.search(r"(?<=\w) (?=\w)", text)
    return [_replaced(text, first, "&nbsp;"), _replaced(text, first, " <g1/> ")] if first else []


MUTATIONS: dict[str, Mutation] = {
    "digit swapped": digit_swapped,
    "digit group swapped": group_swapped,
    "number dropped": number_dropped,
    "number negated": number_negated,
    "URL host changed": host_changed,
    "placeholder dropped": placeholder_dropped,
    "placeholders exchanged": placeholders_exchanged,
    "wrong yeh or kaf": yeh_kaf,
    "isolate dropped": isolate_dropped,
    "bold dropped": bold_dropped,
    "bracket dropped": bracket_dropped,
    "question lost": question_lost,
    "mark doubled": mark_doubled,
    "small word doubled": small_word_doubled,
    "code left": code_left,
}
