"""The door to WeasyPrint: HTML becomes pages."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from leafletgen.errors import RenderError
from leafletgen.html import Html
from leafletgen.lean import lean


@contextmanager
def _without_compilers() -> Iterator[None]:
    """Hide programs while libraries are loaded.

    WeasyPrint tries the names that each library has on any system, and ctypes then asks gcc and ld for
    those that this one lacks: a third of the time that it takes to load. The loader finds the others.
    """
    path = os.environ.get("PATH")
    if path is None or sys.platform != "linux":
        yield
        return
    os.environ["PATH"] = os.devnull
    try:
        yield
    finally:
        os.environ["PATH"] = path


with _without_compilers():
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PX_PER_MM = 96 / 25.4
_STYLES = 8
"""Parsed styles that are kept, a tenth of a megabyte each: each leaflet has its own, the preview one a page height."""


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves a leaflet's own pictures and fonts, by name, and nothing else."""

    def __init__(self, html: Html) -> None:
        super().__init__(allowed_protocols=("font", "picture"))
        self.html = html

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        scheme, _, name = url.partition(":")
        if scheme == "picture" and name in self.html.pictures:
            return URLFetcherResponse(url, self.html.pictures[name], {"Content-Type": "image/svg+xml"})
        for font in self.html.fonts:
            if scheme == "font" and name == font.path.name:
                return URLFetcherResponse(url, font.path.read_bytes(), {"Content-Type": "font/ttf"})
        raise FatalURLFetchingError(f"{url} is not part of the leaflet")


@dataclass(slots=True)
class Typesetter:
    """What a worker keeps warm between leaflets of one language: parsed fonts, and the last styles."""

    fonts: FontConfiguration
    styles: dict[str, weasyprint.CSS]

    @classmethod
    def new(cls) -> Typesetter:
        """Return a typesetter with nothing on it yet."""
        return cls(FontConfiguration(), {})

    def style(self, html: Html, height_mm: float) -> weasyprint.CSS:
        """Return the parsed stylesheet of a leaflet for pages of this height."""
        text = html.style.replace("PAGE_HEIGHT", str(height_mm))
        if text not in self.styles:
            if len(self.styles) == _STYLES:
                del self.styles[next(iter(self.styles))]
            self.styles[text] = weasyprint.CSS(
                string=text, font_config=self.fonts, url_fetcher=_Fetcher(html), base_url="leaflet:/"
            )
        return self.styles[text]


@dataclass(frozen=True, slots=True)
class PanelLayout:
    """One panel, laid out on a page of its own and not yet drawn."""

    html: Html
    document: Any
    """WeasyPrint's; only this module looks into it."""
    pages: int
    """How many pages its text takes."""
    end_mm: float
    """How far down the last of them the text reaches."""
    boxes: dict[str, tuple[float, float, float, float]]
    """Left, top, right, bottom of each element that has an id, in millimetres from the page's upper left."""

    def pdf(self) -> bytes:
        """Return the PDF, for looking at: neither tagged nor finished."""
        out = io.BytesIO()
        self.document.write_pdf(out, finisher=partial(lean, html=self.html))
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one part of a leaflet stands."""

    first: int
    """The page on which it begins, counted from 1."""
    last: int
    end_mm: float
    """How far down its last page its text reaches."""


def places(document: Any) -> dict[int, Place]:
    """Return the place of each part of a laid out leaflet, by its number.

    `Page.anchors`, of WeasyPrint's public API, gives the rectangle of each element with an id.
    """
    first: dict[int, int] = {}
    found: dict[int, Place] = {}
    for page, anchors in enumerate((page.anchors for page in document.pages), 1):
        for name, (_left, top, _right, _bottom) in anchors.items():
            kind, _, part = name.partition("-")
            if kind == "part":
                first.setdefault(int(part), page)
            elif kind == "end":
                found[int(part)] = Place(first[int(part)], page, round(top / PX_PER_MM, 3))
    return found


def lay_panel(html: Html, number: int, typesetter: Typesetter, scale: float, height_mm: float) -> PanelLayout:
    """Lay out one panel (`html.single_panel`), counted from 1, on a page of this height."""
    with faults(html):
        document = lay_out(html, typesetter, height_mm, scale)
    boxes = {
        name: (left / PX_PER_MM, top / PX_PER_MM, right / PX_PER_MM, bottom / PX_PER_MM)
        for name, (left, top, right, bottom) in document.pages[0].anchors.items()
    }
    return PanelLayout(html, document, len(document.pages), places(document)[number].end_mm, boxes)


def lay_out(html: Html, typesetter: Typesetter, height_mm: float, scale: float, *more: str) -> Any:
    """Return WeasyPrint's document of a leaflet on pages of this height, at a factor of the language's type size."""
    size = f"html {{ font-size: {html.language.size_pt * scale:.4f}pt }}"
    return _lay(html, typesetter, height_mm, html.text, (size, *more))


def lay_pages(html: Html, typesetter: Typesetter, scale: float) -> Any:
    """Return WeasyPrint's document of a leaflet's pages, with their bleed, which shifts nothing on them."""
    bleed = f"@page {{ bleed: {html.paper.bleed_mm}mm; marks: none }}"
    return lay_out(html, typesetter, html.paper.height_mm, scale, bleed)


def lay_text(text: str, html: Html, typesetter: Typesetter, style: str) -> Any:
    """Return WeasyPrint's document of some other text, in the fonts and styles of a leaflet and one more style."""
    return _lay(html, typesetter, html.paper.height_mm, text, (style,))


def _lay(html: Html, typesetter: Typesetter, height_mm: float, text: str, styles: tuple[str, ...]) -> Any:
    sheets = [typesetter.style(html, height_mm), *(weasyprint.CSS(string=style) for style in styles)]
    page = weasyprint.HTML(string=text, url_fetcher=_Fetcher(html), base_url="leaflet:/")
    return page.render(stylesheets=sheets, font_config=typesetter.fonts)


class _Warnings(logging.Handler):
    """Keeps what WeasyPrint complains of: on our own pages, every complaint is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def faults(html: Html) -> Iterator[None]:
    """Raise RenderError for what WeasyPrint complains of in between."""
    handler, logger = _Warnings(), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(f"{html.name}: {error}.", "Only pictures beside the source are read.") from None
    finally:
        logger.removeHandler(handler)
    if handler.messages:
        said = "; ".join(dict.fromkeys(handler.messages))
        raise RenderError(f"{html.name}: WeasyPrint says: {said}.", "Mend what it names: a picture, a font, a text.")
