"""Text can be read on its ground when it is printed in gray."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from leafletgen.boxes import around
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import gray_of
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Glyph
from leafletgen.checks.pdf.pictures import Picture, render

_ROUND_EM = 0.3
"""How far round a glyph its ground is looked at: small letters leave little of it between them."""
_TOGETHER = 6
"""Glyphs that are looked at in one go, where their ground is plain."""
_ALIKE = 3
"""Grays, of 256, that are taken for one."""
_BLACK = 36
"""Darker grays, of 256, are black: PDFium draws that of the fourth ink as 32."""
_FEW, _MOST = 0.02, 0.3
"""Shares of the pixels: any other gray has fewer, and the letters no more, where the ground is one for all."""


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph, on each page, of each pair of colours that are too near in gray."""
    wanted = threshold("contrast", "ratio")
    for page in document.pages:
        seen: set[tuple[float, float]] = set()
        grays: dict[int, float | None] = {}  # of the colours in use, which many glyphs share
        for glyph, ground in _on_grounds(document, page):
            colour = id(glyph.fill)
            if colour not in grays:
                grays[colour] = gray_of(glyph.fill)
            ink = grays[colour]
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
    for word in _words(page.glyphs):
        ground = _only_ground(picture, word) if len(word) > 1 else None
        for glyph in word:
            own = ground if ground is not None else _ground(picture, (glyph,))
            if own is not None:
                yield glyph, own


def _words(glyphs: tuple[Glyph, ...]) -> Iterator[tuple[Glyph, ...]]:
    """Yield neighbours of one colour, a few at a time: they mostly stand on the same ground."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.drawn:
            continue
        if word and not (len(word) < _TOGETHER and _goes_on(word[-1], glyph)):
            yield tuple(word)
            word = []
        word.append(glyph)
    if word:
        yield tuple(word)


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    same = glyph.fill == last.fill and glyph.clip == last.clip and glyph.size_pt == last.size_pt
    return same and abs(glyph.y - last.y) < glyph.size_pt and abs(glyph.x - last.end_x) < glyph.size_pt


def _only_ground(picture: Picture, word: tuple[Glyph, ...]) -> float | None:
    """Return the gray that a whole word stands on; None where there may be more than one."""
    counts = _counts(picture, word)
    ink = gray_of(word[0].fill)
    if not counts or ink is None:
        return None
    ground, total = counts.index(max(counts)), sum(counts)
    letters, plain = _alike(round(ink * 255)), _alike(ground)
    if letters.start < _BLACK:
        letters = slice(0, max(_BLACK, letters.stop))
    shade = sum(counts[letters])
    others = counts.copy()
    for grays in (letters, plain):
        others[grays] = [0] * len(counts[grays])
    if letters.start <= ground < letters.stop or max(others) > _FEW * total or shade > _MOST * total:
        return None
    return ground / 255


def _alike(gray: int) -> slice:
    """Return the grays, of 256, that are taken for this one."""
    return slice(max(0, gray - _ALIKE), gray + _ALIKE + 1)


def _ground(picture: Picture, glyphs: tuple[Glyph, ...]) -> float | None:
    counts = _counts(picture, glyphs)
    return counts.index(max(counts)) / 255 if any(counts) else None


def _counts(picture: Picture, glyphs: tuple[Glyph, ...]) -> list[int]:
    """Count the pixels of each gray round some glyphs."""
    area = (
        around([glyph.box for glyph in glyphs])
        .grown(_ROUND_EM * glyphs[0].size_pt)
        .cut(glyphs[0].clip)
        .cut(picture.area)
    )
    if area.width <= 1 or area.height <= 1:
        return []
    found: list[int] = picture.cut(area).histogram()
    return found


@lru_cache(1024)  # a page has few colours
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
