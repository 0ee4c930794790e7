"""Reading a QR code from its modules (ISO/IEC 18004): what it says, checked by its own error codes.

Only printed-perfect codes are read: every block must be free of errors, for what is already
damaged in the file has no reserve left for paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from segno import consts

Modules = tuple[tuple[bool, ...], ...]
_FORMAT_MASK = 0b101010000010010
_LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, _c: r % 2,
    lambda _r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def has_finders(modules: Modules) -> bool:
    """Whether the three squares in the corners are there."""
    size = len(modules)
    corners = ((0, 0), (0, size - 7), (size - 7, 0))
    return all(
        modules[top + r][left + c] == (_FINDER[r][c] == "1")
        for top, left in corners
        for r in range(7)
        for c in range(7)
    )


def read_qr(modules: Modules) -> str | None:
    """Return what a code says; None where it cannot be read without mending."""
    version = (len(modules) - 17) // 4
    bits = sum(modules[r][c] << (14 - i) for i, (r, c) in enumerate(_format_places())) ^ _FORMAT_MASK
    if _format_remainder(bits):
        return None
    level, mask = _LEVELS[bits >> 13], (bits >> 10) & 7
    data = _blocks(list(_codewords(modules, version, mask)), version, level)
    return None if data is None else _text(data, version)


def _format_places() -> list[tuple[int, int]]:
    row = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)]
    return row + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]


def _format_remainder(bits: int) -> int:
    for shift in range(4, -1, -1):
        if bits >> (shift + 10) & 1:
            bits ^= 0b10100110111 << shift
    return bits


def _reserved(version: int) -> set[tuple[int, int]]:
    """Return the modules that hold no data."""
    size = 17 + 4 * version
    found = {(r, c) for r in range(9) for c in range(9)}
    found |= {(r, c) for r in range(9) for c in range(size - 8, size)}
    found |= {(r, c) for r in range(size - 8, size) for c in range(9)}
    found |= {(6, i) for i in range(size)} | {(i, 6) for i in range(size)}
    centres: tuple[int, ...] = tuple(consts.ALIGNMENT_POS[version - 2]) if version > 1 else ()
    last = size - 7
    for r in centres:
        for c in centres:
            if (r, c) not in ((6, 6), (6, last), (last, 6)):
                found |= {(r + i, c + j) for i in range(-2, 3) for j in range(-2, 3)}
    if version >= 7:
        found |= {(r, c) for r in range(6) for c in range(size - 11, size - 8)}
        found |= {(c, r) for r in range(6) for c in range(size - 11, size - 8)}
    return found


def _codewords(modules: Modules, version: int, mask: int) -> Iterator[int]:
    size, reserved, bits = len(modules), _reserved(version), []
    column, upwards = size - 1, True
    while column > 0:
        column -= column == 6  # the vertical timing pattern
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for c in (column, column - 1):
                if (row, c) not in reserved:
                    bits.append(modules[row][c] ^ (_MASKS[mask](row, c) == 0))
        column, upwards = column - 2, not upwards
    for start in range(0, len(bits) - 7, 8):
        yield int("".join("1" if bit else "0" for bit in bits[start : start + 8]), 2)


def _blocks(codewords: list[int], version: int, level: str) -> bytes | None:
    """Return the data, put together from its blocks; None where one has errors."""
    table: Any = consts.ECC
    infos = table[version][getattr(consts, f"ERROR_LEVEL_{level}")]
    shapes = [(info.num_data, info.num_total - info.num_data) for info in infos for _n in range(info.num_blocks)]
    blocks: list[list[int]] = [[] for _shape in shapes]
    stream = iter(codewords)
    for index in range(max(data for data, _check in shapes)):
        for block, (data, _check) in zip(blocks, shapes, strict=True):
            if index < data:
                block.append(next(stream))
    for _index in range(shapes[0][1]):
        for block in blocks:
            block.append(next(stream))
    if any(_damaged(block, check) for block, (_data, check) in zip(blocks, shapes, strict=True)):
        return None
    return bytes(byte for block, (data, _check) in zip(blocks, shapes, strict=True) for byte in block[:data])


def _field() -> tuple[list[int], list[int]]:
    """Return powers and logarithms in GF(256) by x^8 + x^4 + x^3 + x^2 + 1."""
    powers, logs, value = [1] * 510, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, logs


_POWERS, _LOGS = _field()


def _damaged(block: list[int], check: int) -> bool:
    """Whether a block's Reed-Solomon syndromes are not all zero."""
    for root in range(check):
        total = 0
        for byte in block:
            total = byte ^ (_POWERS[_LOGS[total] + root] if total else 0)
        if total:
            return True
    return False


def _text(data: bytes, version: int) -> str | None:
    bits = "".join(f"{byte:08b}" for byte in data)
    position, parts = 0, []

    def take(count: int) -> int:
        nonlocal position
        position += count
        return int(bits[position - count : position] or "0", 2)

    group = 0 if version < 10 else 1 if version < 27 else 2
    while len(bits) - position >= 4 and (mode := take(4)):
        if mode == 7:  # another character set follows; all we write is UTF-8
            take(8)
        elif mode == 4:
            parts.append(bytes(take(8) for _n in range(take((8, 16, 16)[group]))).decode("utf-8", "replace"))
        elif mode == 1:
            left = take((10, 12, 14)[group])
            while left:
                size = min(3, left)
                parts.append(f"{take((4, 7, 10)[size - 1]):0{size}d}")
                left -= size
        elif mode == 2:
            left = take((9, 11, 13)[group])
            while left > 1:
                pair = take(11)
                parts.append(_ALPHANUMERIC[pair // 45 % 45] + _ALPHANUMERIC[pair % 45])
                left -= 2
            if left:
                parts.append(_ALPHANUMERIC[take(6) % 45])
        else:
            return None
    return "".join(parts)
