"""What a PDF ought to say: the text, facts and format of the leaflet that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from leafletgen.html import Html
from leafletgen.tables import Language, Paper
from leafletgen.textfacts import find_facts

_INLINE = frozenset({"span", "strong", "em", "code", "a", "b", "i"})
_VOID = frozenset({"img", "br", "meta", "link"})
_SKIPPED = frozenset({"head", "style", "title"})


@dataclass(frozen=True, slots=True)
class Expected:
    """The localized leaflet, as far as preflight compares."""

    language: Language
    paper: Paper
    body: tuple[str, ...]
    """The text of each block, in reading order."""
    foot: tuple[str, ...]
    """The text at the foot of every page and in the running header, as often as it stands there."""
    facts: tuple[str, ...]
    """Phones, amounts, dates, addresses: what must stand from left to right."""

    @classmethod
    def from_html(cls, html: Html) -> Expected:
        """Return what the pages of a leaflet must say."""
        head, text = _cut(html.text, "header")
        foot, text = _cut(text, "footer")
        count = len(html.paper.panels)
        texts = _block_texts(text)
        repeated = _block_texts(foot) * count + _block_texts(head) * (count - 2)  # cover and back have no header
        return cls(html.language, html.paper, texts, repeated, facts_of(texts + repeated))

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts."""
        return self.body + self.foot


def _cut(html: str, tag: str) -> tuple[str, str]:
    """Return the one element of this kind, empty where there is none, and the rest."""
    before, opening, rest = html.partition(f"<{tag}")
    inner, closing, after = rest.partition(f"</{tag}>")
    return opening + inner + closing, before + after


def facts_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the facts in texts, in order, as often as they occur."""
    return tuple(text[fact.start : fact.end] for text in texts for fact in find_facts(text))


class _Blocks(HTMLParser):
    """Joins the text of inline elements into the text of their block."""

    def __init__(self) -> None:
        super().__init__()
        self.skipping = 0
        self.current: list[str] = []
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _VOID:
            return
        if self.skipping or tag in _SKIPPED:
            self.skipping += 1
        elif tag not in _INLINE:
            self.close_block()

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif tag not in _INLINE:
            self.close_block()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.current.append(data)

    def close_block(self) -> None:
        text = " ".join("".join(self.current).split(" ")).strip()
        if text:
            self.blocks.append(text)
        self.current = []


def _block_texts(html: str) -> tuple[str, ...]:
    """Return the text of each block element, inline elements joined."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.close_block()
    return tuple(parser.blocks)
