"""The graphics state of a content stream (ISO 32000-1, 8.4), as far as checks ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Dictionary, Name

from leafletgen.boxes import IDENTITY, Matrix, Rectangle, multiply
from leafletgen.checks.pdf.colours import BLACK, Paint
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.marks import PLAIN, Ink

EVERYWHERE = Rectangle(-1e6, -1e6, 1e6, 1e6)


@dataclass(slots=True)
class GraphicsState:
    """What operators change, and q and Q keep copies of."""

    matrix: Matrix = IDENTITY
    clip: Rectangle = EVERYWHERE
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


def changed(ink: Ink, new: Mapping[str, Any]) -> Ink:
    """Return how things are painted once the entries of a named graphics state hold (ISO 32000-1, 8.4.5)."""
    blend = new.get("/BM", Name(ink.blend))
    mask = new.get("/SMask", Name("/Kept"))
    return Ink(
        fill_overprint=bool(new.get("/op", new.get("/OP", ink.fill_overprint))),
        stroke_overprint=bool(new.get("/OP", ink.stroke_overprint)),
        overprint_mode=int(new.get("/OPM", ink.overprint_mode)),
        fill_alpha=float(new.get("/ca", ink.fill_alpha)),
        stroke_alpha=float(new.get("/CA", ink.stroke_alpha)),
        blend=str(blend[0] if isinstance(blend, Array) else blend),
        soft_mask=ink.soft_mask if mask == Name("/Kept") else isinstance(mask, Dictionary),
    )


SMALLEST_TILE = 0.05
"""Square points that a tile of a pattern takes up at least: ten million cover A4."""


def state_within(form: Any, outside: GraphicsState) -> GraphicsState:
    """Return the state in which a form or a tile begins: in its own coordinates, clipped to its box.

    Raises ValueError for tiles so close to each other that to draw them takes for ever.
    """
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", IDENTITY))
    left, bottom, right, top = (float(value) for value in form.get("/BBox", (-1e6, -1e6, 1e6, 1e6)))
    matrix = multiply((a, b, c, d, e, f), outside.matrix)
    size = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
    if size * abs(float(form.get("/XStep", 1e6)) * float(form.get("/YStep", 1e6))) < SMALLEST_TILE:
        raise ValueError(f"a pattern repeats in steps of less than {SMALLEST_TILE} square points")
    return replace(
        outside, matrix=matrix, clip=Rectangle(left, bottom, right, top).transformed(matrix).cut(outside.clip)
    )
