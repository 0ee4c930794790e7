"""Strict reading of .po text: what polib accepts in silence and a leaflet must not."""

from __future__ import annotations

import re

from leafletgen.errors import InputError, Place
from leafletgen.filetext import decode, quotes_hint

MAX_PO = 5_000_000
"""Bytes of one catalog."""
MAX_ENTRIES = 10_000
"""Living and obsolete ones; each is compared with others, and checked."""
MAX_ENTRY = 100_000
"""Characters of one entry and of the comments before it, which polib puts together line by line."""
_STRING = r'"(?:[^"\\]|\\[abfnrtv\\"\'?]|\\[0-7]{1,3}|\\x[0-9a-fA-F]{2})*"'
_LINE = re.compile(rf"(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?({_STRING})\s*\Z")
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\\Z)")
"""What Python, and so polib, takes for the end of a line, but no editor of translators does."""
_BEGINNING = re.compile(r"(?:#~\s*)?msg(?:ctxt|id)\b")
_ORDER = {"": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr", "msgid_plural", "msgstr[0]")}


def read(data: bytes, place: Place) -> str:
    """Return a catalog's text; raises InputError unless it is clean UTF-8 without NUL, and says so itself."""
    if not data.strip():
        hint = "Take the last good copy of the file; where there is none, `leafletgen update` makes an empty catalog."
        raise InputError("the catalog is empty.", hint, place)
    text = decode(data, place)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError("a NUL byte.", "The file is damaged: take the last good copy.", Place(place.path, line))
    charset = re.search(r"charset=([\w-]+)", text)
    if not charset or charset[1].lower() not in ("utf-8", "utf8"):
        declared = f"declares charset {charset[1]}" if charset else "declares no charset"
        hint = "Write “Content-Type: text/plain; charset=UTF-8” in its header."
        raise InputError(f"the catalog {declared}.", hint, place)
    return text


def check_lines(text: str, place: Place) -> None:
    """Raise InputError at the first line that is not PO, and where an entry breaks off."""
    _check_sizes(text, place)
    keyword, previous = "", Place(place.path, 1)
    for number, line in enumerate(text.split("\n"), 1):
        here = Place(place.path, number)
        if found := _BREAKS.search(line):
            raise InputError(f"a character that breaks lines, U+{ord(found[0]):04X}.", "Delete it.", here)
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            if not stripped.startswith("#~"):
                _check_complete(keyword, previous)
                keyword = ""
            continue
        match = _LINE.match(stripped)
        if not match:
            hint = quotes_hint(stripped, "Look for a missing quote or backslash.")
            raise InputError("this line is not PO syntax.", hint, here)
        if match[1]:
            _check_order(keyword, match[1], here)
            keyword, previous = match[1], here
        elif not keyword:
            raise InputError("text outside an entry.", "Write msgid or msgstr before it.", here)
    _check_complete(keyword, previous)


def _check_sizes(text: str, place: Place) -> None:
    """Raise InputError at the line that makes an entry too long, or entries too many."""
    size = count = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _BEGINNING.match(line):
            size, count = 0, count + 1
        size += len(line) + 1
        if size > MAX_ENTRY or count > 2 * MAX_ENTRIES:  # msgctxt and msgid
            what = f"more than {MAX_ENTRY} characters in one entry, or {MAX_ENTRIES} entries."
            raise InputError(what, "Take the last good copy of the file.", Place(place.path, number))


def _check_order(before: str, keyword: str, here: Place) -> None:
    if before.startswith("msgstr"):
        before = ""
    plural = keyword.startswith("msgstr[")
    if keyword not in _ORDER.get(before, ()) and not plural and not (before == "msgid_plural"):
        raise InputError(f"{keyword} stands where it cannot.", "Each msgid needs one msgstr after it.", here)


def _check_complete(keyword: str, place: Place) -> None:
    if keyword and not keyword.startswith("msgstr"):
        raise InputError("this entry has no msgstr.", "The file is cut off: take the last good copy.", place)
