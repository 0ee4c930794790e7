"""A PDF under examination: its pages, boxes and marks, each read once and only when asked for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary

from leafletgen.boxes import PT_PER_MM, Boxes, Rectangle, page_boxes
from leafletgen.checks.pdf.content import PageContent, Tile, glyphs, page_content
from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import Profile
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.layers import Layers, read_layers
from leafletgen.checks.pdf.lines import Line, lines
from leafletgen.checks.pdf.marks import Glyph, Image, Mark, Shape
from leafletgen.fonts import FontFile
from leafletgen.impose import GUIDE_PAGES, has_guide
from leafletgen.pdfinput import UNREADABLE
from leafletgen.tables import DATA, languages
from leafletgen.tomlfile import TomlTable


@cache
def _limits() -> TomlTable:
    return TomlTable.load(DATA / "preflight.toml")


def threshold(check: str, name: str) -> float:
    """Return a number of data/preflight.toml."""
    return _limits().table(check).need(name, float)


def thresholds(check: str, name: str) -> list[str]:
    """Return a list of data/preflight.toml."""
    return _limits().table(check).need(name, list)


@dataclass(frozen=True, slots=True)
class Peer:
    """What other files of the same leaflet say of themselves."""

    path: str
    trims_mm: tuple[tuple[float, float], ...]


@dataclass(eq=False)
class PdfPage:
    """One page."""

    number: int
    raw: pikepdf.Page
    fonts: dict[tuple[int, int], PdfFont]
    layers: Layers

    @cached_property
    def boxes(self) -> Boxes:
        """Its boxes; raises InputError where they make no sense."""
        return page_boxes(self.raw, self.number)

    @cached_property
    def _attempt(self) -> PageContent | Exception:
        try:
            return page_content(self.raw, self.fonts, self.layers)
        except UNREADABLE as error:
            return error

    @property
    def _read(self) -> PageContent:
        """What it holds; what cannot be read fails at each check, and is tried once."""
        if isinstance(self._attempt, Exception):
            raise self._attempt
        return self._attempt

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What it shows, in painting order."""
        return self._read.marks

    @property
    def hidden(self) -> tuple[Mark, ...]:
        """What it would show if all layers were on."""
        return self._read.hidden

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What the patterns show that it is painted with."""
        return self._read.tiles

    @property
    def masked(self) -> tuple[Glyph, ...]:
        """The letters in its soft masks."""
        return self._read.masked

    @cached_property
    def placed(self) -> tuple[tuple[Mark, Rectangle], ...]:
        """Its marks and those of its patterns, each with where it shows."""
        own = ((mark, mark.visible_box if isinstance(mark, Shape) else mark.box) for mark in self.marks)
        return (*own, *self.tiles)

    @property
    def actual_texts(self) -> dict[int, str]:
        """The /ActualText of its marked runs."""
        return self._read.actual_texts

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Its visible glyphs, in the order of the content."""
        return tuple(glyphs(self.marks))

    @cached_property
    def every_glyph(self) -> tuple[Glyph, ...]:
        """Those, and the visible ones of its patterns, at the area painted with them."""
        return self.glyphs + tuple(
            mark._replace(box=area) for mark, area in self.tiles if isinstance(mark, Glyph) and mark.visible
        )

    @property
    def hidden_glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs that it would show if all layers were on."""
        return tuple(glyphs(self.hidden))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines of text, from the top down."""
        return lines(self.glyphs)

    @property
    def shapes(self) -> Iterator[Shape]:
        """Its paths."""
        return (mark for mark in self.marks if isinstance(mark, Shape))

    @property
    def images(self) -> Iterator[Image]:
        """Its pictures made of pixels."""
        return (mark for mark in self.marks if isinstance(mark, Image))

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the trim, as shown."""
        trim = self.boxes.trim
        size = (round(trim.width / PT_PER_MM, 1), round(trim.height / PT_PER_MM, 1))
        return size[::-1] if self.boxes.rotate % 180 else size

    def place_mm(self, at: Rectangle) -> tuple[float, float]:
        """Return the middle of a rectangle from the trim's left and top edges."""
        trim = self.boxes.trim
        x, y = (at.left + at.right) / 2 - trim.left, trim.top - (at.bottom + at.top) / 2
        return round(x / PT_PER_MM, 1), round(y / PT_PER_MM, 1)


