"""Cases: the examples that every check carries, failing and passing, as data that one test runs."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.checks.unit import SourceText, Surroundings, Unit, by_sentence, grouped
from leafletgen.config import fonts_folder
from leafletgen.fonts import load_fonts
from leafletgen.glossary import Term
from leafletgen.model import Key
from leafletgen.tables import languages


@dataclass(frozen=True, slots=True)
class Case:
    """A string that a check must report, or must not."""

    wrong: bool
    language: str
    msgid: str
    msgstr: str
    source_language: str = "fr"
    fuzzy: bool = False
    previous: str = ""
    flags: tuple[str, ...] = ()
    comment: str = ""
    contacts: tuple[str, ...] = ("map", "ofii_site", "ofii_phone", "shelter")
    link_targets: tuple[str, ...] = ("map", "ofii_site")
    glossary: tuple[Term, ...] = ()
    habits: str = ""
    """Characters of the rest of the catalog."""
    others: tuple[tuple[str, str], ...] = ()
    """(msgid, msgstr) of other entries of the catalog."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """(language, msgstr) of the same text in other languages."""


@dataclass(frozen=True, slots=True)
class CatalogCase:
    """A whole .po file, as bytes, that a check must report, or must not."""

    wrong: bool
    language: str
    content: bytes
    wanted: tuple[Key, ...] = ()


def bad(language: str, msgid: str, msgstr: str = "", **more: object) -> Case:
    """Return a case that must be reported; `more` are fields of Case."""
    return Case(wrong=True, language=language, msgid=msgid, msgstr=msgstr, **more)  # type: ignore[arg-type]


def good(language: str, msgid: str, msgstr: str = "", **more: object) -> Case:
    """Return a case that must not be reported; `more` are fields of Case."""
    return Case(wrong=False, language=language, msgid=msgid, msgstr=msgstr, **more)  # type: ignore[arg-type]


def bad_file(language: str, content: bytes, *wanted: Key) -> CatalogCase:
    """Return a catalog that must be reported; `wanted` are the keys that its source has."""
    return CatalogCase(wrong=True, language=language, content=content, wanted=wanted)


def good_file(language: str, content: bytes, *wanted: Key) -> CatalogCase:
    """Return a catalog that must not be reported."""
    return CatalogCase(wrong=False, language=language, content=content, wanted=wanted)


def unit_of(case: Case) -> Unit:
    """Return the string of a case as the checks see it."""
    texts = ((case.msgid, case.msgstr), *case.others)
    everything = case.habits + "".join(msgstr for _msgid, msgstr in texts)
    key = ("", case.msgid)
    around = Surroundings(
        contacts=case.contacts,
        link_targets=case.link_targets,
        short_numbers=frozenset({"112", "115", "119"}),
        fonts=load_fonts(fonts_folder()),
        glossary=case.glossary,
        habits={char: everything.count(char) for char in set(everything)},
        same_msgid=grouped(texts),
        same_msgstr=grouped((msgstr, msgid) for msgid, msgstr in texts),
        same_sentence=by_sentence(texts),
        elsewhere={key: dict(case.elsewhere)},
    )
    return Unit(
        msgid=case.msgid,
        msgstr=case.msgstr,
        language=languages()[case.language],
        source_language=case.source_language,
        fuzzy=case.fuzzy,
        previous=case.previous,
        flags=case.flags,
        comment=case.comment,
        around=around,
    )


def source_of(case: Case) -> SourceText:
    """Return the text of a case as the checks of sources see it."""
    return SourceText(case.msgid, case.comment, case.language, around=unit_of(case).around)
