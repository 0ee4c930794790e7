"""The door to lxml: the table as XLIFF 2.1, for CAT tools. No entities, no document type, no network."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import etree

from leafletgen.errors import InputError, Place
from leafletgen.exchange.labels import State, columns, instructions, limits, state_word
from leafletgen.exchange.rows import Fault, Row, Sheet, parse_title
from leafletgen.tables import languages

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
"""Of XLIFF 2.0, 2.1 and 2.2 cores alike (XLIFF 2.1, clause 2.1)."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOTES = ("where", "context", "reference", "length", "comments")
_STATES = {State.DONE: "translated", State.CHECK: "initial", State.MISSING: "initial"}
_MARKED = "leafletgen:fuzzy"
"""subState of a translation that is in doubt."""
_TITLE = "title"


def write(sheet: Sheet, source: str, reference: str) -> bytes:
    """Return the bytes of an XLIFF file; notes carry what the columns of a table would (`reference` names one)."""
    root = etree.Element(_tag("xliff"), nsmap={None: NAMESPACE})
    root.set("version", "2.1")
    root.set("srcLang", source)
    root.set("trgLang", sheet.language)
    file = etree.SubElement(root, _tag("file"), id=sheet.leaflet, original=f"{sheet.leaflet}.po")
    file.set("srcDir", languages()[source].direction)
    file.set("trgDir", languages()[sheet.language].direction)
    notes = etree.SubElement(file, _tag("notes"))
    _note(notes, _TITLE, sheet.title())
    _note(notes, "instructions", instructions())
    headings = {column.key: column.heading for column in columns()} | {"reference": f"reference ({reference})"}
    for row in sheet.rows:
        _unit(file, row, headings)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _note(parent: Any, category: str, text: str) -> None:
    etree.SubElement(parent, _tag("note"), category=category).text = text


def _unit(file: Any, row: Row, headings: dict[str, str]) -> None:
    unit = etree.SubElement(file, _tag("unit"), id=row.id)
    unit.set(f"{_XML}space", "preserve")
    if row.context:
        unit.set("name", row.context)
    notes = etree.SubElement(unit, _tag("notes"))
    for key in _NOTES:
        if getattr(row, key):
            _note(notes, key, f"{headings[key]}: {getattr(row, key)}")
    state = next(state for state in State if state_word(state) == row.state)
    segment = etree.SubElement(unit, _tag("segment"), state=_STATES[state])
    if state is State.CHECK:
        segment.set("subState", _MARKED)
    etree.SubElement(segment, _tag("source")).text = row.source
    if row.translation:
        etree.SubElement(segment, _tag("target")).text = row.translation


def read(data: bytes, place: Place) -> Sheet:
    """Return the table of an XLIFF 2 file; raises InputError when none can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise InputError(f"not XML: {error}.", "Take the last good copy.", Place(place.path, line)) from None
    if root.tag != _tag("xliff") or root.getroottree().docinfo.doctype:
        raise InputError("not XLIFF 2.", "Send back the file that `leafletgen export` made (not XLIFF 1.2).", place)
    files = root.findall(_tag("file"))
    if len(files) != 1:
        raise InputError(f"{len(files)} files in one XLIFF.", "Send them one by one.", place)
    title = f"./{_tag('notes')}/{_tag('note')}[@category='{_TITLE}']"
    sheet = parse_title([files[0].findtext(title) or ""], place)
    if root.get("trgLang") != sheet.language:
        what = f"trgLang says “{root.get('trgLang')}”, the notes say “{sheet.language}”."
        raise InputError(what, "Which language is it? Put the right one in both.", place)
    units = list(files[0].iter(_tag("unit")))
    if len(units) > limits().rows:
        raise InputError(f"{len(units)} units.", f"At most {limits().rows} are read.", place)
    return replace(sheet, rows=tuple(map(_row, units)))


def _row(unit: Any) -> Row:
    segments = [part for part in unit if part.tag in (_tag("segment"), _tag("ignorable"))]
    texts = {name: [_text(part.find(_tag(name))) for part in segments] for name in ("source", "target")}
    moved = any(target.get("order") for part in segments for target in part.findall(_tag("target")))
    strange = moved or any(text is None for found in texts.values() for text in found)
    states = {_state(part) for part in segments if part.tag == _tag("segment")}
    state = states.pop() if len(states) == 1 else ""
    return Row(
        number=unit.sourceline or 0,
        id=unit.get("id", ""),
        translation="".join(text or "" for text in texts["target"]),
        source="".join(text or "" for text in texts["source"]),
        state=state,
        fault=Fault.OBJECT if strange else None,
    )


def _state(segment: Any) -> str:
    if segment.get("state") in ("translated", "reviewed", "final"):
        return state_word(State.DONE)
    marked = segment.get("subState") == _MARKED
    return state_word(State.CHECK) if marked else ""


def _text(element: Any) -> str | None:
    """Return the characters of a source or target; None where codes stand in it that we never put there."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        inner: str | None
        if child.tag == _tag("cp"):
            inner = _character(child.get("hex", ""))
        elif child.tag in (_tag("mrk"), _tag("sm"), _tag("em")):
            inner = _text(child)
        elif callable(child.tag):  # a comment or processing instruction
            inner = ""
        else:
            inner = None
        if inner is None:
            return None
        parts += [inner, child.tail or ""]
    return "".join(parts)


def _character(number: str) -> str | None:
    """Return the character that <cp> names; None for what is none, as halves of surrogate pairs are."""
    if not re.fullmatch("[0-9a-fA-F]{4}", number) or 0xD800 <= int(number, 16) <= 0xDFFF:
        return None
    return chr(int(number, 16))
