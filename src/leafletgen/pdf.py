"""The door to WeasyPrint: HTML becomes pages at the largest type size that fits."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import weasyprint
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from leafletgen.booklet import complete
from leafletgen.errors import RenderError
from leafletgen.html import Html
from leafletgen.margins import margins

PX_PER_MM = 96 / 25.4
_TALL_MM = 1500.0
"""Height of the pages on which text is measured: nothing overflows there."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A leaflet's pages in reading order, tagged."""

    html: Html
    """What stands on the pages: a booklet's contents with their page numbers."""
    data: bytes
    scale: float
    """Factor on the language's base size."""
    size_pt: float
    room_mm: tuple[float, ...]
    """Height left free below the text of each part, on its last page."""


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
class Press:
    """What a worker keeps warm between leaflets of one language: parsed fonts and styles."""

    fonts: FontConfiguration
    styles: dict[str, weasyprint.CSS]

    @classmethod
    def new(cls) -> Press:
        """Return a press with nothing on it yet."""
        return cls(FontConfiguration(), {})

    def style(self, html: Html, height_mm: float) -> weasyprint.CSS:
        """Return the parsed stylesheet of a leaflet for pages of this height."""
        text = html.style.replace("PAGE_HEIGHT", str(height_mm))
        if text not in self.styles:
            self.styles[text] = weasyprint.CSS(
                string=text, font_config=self.fonts, url_fetcher=_Fetcher(html), base_url="leaflet:/"
            )
        return self.styles[text]


def render(html: Html, press: Press) -> Pdf:
    """Return the PDF at the largest scale of the ladder at which every panel, or the booklet, fits.

    Raises RenderError, naming panel, language and excess in lines, when that is not so at the
    smallest allowed size.
    """
    with _faults(html):
        scale, document = _fit(html, press, allowed_scales(html))
        if html.paper.flowing:
            html, document = _completed(html, press, scale, document)
        if len(document.pages) != len(html.paper.panels):
            raise RenderError(f"{html.name}: {len(document.pages)} pages instead of {len(html.paper.panels)}.")
        out = io.BytesIO()
        document.write_pdf(out, pdf_variant="pdf/ua-1", pdf_tags=True)
    return Pdf(html, out.getvalue(), scale, round(html.language.size_pt * scale, 2), _room_mm(html, document))


def render_bleed(html: Html, press: Press, scale: float) -> bytes:
    """Return the pages at a known scale with their bleed really painted, for the press."""
    bleed = weasyprint.CSS(string=f"@page {{ bleed: {html.paper.bleed_mm}mm; marks: none }}")
    with _faults(html):
        return bytes(_layout(html, press, html.paper.height_mm, scale, bleed).write_pdf())


def render_slug(html: Html, press: Press) -> bytes:
    """Return a strip of text for each side of the sheet, set in the fonts of the leaflet."""
    widths = [panel.width_mm for panel in html.paper.panels]
    width_mm = widths[0] if html.paper.flowing else sum(widths) / 2
    style = (
        f"@page {{ size: {width_mm}mm 4mm; margin: 0 }} body, p {{ margin: 0 }} p {{ break-after: page; color: #000;"
        ' font: 6pt/4mm "Noto Sans"; padding-left: 14mm; white-space: pre }'
    )
    lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in html.slug)
    page = weasyprint.HTML(string=str(lines), url_fetcher=_Fetcher(html), base_url="leaflet:/")
    own = weasyprint.CSS(string=style)
    with _faults(html):
        sheets = [press.style(html, html.paper.height_mm), own]
        return bytes(page.write_pdf(stylesheets=sheets, font_config=press.fonts))


def render_guide(guide: Html, press: Press) -> bytes:
    """Return the page of instructions of `guide.guide_html`."""
    with _faults(guide):
        return bytes(_layout(guide, press, guide.paper.height_mm, 1.0).write_pdf())


def allowed_scales(html: Html) -> tuple[float, ...]:
    """Return the ladder, largest first, without what falls below the script's minimum."""
    language = html.language
    allowed = tuple(scale for scale in html.paper.scales if language.size_pt * scale >= language.min_pt - 1e-9)
    return allowed or (language.min_pt / language.size_pt,)


def available_mm(html: Html) -> float:
    """Return how far down a panel or page its text may reach, in millimetres from its upper edge."""
    return html.paper.height_mm - margins(html.language, html.paper).bottom


def _fit(html: Html, press: Press, scales: tuple[float, ...]) -> tuple[float, Any]:
    """Return the largest scale that fits, and the pages laid out at it."""
    documents: dict[float, Any] = {}

    def fits(scale: float) -> bool:
        document = _layout(html, press, html.paper.height_mm, scale)
        if fits_pages(html, document):
            documents[scale] = document
        return scale in documents

    scale = largest_fitting(scales, fits)
    if scale is None:
        raise _overflow(html, measure(html, press, scales[-1]), scales[-1])
    return scale, documents[scale]


def fits_pages(html: Html, document: Any) -> bool:
    """Whether a layout has no more pages than the format, a panel never more than one."""
    if len(document.pages) > len(html.paper.panels):
        return False
    last = len(html.panel_names)
    return "end-1" in document.pages[0].anchors and f"part-{last}" in document.pages[-1].anchors


