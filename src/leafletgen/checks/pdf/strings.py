"""Shown strings (ISO 32000-1, 9.4): their codes become glyphs, each with its place on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from leafletgen.boxes import Matrix, Rectangle, multiply
from leafletgen.checks.pdf.graphicsstate import GraphicsState
from leafletgen.checks.pdf.marks import Glyph

_STROKED, _FILLED_AND_STROKED, _INVISIBLE = 1, 2, 3
"""Text rendering modes (ISO 32000-1, 9.3.6)."""
_DESCENT_EM, _ASCENT_EM = 0.2, 0.7
"""How far a letter reaches below its baseline, and above it, about."""


def shown(items: Iterable[Any], state: GraphicsState, text: Matrix, mcid: int) -> tuple[list[Glyph], float]:
    """Return the glyphs of strings, moved by numbers in between, and how far all moves on, in text space.

    `text` is the text matrix. The glyphs of a string differ in their places only, along the baseline.
    """
    font, clip = state.font, state.clip
    a, b, c, d, x, y = multiply(text, state.matrix)
    x, y = x + c * state.rise, y + d * state.rise
    size, per_em = abs(state.size) * math.hypot(c, d), state.size * state.scale
    low, high = size * _DESCENT_EM, size * _ASCENT_EM
    below, above = (low, high) if d >= 0 else (high, low)  # letters may stand on their heads
    mode = state.mode % 4  # from 4 on, letters clip as well
    fill, ink = (state.stroke, state.ink.for_lines()) if mode == _STROKED else (state.fill, state.ink)
    is_drawing = font is not None and font.subtype == "/Type3"  # which no mode hides (9.3.6)
    painted, outline = mode != _INVISIBLE or is_drawing, state.stroke if mode == _FILLED_AND_STROKED else None
    found: list[Glyph] = []
    moved = 0.0
    for item in items:
        if isinstance(item, int | Decimal):
            moved -= float(item) / 1000 * per_em
        elif font is not None:
            for code in font.decode(bytes(item)):
                end = moved + code.width * per_em
                start_x, start_y, end_x, end_y = x + a * moved, y + b * moved, x + a * end, y + b * end
                left, right = (start_x, end_x) if start_x <= end_x else (end_x, start_x)
                upright = abs(end_y - start_y) < 0.01 + 0.05 * (right - left) and end_x >= start_x
                if upright or end_y == start_y:
                    box = Rectangle(left, start_y - below, right, start_y + above)
                else:
                    box = Rectangle(left - high, min(start_y, end_y), right + high, max(start_y, end_y))
                found.append(
                    Glyph(
                        code.value,
                        code.text,
                        start_x,
                        start_y,
                        end_x,
                        end_y,
                        size,
                        font,
                        fill,
                        ink,
                        painted and box.meets(clip, size),  # tall letters reach beyond their boxes
                        clip,
                        mcid,
                        left,
                        right,
                        upright,
                        box,
                        outline,
                    )
                )
                moved = end + (state.char_space + (state.word_space if code.is_space else 0)) * state.scale
    return found, moved
