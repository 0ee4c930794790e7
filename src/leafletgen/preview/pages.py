"""Page pictures and the boxes of their texts, drawn panel by panel so that only what changed is drawn again.

Boxes: the preview's HTML is the build's, but for an id on each text's element (`markup.make_html`, marked), and
WeasyPrint's public `Page.anchors` gives the rectangle of every element with an id. That is the layout's own knowledge:
exact in every script, where text positions read back from the PDF would have to be matched to strings again. A test
holds the pictures to those of the build, pixel by pixel.

Speed: a panel depends on no other panel but for the type size that all share. How far each reaches at each size
is remembered, so after a change one layout tells most often that the size stays, and that layout is the new page.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections import OrderedDict
from dataclasses import dataclass, field

import pypdfium2

from leafletgen.copyfit import TALL_MM, extent
from leafletgen.errors import RenderError
from leafletgen.fit import Extent, allowed_scales, excess_lines, fits, largest_scale, line_mm
from leafletgen.html import Html, single_panel
from leafletgen.layout import PanelLayout, Typesetter, lay_panel
from leafletgen.margins import margins

DOTS_PER_INCH = 160
KEPT = 200
"""Pages that are kept drawn: some 30 MB."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel to be drawn."""

    number: int
    html: Html
    """Of this panel alone."""
    key: str

    @classmethod
    def all_of(cls, html: Html) -> tuple[Panel, ...]:
        """Return the panels of a leaflet."""
        parts = [single_panel(html, number) for number in range(1, len(html.panel_names) + 1)]
        return tuple(cls(number, part, part.key()) for number, part in enumerate(parts, 1))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of a panel."""

    png: bytes
    digest: str
    height_mm: float
    text_mm: float
    boxes: dict[str, tuple[float, float, float, float]]
    """Left, top, right, bottom of each text's element, in millimetres from the upper left."""


@dataclass(slots=True)
class Easel:
    """What stays warm between changes: parsed fonts and styles, pages drawn, extents known. For one thread."""

    typesetters: dict[tuple[str, ...], Typesetter] = field(default_factory=dict)
    drawn: OrderedDict[tuple[str, float], Drawn] = field(default_factory=OrderedDict)
    extents: OrderedDict[str, dict[float, Extent]] = field(default_factory=OrderedDict)
    """Of panels at the scales at which they were laid out."""
    layouts: dict[tuple[str, float], PanelLayout] = field(default_factory=dict)

    def begin(self) -> None:
        """Let go of the layouts of the last change: they are large, and drawn."""
        self.layouts.clear()

    def fits(self, panels: tuple[Panel, ...], scale: float) -> bool:
        """Whether the leaflet fits its pages at a scale, which must be one of its ladder."""
        html = panels[0].html
        return scale in allowed_scales(html) and fits(html.paper, [self.extent(panel, scale).pages for panel in panels])

    def fit(self, html: Html, panels: tuple[Panel, ...]) -> float:
        """Return the scale that the build would choose; the smallest where none fits."""
        known = [self.extents.get(panel.key, {}) for panel in panels]
        return largest_scale(html, _Panels(self, panels), known) or allowed_scales(html)[-1]

    def extent(self, panel: Panel, scale: float) -> Extent:
        """Return how far a panel or section reaches."""
        known = self.extents.setdefault(panel.key, {})
        self.extents.move_to_end(panel.key)
        if len(self.extents) > KEPT * 10:
            self.extents.popitem(last=False)
        if scale not in known:
            known[scale] = extent(panel.html, self._lay(panel, scale))
        return known[scale]

    def _lay(self, panel: Panel, scale: float) -> PanelLayout:
        height_mm = panel.html.paper.height_mm
        if (panel.key, scale) not in self.layouts:
            self.layouts[panel.key, scale] = lay_panel(
                panel.html, panel.number, self._typesetter(panel.html), scale, height_mm
            )
        return self.layouts[panel.key, scale]

    def _typesetter(self, html: Html) -> Typesetter:
        fonts = tuple(font.sha256 for font in html.fonts)
        if fonts not in self.typesetters:
            self.typesetters[fonts] = Typesetter.new()
        return self.typesetters[fonts]

    def is_drawn(self, panel: Panel, scale: float) -> bool:
        """Whether a picture is there already."""
        return (panel.key, scale) in self.drawn

    def draw(self, panel: Panel, scale: float) -> Drawn:
        """Return the picture of a panel; its page is as long as the text where that is too long."""
        key = (panel.key, scale)
        if key not in self.drawn:
            layout, height_mm = self._whole(panel, scale)
            png = _picture(layout.pdf())
            digest = hashlib.sha256(png).hexdigest()[:24]
            self.drawn[key] = Drawn(png, digest, height_mm, layout.end_mm, layout.boxes)
        self.drawn.move_to_end(key)
        while len(self.drawn) > KEPT:
            self.drawn.popitem(last=False)
        return self.drawn[key]

    def _whole(self, panel: Panel, scale: float) -> tuple[PanelLayout, float]:
        """Return a layout with all the text, and the height of its page."""
        html, number = panel.html, panel.number
        layout = self._lay(panel, scale)
        if layout.pages == 1:
            return layout, html.paper.height_mm
        typesetter = self._typesetter(html)
        tall = lay_panel(html, number, typesetter, scale, TALL_MM)
        if tall.pages > 1:
            raise RenderError(f"{html.language.code}: a panel is longer than {TALL_MM:.0f} mm.", "Shorten it.")
        height_mm = (
            math.ceil((tall.end_mm + margins(html.language, html.paper).bottom) / 10 + 0.1) * 10.0
        )  # few heights, few styles
        return lay_panel(html, number, typesetter, scale, height_mm), height_mm


@dataclass(frozen=True, slots=True)
class _Panels:
    """The panels of a leaflet, for copyfit: none depends on another, so the whole is all of them."""

    easel: Easel
    panels: tuple[Panel, ...]

    def part(self, part: int, scale: float) -> Extent:
        return self.easel.extent(self.panels[part], scale)

    def whole(self, scale: float) -> tuple[Extent, ...]:
        return tuple(self.easel.extent(panel, scale) for panel in self.panels)


def room(panel: Panel, scale: float, text_mm: float, limit_mm: float) -> tuple[float, int]:
    """Return the height that text leaves free of a limit, in millimetres and in lines; below 0 where it is too long."""
    free_mm = round(limit_mm - text_mm, 1)
    if free_mm < 0:
        return free_mm, -excess_lines(panel.html, scale, text_mm)
    return free_mm, int(free_mm / line_mm(panel.html, scale))


def _picture(pdf: bytes) -> bytes:
    """Return the first page as a PNG."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=DOTS_PER_INCH / 72).to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()
