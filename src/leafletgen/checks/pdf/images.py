"""Pictures made of pixels, as a content stream places them (ISO 32000-1, 8.9)."""

from __future__ import annotations

import math
from typing import Any

from pikepdf import Name

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.colours import GRAY, Space, jpeg2000_space, read_space
from leafletgen.checks.pdf.graphicsstate import GraphicsState
from leafletgen.checks.pdf.marks import Image
from leafletgen.samples import filters


def drawn(found: Any, state: GraphicsState, resources: Any) -> Image:
    """Return the picture of an image XObject."""
    mask = bool(found.get("/ImageMask", False))
    space = GRAY if mask else read_space(found.get("/ColorSpace"), resources)
    if space.kind == "unknown" and filters(found) == [Name.JPXDecode]:
        space = jpeg2000_space(found.read_raw_bytes())
    return _image((int(found.get("/Width", 0)), int(found.get("/Height", 0))), space, found, state, is_mask=mask)


def inlined(raw: Any, state: GraphicsState, resources: Any) -> Image:
    """Return the picture that stands within the content."""
    kind = raw.colorspace if isinstance(raw.colorspace, str) else ""
    space = GRAY if raw.image_mask else read_space(Name(kind) if kind.startswith("/") else None, resources)
    return _image((raw.width, raw.height), space, None, state, is_mask=bool(raw.image_mask))


def _image(size: tuple[int, int], space: Space, raw: Any, state: GraphicsState, *, is_mask: bool) -> Image:
    a, b, c, d, _e, _f = state.matrix
    sizes = zip(size, (math.hypot(a, b), math.hypot(c, d)), strict=True)
    ppi = min((72 * pixels / points for pixels, points in sizes if points > 0 and pixels > 1), default=0.0)
    box = Rectangle(0, 0, 1, 1).transformed(state.matrix).cut(state.clip)
    return Image(box, ppi, space, is_mask, state.fill, raw, state.ink)
