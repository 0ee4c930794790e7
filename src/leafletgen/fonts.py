"""The project's fonts: which files there are, and which characters a language's stack can draw."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from leafletgen.errors import InputError, MachineError, Place
from leafletgen.tables import Language
from leafletgen.tomlfile import TomlTable

POSTSCRIPT_NAME = 6
"""The number of the name by which a font is known (OpenType, name)."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of fonts.toml."""

    path: Path
    family: str
    weight: int
    postscript_name: str
    sha256: str


@cache
def load_fonts(folder: Path) -> tuple[FontFile, ...]:
    """Read fonts.toml and verify every file against it; raises MachineError for a bad font, InputError for bad TOML."""
    table = TomlTable.load(folder / "fonts.toml")
    fonts = []
    for name in table.values:
        row = table.table(name)
        row.only(("family", "weight", "postscript-name", "version", "origin", "licence", "sha256"))
        if Path(name).name != name:
            raise InputError(f"“{name}” is not a plain file name.", "Put the font into this folder.", row.place())
        font = FontFile(
            folder / name,
            row.need("family", str),
            row.need("weight", int),
            row.need("postscript-name", str),
            row.need("sha256", str),
        )
        _verify(font, row.place())
        fonts.append(font)
    return tuple(fonts)


def verify_files(fonts: Iterable[FontFile]) -> None:
    """Raise MachineError for a font that is not, or no longer, the file that fonts.toml describes."""
    for font in fonts:
        _verify(font, Place(font.path.with_name("fonts.toml")))


def _verify(font: FontFile, place: Place) -> None:
    hint = f"Put back the file that {place} describes."
    try:
        data = b"" if font.path.exists() and not font.path.is_file() else font.path.read_bytes()
    except OSError as error:
        raise MachineError(f"the font cannot be read: {error.strerror}.", hint, Place(font.path)) from None
    if hashlib.sha256(data).hexdigest() != font.sha256:
        raise MachineError("the font is not the one that fonts.toml describes (sha256).", hint, Place(font.path))


def stack(fonts: tuple[FontFile, ...], language: Language) -> tuple[FontFile, ...]:
    """Return the files of a language's font stack; raises MachineError when a family is missing."""
    found: list[FontFile] = []
    for family in language.fonts:
        files = [font for font in fonts if font.family == family]
        if {400, 700} - {font.weight for font in files}:
            hint = "Add its regular and bold files to fonts/ and fonts.toml."
            raise MachineError(f"no font “{family}” for language {language.code}.", hint)
        found.extend(files)
    return tuple(found)


@cache
def _coverage(path: Path) -> frozenset[int]:
    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except Exception as error:  # fontTools has many ways to fail
        raise MachineError(f"the font cannot be read: {error}.", "Put back a good copy.", Place(path)) from None


@cache
def _drawn(files: tuple[FontFile, ...]) -> frozenset[int]:
    """Return the code points that files draw in every weight that they have."""
    weights = {font.weight for font in files}
    return frozenset.intersection(
        *(frozenset().union(*(_coverage(f.path) for f in files if f.weight == weight)) for weight in weights)
    )


def missing(text: str, files: tuple[FontFile, ...]) -> tuple[str, ...]:
    """Return the characters of a text that no file draws, once each; invisible ones need no glyph.

    Every weight must draw a character, since any text may be bold. Control characters have no glyph
    that means anything, whatever a font says.
    """
    drawn = _drawn(files)
    return tuple(char for char in dict.fromkeys(text) if not _is_drawn(char, drawn))


def _is_drawn(char: str, drawn: frozenset[int]) -> bool:
    category = unicodedata.category(char)
    if category == "Cc":
        return char in "\t\n\r"
    return ord(char) in drawn or category in ("Cf", "Zs")


def check_coverage(text: str, msgid: str, language: Language, files: tuple[FontFile, ...], place: Place) -> None:
    """Raise InputError for a character without a glyph, naming code point, language and msgid."""
    for char in missing(text, files):
        name = unicodedata.name(char, "unnamed")
        what = f"no font for {language.code} has U+{ord(char):04X} {name} (“{char}”), in “{msgid[:60]}”."
        raise InputError(what, "Write it with another character, or add a font to its stack.", place)