@dataclass(eq=False)
class Document:
    """An opened PDF and what it is compared with."""

    path: Path
    data: bytes
    pdf: pikepdf.Pdf
    profile: Profile
    fonts: tuple[FontFile, ...]
    """The project's fonts."""
    expected: Expected | None = None
    peers: tuple[Peer, ...] = ()
    """The other files given with it."""
    pdf_fonts: dict[tuple[int, int], PdfFont] = field(default_factory=dict)
    pictures: dict[tuple[int, float, Rectangle | None], Any] = field(default_factory=dict)
    """Pages, or parts of them, as pixels, by number and scale (`pictures.render`)."""

    @cached_property
    def drawer(self) -> pypdfium2.PdfDocument:
        """The file as PDFium reads it, which draws its pages and copies their text."""
        return pypdfium2.PdfDocument(self.data)

    @cached_property
    def pages(self) -> tuple[PdfPage, ...]:
        """The pages, from 1."""
        raw = enumerate(self.pdf.pages, 1)
        return tuple(PdfPage(number, page, self.pdf_fonts, self.layers) for number, page in raw)

    @cached_property
    def sheets(self) -> tuple[PdfPage, ...]:
        """The pages, without the instructions before those of an office edition."""
        return self.pages[GUIDE_PAGES:] if has_guide(self.pdf) else self.pages

    @cached_property
    def layers(self) -> Layers:
        """Its optional content."""
        return read_layers(self.pdf.Root)

    @cached_property
    def used_fonts(self) -> tuple[tuple[PdfFont, int, Glyph], ...]:
        """Each font that draws something, with the first page and glyph."""
        found: dict[int, tuple[PdfFont, int, Glyph]] = {}
        for page in self.pages:
            for glyph in page.every_glyph:
                found.setdefault(id(glyph.font), (glyph.font, page.number, glyph))
        return tuple(found.values())

    @cached_property
    def language(self) -> str:
        """The code of its language: what it was made from, /Lang, or the name of the file."""
        if self.expected is not None:
            return self.expected.language.code
        tag = str(self.pdf.Root.get("/Lang", "")).split("-")[0].lower()
        parts = self.path.stem.split("-")
        return tag or (parts[-2] if len(parts) >= 3 and parts[-2] in languages() else "")

    @cached_property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left: by its language, else by most of its letters."""
        if self.language in languages():
            return languages()[self.language].direction == "rtl"
        return self.scripts["R"] + self.scripts["AL"] > self.scripts["L"]

    @cached_property
    def scripts(self) -> Counter[str]:
        """How many characters of each bidirectional class it shows."""
        texts = "".join(glyph.text for page in self.pages for glyph in page.glyphs)
        return Counter(unicodedata.bidirectional(char) for char in texts)

    @cached_property
    def metadata(self) -> dict[str, object]:
        """The XMP metadata by qualified name; empty where it cannot be read."""
        try:
            with self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as found:
                return dict(found)
        except (ValueError, pikepdf.PdfError):
            return {}

    @cached_property
    def title(self) -> str:
        """Its title, from XMP or the document information."""
        info = self.pdf.trailer.get("/Info", Dictionary())
        return str(self.metadata.get("{http://purl.org/dc/elements/1.1/}title") or info.get("/Title", "")).strip()

    def objects(self) -> Iterable[Any]:
        """All dictionaries and streams, used or not, and those that stand within others."""
        return (inner for each in self.pdf.objects for inner in _within(each))

    @cached_property
    def trims_mm(self) -> tuple[tuple[float, float], ...]:
        """The trim of each of its sheets' sides, or pages, in millimetres."""
        return tuple(page.size_mm for page in self.sheets)


def _within(value: Any) -> Iterator[Any]:
    """Yield an object's dictionaries: itself, and those that it holds directly."""
    if isinstance(value, (Dictionary, pikepdf.Stream)):
        yield value
        held = [each for _key, each in value.items()]
    else:
        held = list(value) if isinstance(value, Array) else []
    for each in held:
        if isinstance(each, (Dictionary, Array)) and not each.is_indirect:
            yield from _within(each)
