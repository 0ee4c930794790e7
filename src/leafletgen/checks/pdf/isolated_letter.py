"""No Arabic letter stands in isolated form where it must join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from leafletgen.checks.pdf.arabic_forms import (
    Forms,
    Shaper,
    breaks_at_zwnj,
    forms,
    project_forms,
    project_shaper,
)
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.marks import Glyph
from leafletgen.checks.pdf.numbering import original_number

_NEAR_EM = 0.08
"""Letters of one word follow each other without a gap."""
_WITH_ZWNJ = ("fa", "ckb", "ur", "ps")
"""Languages that keep letters apart on purpose, with U+200C, inside words."""
Pair = tuple[Glyph, Glyph]


def find(document: Document) -> Iterator[Hit]:
    """Yield the places where letters that join stand side by side unjoined.

    By glyphs and their places, not by text. What U+200C keeps apart on purpose is known where the
    text is; where it is not, only letters that are isolated on both sides are held for broken in
    the languages that use it.
    """
    known = {id(font): _letters(document, font) for font, _page, _glyph in document.used_fonts}
    allowed = _allowed(document)
    strict = document.expected is not None or document.language not in _WITH_ZWNJ
    for page in document.pages:
        broken = [(a, b) for line in page.lines for a, b in _unjoined(line.glyphs, known)]
        for right, left in broken:
            key = _number(right, known), _number(left, known)
            if allowed[key] > 0:
                allowed[key] -= 1
            elif strict or _both_alone((right, left), known):
                box = right.box
                yield Hit("two Arabic letters that join stand apart.", page.number, box)


@dataclass(frozen=True, slots=True)
class _Letters:
    """The Arabic letters of an embedded font."""

    forms: Forms
    """By the numbers of the whole font."""
    number: Callable[[int], int] = int
    """Tells the number in the whole font of an embedded glyph; -1 for one that it does not have."""


def _letters(document: Document, font: PdfFont) -> _Letters | None:
    """Return the letters of a font: by the project's file, else by what is embedded."""
    if not font.codes_are_glyphs or font.sfnt is None or font.program is None:
        return None
    for file in document.fonts:
        if font.is_from(file):
            if "Arabic" not in file.family and "Nastaliq" not in file.family:
                return None
            return _Letters(project_forms(file.path), original_number(font.sfnt, file.path))
    if not {"cmap", "GSUB"} <= set(font.sfnt.keys()):
        return None
    return _Letters(forms(Shaper(font.program)))


def _number(glyph: Glyph, known: dict[int, _Letters | None]) -> int:
    letters = known.get(id(glyph.font))
    return letters.number(glyph.code) if letters else -1


def _allowed(document: Document) -> Counter[tuple[int, int]]:
    """Count the pairs that the expected text keeps apart, in every font that it may be set in."""
    if document.expected is None:
        return Counter()
    fonts = [font for font, _page, _glyph in document.used_fonts]
    files = [file for file in document.fonts if any(font.is_from(file) for font in fonts)]
    counts: Counter[tuple[int, int]] = Counter()
    for file in files:
        if "Arabic" in file.family or "Nastaliq" in file.family:
            shaper = project_shaper(file.path)
            counts.update(pair for text in document.expected.texts for pair in breaks_at_zwnj(shaper, text))
    return counts


def _unjoined(row: tuple[Glyph, ...], known: dict[int, _Letters | None]) -> Iterator[Pair]:
    """Yield neighbours, right one first, of which neither reaches out for the other."""
    solid = [glyph for glyph in row if glyph.advance > 0.01 * glyph.size_pt]
    for left, right in pairwise(solid):
        a, b = known.get(id(right.font)), known.get(id(left.font))
        if a is None or b is None or abs(right.left - left.right) > _NEAR_EM * right.size_pt:
            continue
        start = b.number(left.code)
        if a.number(right.code) in a.forms.open and start in b.forms.letters and start in b.forms.starts:
            yield right, left


def _both_alone(pair: Pair, known: dict[int, _Letters | None]) -> bool:
    found = [(known[id(glyph.font)], glyph.code) for glyph in pair]
    return all(letters is not None and letters.number(code) in letters.forms.isolated for letters, code in found)


CHECK = PdfCheck(
    id="pdf.isolated-letter",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="Unjoined letters are no longer words: readers of Arabic script stumble or give up.",
    proposal="Let no tag or change of font fall inside a word, or put U+200D on both sides of it.",
    find=find,
)
