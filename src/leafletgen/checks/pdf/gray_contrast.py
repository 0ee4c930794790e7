"""Row 27: text can be read on its ground when it is printed in gray."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import gray_of
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Glyph
from leafletgen.checks.pdf.pictures import render

_ROUND_EM = 0.3
"""How far round a glyph its ground is looked at: small letters leave little of it between them."""


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph, on each page, of each pair of colours that are too near in gray."""
    wanted = threshold("contrast", "ratio")
    for page in document.pages:
        seen: set[tuple[float, float]] = set()
        for glyph, ground in _on_grounds(document, page):
            ink = gray_of(glyph.fill)
            if ink is None:
                continue
            ink = ground + (ink - ground) * glyph.ink.fill_alpha
            key = (round(ink, 2), round(ground, 2))
            if key not in seen and contrast(ink, ground) < wanted:
                seen.add(key)
                what = f"text has a contrast of {contrast(ink, ground):.1f} to 1 in gray; {wanted:g} to 1 is needed."
                yield Hit(what, page.number, glyph.box)


def _on_grounds(document: Document, page: PdfPage) -> Iterator[tuple[Glyph, float]]:
    """Yield glyphs with the gray that they stand on: the most frequent one round them."""
    if not page.glyphs:
        return
    picture = render(document, page)
    for glyph in page.glyphs:
        area = glyph.box.grown(_ROUND_EM * glyph.size_pt).cut(glyph.clip).cut(picture.area)
        if glyph.text.strip() and area.width > 1 and area.height > 1:
            counts = picture.cut(area).histogram()
            if any(counts):
                yield glyph, counts.index(max(counts)) / 255


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
