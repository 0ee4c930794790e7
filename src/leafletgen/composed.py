"""Letters put into a PDF as one glyph each: in its fonts, page contents and text tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pydyf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from leafletgen.fonts import POSTSCRIPT_NAME
from leafletgen.html import Html
from leafletgen.letters import Letter, Letters, letters_of, words_of
from leafletgen.terse import PIECE

_PAIR = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$")
_SHIFTED = 0x0002 | 0x0004
"""Flags of a component: it is moved, by units of the font, onto pixels."""
_LEAST = 0.05
"""Thousandths of the type size that are no gap."""
_ON_LINE = b"0"
_NO_BREAK, _SPACE = b"00a0", b"0020"
"""Fonts have one glyph for both, and readers look for words with spaces between them."""
_LISTED = 100
"""Entries of one list of a text table, at the most (Adobe Technical Note 5411)."""


class _Drawn(NamedTuple):
    """A glyph that is drawn: its code, where, in thousandths of the type size, and how high above the line."""

    code: int
    x: float
    rise: bytes


@dataclass(slots=True)
class ComposedFont:
    """A font of a PDF, and the letters that are drawn with it."""

    letters: Letters
    first: int
    """The first code of letters that have codes of their own."""
    widths: dict[int, float]
    """Of glyphs, in thousandths of the type size."""
    program: bytes
    """The reference of its file."""
    texts: pydyf.Stream
    """Its /ToUnicode."""
    listed: pydyf.Array
    """Its /W."""

    @property
    def added(self) -> list[tuple[int, Letter]]:
        """The letters that have codes of their own, by their codes."""
        return sorted((code, letter) for letter, code in self.letters.codes.items() if code >= self.first)

    def advance(self, letter: Letter) -> float:
        """Return how far a letter moves the pen, in thousandths of the type size."""
        return round(letter.advance * 1000 / self.letters.upem)


def composed_fonts(html: Html, objects: dict[bytes, Any]) -> dict[bytes, ComposedFont]:
    """Return the fonts of a PDF that draw words of the leaflet whose letters may have parts, by their references."""
    words = words_of(html.text)
    if not words:
        return {}
    files = {font.postscript_name: font for font in html.fonts}
    found = {}
    for reference, font in objects.items():
        if not isinstance(font, pydyf.Dictionary) or font.get("Subtype") != "/Type0":
            continue
        inner = objects[font["DescendantFonts"][0]]
        program = objects[inner["FontDescriptor"]].get("FontFile2")
        if program is None:  # an OpenType font with other outlines
            continue
        with TTFont(io.BytesIO(b"".join(objects[program].stream)), lazy=True) as subset:
            name, count = subset["name"].getDebugName(POSTSCRIPT_NAME), subset["maxp"].numGlyphs
        letters = letters_of(words, files[name], html.language.code, count)
        if letters.by_glyphs:
            texts = objects[font["ToUnicode"]]
            found[reference] = ComposedFont(letters, count, _widths(inner["W"]), program, texts, inner["W"])
    return found


def _widths(listed: pydyf.Array) -> dict[int, float]:
    pairs = [(listed[i], listed[i + 1]) for i in range(0, len(listed), 2)]
    return {first + i: width for first, widths in pairs for i, width in enumerate(widths)}


def with_letters(contents: bytes, fonts: dict[bytes, ComposedFont]) -> bytes:
    """Return the contents of a page, as WeasyPrint writes them, with letters for the glyphs that draw them.

    `fonts` are those that have letters, by their names in the contents. All stays where it is.
    """
    out: list[bytes] = []
    font: ComposedFont | None = None
    shown: list[bytes] = []
    for line in contents.split(b"\n"):
        operands, _space, operator = line.rpartition(b" ")
        if font and operator in (b"TJ", b"Ts"):
            shown.append(line)
            continue
        if font and shown:
            out += _redrawn(shown, font)
            shown = []
        if operator == b"Tf":
            font = fonts.get(operands.split(b" ")[0])
        elif operator in (b"Q", b"ET"):
            font = None
        out.append(line)
    return b"\n".join(out)


def _redrawn(lines: list[bytes], font: ComposedFont) -> Iterator[bytes]:
    glyphs, end = _read(lines, font)
    pen, rise = 0.0, _ON_LINE
    row: list[bytes] = []
    for glyph in _as_letters(glyphs, font):
        if glyph.rise != rise:
            yield from _row(row)
            row, rise = [], glyph.rise
            yield rise + b" Ts"
        row.append(_gap(pen - glyph.x) + b"<%04x>" % glyph.code)
        pen = glyph.x + font.widths.get(glyph.code, 0)
    yield from _row([*row, _gap(pen - end)])
    if rise != _ON_LINE:
        yield b"0 Ts"


def _row(pieces: list[bytes]) -> Iterator[bytes]:
    if any(pieces):
        yield b"[%b] TJ" % b"".join(pieces)


def _gap(gap: float) -> bytes:
    return b"%.2f" % gap if abs(gap) > _LEAST else b""


def _read(lines: list[bytes], font: ComposedFont) -> tuple[list[_Drawn], float]:
    """Return the glyphs that instructions draw, and where the pen is after them."""
    found: list[_Drawn] = []
    pen, rise = 0.0, _ON_LINE
    for line in lines:
        if line.endswith(b" Ts"):
            rise = line.removesuffix(b" Ts")
            continue
        for codes, gap in PIECE.findall(line):
            pen -= float(gap) if gap else 0
            for start in range(0, len(codes), 4):
                code = int(codes[start : start + 4], 16)
                found.append(_Drawn(code, pen, rise))
                pen += font.widths.get(code, 0)
    return found, pen


def _as_letters(glyphs: list[_Drawn], font: ComposedFont) -> Iterator[_Drawn]:
    start, scale, pen = 0, 1000 / font.letters.upem, 0.0
    for letter in font.letters.spelt(tuple(glyph.code for glyph in glyphs)):
        if isinstance(letter, int):
            yield glyphs[start]
            start += 1
            continue
        code = font.letters.code(letter)
        font.widths[code] = font.advance(letter)
        if letter.parts:
            pen = glyphs[start + letter.body].x - letter.parts[letter.body][1] * scale
        yield _Drawn(code, pen, _ON_LINE)
        pen += font.widths[code]
        start += len(letter.parts)


def tell(font: ComposedFont) -> None:
    """Say in a PDF how wide the letters are that have codes of their own, and what all of them stand for."""
    if font.added:
        widths = pydyf.Array([font.advance(letter) for _code, letter in font.added])
        font.listed.extend([font.first, widths])
    font.texts.stream = list(_said(font.texts, font.letters))


def add_letters(program: TTFont, font: ComposedFont) -> None:
    """Add the letters that have codes of their own to a font's program, as glyphs made of its glyphs."""
    outlines, metrics, order = program["glyf"], program["hmtx"], list(program.getGlyphOrder())
    limits = program["maxp"]
    for code, letter in font.added:
        name = f"letter{code}"
        glyph = outlines[name] = _composite([(order[part], x, y) for part, x, y in letter.parts], outlines)
        metrics[name] = (letter.advance, glyph.xMin)
        order.append(name)
        if glyph.isComposite():
            largest = glyph.getCompositeMaxpValues(outlines)
            limits.maxCompositePoints = max(limits.maxCompositePoints, largest.nPoints)
            limits.maxCompositeContours = max(limits.maxCompositeContours, largest.nContours)
            limits.maxComponentDepth = max(limits.maxComponentDepth, largest.maxComponentDepth)
            limits.maxComponentElements = max(limits.maxComponentElements, len(glyph.components))
    program.setGlyphOrder(order)
    outlines.setGlyphOrder(order)
    limits.numGlyphs = len(order)


