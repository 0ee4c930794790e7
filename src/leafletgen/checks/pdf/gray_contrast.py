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
"""Glyphs that are looked at in one go."""
_ALIKE = 3
"""Grays, of 256, that are taken for one."""
_BLACK = 36
"""Darker grays, of 256, are black: PDFium draws that of the fourth ink as 32."""
_FEW, _MOST = 0.02, 0.3
"""Shares of the pixels round some letters: no letter stands on a gray that has fewer; the letters have no more."""


def find(document: Document) -> Iterator[Hit]:
    """Yield the first glyph, on each page, of each pair of colours that are too near in gray."""
    wanted = threshold("contrast", "ratio")
    for page in document.pages:
        seen: set[tuple[float, float]] = set()
        for glyph, ink, ground in _suspects(document, page, wanted):
            key = (round(ink, 2), round(ground, 2))
            if key not in seen and contrast(ink, ground) < wanted:
                seen.add(key)
                what = f"text has a contrast of {contrast(ink, ground):.1f} to 1 in gray; {wanted:g} to 1 is needed."
                yield Hit(what, page.number, glyph.box)


def _suspects(document: Document, page: PdfPage, wanted: float) -> Iterator[tuple[Glyph, float, float]]:
    """Yield glyphs with their gray and that which they stand on: the most frequent one round them.

    Words that have enough contrast on any gray near them are passed over.
    """
    if not page.glyphs:
        return
    picture = render(document, page)
    for word in _words(page.glyphs):
        ink = gray_of(word[0].fill)
        if ink is None or (len(word) > 1 and _stands_out(picture, word, ink, wanted)):
            continue
        for glyph in word:
            counts = _counts(picture, (glyph,))
            if any(counts):
                ground = counts.index(max(counts)) / 255
                yield glyph, _shown(ink, ground, glyph), ground


def _shown(ink: float, ground: float, glyph: Glyph) -> float:
    """Return the gray of a letter that its ground may shine through."""
    return ground + (ink - ground) * glyph.ink.fill_alpha


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
    same = glyph.size_pt == last.size_pt and glyph.clip == last.clip and glyph.ink.fill_alpha == last.ink.fill_alpha
    same = same and (glyph.fill is last.fill or glyph.fill == last.fill)  # mostly one object
    return same and abs(glyph.y - last.y) < glyph.size_pt and abs(glyph.x - last.end_x) < glyph.size_pt


def _stands_out(picture: Picture, word: tuple[Glyph, ...], ink: float, wanted: float) -> bool:
    """Whether the letters of a word have enough contrast on each gray that any of them may stand on."""
    counts = _counts(picture, word)
    total, start, end = sum(counts), round(ink * 255) - _ALIKE, round(ink * 255) + _ALIKE + 1
    letters = slice(start, end) if start >= _BLACK else slice(0, max(_BLACK, end))
    most, shade = max(counts, default=0), sum(counts[letters])
    if shade > _MOST * total or most in counts[letters]:
        return False
    counts[letters] = [0] * len(counts[letters])
    while most > _FEW * total:
        ground = counts.index(most)
        if contrast(_shown(ink, ground / 255, word[0]), ground / 255) < wanted:
            return False
        counts[ground] = 0
        most = max(counts)
    return total > 0


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
