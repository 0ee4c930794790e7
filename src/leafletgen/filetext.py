"""The bytes of a file as text: UTF-8 and nothing before it, and no trace of a merge that nobody finished."""

from __future__ import annotations

import codecs
import re

from leafletgen.errors import InputError, Place

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |\r?$)", re.MULTILINE)
"""What git writes around the two versions of lines that it could not merge."""


_TYPOGRAPHIC = re.compile("[“”„‟‘’«»]")


def quotes_hint(line: str, other: str) -> str:
    """Return what to do about a line that cannot be read: quotes of a word processor are its most likely fault."""
    alone = '"' not in line and _TYPOGRAPHIC.search(line)
    return 'Write straight quotes, "…", around the text.' if alone else other


def decode(data: bytes, place: Place) -> str:
    """Return a file's text; raises InputError, with the line, when that is not all it holds."""
    if data.startswith(codecs.BOM_UTF8):
        raise InputError("the file starts with a byte order mark.", "Save it as UTF-8 without BOM.", _line(place, b""))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("UTF-16, not UTF-8.", "Save the file again with the encoding UTF-8.", _line(place, b""))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "Save the file again with the encoding UTF-8."
        raise InputError("not UTF-8 text.", hint, _line(place, data[: error.start])) from None
    if found := _CONFLICT.search(text):
        what = f"two versions that git could not merge ({found[0].strip()})."
        hint = "Keep the right one, and delete the other and the lines of signs around them."
        raise InputError(what, hint, _line(place, text[: found.start()].encode()))
    return text


def _line(place: Place, before: bytes) -> Place:
    return Place(place.path, before.count(b"\n") + 1)
