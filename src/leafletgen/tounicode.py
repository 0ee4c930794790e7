"""What the codes of a PDF's font stand for: its /ToUnicode table (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Stream

_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\[\]]*\]|<[0-9A-Fa-f\s]*>)")
_SPACES = re.compile(rb"\s")
LAST_CODE = 0xFFFF
"""Codes have one byte or two."""
MOST_CODES = 2 * (LAST_CODE + 1)
"""Entries of a table; more say some codes many times over, to keep a reader busy."""
_DIGITS = 1024
"""Of what a code stands for: 512 bytes (Adobe Technical Note 5014)."""


def to_unicode(font: Any) -> dict[int, str]:
    """Return what each code of a font dictionary stands for; empty where the font does not say.

    Raises ValueError for a table that cannot be meant.
    """
    stream = font.get("/ToUnicode")
    if not isinstance(stream, Stream):
        return {}
    table: dict[int, str] = {}
    for count, (code, text) in enumerate(_entries(stream.read_bytes())):
        if count == MOST_CODES:
            raise ValueError("a font says what its codes mean many times over")
        table[code] = text
    return table


def _entries(data: bytes) -> Iterator[tuple[int, str]]:
    for block in blocks(data, b"bfrange"):
        for low, high, target in _RANGE.findall(block):
            yield from _range(int(low, 16), min(int(high, 16), LAST_CODE), target)
    for block in blocks(data, b"bfchar"):
        for code, text in _PAIR.findall(block):
            yield int(_SPACES.sub(b"", code), 16), _utf16(text)


def blocks(data: bytes, name: bytes) -> Iterator[bytes]:
    """Yield what stands between each “begin” and its “end”, in time that grows with the length alone."""
    for part in data.split(b"begin" + name)[1:]:
        block, end, _rest = part.partition(b"end" + name)
        if end:
            yield block


def _range(low: int, high: int, target: bytes) -> Iterator[tuple[int, str]]:
    if target.startswith(b"["):
        for i, text in enumerate(re.findall(rb"<([0-9A-Fa-f\s]*)>", target)):
            yield low + i, _utf16(text)
        return
    start = _utf16(target[1:-1])
    if not start:
        return
    for i in range(min(high - low, 0x10FFFF - ord(start[-1])) + 1):
        yield low + i, start[:-1] + chr(ord(start[-1]) + i)


def _utf16(text: bytes) -> str:
    digits = _SPACES.sub(b"", text)[:_DIGITS]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("utf-16-be", "replace")
