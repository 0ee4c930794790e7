"""How the strings of a composite font fall into codes, and which glyphs those choose (ISO 32000-1, 9.7.5 and 9.7.6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from pikepdf import Name, Stream

from leafletgen.tounicode import MOST_CODES, blocks

_PAIR = re.compile(rb"<([0-9A-Fa-f\s]{1,24})>\s*<([0-9A-Fa-f\s]{1,24})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]{1,24})>\s*<([0-9A-Fa-f\s]{1,24})>\s*(\d{1,9})")
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]{1,24})>\s*(\d{1,9})")
_USED = re.compile(rb"/([\w-]{1,60})\s+usecmap")
_DEPTH = 8
_MOST_SPACES = 100
"""The standard has at most a few; more keep a reader busy."""
_KNOWN: tuple[tuple[str, str, str], ...] = (
    ("Identity", "0000-ffff", ""),
    ("UCS2", "0000-ffff", "utf-16-be"),
    ("UTF16", "0000-d7ff d800dc00-dbffdfff e000-ffff", "utf-16-be"),
    ("UTF32", "00000000-0010ffff", "utf-32-be"),
    ("UTF8", "00-7f c080-dfbf e08080-efbfbf f0808080-f7bfbfbf", "utf-8"),
    ("RKSJ", "00-80 8140-9ffc a0-df e040-fcfc", "cp932"),
    ("GBK2K", "00-7f 8140-fefe 81308130-fe39fe39", "gb18030"),
    ("GBK", "00-80 8140-fefe", "gb18030"),
    ("GB", "00-80 a1a1-fefe", "gb18030"),
    ("HKscs-B5", "00-80 8740-fefe", "big5hkscs"),
    ("B5", "00-80 a140-fefe", "cp950"),
    ("CNS-EUC", "00-80 8ea1a1a1-8ea7fefe a1a1-fefe", ""),
    ("KSCms-UHC", "00-80 8141-fefe", "cp949"),
    ("KSCpc-EUC", "00-84 a141-fdfe", "cp949"),
    ("KSC-EUC", "00-80 a1a1-fefe", "cp949"),
    ("EUC", "00-80 8ea0-8edf a1a1-fefe", "euc_jp"),
)
"""Names of table 118, by what is part of them: the ranges of their codes, and what Python calls that encoding."""

_TWO_BYTES = ((b"\0\0", b"\xff\xff"),)

Range = tuple[bytes, int, int]
"""First code, last code, the glyph of the first."""


@dataclass(eq=False)
class CMap:
    """Codes of one byte to four, and the glyphs (CIDs) that they choose."""

    spaces: tuple[tuple[bytes, bytes], ...]
    """Lowest and highest byte of each place, for each range."""
    codec: str = ""
    """What the codes themselves are text in."""
    ranges: tuple[Range, ...] | None = ()
    """None where the glyphs are listed outside the PDF: in Adobe's files."""
    identity: bool = False
    """Whether codes are the numbers of glyphs."""

    def split(self, data: bytes) -> Iterator[bytes]:
        """Yield the codes of a string; the last may be cut off."""
        start = 0
        while start < len(data):
            size = self._size(data[start : start + 4])
            yield data[start : start + size]
            start += size

    def _size(self, data: bytes) -> int:
        for low, high in self.spaces:
            if len(low) <= len(data) and all(a <= b <= c for a, b, c in zip(low, data, high, strict=False)):
                return len(low)
        begun = [len(low) for low, high in self.spaces if low[0] <= data[0] <= high[0]]
        return max(begun, default=len(self.spaces[0][0]))

    def glyph(self, code: bytes) -> int:
        """Return the CID that a code chooses, 0 for none; the code itself where that is not known."""
        number = int.from_bytes(code, "big")
        if self.identity or self.ranges is None:
            return number
        at = bisect_right(self._firsts, (len(code), number)) - 1
        if at < 0:
            return 0
        first, last, cid = self._sorted[at]
        return cid + number - int.from_bytes(first, "big") if len(first) == len(code) and number <= last else 0

    @cached_property
    def _sorted(self) -> list[Range]:
        return sorted(self.ranges or (), key=lambda row: (len(row[0]), row[0]))

    @cached_property
    def _firsts(self) -> list[tuple[int, int]]:
        return [(len(first), int.from_bytes(first, "big")) for first, _last, _cid in self._sorted]

    def text(self, code: bytes) -> str:
        """Return what a code stands for by itself; empty where it does not say."""
        return code.decode(self.codec, "ignore") if self.codec else ""


def read_cmap(encoding: Any, depth: int = 0) -> CMap:
    """Return the CMap that a font's /Encoding names or holds; codes have two bytes where it makes no sense.

    Raises ValueError for one that is made to keep a reader busy.
    """
    if not isinstance(encoding, Stream) or depth > _DEPTH:
        return _named(str(encoding) if isinstance(encoding, Name) else "Identity")
    data = encoding.read_bytes()
    used = _USED.search(data)
    base = encoding.get("/UseCMap", Name(f"/{used[1].decode('ascii')}") if used else None)
    below = read_cmap(base, depth + 1) if base is not None else None
    spaces = tuple((_code(a), _code(b)) for block in blocks(data, b"codespacerange") for a, b in _PAIR.findall(block))
    if len(spaces) > _MOST_SPACES:
        raise ValueError("a font says many times over how long its codes are")
    spaces = tuple((a, b) for a, b in spaces if len(a) == len(b) in (1, 2, 3, 4))
    ranges = tuple(islice(_ranges(data), MOST_CODES))
    if len(ranges) == MOST_CODES:
        raise ValueError("a font says which glyphs its codes choose many times over")
    if below is None:
        return CMap(spaces or _TWO_BYTES, "", ranges)
    if below.ranges is None:
        return CMap(spaces + below.spaces, below.codec, None, below.identity)
    return CMap(spaces + below.spaces, "", below.ranges + ranges)


def _named(name: str) -> CMap:
    for part, spaces, codec in _KNOWN:
        if part in name:
            ends = (space.split("-") for space in spaces.split())
            pairs = tuple((bytes.fromhex(low), bytes.fromhex(high)) for low, high in ends)
            return CMap(pairs, codec, None, identity=part == "Identity")
    return CMap(_TWO_BYTES, "", None)


def _ranges(data: bytes) -> Iterator[Range]:
    for block in blocks(data, b"cidrange"):
        for first, last, cid in _RANGE.findall(block):
            yield _code(first), int.from_bytes(_code(last), "big"), int(cid)
    for block in blocks(data, b"cidchar"):
        for code, cid in _CHAR.findall(block):
            yield _code(code), int.from_bytes(_code(code), "big"), int(cid)


def _code(digits: bytes) -> bytes:
    kept = b"".join(digits.split())
    return bytes.fromhex((kept + b"0" * (len(kept) % 2)).decode("ascii"))
