"""What the checks look at: a string with its translation, a catalog as a file, a text of the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from leafletgen.errors import Place
from leafletgen.fonts import FontFile
from leafletgen.glossary import Term
from leafletgen.model import Key
from leafletgen.plain import sentences
from leafletgen.tables import Language

_NOWHERE = Place(Path())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all strings of one catalog share: the project's knowledge and the catalog's habits."""

    contacts: tuple[str, ...] = ()
    """Names of contacts.toml."""
    link_targets: tuple[str, ...] = ()
    """Names that links may lead to: the web addresses of contacts.toml."""
    short_numbers: frozenset[str] = frozenset()
    """Contacts of three to five figures, such as 112: they stay 0-9 wherever they stand."""
    fonts: tuple[FontFile, ...] = ()
    glossary: tuple[Term, ...] = ()
    """The terms of translations/glossary.tsv for this pair of languages."""
    habits: dict[str, int] = field(default_factory=dict)
    """How often each character stands in the catalog's translations."""
    same_msgid: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Every translation of a source text, over all contexts."""
    same_msgstr: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Every source text that a translation stands for."""
    same_sentence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Every source text whose translation has a sentence, by this sentence."""
    elsewhere: dict[Key, dict[str, str]] = field(default_factory=dict)
    """Translations in the project's other languages, by key and language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of a catalog."""

    msgid: str
    msgstr: str
    language: Language
    source_language: str
    context: str = ""
    fuzzy: bool = False
    previous: str = ""
    """The msgid that a fuzzy translation was made for."""
    flags: tuple[str, ...] = ()
    comment: str = ""
    place: Place = _NOWHERE
    around: Surroundings = Surroundings()

    @property
    def usable(self) -> bool:
        """Whether it may be printed: translated and not in doubt."""
        return bool(self.msgstr.strip()) and not self.fuzzy

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.context, self.msgid


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A .po file before it is understood, and the entries that it should have."""

    path: Path
    shown: Path
    language: str
    wanted: tuple[Key, ...] = ()
    """Of every text of the source."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of a leaflet in its source language."""

    msgid: str
    comment: str
    """The translators' comment, without the kind of block and the panel."""
    language: str
    place: Place = _NOWHERE
    around: Surroundings = Surroundings()
    translatable: bool = True
    """Whether it has words of its own, and so is an entry of the catalogs."""


def by_sentence(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the source texts of each sentence of translations, given as (msgid, msgstr)."""
    return grouped((sentence, msgid) for msgid, msgstr in pairs for sentence in sentences(msgstr))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the different second members of each first one, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for first, second in pairs:
        if second not in found.get(first, ()):
            found[first] = (*found.get(first, ()), second)
    return found
