"""Localizing: a source and a catalog become blocks in one language, contacts filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from leafletgen.catalog import Catalog
from leafletgen.config import Contact
from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.fonts import FontFile, check_coverage
from leafletgen.markdown import VARIABLE, parse_inline, variables_differ
from leafletgen.model import Block, Inline, Isolate, Kind, Link, Message, Source, Styled, plain_text
from leafletgen.phrasebook import Phrasebook
from leafletgen.segments import is_translatable
from leafletgen.tables import Language
from leafletgen.typography import keep_together, typeset
from leafletgen.values import contact_inline, fill

_WORDED = ("date", "hours")
"""Classes of contacts that have words of a language in them."""
_RULED_OUT = re.compile("[\u202d\u202e]")


@dataclass(frozen=True, slots=True)
class Localized:
    """A leaflet in one language, ready to be set."""

    language: Language
    title: str
    panels: tuple[Block[tuple[Inline, ...]], ...]
    untranslated: tuple[Message, ...]
    """Messages printed in the source language because nothing better is there."""
    contacts: tuple[Contact, ...]
    """The contacts that it shows."""


@dataclass(slots=True)
class _Work:
    """One localization under way."""

    language: Language
    source_language: Language
    catalog: Catalog | None
    contacts: dict[str, Contact]
    phrasebook: Phrasebook
    fonts: tuple[FontFile, ...]
    untranslated: list[Message] = field(default_factory=list)
    shown: dict[str, Contact] = field(default_factory=dict)


def localize(
    source: Source,
    catalog: Catalog | None,
    contacts: dict[str, Contact],
    phrasebook: Phrasebook,
    language: Language,
    *,
    source_language: Language,
    fonts: tuple[FontFile, ...],
) -> Localized:
    """Return a leaflet's blocks in a language; `catalog` is None for the source language.

    A message without a usable translation (none, or fuzzy) is given in the source language in an
    isolate of class “untranslated”. Raises InputError for variables that the source does not have
    or contacts.toml does not know, refused links and characters without a glyph.
    """
    work = _Work(language, source_language, catalog, contacts, phrasebook, fonts)
    panels = tuple(_block(work, panel) for panel in source.panels)
    headings = (b for panel in panels for b in panel.walk() if b.kind is Kind.HEADING and b.content)
    title = next((plain_text(b.content) for b in headings if b.content), "")
    return Localized(language, title, panels, tuple(work.untranslated), tuple(work.shown.values()))


def _block(work: _Work, block: Block[Message]) -> Block[tuple[Inline, ...]]:
    return Block(
        block.kind,
        block.place,
        _message(work, block.content) if block.content else None,
        _qr_name(work, block) if block.qr else block.name,
        block.level,
        tuple(_block(work, child) for child in block.children),
    )


def _qr_name(work: _Work, block: Block[Message]) -> str:
    """Return “qr <address>” for “qr <name of a contact>”."""
    contact = _contact(work, block.qr, block.place)
    if contact.kind != "url":
        raise InputError(f"{block.qr} is not a web address.", "A QR code needs a contact of kind url.", block.place)
    return f"qr {contact.values[0]}"


def _message(work: _Work, message: Message) -> tuple[Inline, ...]:
    text, place = message.msgid, message.place
    if not is_translatable(text) or work.catalog is None:
        return _inline(work, text, message, place, work.language)
    entry = work.catalog.entries.get(message.key)
    if entry is None or not entry.usable:
        work.untranslated.append(message)
        inlines = _inline(work, text, message, place, work.source_language)
        return (Isolate(work.source_language.direction, inlines, "untranslated", work.source_language.code),)
    _check_variables(message, entry.msgstr, entry.place)
    return _inline(work, entry.msgstr, message, entry.place, work.language)


def _check_variables(message: Message, msgstr: str, place: Place) -> None:
    lost, added = variables_differ(message.msgid, msgstr)
    if lost or added:
        wrong = [f"{{{name}}} is missing" for name in lost] + [f"{{{name}}} is too many" for name in added]
        what = f"placeholder {', '.join(wrong)}, in the translation of “{message.msgid[:60]}”."
        raise InputError(what, "Copy placeholders unchanged.", place)


def _inline(work: _Work, text: str, message: Message, place: Place, written_in: Language) -> tuple[Inline, ...]:
    if _RULED_OUT.search(text):
        raise InputError("a character that overrides text direction (U+202D, U+202E).", "Delete it.", place)
    text = typeset(text, french=written_in.code == "fr")
    check_coverage(VARIABLE.sub("", text), message.msgid, work.language, work.fonts, place)
    inlines = parse_inline(text, place, [name for name, c in work.contacts.items() if c.kind == "url"])
    names = VARIABLE.findall(plain_text(inlines))
    hours = work.phrasebook.texts["contact.hours"]
    values = {name: contact_inline(_contact(work, name, place), work.language, hours) for name in names}
    if written_in is not work.language:  # days and months are in the reader's language wherever they stand
        values = {n: replace(v, lang=work.language.code) if v.css_class in _WORDED else v for n, v in values.items()}
    for name, value in values.items():
        check_coverage(plain_text((value,)), message.msgid, work.language, work.fonts, work.contacts[name].place)
    return keep_together(fill(_addresses(work, inlines, place), values))


def _addresses(work: _Work, inlines: tuple[Inline, ...], place: Place) -> tuple[Inline, ...]:
    """Put addresses in the place of the names that links lead to."""
    found: list[Inline] = []
    for node in inlines:
        match node:
            case Link(target, children):
                found.append(Link(_contact(work, target, place).values[0], _addresses(work, children, place)))
            case Styled(tag, children):
                found.append(Styled(tag, _addresses(work, children, place)))
            case _:
                found.append(node)
    return tuple(found)


def _contact(work: _Work, name: str, place: Place) -> Contact:
    if name not in work.contacts:
        hint = did_you_mean(name, work.contacts) or f"Write it: [{name}], and below kind = and value = ."
        raise InputError(f"contacts.toml has no “{name}”.", hint, place)
    contact = work.contacts[name]
    work.shown[name] = contact
    return contact
