"""Sources: a leaflet's Markdown becomes panels of blocks, each text a Message."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from leafletgen.config import LeafletSettings, Project
from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.markdown import RAW_HTML, node_line, parse_blocks, refuse_endless
from leafletgen.model import Block, Kind, Message, Source
from leafletgen.tables import Paper
from leafletgen.tomlfile import read_text

BOXES = ("cards", "checklist", "contacts", "contents", "glossary", "note", "numbers", "qr", "warning", "write")
"""Containers within a panel or section."""
_HELD = {
    "cards": (Kind.BULLETS, "a list"),
    "checklist": (Kind.BULLETS, "a list"),
    "contacts": (Kind.TABLE, "a table"),
    "glossary": (Kind.TABLE, "a table"),
    "numbers": (Kind.TABLE, "a table"),
}
"""Containers that hold one block of a kind, and nothing else."""
MAX_SOURCE = 500_000
_COMMENT = re.compile(r"<!--\s*(translators|context)\s*:\s*(.*?)\s*-->\s*\Z", re.DOTALL)
_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
"""A backslash that ends a line, behind an even number of others: lines are broken by the page, not by the source."""
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""White space, but for the unbreakable spaces, which an author puts in on purpose."""
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_KINDS = {
    "bullet_list": Kind.BULLETS,
    "ordered_list": Kind.STEPS,
    "list_item": Kind.ITEM,
    "table": Kind.TABLE,
    "tr": Kind.ROW,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "heading": Kind.HEADING,
    "paragraph": Kind.PARAGRAPH,
}


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for the next block: the panel it is in, the comments that stand before it."""

    path: Path
    panel: str = ""
    comment: str = ""
    context: str = ""
    line: int = 1


def load_source(project: Project, settings: LeafletSettings) -> Source:
    """Read a leaflet's source; raises InputError, too, where its panels or sections are not those of its format."""
    source = read_source(settings.source, settings.source.relative_to(project.root))
    _check_parts(source, settings.paper)
    return source


def read_source(path: Path, shown: Path) -> Source:
    """Read a leaflet's source; `shown` is the path that messages and catalogs name.

    Raises InputError for anything that is not part of the format, with its line.
    """
    tree = parse_blocks(read_text(path, MAX_SOURCE, shown))
    panels = _blocks(tree.children, _Around(shown))
    if not panels:
        raise InputError("no panels.", "Write “::::: panel name” before the text and “:::::” after it.", Place(shown))
    for panel in panels:
        if panel.kind not in (Kind.PANEL, Kind.SECTION):
            raise InputError("text outside a panel.", "Move it between “::::: panel name” and “:::::”.", panel.place)
        _check_headings(panel)
    return Source(panels)


def _check_parts(source: Source, paper: Paper) -> None:
    """Raise InputError for a source whose panels and sections are not those of its format."""
    last = source.panels[-1].place
    if not paper.flowing:
        wanted = len(paper.panels)
        section = next((part for part in source.panels if part.kind is Kind.SECTION), None)
        if section:
            raise InputError(f"{paper.name} has no sections.", "Write “::::: panel name”.", section.place)
        if len(source.panels) != wanted:
            what = f"{len(source.panels)} panels; the format {paper.name} has {wanted}."
            raise InputError(what, "Add or join panels.", last)
        return
    for number, part in enumerate(source.panels):
        edge = number in (0, len(source.panels) - 1)
        if edge != (part.kind is Kind.PANEL):
            hint = "A booklet is “panel cover”, then “section name” as often as you like, then “panel back”."
            raise InputError(f"a {part.kind} as part {number + 1} of a booklet.", hint, part.place)
        first = next((block for block in part.children if block.kind is Kind.HEADING), None)
        if part.kind is Kind.SECTION and (first is None or part.children[0] is not first or first.level != 1):
            hint = "Begin it with “# Title”: it stands in the contents."
            raise InputError(f"the section “{part.name}” has no title.", hint, part.place)
    if not 3 <= len(source.panels) <= len(paper.panels):
        what = f"{len(source.panels)} parts, each at least a page; the booklet has {len(paper.panels)} pages."
        raise InputError(what, "Change pages in leaflet.toml, or add or join sections.", last)


def _check_headings(panel: Block[Message]) -> None:
    level = 0
    for block in panel.walk():
        if block.kind is Kind.HEADING:
            if block.level > level + 1:
                raise InputError(
                    f"a heading of level {block.level} follows level {level}.",
                    f"Write {'#' * (level + 1)} here, or add the heading between.",
                    block.place,
                )
            level = block.level


def _blocks(nodes: list[SyntaxTreeNode], around: _Around) -> tuple[Block[Message], ...]:
    found: list[Block[Message]] = []
    comment = context = ""
    for node in nodes:
        if node.type == "html_block":
            name, text = _read_comment(node, around)
            comment, context = (f"{comment} {text}".strip(), context) if name == "translators" else (comment, text)
            continue
        here = around
        if comment or context:
            here = replace(around, comment=comment or around.comment, context=context or around.context)
        found.extend(_block(node, here))
        comment = context = ""
    return tuple(found)


