"""The strings of the templates in one language: the project's own, else leafletgen's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leafletgen.catalog import read_catalog
from leafletgen.config import COMMON, PACKAGE_CATALOGS, Project
from leafletgen.errors import InputError, Place
from leafletgen.markdown import VARIABLE, parse_inline, variables_differ
from leafletgen.model import Inline
from leafletgen.tables import phrases
from leafletgen.tomlfile import is_there
from leafletgen.typography import typeset
from leafletgen.values import fill

_TABLE = Place(Path("phrases.toml"))


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Template strings by key, as inline text with variables."""

    texts: dict[str, tuple[Inline, ...]]

    def get(self, key: str, values: Mapping[str, Inline] | None = None) -> tuple[Inline, ...]:
        """Return a phrase with its variables filled in."""
        return fill(self.texts[key], values or {})


def load_phrasebook(project: Project, language: str) -> Phrasebook:
    """Return the phrases in a language.

    Order: translations/<lang>/common.po of the project, the same of leafletgen, the phrase table,
    the source language. Raises InputError for a translation with other variables than the source.
    """
    translated = translated_phrases(project, language)
    texts = {}
    for key, phrase in phrases().items():
        source = phrase.texts.get(language) or phrase.text(project.source_language)
        text, place = translated.get(key, (source, _TABLE))
        if any(variables_differ(source, text)):
            wanted = ", ".join(f"{{{name}}}" for name in VARIABLE.findall(source)) or "none"
            raise InputError(f"the placeholders of {key} must be: {wanted}.", "Copy them unchanged.", place)
        texts[key] = parse_inline(typeset(text, french=language == "fr"), place, ())
    return Phrasebook(texts)


def translated_phrases(project: Project, language: str) -> dict[str, tuple[str, Place]]:
    """Return the phrases that somebody has put into a language, by key, in the order of load_phrasebook."""
    own = _translations(project.catalog_path(COMMON, language), language, project.root)
    shipped = next((found for folder in PACKAGE_CATALOGS if (found := _shipped(folder, language))), {})
    table = {key: (phrase.texts[language], _TABLE) for key, phrase in phrases().items() if language in phrase.texts}
    return {**table, **shipped, **own}


@cache
def _shipped(folder: Path, language: str) -> dict[str, tuple[str, Place]]:
    return _translations(folder / language / f"{COMMON}.po", language, folder.parent)


def _translations(path: Path, language: str, root: Path) -> dict[str, tuple[str, Place]]:
    shown = path.relative_to(root)
    if not is_there(path, shown):
        return {}
    catalog = read_catalog(path, language, shown)
    return {key[0]: (entry.msgstr, entry.place) for key, entry in catalog.entries.items() if entry.usable}
