"""Marks for whoever folds, cuts and staples a sheet, as PDF operators."""

from __future__ import annotations

from leafletgen.boxes import PT_PER_MM
from leafletgen.schemes import Side

SLUG_MM = 12.0
"""Room outside the trim for marks."""
MARK_MM = 2.5
"""Length of a fold mark inside the printable area."""
_OUTSIDE_MM = 5.0
_CLEAR_MM = 1.0
"""Between the trim and a mark outside it, where there is no bleed: a cut that is a little off shows no mark."""
_STAPLES = (0.25, 0.75)
"""Where the staples go, as shares of the height."""


def inside_marks(side: Side, margin_mm: float) -> str:
    """Return fold marks just inside an office printer's printable area, seen on paper and on colour."""
    top = side.height_mm - margin_mm
    edges = ((margin_mm, margin_mm + MARK_MM), (top, top - MARK_MM))
    lines = [_line(x, start, x, end) for x in side.folds_mm for start, end in edges]
    return "\n".join(f"q 1 G 1.6 w {line} 0 G 0.5 w {line} Q" for line in lines)


def outside_marks(side: Side, bleed_mm: float, colour: str = "0 G") -> str:
    """Return marks that begin where the bleed ends: solid where to cut, dashed where to fold, bars for staples.

    `colour` are the operators that set it for lines.
    """
    near = max(bleed_mm, _CLEAR_MM)
    far = near + _OUTSIDE_MM
    width, height = side.width_mm, side.height_mm
    cuts = [_line(x, y, x, y + way * _OUTSIDE_MM) for x in (0, width) for y, way in ((-near, -1), (height + near, 1))]
    cuts += [_line(x, y, x + way * _OUTSIDE_MM, y) for y in (0, height) for x, way in ((-near, -1), (width + near, 1))]
    bends = [
        _line(x, start, x, end) for x in side.folds_mm for start, end in ((-near, -far), (height + near, height + far))
    ]
    staples = [
        _line(x, share * height, x + way * 2.5, share * height)
        for share in _STAPLES
        for x, way in ((-near, -1), (width + near, 1))
        if side.stitched
    ]
    parts = [f"q {colour} 0.25 w", *cuts, "[2 1.5] 0 d", *bends]
    parts += ["[] 0 d 1.5 w", *staples] if staples else []
    return "\n".join([*parts, "Q"])


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    x, y, to_x, to_y = (value * PT_PER_MM for value in (x0, y0, x1, y1))
    return f"{x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l S"
