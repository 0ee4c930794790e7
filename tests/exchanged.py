"""What a translator does to an exported file, in each format: change cells, shuffle rows."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from lxml import etree

FORMS = ("xlsx", "docx", "xliff")
TRANSLATION, STATE = 5, 6
"""Columns, from 0."""
_NS = "{urn:oasis:names:tc:xliff:document:2.0}"


def edit(path: Path, source: str, translation: str | None = None, state: str | None = None) -> int:
    """Write into the row of a source text; return the row's number in its file."""
    return {".xlsx": _edit_xlsx, ".docx": _edit_docx, ".xliff": _edit_xliff}[path.suffix](
        path, source, translation, state
    )


def _edit_xlsx(path: Path, source: str, translation: str | None, state: str | None) -> int:
    book = openpyxl.load_workbook(path)
    row = next(row for row in book.active.iter_rows(min_row=4) if row[3].value == source)
    if translation is not None:
        row[TRANSLATION].value = translation
        row[TRANSLATION].data_type = "s"
    if state is not None:
        row[STATE].value = state
    book.save(path)
    return int(row[0].row)


def _edit_docx(path: Path, source: str, translation: str | None, state: str | None) -> int:
    document = Document(str(path))
    cells = document.tables[0]._cells
    number = next(i for i in range(0, len(cells), 9) if cells[i + 3].text == source)
    if translation is not None:
        cells[number + TRANSLATION].text = translation
    if state is not None:
        cells[number + STATE].text = state
    document.save(str(path))
    return number // 9 + 1


def _edit_xliff(path: Path, source: str, translation: str | None, state: str | None) -> int:
    tree = etree.parse(path)
    segment = next(s for s in tree.iter(f"{_NS}segment") if s.findtext(f"{_NS}source") == source)
    target = segment.find(f"{_NS}target")
    if translation is not None:
        target = etree.SubElement(segment, f"{_NS}target") if target is None else target
        target.text = translation
    if state is not None:
        segment.set("state", {"done": "final"}.get(state, "initial"))
        segment.attrib.pop("subState", None)
        if state == "to check":
            segment.set("subState", "leafletgen:fuzzy")
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    return int(segment.getparent().sourceline)


def shuffle(path: Path) -> None:
    """Put the rows into another order, each row whole."""
    order = random.Random(1)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        page = book.active
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
        order.shuffle(rows)
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        book.save(path)
        return
    if path.suffix == ".docx":
        document = Document(str(path))
        parent, items = document.tables[0]._tbl, list(document.tables[0]._tbl.tr_lst[1:])
        _reorder(parent, items, order)
        document.save(str(path))
        return
    tree = etree.parse(path)
    parent = tree.find(f"{_NS}file")
    _reorder(parent, list(parent.iter(f"{_NS}unit")), order)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def _reorder(parent: Any, items: list[Any], order: random.Random) -> None:
    order.shuffle(items)
    for item in items:
        parent.remove(item)
        parent.append(item)


def spoil_xlsx(path: Path, change: Callable[[Any], object]) -> None:
    """Change the sheet of a spreadsheet."""
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)


def spoil_docx(path: Path, change: Callable[[Any], object]) -> None:
    """Change the table of a Word document."""
    document = Document(str(path))
    change(document.tables[0])
    document.save(str(path))


def spoil_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change the bytes of one part of a zip file."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    assert name in parts
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)