def _read_comment(node: SyntaxTreeNode, around: _Around) -> tuple[str, str]:
    match = _COMMENT.match(node.content.strip())
    if not match:
        hint = "Write <!-- translators: … -->, <!-- context: … -->, or plain text."
        raise InputError("raw HTML is not part of a source.", hint, Place(around.path, node_line(node)))
    return match[1], " ".join(match[2].split())


def _block(node: SyntaxTreeNode, around: _Around) -> tuple[Block[Message], ...]:
    around = replace(around, line=node_line(node, around.line))
    place = Place(around.path, around.line)
    if node.type == "container_block":
        return (_container(node, around),)
    if node.type in ("thead", "tbody"):
        rows = _blocks(node.children, around)
        return tuple(row for row in rows if any(cell.content or cell.children for cell in row.children))
    kind = _KINDS.get(node.type)
    if kind is None:
        hint = "Known: headings, paragraphs, lists, tables, pictures and ::: containers."
        raise InputError(f"“{node.type}” is not part of a source.", hint, place)
    if kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.CELL):
        return _text_block(node, kind, around)
    children = _blocks(node.children, around)
    if kind is Kind.ITEM:
        return (_item(children, place),)
    first = int(node.attrs.get("start", 1)) if kind is Kind.STEPS else 0
    return (Block(kind, place, level=first, children=children),)


def _item(children: tuple[Block[Message], ...], place: Place) -> Block[Message]:
    """A list item holds its own text, and blocks below it if there are any."""
    if not children or children[0].kind is not Kind.PARAGRAPH or children[0].content is None:
        raise InputError("an empty list item.", "Write its text, or delete it.", place)
    return Block(Kind.ITEM, place, replace(children[0].content, kind=Kind.ITEM), children=children[1:])


def _text_block(node: SyntaxTreeNode, kind: Kind, around: _Around) -> tuple[Block[Message], ...]:
    place = Place(around.path, around.line)
    written = node.children[0].content if node.children else ""
    if html := RAW_HTML.search(written):
        hint = "Write **word** for bold, *word* for italic, a paragraph for a new line, a comment on a line of its own."
        here = Place(around.path, around.line + written.count("\n", 0, html.start()))
        raise InputError(f"raw HTML, “{html[0]}”, is not part of a source and would be printed.", hint, here)
    content = _HARD_BREAK.sub(r"\1 ", written)
    raw = _SPACES.sub(" ", content).strip()
    refuse_endless(raw, place)
    picture = _PICTURE.fullmatch(raw)
    if picture:
        block = _picture(picture, around)
        return (Block(kind, place, children=(block,)),) if kind is Kind.CELL else (block,)
    if _PICTURE.search(raw):
        raise InputError("a picture in running text.", "Put it on a line of its own.", place)
    level = int(node.tag[1]) if kind is Kind.HEADING else 0
    message = Message(raw, around.context, around.comment, kind, around.panel, place) if raw else None
    level = 1 if node.tag == "th" else level
    return (Block(kind, place, message, level=level),)


def _picture(match: re.Match[str], around: _Around) -> Block[Message]:
    place = Place(around.path, around.line)
    alt, file = match[1].strip(), match[2].strip()
    if not re.fullmatch(r"[\w-]+\.svg", file):
        hint = "Name an .svg file beside the source; only letters, digits, - and _ in its name. Photos cannot be shown."
        raise InputError(f"the picture “{file}” is refused.", hint, place)
    content = Message(alt, around.context, around.comment, Kind.PICTURE, around.panel, place) if alt else None
    return Block(Kind.PICTURE, place, content, name=file)


def _container(node: SyntaxTreeNode, around: _Around) -> Block[Message]:
    place = Place(around.path, around.line)
    name, _, argument = node.info.strip().partition(" ")
    argument = argument.strip()
    if name in (Kind.PANEL, Kind.SECTION):
        if around.panel or not argument:
            hint = f"Write “::::: {name} name”, and close it with “:::::” before the next one."
            raise InputError(f"a {name} within another, or without a name.", hint, place)
        children = _blocks(node.children, replace(around, panel=argument))
        return Block(Kind(name), place, name=argument, children=children)
    if name not in BOXES:
        raise InputError(f"unknown container “{name}”.", did_you_mean(name, (*BOXES, "panel", "section")), place)
    if (name == "qr") != bool(argument):
        raise InputError(f"“::: {node.info.strip()}”.", "Only qr takes a name: “::: qr leaflet_url”.", place)
    full_name = f"{name} {argument}".strip()
    return Block(Kind.BOX, place, name=full_name, children=_held(name, _blocks(node.children, around), place))


def _held(name: str, children: tuple[Block[Message], ...], place: Place) -> tuple[Block[Message], ...]:
    """Return what a container holds; raises InputError where that is not what it is for."""
    if name == "contents" and children:
        raise InputError("text in “::: contents”.", "Leave it empty: the titles are filled in.", children[0].place)
    if name in _HELD:
        kind, what = _HELD[name]
        if [child.kind for child in children] != [kind]:
            raise InputError(f"“::: {name}” holds something else than {what}.", f"Write {what} in it.", place)
    return children
