"""The door to python-docx: the table as a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from leafletgen.errors import InputError, Place
from leafletgen.exchange.grid import Line, headings, is_head, to_sheet
from leafletgen.exchange.labels import columns, instructions
from leafletgen.exchange.package import EPOCH, without_clock
from leafletgen.exchange.rows import Fault, Sheet
from leafletgen.tables import Language, languages

_MARGIN_MM = 11.0
_TEXT_PT, _ID_PT = 8.0, 5.0
_OUTSIDE = 2_000
"""Characters before and after the table that are searched for the leaflet's name."""
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_FORMULAS = (qn("w:instrText"), qn("w:fldSimple"))
_OBJECTS = tuple(
    map(qn, ("w:drawing", "w:pict", "w:object", "w:sym", "w:tbl", "w:altChunk", "m:oMath", "w:footnoteReference"))
)
_GONE = tuple(map(qn, ("w:del", "w:moveFrom")))


def write(sheet: Sheet, source: str, reference: str) -> bytes:
    """Return the bytes of a document; the same table makes the same bytes."""
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    document.add_paragraph().add_run(sheet.title()).bold = True
    document.add_paragraph(instructions())
    table = document.add_table(len(sheet.rows) + 1, len(columns()), "Table Grid")
    table.autofit = False
    codes = {"source": source, "reference": reference, "translation": sheet.language}
    cells = iter(table._cells)  # one pass; table.cell() walks the whole table each time
    for text in headings(sheet.language, source, reference):
        _write_cell(next(cells), text, languages()["en"], bold=True)
    for row in sheet.rows:
        for column, text in zip(columns(), row.cells(), strict=True):
            _write_cell(next(cells), text, languages()[codes.get(column.key, "en")], small=column.key == "id")
    _set_table(table)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "leafletgen", sheet.title(), ""
    properties.created = properties.modified = EPOCH
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _write_cell(cell: Any, text: str, language: Language, *, bold: bool = False, small: bool = False) -> None:
    """Write a text in its language's direction (w:bidi for the paragraph, w:rtl for its letters)."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold or None
    size = _ID_PT if small else _TEXT_PT
    run.font.size = Pt(size)
    if small:
        run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    properties = run._r.get_or_add_rPr()
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(int(size * 2)))
    properties.append(complex_size)
    if language.direction == "rtl":
        paragraph._p.get_or_add_pPr().insert(0, OxmlElement("w:bidi"))  # the schema wants it before w:spacing
        run.font.rtl = True


def _set_table(table: Any) -> None:
    widths = [Mm(column.width_mm) for column in columns()]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # again on every page


def read(data: bytes, place: Place) -> Sheet:
    """Return the table of a document; raises InputError when none can be read.

    Tracked insertions count and tracked deletions do not; fields are never worked out.
    """
    try:
        document = Document(io.BytesIO(data))
        body, title = document.element.body, document.core_properties.title
    except Exception as error:  # python-docx lets out whatever its parts raise
        hint = f"Open it in a word processor and save it again as .docx. ({type(error).__name__})"
        raise InputError("not a document that can be read.", hint, place) from None
    inner = {table for cell in body.iter(qn("w:tc")) for table in cell.iter(qn("w:tbl"))}
    tables = [table for table in body.iter(qn("w:tbl")) if table not in inner]
    outside = " ".join(_text(p) for p in _paragraphs(body) if next(p.iterancestors(qn("w:tbl")), None) is None)
    lines: list[Line] = []
    for table in tables:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is table and next(row.iterancestors(*_GONE), None) is None:
                lines.append(_line(len(lines) + 1, row))
    width = next((len(line.cells) for line in lines if is_head(line.cells)), 0)
    lines = [line if len(line.cells) == width else _merged(line) for line in lines]
    remarks = sum(1 for _ in body.iter(qn("w:commentReference")))
    notes = (f"{remarks} comments in the margin were not read",) if remarks else ()
    return to_sheet(tuple(lines), f"{outside[:_OUTSIDE]} {title}", place, notes)


def _merged(line: Line) -> Line:
    return Line(line.number, line.cells, {**line.faults, -1: Fault.MERGED})


def _line(number: int, row: Any) -> Line:
    cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
    faults = {}
    for index, cell in enumerate(cells):
        tags = {element.tag for element in cell.iter()}
        if tags & {qn("w:vMerge"), qn("w:gridSpan"), qn("w:hMerge")}:
            faults[-1] = Fault.MERGED
        elif tags.intersection(_FORMULAS):
            faults[index] = Fault.FORMULA
        elif tags.intersection(_OBJECTS):
            faults[index] = Fault.OBJECT
    texts = tuple("\n".join(map(_text, _paragraphs(cell))) for cell in cells)
    return Line(number, texts, faults)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs that stand in no other one: text boxes hold some, as parts of their own."""
    return (p for p in element.iter(qn("w:p")) if next(p.iterancestors(qn("w:p")), None) is None)


def _text(paragraph: Any) -> str:
    """Return the characters of a paragraph, wherever Word has put them: links, tracked changes, smart tags."""
    parts: list[str] = []
    for element in paragraph.iter(qn("w:t"), *_CHARACTERS):
        runs = element.iterancestors(qn("w:r"), qn("w:pPr"), qn("w:tabs"))
        if next(runs, element).tag != qn("w:r") or next(element.iterancestors(*_GONE), None) is not None:
            continue
        parts.append(_CHARACTERS.get(element.tag, element.text or ""))
    return "".join(parts)
