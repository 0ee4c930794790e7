"""The colours of a gradient (ISO 32000-1, 8.7.4.5): those that its functions (7.10) go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pikepdf import Array, Dictionary, Stream

from leafletgen.checks.pdf.colours import Paint, Space

_DEPTH = 8
_MOST = 4096
"""Colours of one gradient that are looked at."""
Values = tuple[float, ...]


def stops(shading: Any, space: Space) -> tuple[Paint, ...]:
    """Return the colours between which a gradient runs; none where they are worked out or given by the point."""
    function = shading.get("/Function")
    if isinstance(function, Array):
        found = _side_by_side([list(islice(_values(each), _MOST)) for each in function])
    else:
        found = islice(_values(function), _MOST)
    return tuple(Paint(space, values) for values in dict.fromkeys(found) if len(values) == space.components)


def _side_by_side(columns: Sequence[Sequence[Values]]) -> Iterator[Values]:
    """Yield the colours of a function for each ink; of columns that differ in length, the ends."""
    if all(columns) and len({len(column) for column in columns}) > 1:
        columns = [[column[0], column[-1]] for column in columns]
    for row in zip(*columns, strict=False):
        yield tuple(value for values in row for value in values)


def _values(function: Any, depth: int = 0) -> Iterator[Values]:
    """Yield what a function gives at its ends, its joints or its samples; in between, nothing is beyond them."""
    if not isinstance(function, (Dictionary, Stream)) or depth > _DEPTH:
        return
    kind = int(function.get("/FunctionType", -1))
    if kind == 2:
        yield tuple(float(value) for value in function.get("/C0", (0,)))
        yield tuple(float(value) for value in function.get("/C1", (1,)))
    elif kind == 3:
        for inner in function.get("/Functions", ()):
            yield from _values(inner, depth + 1)
    elif kind == 0 and isinstance(function, Stream):
        yield from _samples(function)


def _samples(function: Any) -> Iterator[Values]:
    size = int(function.get("/BitsPerSample", 0)) // 8
    ends = [float(value) for value in function.get("/Decode", function.get("/Range", ()))]
    count = len(ends) // 2
    if size not in (1, 2, 4) or not count:
        return
    data, most = function.read_bytes(), 256**size - 1
    rows = len(data) // (size * count)
    for row in range(0, rows, rows // _MOST + 1):
        raw = (data[(row * count + i) * size : (row * count + i + 1) * size] for i in range(count))
        shares = [int.from_bytes(each, "big") / most for each in raw]
        yield tuple(a + (b - a) * share for a, b, share in zip(ends[::2], ends[1::2], shares, strict=True))
