"""Import of spoilt files: named, counted, nothing lost, nothing executed."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from click.testing import Result
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.worksheet.formula import ArrayFormula

from tests.exchanged import FORMS, edit, spoil_docx, spoil_part, spoil_xlsx

Run = Callable[..., Result]
TITLE = "Vous êtes à Calais ? Connaissez vos choix."
FREE = "**Gratuit.** Vous ne payez rien."
NEW_TITLE = "آیا در کاله هستید؟"
PO = "translations/fa/calais.po"


class Desk:
    """A copied project with the Persian table in a format, and its import."""

    def __init__(self, root: Path, run: Run) -> None:
        self.root, self.run = root, run
        self.before = (root / PO).read_bytes()

    def export(self, form: str) -> Path:
        path = self.root / f"calais-fa.{form}"
        assert self.run("export", "calais", "fa", "--to", form, "--out", path, "--project", self.root).exit_code == 0
        return path

    def unreadable(self, path: Path, said: str) -> None:
        """The import refuses the file as a whole and says why."""
        result = self.run("import", path, "--project", self.root)
        assert result.exit_code == 4, (result.output, result.exception)
        assert said in result.stderr
        assert str(path) in result.stderr
        assert (self.root / PO).read_bytes() == self.before

    def refused(self, path: Path, *said: str, taken: int = 0, rows: int = 1) -> str:
        """The import names and counts the rows that it refuses, and takes the others."""
        result = self.run("import", path, "--project", self.root)
        assert result.exit_code == 3, (result.output, result.stderr, result.exception)
        output = result.stdout
        for word in said:
            assert word in output
        assert f"{taken} taken" in output
        assert f"{rows} refused" in output
        if not taken:
            assert (self.root / PO).read_bytes() == self.before
        return output

    def msgstr(self, msgid: str) -> str:
        found = polib.pofile(str(self.root / PO)).find(msgid)
        assert found is not None
        return str(found.msgstr)


@pytest.fixture
def desk(copy: Path, run: Run) -> Desk:
    return Desk(copy, run)


def row_of(page: Any, msgid: str) -> int:
    return next(int(row[0].row) for row in page.iter_rows(min_row=4) if row[3].value == msgid)


@pytest.mark.parametrize("heading", ["id", "translation"])
def test_a_file_without_a_column_that_is_needed(desk: Desk, heading: str) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: page.delete_cols({"id": 1, "translation": 6}[heading]))
    desk.unreadable(path, f"{heading}” is missing")
    word = desk.export("docx")
    column = {"id": 0, "translation": 5}[heading]
    spoil_docx(word, lambda table: [row._tr.remove(row._tr.tc_lst[column]) for row in table.rows])
    desk.unreadable(word, f"{heading}” is missing")


def test_other_deleted_columns_are_named_and_the_rest_is_taken(desk: Desk, run: Run) -> None:
    path = desk.export("xlsx")
    edit(path, TITLE, NEW_TITLE)
    spoil_xlsx(path, lambda page: (page.delete_cols(7, 3), page.delete_cols(2, 4)))
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0, result.output
    assert "1 taken, 69 unchanged" in result.stdout
    for heading in ("où / where", "texte / source", "aide / reference", "état / state", "remarques / comments"):
        assert f"column “{heading}” is missing" in result.stdout
    assert desk.msgstr(TITLE) == NEW_TITLE


def test_moved_and_added_columns_do_no_harm(desk: Desk, run: Run) -> None:
    path = desk.export("xlsx")
    edit(path, TITLE, NEW_TITLE)
    spoil_xlsx(path, lambda page: (page.insert_cols(1), page.cell(3, 1, "Mes questions"), page.cell(9, 1, "?")))
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0, result.output
    assert "column “Mes questions” is not one of ours" in result.stdout
    assert desk.msgstr(TITLE) == NEW_TITLE


def test_a_column_that_stands_twice(desk: Desk) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: page.cell(3, 10, "traduction / translation (fa)"))
    desk.unreadable(path, "stands twice")


def test_merged_cells_of_a_spreadsheet(desk: Desk) -> None:
    path = desk.export("xlsx")
    edit(path, FREE, "**مجانی.**")
    spoil_xlsx(path, lambda page: page.merge_cells("F20:F22"))
    output = desk.refused(path, "20 ", "21 ", "22 ", "merged", taken=1, rows=3)
    assert output.count("refused: unreadable") == 3


def test_merged_cells_of_a_word_table(desk: Desk) -> None:
    path = desk.export("docx")
    edit(path, TITLE, NEW_TITLE)

    def spoil(table: Any) -> None:
        table._cells[9 * 20 + 5].merge(table._cells[9 * 21 + 5])
        row = table._tbl.tr_lst[30]
        row.remove(row.tc_lst[4])

    spoil_docx(path, spoil)
    output = desk.refused(path, "21 ", "22 ", "31 ", taken=1, rows=3)
    assert output.count("cells are merged, split or missing") == 3


FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org/?"&A1)',
    "=cmd|'/c calc'!A0",
    ArrayFormula("F4:F4", "=SUM(A1:A9*B1:B9)"),
]


@pytest.mark.parametrize("formula", FORMULAS, ids=["sum", "link", "command", "array"])
def test_formulas_are_refused_and_never_worked_out(desk: Desk, formula: Any) -> None:
    path = desk.export("xlsx")
    edit(path, FREE, "**مجانی.**")
    spoil_xlsx(path, lambda page: setattr(page.cell(row_of(page, TITLE), 6), "value", formula))
    desk.refused(path, "holds a formula", taken=1)
    assert "=" not in desk.msgstr(TITLE)


@pytest.mark.parametrize("form", FORMS)
def test_text_that_looks_like_a_formula_is_refused(desk: Desk, form: str) -> None:
    path = desk.export(form)
    edit(path, TITLE, "=1+1")
    desk.refused(path, "refused: formula")


def test_fields_of_word_are_refused(desk: Desk) -> None:
    path = desk.export("docx")

    def spoil(table: Any) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), 'INCLUDETEXT "/etc/passwd"')
        table._cells[9 * 4 + 5].paragraphs[0]._p.append(field)
        table._cells[9 * 5 + 5].paragraphs[0].add_run()._r.append(OxmlElement("w:drawing"))

    spoil_docx(path, spoil)
    desk.refused(path, "holds a formula", "holds a picture", rows=2)


@pytest.mark.parametrize("value", [112, 3.5, True, datetime.date(2026, 1, 2), "#REF!"])
def test_numbers_dates_and_errors_are_not_text(desk: Desk, value: Any) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: setattr(page.cell(row_of(page, TITLE), 6), "value", value))
    desk.refused(path, "not text")


@pytest.mark.parametrize("form", FORMS)
def test_rows_pasted_from_another_language(desk: Desk, run: Run, form: str) -> None:
    path = desk.export(form)
    other = desk.root / f"ar.{form}"
    assert run("export", "calais", "ar", "--to", form, "--out", other, "--project", desk.root).exit_code == 0
    edit(path, TITLE, "You are in Calais: know your choices")  # English in a Persian file
    desk.refused(path, "refused: wrong language")
    if form == "xlsx":
        stranger = [cell.value for cell in openpyxl.load_workbook(other).active[5]]
        spoil_xlsx(path, lambda page: page.append(stranger))
        desk.refused(path, "exported for “ar”", rows=2)


def test_a_file_that_contradicts_itself_about_its_language(desk: Desk) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: setattr(page["A1"], "value", page["A1"].value.replace(": fa", ": ar")))
    desk.unreadable(path, "says “fa”")
    path = desk.export("xliff")
    path.write_text(path.read_text(encoding="utf-8").replace('trgLang="fa"', 'trgLang="ar"'), encoding="utf-8")
    desk.unreadable(path, "trgLang says “ar”")


@pytest.mark.parametrize("form", FORMS)
def test_a_language_or_leaflet_that_the_project_has_not(desk: Desk, run: Run, form: str, small: Path) -> None:
    path = desk.export(form)
    result = run("import", path, "--project", small)
    assert result.exit_code == 4
    assert "no leaflet “calais”" in result.stderr


def test_a_file_that_does_not_say_what_it_is(desk: Desk) -> None:
    path = desk.export("xlsx")

    def spoil(page: Any) -> None:
        page.delete_rows(1, 2)
        page.parent.properties.title = None

    spoil_xlsx(path, spoil)
    desk.unreadable(path, "does not say of which leaflet")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_row_twice_is_refused_both_times(desk: Desk, form: str) -> None:
    path = desk.export(form)
    edit(path, FREE, "**مجانی.**")
    if form == "xlsx":
        copied = [cell.value for cell in openpyxl.load_workbook(path).active[9]]
        copied[5] = "چیز دیگر"
        spoil_xlsx(path, lambda page: page.append(copied))
    elif form == "docx":
        spoil_docx(path, lambda table: table._tbl.append(deepcopy(table._tbl.tr_lst[7])))
    else:
        text = path.read_text(encoding="utf-8")
        unit = text[text.index("<unit") : text.index("</unit>") + 7]
        path.write_text(text.replace("</file>", unit + "</file>"), encoding="utf-8")
    desk.refused(path, "refused: twice", "also stands in row", taken=1, rows=2)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_what_word_does_to_untouched_rows_changes_nothing(desk: Desk, run: Run, form: str) -> None:
    path = desk.export(form)
    first = desk.msgstr(TITLE)
    edit(path, TITLE, first.replace(" ", "\u00a0") + "\u00ad")
    assert run("import", path, "--project", desk.root).exit_code == 0
    assert (desk.root / PO).read_bytes() == desk.before


def test_words_own_hyphens_tracked_changes_and_quotes(desk: Desk, run: Run) -> None:
    path = desk.export("docx")
    edit(path, FREE, "**مجانی.** “هیچ” پول")

    def spoil(table: Any) -> None:
        cells = table._cells
        paragraph = next(cells[i + 5] for i in range(0, len(cells), 9) if cells[i + 3].text == FREE).paragraphs[0]
        run_ = paragraph.runs[0]._r
        for tag, text in (("w:noBreakHyphen", ""), ("w:t", "نو"), ("w:softHyphen", "")):
            element = OxmlElement(tag)
            element.text = text or None
            run_.append(element)
        marks = (("w:ins", "w:t", " افزوده"), ("w:del", "w:delText", " حذف"), ("w:moveFrom", "w:t", " برده"))
        for mark, tag, text in marks:
            change, inner, letters = OxmlElement(mark), OxmlElement("w:r"), OxmlElement(tag)
            letters.text = text
            letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            inner.append(letters)
            change.append(inner)
            paragraph._p.append(change)

    spoil_docx(path, spoil)
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0, result.output
    assert desk.msgstr(FREE) == '**مجانی.** "هیچ" پول-نو افزوده'
    assert "characters put right: 1 × no-break hyphen, 2 × quotation mark, 1 × soft hyphen" in result.stdout


def test_a_table_split_in_two_is_read_whole(desk: Desk, run: Run) -> None:
    path = desk.export("docx")
    edit(path, FREE, "**مجانی.**")

    def spoil(table: Any) -> None:
        second = deepcopy(table._tbl)
        for row in table._tbl.tr_lst[5:]:
            table._tbl.remove(row)
        for row in second.tr_lst[:5]:
            second.remove(row)
        table._tbl.addnext(second)
        table._tbl.addnext(OxmlElement("w:p"))

    spoil_docx(path, spoil)
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0, result.output
    assert "1 taken, 69 unchanged" in result.stdout


@pytest.mark.parametrize("form", FORMS)
def test_placeholders_must_come_back(desk: Desk, form: str) -> None:
    path = desk.export(form)
    entries = polib.pofile(str(desk.root / PO))
    lost = next(entry for entry in entries if "{" in entry.msgid)
    edit(path, lost.msgid, lost.msgstr.replace("{", "("))
    edit(path, TITLE, NEW_TITLE + " {oim_phone}")
    desk.refused(path, "is missing", "is too many", "2 placeholder", rows=2)


@pytest.mark.parametrize("form", FORMS)
def test_an_emptied_cell_erases_nothing(desk: Desk, form: str) -> None:
    path = desk.export(form)
    edit(path, TITLE, " ")
    desk.refused(path, "refused: emptied")


def test_a_column_sorted_or_shifted_by_itself(desk: Desk) -> None:
    path = desk.export("xlsx")

    def shift(page: Any) -> None:
        for row in range(5, 30):
            page.cell(row, 6).value = page.cell(row + 1, 6).value

    spoil_xlsx(path, shift)
    assert desk.refused(path, rows=25).count("refused: ") >= 25
    other = desk.root / "sources.xlsx"
    path.rename(other)
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: setattr(page["D9"], "value", page["D10"].value))
    desk.refused(path, "refused: misaligned")


def test_new_translations_sorted_by_themselves(desk: Desk) -> None:
    po = polib.pofile(str(desk.root / PO))
    texts = {entry.msgid: entry.msgstr for entry in po}
    for entry in po:
        entry.msgstr = ""
    po.save()
    desk.before = (desk.root / PO).read_bytes()
    path = desk.export("xlsx")

    def fill(page: Any) -> None:
        rows = [row for row in range(4, page.max_row + 1) if page.cell(row, 4).value in texts]
        for row, text in zip(rows, sorted(texts[page.cell(row, 4).value] for row in rows), strict=True):
            page.cell(row, 6).value = text

    spoil_xlsx(path, fill)
    desk.refused(path, "displaced", "the placeholders of other rows", rows=70)


def test_rows_without_or_with_a_spoilt_id(desk: Desk) -> None:
    path = desk.export("xlsx")

    def spoil(page: Any) -> None:
        page["A9"].value = None
        page["A10"].value = page["A10"].value[:-3]
        page.append([None, None, None, "Texte nouveau", None, "متن تازه"])

    spoil_xlsx(path, spoil)
    desk.refused(path, "3 no id", rows=3)


def test_missing_rows_and_odd_states_are_told(desk: Desk, run: Run) -> None:
    path = desk.export("xlsx")
    edit(path, TITLE, NEW_TITLE, "presque")
    spoil_xlsx(path, lambda page: page.delete_rows(30, 10))
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0
    assert "not in the file: 10 texts" in result.stdout
    assert "“presque” is not a state" in result.stdout
    assert desk.msgstr(TITLE) == NEW_TITLE


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["ب" * 5001, "در \u202eکاله\u202c", "در \u009b31mکاله"], ids=["long", "override", "C1"]
)
def test_texts_that_no_page_may_have(desk: Desk, form: str, text: str) -> None:
    path = desk.export(form)
    edit(path, TITLE, text)
    output = desk.refused(path)
    assert "\u202e" not in output
    assert "\u009b" not in output


def test_an_inline_code_that_a_cat_tool_put_in(desk: Desk) -> None:
    path = desk.export("xliff")
    text = path.read_text(encoding="utf-8").replace("<target>", '<target><ph id="1"/>', 1)
    path.write_text(text.replace("</target>", "</target><!-- x -->", 3), encoding="utf-8")
    desk.refused(path, "unreadable")


def test_segments_that_a_cat_tool_split_are_joined(desk: Desk, run: Run) -> None:
    path = desk.export("xliff")
    old = f"<source>{TITLE}</source>"
    text = path.read_text(encoding="utf-8")
    first, second = TITLE.split(" ? ")
    start = text.index(old)
    end = text.index("</target>", start)
    halves = (
        f'<source>{first} ? </source><target>در <mrk id="m1">کاله</mrk>؟ </target></segment>'
        f'<segment state="final"><source>{second}</source><target>بدانید.'
    )
    path.write_text(text[:start] + halves + text[end:], encoding="utf-8")
    result = run("import", path, "--project", desk.root)
    assert result.exit_code == 0, result.output
    assert desk.msgstr(TITLE) == "در کاله؟ بدانید."


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("doctype", [ENTITY, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_not_read(desk: Desk, doctype: str, encoding: str) -> None:
    path = desk.export("xliff")
    text = path.read_text(encoding="utf-8").partition("?>")[2]
    path.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}'.encode(encoding))
    desk.unreadable(path, "document type or entities")
    for form, name in (("xlsx", "xl/worksheets/sheet1.xml"), ("docx", "word/document.xml")):
        path = desk.export(form)
        spoil_part(path, name, lambda data: data.replace(b"?>", b"?>" + doctype.encode(), 1))
        if b"<?xml" not in zipfile.ZipFile(path).read(name):
            spoil_part(path, name, lambda data: doctype.encode() + data)
        desk.unreadable(path, "document type or entities")


def bomb(path: Path, name: str, size: int) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_zip_bomb_is_not_unpacked(desk: Desk, form: str) -> None:
    path = desk.export(form)
    bomb(path, "bomb.bin", 400_000_000)
    assert path.stat().st_size < 1_000_000
    start = time.monotonic()
    desk.unreadable(path, "when unpacked")
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda page: page.cell(1_000_000, 6, "x"), "down to row 1000000"),
        (lambda page: [page.append(["x"] * 9) for _ in range(2100)], "rows"),
    ],
    ids=["far", "many"],
)
def test_a_huge_sheet(desk: Desk, spoil: Callable[[Any], object], said: str) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, spoil)
    desk.unreadable(path, said)


@pytest.mark.parametrize("tag", ["mergeCells><mergeCell", "hyperlinks><hyperlink"])
def test_ranges_of_millions_of_cells(desk: Desk, tag: str) -> None:
    path = desk.export("xlsx")
    outer = tag.partition(">")[0]
    ranges = f'<{tag} ref="A1:XFD1048576"/></{outer}>'.encode()
    spoil_part(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<pageMargins", ranges + b"<pageMargins"))
    desk.unreadable(path, "merged cells")


def in_other_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Move a spreadsheet's sheet to a part of another name, and change it."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = change(parts.pop("xl/worksheets/sheet1.xml"))
    for part in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[part] = parts[part].replace(b"/xl/worksheets/sheet1.xml", f"/{name}".encode())
    path.write_bytes(zipped_parts(parts))


def zipped_parts(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


HUGE = b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells><pageMargins"
LINKED = b"<hyperlinks><hyperlink display='>' ref='A1:XFD1048576'/></hyperlinks><pageMargins"
UTF_7 = b'<?xml version="1.0" encoding="UTF-7"?>'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"<pageMargins", HUGE), "merged cells"),
        (lambda data: data.replace(b"<pageMargins", LINKED), "merged cells"),
        (lambda data: data.replace(b"</sheetData>", b"<row>" + b"<c/>" * 700_000 + b"</row></sheetData>"), "too much"),
        (lambda data: LAUGHS.encode() + data.partition(b"?>")[2], "document type"),
        (lambda data: UTF_7 + data.partition(b"?>")[2], "neither UTF-8"),
        (lambda data: data.decode().encode("cp037"), "neither UTF-8"),
    ],
    ids=["merged", "linked", "tags", "entities", "UTF-7", "EBCDIC"],
)
def test_a_sheet_is_examined_whatever_its_part_is_called(
    desk: Desk, change: Callable[[bytes], bytes], said: str
) -> None:
    path = desk.export("xlsx")
    in_other_part(path, "xl/other.dat", lambda data: change(b'<?xml version="1.0"?>' + data))
    desk.unreadable(path, said)


def test_text_far_to_the_right_of_the_table(desk: Desk) -> None:
    path = desk.export("xlsx")
    cells = b'<row r="900"><c r="XFC900"/><c r="XFD900" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    spoil_part(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", cells))
    desk.unreadable(path, "text in column XFD")


def test_paragraphs_within_each_other_are_read_once(desk: Desk, run: Run) -> None:
    path = desk.export("docx")
    nest = b"<w:p>" * 150 + b"<w:r>" + b"<w:t>a</w:t>" * 20_000 + b"</w:r>" + b"</w:p>" * 150
    spoil_part(path, "word/document.xml", lambda data: data.replace(b"<w:sectPr", nest + b"<w:sectPr"))
    start = time.monotonic()
    assert run("import", path, "--project", desk.root).exit_code == 0
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("number", ["D800", "dfff"])
def test_half_a_character_in_xliff(desk: Desk, number: str) -> None:
    path = desk.export("xliff")
    text = path.read_text(encoding="utf-8").replace("<target>", f'<target><cp hex="{number}"/>', 1)
    path.write_text(text, encoding="utf-8")
    desk.refused(path, "unreadable")


def test_units_within_each_other_are_read_once(desk: Desk) -> None:
    path = desk.export("xliff")
    nest = '<unit id="a">' * 200 + "<segment>" + "<target/>" * 100_000 + "</segment>" + "</unit>" * 200
    path.write_text(path.read_text(encoding="utf-8").replace("</file>", f"{nest}</file>"), encoding="utf-8")
    start = time.monotonic()
    desk.refused(path, "no id", rows=200)
    assert time.monotonic() - start < 5


def test_a_title_that_repeats_itself_is_read_at_once(desk: Desk) -> None:
    path = desk.export("xliff")
    again = "leaflet:x " * 165 + "language:x " * 165 + "version:x " * 155
    text = path.read_text(encoding="utf-8").replace('category="title">', f'category="title">{again}')
    path.write_text(text, encoding="utf-8")
    start = time.monotonic()
    desk.unreadable(path, "does not say of which leaflet")
    assert time.monotonic() - start < 2


def test_far_too_many_tags(desk: Desk) -> None:
    path = desk.export("xliff")
    path.write_text(path.read_text(encoding="utf-8").replace("</file>", "<a/>" * 700_000 + "</file>"), encoding="utf-8")
    desk.unreadable(path, "far too much")


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", b"", "neither a spreadsheet"),
        ("x.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or password-protected"),
        ("x.csv", "id;traduction\n1;x\n".encode("utf-16"), "neither a spreadsheet"),
        ("x.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("x.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "not .xlsx or .docx"),
        ("x.xlsx", zipped(xl__workbook_xml=b"<a/>"), "not a spreadsheet that can be read"),
        ("x.docx", zipped(word__document_xml=b"<a/>"), "not a document that can be read"),
        ("x.xliff", b"<xliff><file></xliff>", "not XML"),
        ("x.xliff", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>', "not XLIFF 2"),
        ("x.docx", b" " * 10_000_001, "larger than"),
    ],
)
def test_files_that_are_something_else(desk: Desk, name: str, data: bytes, said: str) -> None:
    path = desk.root / name
    path.write_bytes(data)
    desk.unreadable(path, said)


def test_a_missing_file(desk: Desk) -> None:
    desk.unreadable(desk.root / "no.xlsx", "no such file")


def test_documents_without_our_table(desk: Desk) -> None:
    document = Document()
    document.add_paragraph("Bonjour")
    document.save(str(desk.root / "x.docx"))
    desk.unreadable(desk.root / "x.docx", "no table of an export")
    book = openpyxl.Workbook()
    book.save(desk.root / "x.xlsx")
    desk.unreadable(desk.root / "x.xlsx", "no table of an export")


def test_two_sheets_with_a_table(desk: Desk) -> None:
    path = desk.export("xlsx")
    spoil_xlsx(path, lambda page: page.parent.copy_worksheet(page))
    desk.unreadable(path, "2 sheets")


@pytest.mark.parametrize("form", FORMS)
def test_a_cut_file(desk: Desk, form: str) -> None:
    path = desk.export(form)
    path.write_bytes(path.read_bytes()[:-900])
    desk.unreadable(path, "last good copy")


def test_a_control_character_in_the_catalog_is_named_with_its_line(desk: Desk, run: Run) -> None:
    po = desk.root / PO
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace(f'msgid "{TITLE}"\nmsgstr "', f'msgid "{TITLE}"\nmsgstr "\\f', 1), encoding="utf-8")
    result = run("export", "calais", "fa", "--project", desk.root)
    assert result.exit_code == 4
    assert f"{PO}:" in result.stderr
    assert "U+000C" in result.stderr