def _completed(html: Html, press: Press, scale: float, document: Any) -> tuple[Html, Any]:
    """Return a booklet with what is known once its pages are: the numbers in its contents, blank pages."""
    last, count = len(html.panel_names), len(document.pages)
    starts = _starts(document)
    whole = complete(html, {**starts, last: len(html.paper.panels)}, count)
    if whole.text != html.text:
        document = _layout(whole, press, html.paper.height_mm, scale)
        if _starts(document) != {**starts, last: len(html.paper.panels)}:
            raise RenderError(f"{html.name}: the numbers in the contents move the pages.", "Shorten a title.")
    return whole, document


def _room_mm(html: Html, document: Any) -> tuple[float, ...]:
    ends = {name: box[1] for page in document.pages for name, box in page.anchors.items() if name.startswith("end-")}
    heights = [round(ends[f"end-{number}"] / PX_PER_MM, 3) for number in range(1, len(html.panel_names) + 1)]
    return tuple(round(available_mm(html) - height, 1) for height in heights)


def _starts(document: Any) -> dict[int, int]:
    """Return on which page, from 1, each part of a leaflet begins."""
    found: dict[int, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            if name.startswith("part-"):
                found.setdefault(int(name.removeprefix("part-")), number)
    return found


def largest_fitting(scales: tuple[float, ...], fits: Callable[[float], bool]) -> float | None:
    """Bisect a ladder, largest first, for the largest scale that fits; None where none does."""
    low, high = 0, len(scales) - 1
    found: float | None = None
    while low <= high:
        middle = (low + high) // 2
        if fits(scales[middle]):
            found, high = scales[middle], middle - 1
        else:
            low = middle + 1
    return found


def line_mm(html: Html, scale: float) -> float:
    """Return the height of a line of body text at a scale, in millimetres."""
    return html.language.size_pt * scale * html.language.leading * 25.4 / 72


def excess_lines(html: Html, scale: float, height_mm: float) -> int:
    """Return by how many lines a panel's text, of this height, is too long; at least 1."""
    return max(1, round((height_mm - available_mm(html)) / line_mm(html, scale) + 0.49))


def _overflow(html: Html, heights: tuple[float, ...], scale: float) -> RenderError:
    language, what = html.language, "section" if html.paper.flowing else "panel"
    excess = [
        f"{what} “{name}” by {excess_lines(html, scale, height)} lines"
        for name, height in zip(html.panel_names, heights, strict=True)
        if height > available_mm(html)
    ]
    return RenderError(
        f"{html.name}: the text does not fit at {language.size_pt * scale:.1f} pt, the smallest allowed: "
        f"{', '.join(excess)} too long{' for a page' if html.paper.flowing else ''}.",
        f"Shorten the translation of that {what}{', or set more pages' if html.paper.flowing else ''}.",
    )


def measure(html: Html, press: Press, scale: float) -> tuple[float, ...]:
    """Return the height of the text of each panel or section at a scale, in millimetres."""
    document = _layout(html, press, _TALL_MM, scale)
    if len(document.pages) != len(html.panel_names):
        raise RenderError(f"{html.name}: a part is longer than {_TALL_MM:.0f} mm.", "Shorten it.")
    heights = []
    for number, page in enumerate(document.pages, 1):
        _x, y = page.anchors[f"end-{number}"][:2]
        heights.append(round(y / PX_PER_MM, 3))
    return tuple(heights)


@dataclass(frozen=True, slots=True)
class PanelLayout:
    """One panel, laid out on a page of its own and not yet drawn."""

    document: Any
    """WeasyPrint's; only this module looks into it."""
    pages: int
    """How many pages its text takes."""
    text_mm: float
    """Height of the panel's text; infinite where it does not end on the first page."""
    boxes: dict[str, tuple[float, float, float, float]]
    """Left, top, right, bottom of each element that has an id, in millimetres from the page's upper left."""

    def pdf(self) -> bytes:
        """Return the PDF, for looking at: neither tagged nor finished."""
        out = io.BytesIO()
        self.document.write_pdf(out)
        return out.getvalue()


def lay_panel(html: Html, number: int, press: Press, scale: float, height_mm: float) -> PanelLayout:
    """Lay out one panel (`html.single_panel`), counted from 1, on a page of this height.

    `Page.anchors`, of WeasyPrint's public API, gives the rectangle of each element with an id.
    """
    with _faults(html):
        document = _layout(html, press, height_mm, scale)
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for name, (left, top, right, bottom) in document.pages[0].anchors.items():
        boxes[name] = (left / PX_PER_MM, top / PX_PER_MM, right / PX_PER_MM, bottom / PX_PER_MM)
    end = boxes.pop(f"end-{number}", None)
    return PanelLayout(document, len(document.pages), round(end[1], 3) if end else math.inf, boxes)


def _layout(html: Html, press: Press, height_mm: float, scale: float, *more: weasyprint.CSS) -> Any:
    size = weasyprint.CSS(string=f"html {{ font-size: {html.language.size_pt * scale:.4f}pt }}")
    page = weasyprint.HTML(string=html.text, url_fetcher=_Fetcher(html), base_url="leaflet:/")
    return page.render(stylesheets=[press.style(html, height_mm), size, *more], font_config=press.fonts)


class _Warnings(logging.Handler):
    """Keeps what WeasyPrint complains of: on our own pages, every complaint is a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _faults(html: Html) -> Iterator[None]:
    handler, logger = _Warnings(), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(f"{html.name}: {error}.", "Only pictures beside the source are read.") from None
    finally:
        logger.removeHandler(handler)
    if handler.messages:
        raise RenderError(f"{html.name}: {'; '.join(dict.fromkeys(handler.messages))}")
