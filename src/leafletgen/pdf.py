"""HTML becomes PDF: the pages at the largest type size that fits, with their bleed, and the slug beside them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from leafletgen.booklet import complete
from leafletgen.copyfit import fit
from leafletgen.errors import RenderError
from leafletgen.fit import available_mm
from leafletgen.html import Html
from leafletgen.layout import Typesetter, faults, lay_out, lay_pages, lay_text, places
from leafletgen.lean import lean


@dataclass(frozen=True, slots=True)
class Pdf:
    """A leaflet's pages in reading order, tagged, with their bleed; the corner of the trim is the origin."""

    html: Html
    """What stands on the pages: a booklet's contents with their page numbers."""
    data: bytes
    scale: float
    """Factor on the language's base size."""
    size_pt: float
    room_mm: tuple[float, ...]
    """Height left free below the text of each part, on its last page."""


def render(html: Html, typesetter: Typesetter) -> Pdf:
    """Return the PDF at the largest scale of the ladder at which every panel, or the booklet, fits.

    Raises NoRoomError, naming panel, language and excess in lines, when that is not so at the
    smallest allowed size.
    """
    with faults(html):
        trial = fit(html, typesetter)
        scale, document = trial.scale, trial.document
        if html.paper.flowing:
            html, document = _completed(html, typesetter, scale, document)
        if len(document.pages) != len(html.paper.panels):
            what = f"{html.name}: {len(document.pages)} pages instead of {len(html.paper.panels)}."
            raise RenderError(what, "A fault of leafletgen: each panel is measured before.")
        out = io.BytesIO()
        document.write_pdf(out, finisher=partial(lean, html=html), pdf_variant="pdf/ua-1", pdf_tags=True)
    return Pdf(html, out.getvalue(), scale, round(html.language.size_pt * scale, 2), _room_mm(html, document))


def render_slug(html: Html, typesetter: Typesetter) -> bytes:
    """Return a strip of text for each side of the sheet, set in the fonts of the leaflet."""
    widths = [panel.width_mm for panel in html.paper.panels]
    width_mm = widths[0] if html.paper.flowing else sum(widths) / 2
    style = (
        f"@page {{ size: {width_mm}mm 4mm; margin: 0 }} body, p {{ margin: 0 }} p {{ break-after: page; color: #000;"
        ' font: 5pt/4mm "Noto Sans"; padding-left: 6mm; white-space: pre }'
    )
    lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in html.slug)
    with faults(html):
        return bytes(lay_text(str(lines), html, typesetter, style).write_pdf())


def render_guide(guide: Html, typesetter: Typesetter) -> bytes:
    """Return the page of instructions of `html.guide_html`."""
    with faults(guide):
        return bytes(lay_out(guide, typesetter, guide.paper.height_mm, 1.0).write_pdf())


def _completed(html: Html, typesetter: Typesetter, scale: float, document: Any) -> tuple[Html, Any]:
    """Return a booklet with what is known once its pages are: the numbers in its contents, blank pages."""
    last, count = len(html.panel_names), len(document.pages)
    starts = _starts(document)
    whole = complete(html, {**starts, last: len(html.paper.panels)}, count)
    if whole.text != html.text:
        document = lay_pages(whole, typesetter, scale)
        if _starts(document) != {**starts, last: len(html.paper.panels)}:
            raise RenderError(f"{html.name}: the numbers in the contents move the pages.", "Shorten a title.")
    return whole, document


def _room_mm(html: Html, document: Any) -> tuple[float, ...]:
    return tuple(round(available_mm(html) - place.end_mm, 1) for _number, place in sorted(places(document).items()))


def _starts(document: Any) -> dict[int, int]:
    """Return on which page, from 1, each part of a leaflet begins."""
    return {number: place.first for number, place in places(document).items()}
