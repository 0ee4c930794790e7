"""The door to markdown-it-py: block trees of sources, inline text of sources and translations.

Only a small part of Markdown is spoken: raw HTML, images in running text and addresses written
into the text are never obeyed, wherever they come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.model import Inline, Link, Styled, Text, Variable

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BROKEN_VARIABLE = re.compile(r"\{\s*[^\W\d][^\s{}]{0,40}\s*\}?")
MAX_MESSAGE = 5_000
"""Characters of one message; more is a mistake or an attack."""
MAX_WORD = 300
"""Characters without a space: the page engine tries each place where such a word can be broken with all that follow."""
MAX_DEPTH = 8
"""Nested styles in one message."""
_SPACES = re.compile("[ \t\n\r]")
_CONTACT = "contact:"
RAW_HTML = re.compile(r"(?<!\\)(?:</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--|&(?:[A-Za-z][A-Za-z0-9]+|#\w+);)")
"""What a browser would not print as it stands, unless a backslash precedes it: pages print it."""
LINK_TARGET = re.compile(r"\]\[([^\]\s]{1,60})\]")
_TAGS: dict[str, Literal["strong", "em", "code"]] = {"strong": "strong", "em": "em", "code_inline": "code"}


@cache
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.disable(["html_inline", "code", "fence", "reference"])  # “[Urgence]: 112” is text, no address for links
    # “::: name argument” opens a container, whatever its name; the reader judges the name
    return parser.use(container_plugin, name="block", validate=lambda params, *_rest: bool(params.strip()))


@cache
def _inline_parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "backticks", "escape"])


def parse_blocks(text: str) -> SyntaxTreeNode:
    """Return the syntax tree of a source text."""
    return SyntaxTreeNode(_block_parser().parse(text))


def refuse_endless(text: str, place: Place) -> None:
    """Raise InputError for a text or a word that is too long to be read in good time."""
    if len(text) > MAX_MESSAGE:
        raise InputError(f"a text of {len(text)} characters.", f"At most {MAX_MESSAGE}: split it.", place)
    longest = max(map(len, _SPACES.split(text)))
    if longest > MAX_WORD:
        raise InputError(f"a word of {longest} characters.", f"At most {MAX_WORD}: put spaces into it.", place)


def parse_inline(text: str, place: Place, targets: Collection[str]) -> tuple[Inline, ...]:
    """Return a message's inline text.

    `targets` are the names that links may lead to, as [text][name]. Raises InputError for a link
    to anything else, for what looks like a placeholder and is none, and for text that is too long or nested too deep.
    """
    refuse_endless(text, place)
    references = {name.upper(): {"title": "", "href": _CONTACT + name} for name in targets}
    tokens = _inline_parser().parseInline(text, {"references": references})
    return _inlines(SyntaxTreeNode(tokens).children[0].children, place, targets, 0) if text else ()


def _inlines(nodes: Sequence[SyntaxTreeNode], place: Place, targets: Collection[str], depth: int) -> tuple[Inline, ...]:
    if depth > MAX_DEPTH:
        raise InputError("styles are nested too deep.", "Use plain bold text.", place)
    found: list[Inline] = []
    for node in nodes:
        if node.type in ("softbreak", "hardbreak"):
            found.append(Text(" "))
        elif node.type == "code_inline":
            found.append(Styled("code", tuple(_split(node.content, place))))
        elif node.type in _TAGS:
            found.append(Styled(_TAGS[node.type], _inlines(node.children, place, targets, depth + 1)))
        elif node.type == "link":
            name = _target(str(node.attrs["href"]), place, targets)
            found.append(Link(name, _inlines(node.children, place, targets, depth + 1)))
        else:
            found.extend(_variables(node.content, place, targets))
    return tuple(found)


def _target(href: str, place: Place, targets: Collection[str]) -> str:
    name = href.removeprefix(_CONTACT)
    if not href.startswith(_CONTACT) or name not in targets:
        hint = "Link to a name in contacts.toml, as [text][name]."
        raise InputError(f"a link to “{href}” is refused.", hint, place)
    return name


def _variables(text: str, place: Place, targets: Collection[str]) -> list[Inline]:
    dangling = LINK_TARGET.search(text)
    if dangling:
        hint = did_you_mean(dangling[1], targets)
        raise InputError(f"no link target “{dangling[1]}” in contacts.toml.", hint, place)
    return _split(text, place)


def _split(text: str, place: Place) -> list[Inline]:
    pieces = VARIABLE.split(text)
    broken = next(filter(None, map(_BROKEN_VARIABLE.search, pieces[::2])), None)
    if broken:
        hint = "Write {name} as it stands in contacts.toml: small letters, digits and _."
        raise InputError(f"“{broken[0]}” is no placeholder.", hint, place)
    found: list[Inline] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            found.append(Variable(piece))
        elif piece:
            found.append(Text(piece))
    return found


def variables_differ(
    source: str, translation: str, pattern: re.Pattern[str] = VARIABLE
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the variables that a translation lacks, and of those that are too many, each so often.

    `pattern` finds the names of something else, such as the targets of links.
    """
    wanted, given = (Counter(pattern.findall(text)) for text in (source, translation))
    return tuple(sorted((wanted - given).elements())), tuple(sorted((given - wanted).elements()))


def node_line(node: SyntaxTreeNode, default: int = 0) -> int:
    """Line of the source on which a node starts, from 1."""
    span: Any = node.map
    return span[0] + 1 if span else default
