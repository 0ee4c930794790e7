"""Colours as a content stream sets them: kind of space and components."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name
from PIL import Image

_SIMPLE = {
    "/DeviceGray": ("gray", 1),
    "/G": ("gray", 1),
    "/CalGray": ("gray", 1),
    "/DeviceRGB": ("rgb", 3),
    "/RGB": ("rgb", 3),
    "/CalRGB": ("rgb", 3),
    "/Lab": ("lab", 3),
    "/DeviceCMYK": ("cmyk", 4),
    "/CMYK": ("cmyk", 4),
    "/Pattern": ("pattern", 0),
}
_BY_COMPONENTS = {1: "gray", 3: "rgb", 4: "cmyk"}
NOT_FOR_PRESS = ("rgb", "lab")
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_NO_INK = 0.005
"""Less than any plate shows."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: gray, rgb, cmyk, lab, spot, pattern or unknown."""

    kind: str
    components: int
    names: tuple[str, ...] = ()
    """The inks of a spot colour."""
    base: str = ""
    """What an indexed or spot colour becomes; what the stencils of a pattern are painted in."""

    def under(self) -> Space:
        """Return the space in which the stencils of a pattern are painted."""
        return Space(self.base, self.components, self.names)


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour: its space and components from 0 to 1."""

    space: Space
    values: tuple[float, ...]
    tile: tuple[Any, ...] = field(default=(), compare=False, repr=False)
    """The marks of its pattern."""

    @property
    def kind(self) -> str:
        """The kind of its space; “indexed” where its one value is a place in a table."""
        return "indexed" if self.space.base == "indexed" else self.space.kind

    @property
    def inks(self) -> tuple[float, ...] | None:
        """How much it has of each plate, where it is made of those four, also by their names; else None."""
        names, kind = self.space.names, self.kind
        if kind == "cmyk" and len(self.values) == 4:
            return self.values
        if kind != "spot" or len(names) != len(self.values) or not set(names) <= set(PLATES):
            return None
        given = dict(zip(names, self.values, strict=True))
        return tuple(given.get(plate, 0.0) for plate in PLATES)


GRAY, RGB, CMYK = Space("gray", 1), Space("rgb", 3), Space("cmyk", 4)
BLACK = Paint(GRAY, (0.0,))


def read_space(value: Any, resources: Any = None, depth: int = 0) -> Space:
    """Return what a colour space (a name or an array) is; unknown where it makes no sense."""
    if depth > 8 or value is None:
        return Space("unknown", 0)
    if isinstance(value, Name):
        named = resources.get("/ColorSpace", {}).get(str(value)) if resources is not None else None
        if str(value) not in _SIMPLE and named is not None:
            return read_space(named, resources, depth + 1)
        return Space(*_SIMPLE.get(str(value), ("unknown", 0)))
    if not isinstance(value, Array) or not len(value):
        return Space("unknown", 0)
    return _array_space(value, resources, depth)


def jpeg2000_space(data: bytes) -> Space:
    """Return the colour space of a JPEG 2000 picture, which need not be said in the PDF (ISO 32000-1, 7.4.9)."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return {"L": GRAY, "LA": GRAY, "RGB": RGB, "RGBA": RGB, "CMYK": CMYK}.get(picture.mode, read_space(None))
    except (OSError, Image.DecompressionBombError):
        return read_space(None)


def _array_space(value: Any, resources: Any, depth: int) -> Space:
    family = str(value[0])
    if family == "/ICCBased":
        count = int(value[1].get("/N", 0))
        return Space(_BY_COMPONENTS.get(count, "unknown"), count)
    if family in ("/Indexed", "/I"):
        inner = read_space(value[1], resources, depth + 1)
        return Space(inner.kind, 1, inner.names, "indexed")
    if family == "/Separation":
        base = read_space(value[2], resources, depth + 1)
        return Space("spot", 1, (str(value[1]).removeprefix("/"),), base.kind)
    if family == "/DeviceN":
        names = tuple(str(name).removeprefix("/") for name in value[1])
        return Space("spot", len(names), names, read_space(value[2], resources, depth + 1).kind)
    if family == "/Pattern" and len(value) > 1:
        inner = read_space(value[1], resources, depth + 1)
        return Space("pattern", inner.components, inner.names, inner.kind)
    return Space(*_SIMPLE.get(family, ("unknown", 0)))


def gray_of(paint: Paint) -> float | None:
    """Return how light a colour is on a grayscale printer, from 0 to 1; None for patterns.

    Rec. 709 luma; CMYK by the subtractive formula of ISO 32000-1, 10.3.5.
    """
    values = paint.values
    if (inks := paint.inks) is not None:
        red, green, blue = (1 - min(1.0, part + inks[3]) for part in inks[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    match paint.kind:
        case "gray" if values:
            return values[0]
        case "rgb" if len(values) == 3:
            return 0.2126 * values[0] + 0.7152 * values[1] + 0.0722 * values[2]
        case "lab" if values:
            return values[0] / 100
        case "spot" if len(values) == 1:
            return 1 - values[0]
    return None


def is_white(paint: Paint) -> bool:
    """Whether a colour leaves the paper as it is; of a little yellow, its gray would hardly tell."""
    if paint.kind in ("cmyk", "spot"):
        return bool(paint.values) and max(paint.values) < _NO_INK
    if paint.kind == "rgb":
        return bool(paint.values) and min(paint.values) > 1 - _NO_INK
    gray = gray_of(paint)
    return gray is not None and gray > 1 - _NO_INK
