"""A font of a PDF: how codes become glyphs, widths and text, and what program is embedded."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fontTools import agl
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name, Stream

from leafletgen.checks.pdf.cmaps import CMap, read_cmap
from leafletgen.checks.pdf.outlines import Draws, drawing
from leafletgen.fonts import POSTSCRIPT_NAME, FontFile
from leafletgen.pdfinput import UNREADABLE
from leafletgen.tounicode import LAST_CODE, MOST_CODES, to_unicode

# a subset with odd tables is no matter of ours: what it draws is examined
logging.getLogger("fontTools").setLevel(logging.ERROR)
_PREFIX = re.compile(r"^/?[A-Z]{6}\+")
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_IDENTITY = (Name("/Identity-H"), Name("/Identity-V"))
_DEFAULT_WIDTH = 500.0
"""For the standard fonts, which may stand in a PDF without widths."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a shown string."""

    value: int
    """Of a composite font, the glyph that it chooses (CID)."""
    text: str
    """What it stands for, as far as the PDF says."""
    width: float
    """In ems."""
    is_space: bool
    """Whether word spacing applies (a one-byte code 32)."""


@dataclass(eq=False)
class PdfFont:
    """A font dictionary, read once."""

    raw: Any
    strings: dict[bytes, tuple[Code, ...]] = field(default_factory=dict)
    """What was shown and decoded before; mostly single glyphs."""
    blanks: dict[int, bool] = field(default_factory=dict)
    """Codes without text that were asked for, and whether they draw something."""

    @cached_property
    def subtype(self) -> str:
        """Its kind: /Type0, /TrueType, /Type1, /Type3."""
        return str(self.raw.get("/Subtype", ""))

    @cached_property
    def composite(self) -> bool:
        """Whether its strings are read by a CMap."""
        return self.subtype == "/Type0"

    @cached_property
    def base_name(self) -> str:
        """/BaseFont with its subset prefix, without the slash."""
        return str(self.raw.get("/BaseFont", "/unnamed")).removeprefix("/")

    @cached_property
    def subset(self) -> bool:
        """Whether the name says that only the glyphs in use are embedded."""
        return bool(_PREFIX.match(self.base_name))

    @cached_property
    def cid_font(self) -> Any:
        """The dictionary that has the descriptor and the widths."""
        return self.raw.DescendantFonts[0] if self.composite else self.raw

    @cached_property
    def program(self) -> bytes | None:
        """The embedded font file."""
        descriptor = self.cid_font.get("/FontDescriptor")
        if not isinstance(descriptor, Dictionary):
            return None
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            if isinstance(file := descriptor.get(key), Stream):
                return file.read_bytes()
        return None

    @cached_property
    def sfnt(self) -> TTFont | None:
        """The embedded program, where it is TrueType or OpenType and can be read."""
        try:
            return TTFont(io.BytesIO(self.program), lazy=True) if self.program else None
        except (TTLibError, OSError, AssertionError):
            return None

    @cached_property
    def damaged(self) -> bool:
        """Whether what is embedded is no font; old Type 1 programs are not looked at."""
        if self.sfnt is not None or self.program is None or "/FontFile" in self.cid_font.FontDescriptor:
            return False
        try:
            return drawing(None, self.program, self._number_of) is None
        except UNREADABLE:
            return True

    @cached_property
    def postscript_name(self) -> str:
        """Name ID 6 of the embedded file, else the font's name in the PDF."""
        return self._own_name or _PREFIX.sub("", self.base_name)

    @cached_property
    def _own_name(self) -> str:
        """Name ID 6 of the embedded file; empty where a subsetter (Ghostscript's) left no names."""
        if self.sfnt is None or "name" not in self.sfnt:
            return ""
        return str(self.sfnt["name"].getDebugName(POSTSCRIPT_NAME) or "")

    def is_from(self, file: FontFile) -> bool:
        """Whether it was embedded from a file: by name ID 6, else by the PDF's name, which has many spellings."""
        if self._own_name:
            return self._own_name == file.postscript_name
        return _plain_name(self.postscript_name) == _plain_name(file.postscript_name)

    @cached_property
    def glyph_count(self) -> int:
        """How many glyphs the embedded file has; 0 where it does not say."""
        return int(self.sfnt["maxp"].numGlyphs) if self.sfnt is not None and "maxp" in self.sfnt else 0

    @cached_property
    def codes_are_glyphs(self) -> bool:
        """Whether a code is the number of a glyph in the embedded file."""
        identity = self.cid_font.get("/CIDToGIDMap", Name.Identity) == Name.Identity
        known = self.composite and (self._cmap is None or self._cmap.ranges is not None)
        return known and identity and self.sfnt is not None and "glyf" in self.sfnt

    def decode(self, data: bytes) -> tuple[Code, ...]:
        """Return the codes of a shown string."""
        if data not in self.strings:
            self.strings[data] = tuple(self._codes(data))
        return self.strings[data]

    def _codes(self, data: bytes) -> Iterator[Code]:
        if self._cmap is not None:
            for code in self._cmap.split(data):
                yield self._code(
                    self._cmap.glyph(code), int.from_bytes(code, "big"), self._cmap.text(code), code == b" "
                )
            return
        size = 2 if self.composite else 1
        for i in range(0, len(data) - size + 1, size):
            value = int.from_bytes(data[i : i + size], "big")
            yield self._code(value, value, self._encoding.get(value, ""), size == 1 and value == 32)

    def _code(self, value: int, code: int, text: str, is_space: bool) -> Code:  # noqa: FBT001
        width = self._widths.get(value, self._default_width) / 1000
        if self.subtype == "/Type3":
            width = self._widths.get(value, 0) * float(self.raw.FontMatrix[0])
        return Code(value, self._to_unicode.get(code, text), width, is_space)

    @cached_property
    def _cmap(self) -> CMap | None:
        """How strings fall into codes; None for a simple font, and where two bytes are the number of a glyph."""
        encoding = self.raw.get("/Encoding", _IDENTITY[0])
        return None if not self.composite or encoding in _IDENTITY else read_cmap(encoding)

    def draws(self, code: int, text: str) -> bool:
        """Whether the glyph of a code leaves ink; where the font cannot be asked, what says it is a space does not."""
        if code not in self.blanks:
            outline = self._outline(code)
            self.blanks[code] = not text if outline is None else outline
        return self.blanks[code]

    def _outline(self, code: int) -> bool | None:
        """Whether the glyph of a code has an outline; None where the font cannot be asked."""
        try:
            return self._drawing(code) if self._drawing is not None else None
        except UNREADABLE:
            return None

    @cached_property
    def _drawing(self) -> Draws | None:
        """What tells whether a glyph has an outline; the codes of simple fonts do not say which it is."""
        if not self.composite or (self._cmap is not None and self._cmap.ranges is None):
            return None
        return drawing(self.sfnt, self.program, self._number_of)

    def _number_of(self, cid: int) -> int:
        return int.from_bytes(self._numbers[2 * cid : 2 * cid + 2], "big") if self._numbers is not None else cid

    @cached_property
    def _numbers(self) -> bytes | None:
        """The place in the font file of each CID, two bytes each (9.7.4.3); None where they are the same."""
        table = self.cid_font.get("/CIDToGIDMap")
        return table.read_bytes() if isinstance(table, Stream) else None

    @cached_property
    def _default_width(self) -> float:
        if self.composite:
            return float(self.cid_font.get("/DW", 1000))
        descriptor = self.raw.get("/FontDescriptor", Dictionary())
        return float(descriptor.get("/MissingWidth", 0 if "/Widths" in self.raw else _DEFAULT_WIDTH))

    @cached_property
    def _widths(self) -> dict[int, float]:
        if not self.composite:
            first = int(self.raw.get("/FirstChar", 0))
            return {first + i: float(width) for i, width in enumerate(self.raw.get("/Widths", ()))}
        found: dict[int, float] = {}
        items = list(self.cid_font.get("/W", ()))
        start = count = 0
        while len(items) - start >= 2:
            first, second = int(items[start]), items[start + 1]
            if isinstance(second, Array):
                widths = {first + i: float(width) for i, width in enumerate(second)}
                start += 2
            elif len(items) - start >= 3:
                codes = range(max(first, 0), min(int(second), LAST_CODE) + 1)
                widths = dict.fromkeys(codes, float(items[start + 2]))
                start += 3
            else:
                break
            found.update(widths)
            count += len(widths)
            if count > MOST_CODES:
                raise ValueError("a font says how wide its codes are many times over")
        return found

    @cached_property
    def _encoding(self) -> dict[int, str]:
        """What the codes of a simple font stand for, by its encoding."""
        if self.composite:
            return {}
        encoding = self.raw.get("/Encoding", Name.WinAnsiEncoding)
        base = encoding.get("/BaseEncoding", "") if isinstance(encoding, Dictionary) else encoding
        codec = _CODECS.get(str(base), "cp1252")
        table = {value: bytes([value]).decode(codec, "replace") for value in range(32, 256)}
        value = 0
        for item in encoding.get("/Differences", ()) if isinstance(encoding, Dictionary) else ():
            if isinstance(item, Name):
                table[value] = agl.toUnicode(str(item).removeprefix("/"))
                value += 1
            else:
                value = int(item)
        return table

    @cached_property
    def _to_unicode(self) -> dict[int, str]:
        return to_unicode(self.raw)


def _plain_name(name: str) -> str:
    """Reduce Noto-Sans-Bold, NotoSans-Bold, “NotoSans,Bold” to one; the regular weight need not be named."""
    return re.sub(r"[-_, ]", "", name).casefold().removesuffix("regular")
