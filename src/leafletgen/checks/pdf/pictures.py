"""Pages as pixels: the door to PDFium's renderer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.document import Document, PdfPage

SCALE = 2.0
"""Pixels per point: 144 dots per inch."""
KEPT = 48
"""Pictures of one file: some 50 MB."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of gray, addressed by the page's own points."""

    pixels: Any
    area: Rectangle
    scale: float

    def gray(self, x: float, y: float) -> int:
        """Return how light a point is, 0 to 255; white outside the page."""
        column, row = int((x - self.area.left) * self.scale), int((self.area.top - y) * self.scale)
        if 0 <= column < self.pixels.width and 0 <= row < self.pixels.height:
            return int(self.pixels.getpixel((column, row)))
        return 255

    def cut(self, box: Rectangle) -> Any:
        """Return the pixels of a part."""
        left, top = (box.left - self.area.left) * self.scale, (self.area.top - box.top) * self.scale
        width, height = box.width * self.scale, box.height * self.scale
        return self.pixels.crop((round(left), round(top), round(left + width), round(top + height)))


def render(document: Document, page: PdfPage, scale: float = SCALE, part: Rectangle | None = None) -> Picture:
    """Return a page as PDFium draws it, the whole MediaBox or a part, as if it were not rotated; the last are kept.

    What a page holds is read first: what keeps that busy without end would keep PDFium busy too.
    """
    _ = page.marks
    key = page.number, scale, part
    if key not in document.pictures:
        if len(document.pictures) == KEPT:
            del document.pictures[next(iter(document.pictures))]
        document.pictures[key] = _drawn(document.drawer, page, scale, part)
    picture: Picture = document.pictures[key]
    return picture


def _drawn(drawer: Any, page: PdfPage, scale: float, part: Rectangle | None) -> Picture:
    shown = drawer[page.number - 1]
    media = page.boxes.media
    area = media if part is None else part.cut(media)
    shown.set_cropbox(area.left, area.bottom, area.right, area.top)
    shown.set_rotation(0)
    pixels = shown.render(scale=scale, grayscale=True).to_pil()
    shown.close()
    return Picture(pixels, area, scale)
