"""Segments: the messages of a leaflet or of the templates, as entries for translators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leafletgen.markdown import VARIABLE
from leafletgen.model import Key, Message, Source
from leafletgen.tables import Paper, phrases

_LETTER = re.compile(r"[^\W\d_]")
WHERE = re.compile(r"[a-z ]+, (?:panel )?“[^”]*” \((?:it|a page) holds about \d+ characters in all\)")
"""The line of a comment that tells where a text stands, whatever lines come before and after it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """An entry of a .pot file: msgctxt, msgid, extracted comment (#.) and reference (#:)."""

    context: str
    msgid: str
    comment: str
    reference: str

    @property
    def key(self) -> Key:
        """What it is known by in catalogs."""
        return self.context, self.msgid


def is_translatable(msgid: str) -> bool:
    """Whether a text has letters of its own, outside its variables."""
    return bool(_LETTER.search(VARIABLE.sub("", msgid)))


def leaflet_segments(source: Source, paper: Paper) -> tuple[Segment, ...]:
    """Return a leaflet's entries in reading order, each text once."""
    return tuple(
        Segment(message.context, message.msgid, _comment(message, paper), message.place.path.as_posix())
        for message in source.messages()
        if is_translatable(message.msgid)
    )


def _comment(message: Message, paper: Paper) -> str:
    size = f"holds about {paper.panel_characters} characters in all"
    if paper.flowing:
        where = f"{message.kind}, “{message.panel}” (a page {size})"
    else:
        where = f"{message.kind}, panel “{message.panel}” (it {size})"
    return f"{message.comment}\n{where}" if message.comment else where


def phrase_segments(source_language: str) -> tuple[Segment, ...]:
    """Return the entries of the template strings; msgctxt is the phrase's key."""
    return tuple(
        Segment(phrase.key, phrase.text(source_language), phrase.comment, "templates") for phrase in phrases().values()
    )


def with_reference(
    segments: tuple[Segment, ...], translations: Mapping[Key, str], language: str
) -> tuple[Segment, ...]:
    """Add the text in the reference language to each comment, where there is one."""
    return tuple(
        Segment(s.context, s.msgid, f"{s.comment}\n{language}: {translations[s.key]}", s.reference)
        if translations.get(s.key)
        else s
        for s in segments
    )
