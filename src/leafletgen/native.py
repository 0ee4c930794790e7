"""The C libraries that set text, Pango and HarfBuzz: found and asked for their versions without WeasyPrint."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from itertools import chain

PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0")
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz-0")
SUBSETTER = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset-0")
"""Names of one library on Linux, macOS and Windows; with none of them, the system is asked for it."""


def load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    """Return a library by the first of its names that the system knows; None without it."""
    for candidate in chain(names, _asked_for(names)):
        try:
            return ctypes.CDLL(candidate)
        except OSError:
            continue
    return None


def _asked_for(names: tuple[str, ...]) -> Iterable[str]:
    """Yield where the system says that it is: slow, it asks compilers."""
    import ctypes.util

    for name in names:
        found = ctypes.util.find_library(name.removeprefix("lib").partition(".so")[0].partition(".0.dylib")[0])
        if found:
            yield found


def pango_version() -> tuple[int, int, int] | None:
    """Return Pango's version; None where it is missing."""
    library = load(PANGO)
    if library is None:
        return None
    number = library.pango_version()
    return number // 10000, number // 100 % 100, number % 100


def harfbuzz_version() -> str:
    """Return HarfBuzz's version; empty where it is missing."""
    library = load(HARFBUZZ)
    if library is None:
        return ""
    library.hb_version_string.restype = ctypes.c_char_p
    return str(library.hb_version_string().decode())
