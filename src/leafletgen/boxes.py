"""A page's boxes (ISO 32000-1, 14.11.2): trim, bleed and media, and what turns and scales them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

from leafletgen.errors import InputError

PT_PER_MM = 72 / 25.4
MAX_BLEED_MM = 5.0
"""More than this beyond the trim is slug, not bleed."""
ASSUMED_BLEED_MM = 3.0
"""How much of what lies beyond the trim is taken for bleed where no BleedBox says so."""
MAX_PAGE_MM = 3_000
"""Side of a page; none that anybody prints is larger, and its picture would fill the memory."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_INHERITED = ("/MediaBox", "/CropBox")
"""Boxes that pages take from the nodes above them; no other (ISO 32000-1, 7.7.3.4 and table 30)."""


class Rectangle(NamedTuple):
    """A rectangle, in points, from its lower left to its upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    def grown(self, by: float) -> Rectangle:
        """Return it larger by so many points on each side (smaller when negative)."""
        return Rectangle(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def cut(self, other: Rectangle) -> Rectangle:
        """Return what both have in common; empty (never inside out) when they do not meet."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = max(left, min(self.right, other.right)), max(bottom, min(self.top, other.top))
        return Rectangle(left, bottom, right, top)

    def holds(self, other: Rectangle, slack: float = 0.0) -> bool:
        """Whether the other lies inside, give or take so many points."""
        across = self.left - slack <= other.left and other.right <= self.right + slack
        return across and self.bottom - slack <= other.bottom and other.top <= self.top + slack

    def meets(self, other: Rectangle, slack: float = 0.0) -> bool:
        """Whether both have a point in common, were it on their edges, or come as near as so many points."""
        across = self.left - slack <= other.right and other.left <= self.right + slack
        return across and self.bottom - slack <= other.top and other.bottom <= self.top + slack

    def transformed(self, matrix: Matrix) -> Rectangle:
        """Return the rectangle round its four corners after a transformation."""
        corners = [apply(matrix, x, y) for x in (self.left, self.right) for y in (self.bottom, self.top)]
        xs, ys = zip(*corners, strict=True)
        return Rectangle(min(xs), min(ys), max(xs), max(ys))


def around(boxes: Sequence[Rectangle]) -> Rectangle:
    """Return the smallest rectangle that holds some others."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Rectangle(min(lefts), min(bottoms), max(rights), max(tops))


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page in its own coordinates, in points."""

    media: Rectangle
    trim: Rectangle
    bleed: Rectangle
    rotate: int
    """Degrees clockwise at which the page is shown."""
    has_trim: bool


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point after a transformation."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the transformation that does the first, then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def thinnest(matrix: Matrix, points: Sequence[tuple[float, float]]) -> float:
    """Return how thick a line of width 1 is where it is thinnest; `points` are those of the page."""
    a, b, c, d, _e, _f = matrix
    area = abs(a * d - b * c)
    if len(points) == 2 and area:
        (x0, y0), (x1, y1) = points
        x, y = x1 - x0, y1 - y0
        return math.hypot(d * x - c * y, a * y - b * x) / (math.hypot(x, y) or 1.0)
    squares = a * a + b * b + c * c + d * d
    return math.sqrt(max(0.0, squares - math.sqrt(max(0.0, squares * squares - 4 * area * area))) / 2)


def page_boxes(page: pikepdf.Page, number: int) -> Boxes:
    """Return a page's boxes; raises InputError for one that is no rectangle or has no area.

    Where there is no TrimBox, the trim is the CropBox, then the MediaBox.
    """
    media = raw_box(page, "/MediaBox", number)
    if media is None:
        raise InputError(f"page {number} has no MediaBox.", "Make the file again.")
    if not max(media.width, media.height) < MAX_PAGE_MM * PT_PER_MM:
        raise InputError(f"page {number} is larger than {MAX_PAGE_MM} mm.", "Make the file again, in its true size.")
    crop = (raw_box(page, "/CropBox", number) or media).cut(media)
    trim = raw_box(page, "/TrimBox", number)
    inner = (trim or crop).cut(media)
    if inner.width < 1 or inner.height < 1:
        raise InputError(f"page {number} has a TrimBox without area.", "Mend its boxes.")
    bleed = raw_box(page, "/BleedBox", number)
    room = MAX_BLEED_MM if bleed else ASSUMED_BLEED_MM if trim else 0.0
    outer = (bleed or media).cut(media).cut(inner.grown(room * PT_PER_MM))
    rotate = page.obj.get("/Rotate", page.rotation)
    return Boxes(media, inner, outer if outer.holds(inner) else inner, int(rotate) % 360, trim is not None)


def raw_box(page: pikepdf.Page, name: str, number: int) -> Rectangle | None:
    """Return a box as the page gives it, corners sorted, or None; raises InputError for what is no rectangle."""
    value: Any = inherited(page.obj, name) if name in _INHERITED else page.obj.get(name)
    if value is None:
        return None
    try:
        x0, y0, x1, y1 = (float(each) for each in value)
    except (TypeError, ValueError):
        raise InputError(f"page {number}: its {name[1:]} is not four numbers.", "Make the file again.") from None
    return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def inherited(node: Any, name: str) -> Any:
    """Return an entry of a page or of the nearest node above it that has one; None where there is none."""
    for _level in range(50):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if name in node:
            return node[name]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None
