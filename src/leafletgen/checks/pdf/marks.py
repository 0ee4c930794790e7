"""What a page shows: glyphs, shapes, images and shadings, each with its place, in painting order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.colours import Paint, Space
from leafletgen.checks.pdf.fontfacts import PdfFont


@dataclass(frozen=True, slots=True)
class Ink:
    """How something is painted: overprint, opacity and blending."""

    fill_overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = "/Normal"
    soft_mask: bool = False

    @property
    def transparent(self) -> bool:
        """Whether what is below shows through."""
        opaque = self.fill_alpha == 1 and self.stroke_alpha == 1
        return not opaque or self.soft_mask or self.blend not in ("/Normal", "/Compatible")

    def for_lines(self) -> Ink:
        """Return how letters are painted of which only the outline is drawn."""
        return replace(self, fill_overprint=self.stroke_overprint, fill_alpha=self.stroke_alpha)


PLAIN = Ink()
"""Opaque, knocking out what is below."""


class Glyph(NamedTuple):
    """One glyph: where it starts and ends on its baseline, in points of the page."""

    code: int
    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size_pt: float
    font: PdfFont
    fill: Paint
    ink: Ink
    visible: bool
    """Whether it is painted, and not clipped away."""
    clip: Rectangle
    mcid: int
    """The marked run of the page that it belongs to (ISO 32000-1, 14.6); -1 outside them."""
    left: float
    """Its left edge, for horizontal text."""
    right: float
    """Its right edge, for horizontal text."""
    upright: bool
    """Whether it runs from left to right along a horizontal line."""
    box: Rectangle
    """About what it covers: from its descent to its ascent."""
    outline: Paint | None
    """What its outline is drawn in, where it is filled as well; `fill` is what alone draws it."""

    @property
    def drawn(self) -> bool:
        """Whether it leaves ink: a letter is a letter even where it does not say which."""
        return bool(self.text.strip()) or self.font.draws(self.code, self.text)

    @property
    def advance(self) -> float:
        """How far it moves on; 0 for what stands over or under another glyph."""
        return abs(self.end_x - self.x) + abs(self.end_y - self.y)


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked path: its bounding box, and its paints (None where it is not painted)."""

    box: Rectangle
    fill: Paint | None
    stroke: Paint | None
    line_pt: float
    ink: Ink
    visible_box: Rectangle
    """What clipping leaves of it."""
    rectangles: tuple[Rectangle, ...]
    """Those among its parts that were drawn as such."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture made of pixels."""

    box: Rectangle
    ppi: float
    """Pixels per inch as placed, the lower of both directions; a row of one pixel is one colour, however long."""
    space: Space
    is_mask: bool
    fill: Paint
    raw: Any
    ink: Ink


@dataclass(frozen=True, slots=True)
class Shading:
    """A gradient."""

    box: Rectangle
    space: Space
    ink: Ink
    heaviest: Paint
    """The colour in it that has most ink, where that is known."""


Mark = Glyph | Shape | Image | Shading


def paints(mark: Mark) -> tuple[Paint, ...]:
    """Return the colours that a mark is painted in; those of pictures without their values."""
    match mark:
        case Glyph(visible=False):
            return ()
        case Glyph():
            return (mark.fill,) if mark.outline is None else (mark.fill, mark.outline)
        case Shape():
            return tuple(paint for paint in (mark.fill, mark.stroke) if paint is not None)
        case Image() if mark.is_mask:
            return (mark.fill,)
        case Shading():
            return (mark.heaviest,)
    return (Paint(mark.space, ()),)


def area(mark: Mark) -> Rectangle:
    """Return where a mark shows."""
    match mark:
        case Shape():
            return mark.visible_box
        case Glyph():
            return mark.box.cut(mark.clip)
    return mark.box
