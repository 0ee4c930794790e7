"""Letters that fonts build from parts, drawn as one glyph each that says which letter it is.

Fonts of Arabic draw a letter as a body that several letters share, and its dots; Indic ones a syllable as signs in
another order than they are read. A glyph can say only one text (ISO 32000-1, 9.10.3), so that copied words lacked
letters. A glyph of its own for each letter or syllable, composed in the font of its parts (OpenType, glyf), says its
text to all viewers, and takes less room in page contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb

from leafletgen.fonts import FontFile
from leafletgen.invisible import ZWJ, ZWNJ

_WORD = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d5\u06dc-\u06ef\u06fa-\u06ff\u0750-\u077f\u0900-\u0963\u0970-\u0983\u0985-\u09e3\u0a01-\u0a4d\u0a59-\u0a5e\u0a70-\u0a75\u200c\u200d]+"
)
"""Of letters of Arabic, Devanagari, Bengali or Gurmukhi, their marks and what joins them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands for a letter, or for several that are drawn as one, such as an Indic syllable."""

    parts: tuple[tuple[int, int, int], ...]
    """Glyphs with their place from the pen and from the line, in units of the font."""
    body: int
    """Which of them is the widest."""
    advance: int
    """That of all that move the pen, in the same units."""
    text: str

    @property
    def glyphs(self) -> tuple[int, ...]:
        """The glyphs in the order in which they are drawn, from the left."""
        return tuple(glyph for glyph, _x, _y in self.parts)

    @property
    def is_plain(self) -> bool:
        """Whether it is one glyph in its place."""
        return [place for _glyph, *place in self.parts] == [[0, 0]]


@dataclass(slots=True)
class Letters:
    """The letters of a leaflet's words in one font, and the codes that they get in a PDF."""

    upem: int
    next_code: int
    """The first that is free in the font of the PDF."""
    words: dict[tuple[int, ...], tuple[Letter, ...]] = field(default_factory=dict)
    """By their glyphs, from the left."""
    by_glyphs: dict[tuple[int, ...], Letter | None] = field(default_factory=dict)
    """Letters by theirs; None where several are drawn with the same, or with dots in other places."""
    alphabet: set[int] = field(default_factory=set)
    """All of their glyphs."""
    longest: int = 0
    """The most glyphs of a letter."""
    codes: dict[Letter, int] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    """What the codes of single glyphs stand for."""

    def code(self, letter: Letter) -> int:
        """Return the code of a letter: that of its glyph, where this is one and says nothing else, or a new one."""
        if letter not in self.codes:
            glyph = letter.glyphs[0] if letter.is_plain else None
            if glyph is not None and self.said.setdefault(glyph, letter.text) == letter.text:
                self.codes[letter] = glyph
            else:
                self.codes[letter] = self.next_code
                self.next_code += 1
        return self.codes[letter]

    def spelt(self, glyphs: tuple[int, ...]) -> Iterator[Letter | int]:
        """Yield the letters that a row of glyphs draws, and glyphs that draw none that is known."""
        for is_word, row in groupby(glyphs, key=self.alphabet.__contains__):
            word = tuple(row)
            yield from (self.words.get(word) or self._one_by_one(word)) if is_word else word

    def _one_by_one(self, glyphs: tuple[int, ...]) -> Iterator[Letter | int]:
        """Yield the letters of a part of a word: those that look the same in all words."""
        start = 0
        while start < len(glyphs):
            ends = range(min(len(glyphs), start + self.longest), start, -1)
            letter = next(filter(None, (self.by_glyphs.get(glyphs[start:end]) for end in ends)), None)
            yield letter or glyphs[start]
            start += len(letter.parts) if letter else 1


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in such scripts, and parts of words that tags part."""
    return frozenset(_WORD.findall(text))


def letters_of(words: Iterable[str], font: FontFile, language: str, next_code: int) -> Letters:
    """Return the letters of words, shaped in a font as Pango shapes them, by HarfBuzz.

    None of words that the font cannot draw.
    """
    shaper = _shaper(font.path, font.path.stat().st_mtime_ns)
    found = Letters(shaper.face.upem, next_code)
    for word in sorted(words):
        if not all(shaper.get_nominal_glyph(ord(char)) for char in word if char not in (ZWNJ, ZWJ)):
            continue
        letters = _letters(shaper, word, language)
        found.words.setdefault(tuple(glyph for letter in letters for glyph in letter.glyphs), letters)
        for letter in filter(lambda letter: letter.parts, letters):
            known = found.by_glyphs.setdefault(letter.glyphs, letter)
            found.by_glyphs[letter.glyphs] = letter if known == letter else None
            found.alphabet.update(letter.glyphs)
            found.longest = max(found.longest, len(letter.parts))
    return found


@cache
def _shaper(path: Path, _written: int) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


@lru_cache(maxsize=4096)
def _letters(shaper: hb.Font, word: str, language: str) -> tuple[Letter, ...]:
    return tuple(_shaped(shaper, word, language))


def _shaped(shaper: hb.Font, word: str, language: str) -> Iterator[Letter]:
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.language = language
    if buffer.direction == "rtl":
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS  # marks are letters of their own
    hb.shape(shaper, buffer)
    drawn = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _at in drawn})
    ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
    for start, group in groupby(drawn, key=lambda glyph: glyph[0].cluster):
        if word[start] in (ZWNJ, ZWJ):  # the one is spelt, the other is ours, and neither is drawn
            if word[start] == ZWNJ:
                yield Letter((), 0, 0, ZWNJ)
            continue
        pen, advance, parts = 0, 0, []
        for info, at in group:
            parts.append((info.codepoint, pen + at.x_offset, at.y_offset))
            pen += at.x_advance
            advance += shaper.get_glyph_h_advance(info.codepoint) if at.x_advance else 0
        widths = [shaper.get_glyph_h_advance(glyph) for glyph, _x, _y in parts]
        yield Letter(tuple(parts), widths.index(max(widths)), advance, word[start : ends[start]])