def _composite(parts: list[tuple[str, int, int]], outlines: Any) -> Glyph:
    glyph = Glyph()
    drawn = [part for part in parts if outlines[part[0]].numberOfContours]
    if drawn:
        glyph.numberOfContours = -1
        glyph.components = [_component(*part) for part in drawn]
    glyph.recalcBounds(outlines)
    return glyph


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, _SHIFTED
    return component


def _said(texts: pydyf.Stream, letters: Letters) -> Iterator[bytes]:
    """Yield the lines of a text table (Adobe Technical Note 5411) that tells what the codes of letters stand for."""
    lines = b"\n".join(texts.stream).split(b"\n")
    table = {found[1]: _SPACE if found[2] == _NO_BREAK else found[2] for line in lines if (found := _PAIR.match(line))}
    table |= {b"%04x" % code: letter.text.encode("utf-16-be").hex().encode() for letter, code in letters.codes.items()}
    entries = [b"<%b> <%b>" % pair for pair in table.items()]
    yield from lines[: next(i for i, line in enumerate(lines) if line.endswith(b"beginbfchar"))]
    for start in range(0, len(entries), _LISTED):
        some = entries[start : start + _LISTED]
        yield from (b"%d beginbfchar" % len(some), *some, b"endbfchar")
    yield from lines[max(i for i, line in enumerate(lines) if line == b"endbfchar") + 1 :]
