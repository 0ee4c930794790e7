"""The file is tagged, says its language and title, pictures have words, headings are in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document

_HEADING = re.compile(r"/H([1-6])")


def find(document: Document) -> Iterator[Hit]:
    """Yield what a screen reader would miss."""
    root = document.pdf.Root
    if not str(root.get("/Lang", "")):
        yield Hit("the file does not say its language (/Lang).")
    if not document.title:
        yield Hit("the file has no title.")
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield Hit("the file is not tagged.")
        return
    level = 0
    numbers = {page.raw.objgen: page.number for page in document.pages}
    for element in _elements(root.StructTreeRoot, set()):
        page = numbers.get(element.Pg.objgen, 0) if "/Pg" in element else 0
        if element.get("/S") == Name.Figure and not str(element.get("/Alt", element.get("/ActualText", ""))).strip():
            yield Hit("a picture has no words (/Alt).", page)
        if match := _HEADING.fullmatch(str(element.get("/S", ""))):
            rank = int(match[1])
            if rank > level + 1:
                yield Hit(f"a heading of rank {rank} follows one of rank {level}.", page)
            level = rank


def _elements(node: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield all structure elements in reading order, each once: it has one parent (ISO 32000-1, table 323)."""
    children = node.get("/K", ())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child and child.objgen not in seen:
            if child.is_indirect:
                seen.add(child.objgen)
            yield child
            yield from _elements(child, seen)


CHECK = PdfCheck(
    id="pdf.tags",
    severity={"screen": "error"},
    rationale="Who listens to the page hears nothing, or a heap of words in another language's sounds.",
    proposal="Make the screen edition, which writes tags, language, title and the pictures' words.",
    find=find,
)
