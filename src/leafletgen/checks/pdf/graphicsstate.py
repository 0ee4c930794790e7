"""The graphics state of a content stream (ISO 32000-1, 8.4), as far as checks ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.boxes import IDENTITY, Matrix, Rectangle
from leafletgen.checks.pdf.colours import BLACK, Paint
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.marks import PLAIN, Ink

_EVERYWHERE = Rectangle(-1e6, -1e6, 1e6, 1e6)


@dataclass(slots=True)
class GraphicsState:
    """What operators change, and q and Q keep copies of."""

    matrix: Matrix = IDENTITY
    clip: Rectangle = _EVERYWHERE
    fill: Paint = BLACK
    stroke: Paint = BLACK
    line: float = 1.0
    ink: Ink = PLAIN
    font: PdfFont | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
