"""The door to openpyxl: the table as a spreadsheet."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from leafletgen.errors import InputError, Place
from leafletgen.exchange.grid import Line, headings, is_head, to_sheet
from leafletgen.exchange.labels import State, columns, instructions, limits, state_word
from leafletgen.exchange.package import EPOCH, cell_ranges, without_clock
from leafletgen.exchange.rows import Fault, Sheet
from leafletgen.model import Direction
from leafletgen.tables import languages

_HEAD = 3
_MM_PER_UNIT = 1.7
"""Width of a character of the default font, what spreadsheets measure columns in."""
_MAX_CELL = 32_767
"""Characters that a cell can have (Excel specifications and limits)."""
_FORMULA_STARTS = ("=", "+", "-", "@")
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
"""What spreadsheets read as the number of a character (ECMA-376, ST_Xstring)."""
_GREY, _INPUT = "FF808080", "FFFFF8E1"


def write(sheet: Sheet, source: str, reference: str) -> bytes:
    """Return the bytes of a spreadsheet; the same table makes the same bytes."""
    book = Workbook()
    page = book.active
    page.title = f"{sheet.leaflet}-{sheet.language}"
    page["A1"], page["A2"] = sheet.title(), instructions()
    page["A1"].font = Font(bold=True)
    for number, text in enumerate(headings(sheet.language, source, reference), 1):
        cell = page.cell(_HEAD, number, text)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    directions = {"source": source, "reference": reference, "translation": sheet.language}
    for number, row in enumerate(sheet.rows, _HEAD + 1):
        for index, (column, text) in enumerate(zip(columns(), row.cells(), strict=True), 1):
            _write_cell(page.cell(number, index), text, column.key, _direction(directions.get(column.key, "en")))
    _set_page(page, _HEAD + len(sheet.rows))
    book.properties.creator, book.properties.title = "leafletgen", sheet.title()
    book.properties.created = book.properties.modified = EPOCH
    buffer = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(buffer, "w")).save()
    return without_clock(buffer.getvalue())


def _direction(language: str) -> Direction:
    return languages()[language].direction


def _write_cell(cell: Any, text: str, key: str, direction: Direction) -> None:
    """Write text that stays text: no formula now, and none when somebody edits the cell."""
    cell.value = _ESCAPE.sub("_x005F_x", text)
    cell.data_type, cell.number_format = "s", "@"
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)
    rtl = direction == "rtl"
    cell.alignment = Alignment("right" if rtl else "left", "top", wrap_text=True, readingOrder=2 if rtl else 1)
    if key == "id":
        cell.font = Font(size=6, color=_GREY)
    if key in ("translation", "state"):
        cell.fill = PatternFill("solid", fgColor=_INPUT)


def _set_page(page: Any, last: int) -> None:
    for number, column in enumerate(columns(), 1):
        page.column_dimensions[get_column_letter(number)].width = column.width_mm / _MM_PER_UNIT
    end = get_column_letter(len(columns()))
    page.freeze_panes = f"A{_HEAD + 1}"
    page.auto_filter.ref = f"A{_HEAD}:{end}{last}"  # sorting with it moves whole rows
    page.print_title_rows = f"{_HEAD}:{_HEAD}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    words = ",".join(state_word(state) for state in State)
    states = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter([column.key for column in columns()].index("state") + 1)
    states.add(f"{letter}{_HEAD + 1}:{letter}{max(last, _HEAD + 1)}")
    page.add_data_validation(states)


def read(data: bytes, place: Place) -> Sheet:
    """Return the table of a spreadsheet; raises InputError when none can be read. Nothing is worked out."""
    _check_ranges(data, place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know of other programs' files is no matter here
            book = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:  # openpyxl lets out whatever its parts raise
        hint = f"Open it in a spreadsheet program and save it again as .xlsx. ({type(error).__name__})"
        raise InputError("not a spreadsheet that can be read.", hint, place) from None
    pages = [
        lines for page in book.worksheets if (lines := _lines(page, place)) and any(is_head(x.cells) for x in lines)
    ]
    if len(pages) > 1:
        raise InputError(
            f"{len(pages)} sheets hold a table of ours.", "Keep the right one and delete the others.", place
        )
    remarks = sum(cell.comment is not None for page in book.worksheets for cell in page._cells.values())
    notes = (f"{remarks} cell comments were not read",) if remarks else ()
    return to_sheet(pages[0] if pages else (), book.properties.title or "", place, notes)


def _check_ranges(data: bytes, place: Place) -> None:
    """Refuse ranges of millions of cells, which openpyxl would make one by one."""
    total = 0
    for ref in cell_ranges(data):
        try:
            size = CellRange(ref).size
        except (ValueError, TypeError):
            raise InputError(f"“{ref[:40]}” is not a range of cells.", "Undo merged cells.", place) from None
        total += size["rows"] * size["columns"]
        if total > limits().merged_cells:
            raise InputError(f"far too many merged cells ({ref}).", "Undo that.", place)


def _lines(page: Any, place: Place) -> tuple[Line, ...]:
    if page.max_row > limits().rows * 2:
        what = f"the sheet “{page.title}” has cells down to row {page.max_row}."
        raise InputError(what, f"At most {limits().rows} rows are read: delete the empty ones.", place)
    merged = {row for span in page.merged_cells.ranges for row in range(span.min_row, span.max_row + 1)}
    lines: dict[int, dict[int, Any]] = {}
    for (row, column), cell in page._cells.items():  # only cells that exist, however far apart
        if column > limits().columns:
            if cell.value is None:
                continue
            what = f"the sheet “{page.title}” has text in column {cell.column_letter}."
            raise InputError(what, "Delete what is right of the table.", Place(place.path, row))
        if isinstance(cell.value, str) and len(cell.value) > _MAX_CELL:
            raise InputError(f"a text of {len(cell.value)} characters.", "Shorten it.", Place(place.path, row))
        lines.setdefault(row, {})[column] = cell
    return tuple(_line(number, cells, merged=number in merged) for number, cells in sorted(lines.items()))


def _line(number: int, cells: dict[int, Any], *, merged: bool) -> Line:
    texts, faults = [""] * max(cells), {-1: Fault.MERGED} if merged else {}
    for column, cell in cells.items():
        if isinstance(cell.value, str) and cell.data_type != "f" and cell.data_type != "e":
            texts[column - 1] = cell.value
        elif cell.value is not None:
            faults[column - 1] = Fault.FORMULA if cell.data_type == "f" else Fault.NOT_TEXT
            texts[column - 1] = ""
    return Line(number, tuple(texts), faults)
