"""Row 27: text can be read on its ground when it is printed in gray."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import gray_of
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Glyph, Image, Shading, Shape


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph, on each page, of each pair of colours that are too near in gray."""
    wanted = threshold("contrast", "ratio")
    for page in document.pages:
        seen: set[tuple[float, float]] = set()
        for glyph, ground in _on_grounds(page):
            ink = gray_of(glyph.fill)
            if ink is None or not glyph.text.strip():
                continue
            ink = ground + (ink - ground) * glyph.ink.fill_alpha
            key = (round(ink, 2), round(ground, 2))
            if key not in seen and contrast(ink, ground) < wanted:
                seen.add(key)
                what = f"text has a contrast of {contrast(ink, ground):.1f} to 1 in gray; {wanted:g} to 1 is needed."
                yield Hit(what, page.number, glyph.box)


def _on_grounds(page: PdfPage) -> Iterator[tuple[Glyph, float]]:
    """Yield glyphs with the gray that they stand on; those on pictures are left out."""
    grounds: list[tuple[Rectangle, float | None]] = []
    for mark in page.marks:
        match mark:
            case Shape(fill=fill) if fill is not None and mark.visible_box.width > 3 and mark.visible_box.height > 3:
                gray = gray_of(fill)
                alpha = mark.ink.fill_alpha
                grounds.append((mark.visible_box, gray if gray is None else 1 - (1 - gray) * alpha))
            case Image() | Shading():
                grounds.append((mark.box, None))
            case Glyph() if mark.visible:
                ground = _ground(grounds, mark)
                if ground is not None:
                    yield mark, ground


def _ground(grounds: list[tuple[Rectangle, float | None]], glyph: Glyph) -> float | None:
    x, y = (glyph.box.left + glyph.box.right) / 2, glyph.y + glyph.size_pt * 0.25
    point = Rectangle(x, y, x, y)
    return next((gray for box, gray in reversed(grounds) if box.holds(point)), 1.0)


def contrast(one: float, other: float) -> float:
    """Return the contrast of two grays, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(gray: float) -> float:
    return gray / 12.92 if gray <= 0.04045 else float(((gray + 0.055) / 1.055) ** 2.4)


CHECK = PdfCheck(
    id="pdf.gray-contrast",
    severity={"press": "warning", "office": "error"},
    rationale="Most leaflets are copied in black and white: coloured text on a tint turns gray on gray.",
    proposal="Use a darker text colour or a lighter ground.",
    find=find,
)
