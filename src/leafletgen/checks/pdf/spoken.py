"""The text of a tagged document as it is read out (ISO 32000-1, 14.7 and 14.8.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name

from leafletgen.checks.pdf.document import Document

_WITHIN_LINES = (Name.Link, Name.Span)


def spoken(document: Document) -> str:
    """Return the text of the structure tree, block by block; the mark or number before an item is one, too.

    Of an element with /ActualText it is that, of a run with one likewise, else what the glyphs spell.
    Only what is a character parts words: no reader sees where a line ends.
    """
    return "".join(_Reader(document).below(document.pdf.Root.StructTreeRoot))


@dataclass(slots=True)
class _Reader:
    document: Document
    texts: dict[tuple[Any, int], str] = field(init=False)
    """Of marked runs, by page and number."""
    seen: set[tuple[int, int]] = field(default_factory=set)
    """Elements that were read; each has one parent (ISO 32000-1, table 323)."""

    def __post_init__(self) -> None:
        self.texts = {}
        for page in self.document.pages:
            for glyph in page.glyphs:
                key = page.raw.objgen, glyph.mcid
                self.texts[key] = self.texts.get(key, "") + glyph.text
            self.texts.update({(page.raw.objgen, mcid): text for mcid, text in page.actual_texts.items()})

    def below(self, element: Any) -> Iterator[str]:
        edge = "" if element.get("/S") in _WITHIN_LINES else "\n"
        yield edge
        if "/ActualText" in element:
            yield str(element.ActualText)
        else:
            children = element.get("/K", ())
            for child in children if isinstance(children, Array) else [children]:
                yield from self._kid(child, element)
        yield edge

    def _kid(self, child: Any, element: Any) -> Iterator[str]:
        if isinstance(child, int):
            yield self.texts.get((element.Pg.objgen, int(child)), "")
        elif isinstance(child, Dictionary) and "/S" in child and child.objgen not in self.seen:
            if child.is_indirect:
                self.seen.add(child.objgen)
            yield from self.below(child)
