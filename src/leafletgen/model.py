"""The values that pass from stage to stage: blocks, messages, inline text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from leafletgen.errors import Place

Direction = Literal["ltr", "rtl"]
Key = tuple[str, str]
"""(msgctxt, msgid): the identity of an entry in a catalog."""
T = TypeVar("T")


class Kind(StrEnum):
    """What a block is."""

    PANEL = "panel"
    SECTION = "section"
    BOX = "box"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"
    ITEM = "list item"
    TABLE = "table"
    ROW = "table row"
    CELL = "table cell"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable text: what gettext calls an entry, as the source gives it."""

    msgid: str
    context: str
    comment: str
    kind: Kind
    panel: str
    place: Place

    @property
    def key(self) -> Key:
        """What it is known by in catalogs."""
        return self.context, self.msgid


@dataclass(frozen=True, slots=True)
class Block(Generic[T]):
    """A piece of a page; its content is a Message in a source and inline text once localized."""

    kind: Kind
    place: Place
    content: T | None = None
    name: str = ""
    """Name of a panel or box, target of a QR box, file of a picture."""
    level: int = 0
    """Rank of a heading, from 1; of a table cell, 1 in the head; number of the first of some steps."""
    children: tuple[Block[T], ...] = ()

    @property
    def qr(self) -> str:
        """What a QR code leads to: the name of a contact in a source, its address once localized; else empty."""
        return self.name.removeprefix("qr ") if self.kind is Kind.BOX and self.name.startswith("qr ") else ""

    def walk(self) -> Iterator[Block[T]]:
        """Yield this block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Inline text in a style: strong, em, code, or span for what must stay on one line."""

    tag: Literal["strong", "em", "code", "span"]
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Inline text that leads to an address; in a source, the name of a contact."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """{name}: to be filled in from contacts.toml."""

    name: str


@dataclass(frozen=True, slots=True)
class Isolate:
    """Text whose inner order must not depend on what stands around it (UAX #9, isolates)."""

    direction: Direction
    children: tuple[Inline, ...]
    css_class: str = ""
    lang: str = ""
    """The language of its text, where that is not the text's around it."""


Inline = Text | Styled | Link | Variable | Isolate


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the characters alone, variables as {name}."""
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text(text):
                parts.append(text)
            case Variable(name):
                parts.append("{" + name + "}")
            case _:
                parts.append(plain_text(node.children))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Source:
    """A leaflet's text in its source language."""

    panels: tuple[Block[Message], ...]
    """The panels of a sheet; of a booklet, the cover, the sections and the back."""

    def messages(self) -> tuple[Message, ...]:
        """All messages in reading order, a text that stands twice given once."""
        found: dict[Key, Message] = {}
        for panel in self.panels:
            for block in panel.walk():
                if block.content is not None:
                    found.setdefault(block.content.key, block.content)
        return tuple(found.values())
