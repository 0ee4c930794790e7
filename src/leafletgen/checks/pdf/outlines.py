"""Which glyphs of an embedded font draw something, and which are blanks."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

Draws = Callable[[int], bool]
"""Whether the glyph of a CID draws something; what the font does not have is drawn as a box."""


def drawing(sfnt: TTFont | None, program: bytes | None, number_of: Callable[[int], int]) -> Draws | None:
    """Return what tells whether the glyph of a CID has an outline; None for a font that cannot be asked.

    `number_of` gives a CID's place in a TrueType file.
    """
    if sfnt is not None and "glyf" in sfnt:
        return _of_glyf(sfnt, number_of)
    if sfnt is not None:
        return _of_cff(sfnt["CFF "].cff) if "CFF " in sfnt else None
    if program is None or program[:1] != b"\x01":
        return None
    found = CFFFontSet()
    found.decompile(io.BytesIO(program), None)
    return _of_cff(found)


def _of_glyf(sfnt: TTFont, number_of: Callable[[int], int]) -> Draws:
    """Read the number of contours alone: the names of glyphs take long to work out."""
    places, data = sfnt["loca"], sfnt.reader["glyf"]

    def draws(cid: int) -> bool:
        number = number_of(cid)
        if number + 1 >= len(places):
            return True
        start, end = places[number], places[number + 1]
        return bool(end > start and data[start : start + 2] != b"\0\0")

    return draws


def _of_cff(found: Any) -> Draws:
    top = found[0]
    strings, order = top.CharStrings, top.charset
    by_name = hasattr(top, "ROS")

    def draws(cid: int) -> bool:
        name = f"cid{cid:05d}" if by_name else order[cid] if cid < len(order) else ""
        if name not in strings:
            return True
        pen = ControlBoundsPen(None)
        strings[name].draw(pen)
        return pen.bounds is not None

    return draws
