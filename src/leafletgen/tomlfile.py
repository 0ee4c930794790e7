"""TOML files read strictly: every key known, every value of the right type, every error with its line."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.filetext import decode, quotes_hint

V = TypeVar("V", str, bool, int, float, list[str], datetime.date)
MAX_BYTES = 1_000_000
"""Settings and contacts are small; a larger file is a mistake or an attack."""
MAX_LINE = 1_000
"""Characters of a line: numbers of thousands of digits break tomllib, keys of thousands of parts keep it busy."""
_HEADER = re.compile(r"\s*\[\s*\"?(.*?)\"?\s*\]")


class TomlTable:
    """One table of a TOML file, remembering where it came from."""

    def __init__(self, path: Path, source: str, values: dict[str, object], header: str = "") -> None:
        self.path, self.source, self.values, self.header = path, source, values, header

    @classmethod
    def load(cls, path: Path, shown: Path | None = None) -> TomlTable:
        """Read a file; raises InputError when it is missing, too large, not UTF-8 or not TOML.

        `shown` is how messages name it, where that is not its path.
        """
        shown = shown or path
        source = read_text(path, MAX_BYTES, shown)
        for number, row in enumerate(source.split("\n"), 1):
            if len(row) > MAX_LINE:
                what = f"a line of {len(row)} characters; {MAX_LINE} is the most."
                raise InputError(what, "Write it shorter, or on several lines.", Place(shown, number))
        try:
            return cls(shown, source, tomllib.loads(source))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else source.count("\n") + 1
            hint = quotes_hint(source.split("\n")[line - 1], "Mend this line.")
            raise InputError(f"not TOML: {error}.", hint, Place(shown, line)) from None
        except RecursionError:
            raise InputError(
                "lists in lists without end.", "Nothing here needs more than two levels.", Place(shown)
            ) from None

    def place(self, key: str = "") -> Place:
        """Return where a key (or this table) stands in the file."""
        lines, headers = _lines(self.source)
        start = headers.get(self.header, 0)
        if not key:
            return Place(self.path, start + 1 if self.header else 0)
        pattern = re.compile(rf"\s*(\[\s*)?\"?{re.escape(key)}\"?\s*[=\].]")
        hits = (i for i in range(start, len(lines)) if pattern.match(lines[i]))
        return Place(self.path, next(hits, start) + 1)

    def only(self, known: Iterable[str]) -> None:
        """Raise InputError at the first key that is not known."""
        names = set(known)
        for key in self.values:
            if key not in names:
                raise InputError(f"unknown key “{key}”.", did_you_mean(key, names), self.place(key))

    def table(self, key: str) -> TomlTable:
        """Return the sub-table under a key; raises InputError where there is none."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            hint = f"Write [{key}] on a line of its own, and its keys below."
            raise InputError(f"“{key}” must be a table.", hint, self.place(key))
        return TomlTable(self.path, self.source, value, f"{self.header}.{key}" if self.header else key)

    def get(self, key: str, default: V) -> V:
        """Return a value, or the default where the key is absent; raises InputError for one of another type."""
        if key not in self.values:
            return default
        return self._typed(key, type(default))

    def need(self, key: str, kind: type[V]) -> V:
        """Return a value that must be there; raises InputError where it is not, or of another type."""
        if key not in self.values:
            hint = f"Add a line such as {key} = {_EXAMPLE.get(kind, '…')}."
            raise InputError(f"“{key}” is missing.", hint, self.place())
        return self._typed(key, kind)

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """Return a string; raises InputError unless it is one of the known ones."""
        value = self.need(key, str) if default is None else self.get(key, default)
        names = list(known)
        if value not in names:
            raise InputError(f"{key} = “{value}”.", did_you_mean(value, names), self.place(key))
        return value

    def _typed(self, key: str, kind: type[V]) -> V:
        value = self.values[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        whole = kind is not list or (isinstance(value, list) and all(isinstance(item, str) for item in value))
        if type(value) is kind and whole:
            return value
        wanted = _EXAMPLE.get(kind, kind.__name__)
        raise InputError(f"“{key}” has the wrong type.", f"Write it like this: {key} = {wanted}.", self.place(key))


@lru_cache(maxsize=4)
def _lines(source: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the lines of a file, and by header on which of them, from 0, each table begins."""
    lines = tuple(source.split("\n"))
    headers: dict[str, int] = {}
    for number, line in enumerate(lines):
        if found := _HEADER.match(line):
            headers.setdefault(found[1], number)
    return lines, headers


_EXAMPLE: dict[type, str] = {
    str: '"text"',
    bool: "true",
    int: "1",
    float: "1.0",
    list: '["one", "two"]',
    datetime.date: "2026-01-31",
}


def is_there(path: Path, shown: Path) -> bool:
    """Whether there is such a file; raises InputError where its folder tells nothing, and for links."""
    try:
        _refuse_link(path, shown)
        return path.is_file()
    except OSError as error:
        hint = "Look at the permissions of its folder."
        raise InputError(f"cannot be read: {error.strerror}.", hint, Place(shown)) from None


def _refuse_link(path: Path, shown: Path) -> None:
    """Raise InputError for a link, and for a file in a folder that is one.

    Text of a file elsewhere on the machine must not get into a leaflet, and nothing be written there. Only what lies
    in leaflets/ and translations/ is refused: those two folders, and all that is named by its whole path, may be
    links of the one who set the project up.
    """
    if shown.is_absolute():
        return
    names = (shown, *shown.parents)[: max(1, len(shown.parts) - 1)]
    for name, real in zip(names, (path, *path.parents), strict=False):
        if real.is_symlink():
            kind = "file" if name == shown else "folder"
            raise InputError(f"a link to another {kind}.", f"Links are refused: copy the {kind}.", Place(name))


def read_text(path: Path, max_bytes: int, shown: Path) -> str:
    """Return a file's UTF-8 text; raises InputError, naming it as `shown`, when that is not all it holds."""
    try:
        if not is_there(path, shown):
            raise InputError("no such file.", "Make it, or take it back from the last good copy.", Place(shown))
        if path.stat().st_size > max_bytes:
            raise InputError(f"larger than {max_bytes} bytes.", "Is it the right file?", Place(shown))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", "Look at its permissions.", Place(shown)) from None
    return decode(data, Place(shown))
