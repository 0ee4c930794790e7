"""The colours of a gradient (ISO 32000-1, 8.7.4.5): those that its functions (7.10) go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from pikepdf import Array, Dictionary, Stream

from leafletgen.checks.pdf.colours import Paint, Space

_MOST = 512
"""Colours of one function that are looked at."""
_ENDS = (("/C0", (0,)), ("/C1", (1,)))
"""The colours of an exponential function at its ends, and what they are where it does not say."""
Values = tuple[float, ...]
Known = dict[tuple[int, int], tuple[Values, ...]]
"""What functions were found to give, by the numbers of their objects."""


def heaviest(shading: Any, space: Space, known: Known) -> Paint:
    """Return the colour of a gradient that has most of its inks; without values where it is not known.

    That of calculated functions (type 4), of those that hold one, and of colours given point by point (meshes) is not.
    """
    function = shading.get("/Function")
    if isinstance(function, Array):
        found = tuple(_side_by_side([_values(each, known) for each in list(function)[: space.components]]))
    else:
        found = _values(function, known)
    return Paint(space, max((values for values in found if len(values) == space.components), key=sum, default=()))


def _side_by_side(columns: Sequence[Sequence[Values]]) -> Iterator[Values]:
    """Yield the colours of a function for each ink; of columns that differ in length, the ends."""
    if all(columns) and len({len(column) for column in columns}) > 1:
        columns = [[column[0], column[-1]] for column in columns]
    for row in zip(*columns, strict=False):
        yield tuple(value for values in row for value in values)


def _values(function: Any, known: Known) -> tuple[Values, ...]:
    """Return what a function gives at its ends, its joints or its samples; in between, nothing is beyond them.

    Nothing where it is not known, or where there are more of them than are looked at.
    """
    if not isinstance(function, (Dictionary, Stream)):
        return ()
    if not function.is_indirect:
        return _worked_out(function, known)
    if function.objgen not in known:
        known[function.objgen] = ()  # for one that holds itself
        known[function.objgen] = _worked_out(function, known)
    return known[function.objgen]


def _worked_out(function: Any, known: Known) -> tuple[Values, ...]:
    kind = int(function.get("/FunctionType", -1))
    if kind == 2:
        return tuple(tuple(float(value) for value in function.get(key, default)) for key, default in _ENDS)
    if kind == 3:
        parts = [_values(inner, known) for inner in islice(function.get("/Functions", ()), _MOST + 1)]
        found = tuple(chain.from_iterable(parts))
        return found if all(parts) and len(found) <= _MOST else ()
    return tuple(_samples(function)) if kind == 0 and isinstance(function, Stream) else ()


def _samples(function: Any) -> Iterator[Values]:
    size, rest = divmod(int(function.get("/BitsPerSample", 0)), 8)
    ends = [float(value) for value in function.get("/Decode", function.get("/Range", ()))]
    count = len(ends) // 2
    if rest or size not in (1, 2, 4) or not count:
        return
    data, most = function.read_bytes(), 256**size - 1
    rows = len(data) // (size * count)
    for row in range(0, rows, rows // _MOST + 1):
        raw = (data[(row * count + i) * size : (row * count + i + 1) * size] for i in range(count))
        shares = [int.from_bytes(each, "big") / most for each in raw]
        yield tuple(a + (b - a) * share for a, b, share in zip(ends[::2], ends[1::2], shares, strict=True))
