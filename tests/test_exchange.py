"""Export and import: what goes out and comes back in order."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polib
import pytest
from click.testing import Result
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from leafletgen.catalog import read_po
from leafletgen.errors import Place
from leafletgen.exchange.clean import cleaned
from leafletgen.exchange.entries import Change, read_units, rewritten
from leafletgen.exchange.labels import columns
from leafletgen.exchange.rows import to_rows
from leafletgen.exchange.wording import placeholders_differ
from leafletgen.foreign import MOST, foreign_letters
from tests.conftest import ROOT, RTL, THIRTEEN
from tests.exchanged import FORMS, edit, shuffle

Run = Callable[..., Result]
TITLE = "Vous êtes à Calais ? Connaissez vos choix."
FREE = "**Gratuit.** Vous ne payez rien."
VOICE = "Ce dépliant donne des informations. C’est vous qui décidez."


@pytest.fixture
def out(copy: Path, run: Run) -> Callable[..., Path]:
    """Export from the copied project; return the file."""

    def make(language: str, form: str, leaflet: str = "calais") -> Path:
        result = run("export", leaflet, language, "--to", form, "--project", copy)
        assert result.exit_code == 0, result.output + result.stderr
        path = copy / "build" / "exchange" / f"{leaflet}-{language}.{form}"
        assert str(path) in result.stdout
        return path

    return make


def po_of(copy: Path, language: str, leaflet: str = "calais") -> Path:
    return copy / "translations" / language / f"{leaflet}.po"


def entry(copy: Path, language: str, msgid: str) -> polib.POEntry:
    found = polib.pofile(str(po_of(copy, language))).find(msgid)
    assert found is not None
    return found


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]


@pytest.mark.parametrize("language", [code for code in THIRTEEN if code != "fr"])
@pytest.mark.parametrize("form", FORMS)
def test_out_and_back_changes_no_byte(copy: Path, run: Run, out: Callable[..., Path], language: str, form: str) -> None:
    for leaflet in ("calais", "common"):
        path = po_of(copy, language, leaflet)
        before, stamp = path.read_bytes(), path.stat().st_mtime_ns
        result = run("import", out(language, form, leaflet), "--project", copy)
        assert result.exit_code == 0, result.output + result.stderr
        assert "0 taken" in result.stdout
        assert "0 refused" in result.stdout
        assert path.read_bytes() == before
        assert path.stat().st_mtime_ns == stamp


def test_the_source_language_has_nothing_to_translate(copy: Path, run: Run) -> None:
    result = run("export", "calais", "fr", "--project", copy)
    assert result.exit_code == 2
    assert "no translation into “fr”" in result.stderr


@pytest.mark.parametrize("form", FORMS)
def test_edits_in_shuffled_rows_come_back_and_touch_nothing_else(
    copy: Path, run: Run, out: Callable[..., Path], form: str
) -> None:
    path, po = out("fa", form), po_of(copy, "fa")
    before = po.read_text(encoding="utf-8")
    edit(path, TITLE, "آیا در کاله هستید؟ انتخاب‌های خود را بشناسید.")
    edit(path, FREE, "**مجانی.** هیچ پولی نمی‌دهید.")
    shuffle(path)
    result = run("import", path, "--project", copy)
    assert result.exit_code == 0, result.output + result.stderr
    assert changed_lines(before, po.read_text(encoding="utf-8")) == [
        (
            'msgstr "در کاله (Calais) هستید؟ بدانید چه انتخاب‌هایی دارید."',
            'msgstr "آیا در کاله هستید؟ انتخاب‌های خود را بشناسید."',
        ),
        ('msgstr "**رایگان.** هیچ پولی نمی‌دهید."', 'msgstr "**مجانی.** هیچ پولی نمی‌دهید."'),
    ]
    again = run("import", path, "--project", copy)  # the same file twice does nothing more
    assert again.exit_code == 0, again.output
    assert "0 taken, 70 unchanged, 0 refused" in again.stdout


@pytest.mark.parametrize("form", FORMS)
def test_context_flags_comments_and_previous_msgid_stay(
    copy: Path, run: Run, out: Callable[..., Path], form: str
) -> None:
    po = po_of(copy, "ur")
    text = po.read_text(encoding="utf-8")
    head = f'msgid "{TITLE}"\n'
    kept = (
        '# پوچھنا ہے: کیا یہ صحیح ہے؟\n#, fuzzy, max-length:90\n#| msgid "Êtes-vous à Calais ?"\nmsgctxt "une, deux"\n'
    )
    obsolete = '\n#~| msgid "Très vieux"\n#~ msgid "Vieux"\n#~ msgstr "پرانا"\n'
    po.write_text(text.replace(head, kept + head) + obsolete, encoding="utf-8")
    before = po.read_text(encoding="utf-8")
    path = out("ur", form)
    edit(path, TITLE, "کیا آپ کیلے میں ہیں؟ اپنے راستے جانیں۔")
    edit(path, FREE, "**مفت۔** آپ کو کچھ بھی نہیں دینا۔")
    result = run("import", path, "--project", copy)
    assert "no longer fuzzy" in result.stdout
    changes = changed_lines(before, po.read_text(encoding="utf-8"))
    assert changes[0] == ("#, fuzzy, max-length:90", "#, max-length:90")
    assert [new for _old, new in changes[1:]] == [
        'msgstr "کیا آپ کیلے میں ہیں؟ اپنے راستے جانیں۔"',
        'msgstr "**مفت۔** آپ کو کچھ بھی نہیں دینا۔"',
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("text", "state", "fuzzy"),
    [
        (None, None, True),
        (None, "done", False),
        ("በካሌ ነዎት? ምርጫዎችዎን ይወቁ።!", None, False),
        ("በካሌ ነዎት? ምርጫዎችዎን ይወቁ።!", "done", False),
    ],
)
def test_a_fuzzy_entry_stays_so_until_its_text_or_its_state_says_otherwise(
    copy: Path, run: Run, out: Callable[..., Path], form: str, text: str | None, state: str | None, *, fuzzy: bool
) -> None:
    po = po_of(copy, "am")
    head = f'msgid "{TITLE}"\n'
    po.write_text(po.read_text(encoding="utf-8").replace(head, f"#, fuzzy\n{head}"), encoding="utf-8")
    path = out("am", form)
    edit(path, TITLE, text, state)
    edit(path, FREE, None, "to check")
    assert run("import", path, "--project", copy).exit_code == 0
    assert entry(copy, "am", TITLE).fuzzy is fuzzy
    assert entry(copy, "am", FREE).fuzzy  # what a translator doubts is not printed
    assert run("import", path, "--project", copy).exit_code == 0
    assert entry(copy, "am", TITLE).fuzzy is fuzzy


@pytest.mark.parametrize("form", FORMS)
def test_stale_rows_are_told_one_by_one_and_never_written_over_newer_work(
    copy: Path, run: Run, out: Callable[..., Path], form: str
) -> None:
    path, po = out("so", form), po_of(copy, "so")
    numbers = [edit(path, TITLE, "Ma joogtaa Calais?"), edit(path, VOICE, "Adiga ayaa go’aan leh."), edit(path, FREE)]
    newer = polib.pofile(str(po), wrapwidth=0)
    for msgid in (TITLE, FREE):
        newer.find(msgid).msgstr += " Cusub."
    newer.save()
    result = run("import", path, "--project", copy)
    assert result.exit_code == 3
    assert entry(copy, "so", TITLE).msgstr.endswith(" Cusub.")
    assert entry(copy, "so", FREE).msgstr.endswith(" Cusub.")
    assert entry(copy, "so", VOICE).msgstr == "Adiga ayaa go’aan leh."
    rows = {line.split()[0]: line for line in result.stdout.splitlines() if line.split()[0].isdigit()}
    assert "refused: stale " in rows[str(numbers[0])]
    assert "taken" in rows[str(numbers[1])]
    assert "refused: stale, not edited" in rows[str(numbers[2])]
    assert "1 taken, 67 unchanged, 2 refused (1 stale, 1 stale, not edited)" in result.stdout


def test_marked_fuzzy_since_the_export_is_newer_work_too(copy: Path, run: Run, out: Callable[..., Path]) -> None:
    path, po = out("hi", "xlsx"), po_of(copy, "hi")
    head = f'msgid "{TITLE}"\n'
    po.write_text(po.read_text(encoding="utf-8").replace(head, f"#, fuzzy\n{head}"), encoding="utf-8")
    assert run("import", path, "--project", copy).exit_code == 3
    assert entry(copy, "hi", TITLE).fuzzy


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_source_text_is_reported(copy: Path, run: Run, out: Callable[..., Path], form: str) -> None:
    path = out("vi", form)
    edit(path, TITLE, "Bạn có ở Calais không?")
    source = copy / "leaflets" / "calais" / "fr.md"
    source.write_text(source.read_text(encoding="utf-8").replace(TITLE, TITLE + " Tous."), encoding="utf-8")
    early = run("import", path, "--dry-run", "--project", copy)
    assert "its source text has changed since" in early.stdout
    assert run("update", "-l", "vi", "--project", copy).exit_code == 0
    before = po_of(copy, "vi").read_bytes()
    result = run("import", path, "--project", copy)
    assert result.exit_code == 3
    assert "refused: source changed" in result.stdout
    assert "Tous." in result.stdout
    assert po_of(copy, "vi").read_bytes() == before


def test_a_row_that_nobody_edited_and_whose_source_is_gone_is_no_work(
    copy: Path, run: Run, out: Callable[..., Path]
) -> None:
    path = out("vi", "xlsx")
    source = copy / "leaflets" / "calais" / "fr.md"
    source.write_text(source.read_text(encoding="utf-8").replace(TITLE, TITLE + " Tous."), encoding="utf-8")
    assert run("update", "-l", "vi", "--project", copy).exit_code == 0
    assert "refused: stale, not edited" in run("import", path, "--project", copy).stdout
    assert out("vi", "xlsx") == path  # and may be replaced


def test_an_export_of_no_leaflet_says_so(copy: Path, run: Run) -> None:
    result = run("export", "calias", "vi", "--project", copy)
    assert result.exit_code == 2
    assert "Did you mean “calais”?" in result.stderr


def test_a_dry_run_tells_the_same_and_writes_nothing(copy: Path, run: Run, out: Callable[..., Path]) -> None:
    path, po = out("ps", "docx"), po_of(copy, "ps")
    before = po.read_bytes()
    edit(path, TITLE, "ایا تاسو په کاله کې یاست؟")
    result = run("import", path, "--dry-run", "--project", copy)
    assert result.exit_code == 0
    assert "1 taken, 69 unchanged, 0 refused" in result.stdout
    assert "nothing was written" in result.stdout
    assert po.read_bytes() == before


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_no_clock_is_in_the_files(out: Callable[..., Path], form: str) -> None:
    with zipfile.ZipFile(out("ti", form)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {"1980-01-01"}


def test_an_export_never_overwrites_work_that_was_not_imported(copy: Path, run: Run, out: Callable[..., Path]) -> None:
    path = out("ckb", "xlsx")
    first = path.read_bytes()
    assert out("ckb", "xlsx").read_bytes() == first  # the same table makes the same bytes
    edit(path, TITLE, "ئایا لە کالێیت؟")
    edited = path.read_bytes()
    result = run("export", "calais", "ckb", "--project", copy)
    assert result.exit_code == 7
    assert "1 edited row not" in result.stderr
    assert path.read_bytes() == edited
    assert run("import", path, "--project", copy).exit_code == 0
    assert out("ckb", "xlsx").read_bytes() not in (first, edited)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_says_what_it_is_and_how_to_use_it(out: Callable[..., Path], form: str) -> None:
    path = out("ar", form)
    if form == "xlsx":
        page = openpyxl.load_workbook(path).active
        said = f"{page['A1'].value} {page['A2'].value}"
        assert page.freeze_panes == "A4"
    elif form == "docx":
        document = Document(str(path))
        said = " ".join(paragraph.text for paragraph in document.paragraphs)
        assert document.tables[0]._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    else:
        said = path.read_text(encoding="utf-8")
    for fact in ("leaflet: calais", "language: ar", "version: 1.0", "2026-11-24", "Écrivez", "Write"):
        assert fact in said


@pytest.mark.parametrize("language", ["ar", "fa", "ckb", "ur", "ps", "am", "vi"])
def test_translations_stand_in_their_own_direction(out: Callable[..., Path], language: str) -> None:
    rtl = language in RTL
    page = openpyxl.load_workbook(out(language, "xlsx")).active
    alignments = {(row[5].alignment.horizontal, row[5].alignment.readingOrder) for row in page.iter_rows(min_row=4)}
    assert alignments == {("right", 2.0) if rtl else ("left", 1.0)}
    cells = Document(str(out(language, "docx"))).tables[0]._cells
    paragraphs = [cells[i + 5].paragraphs[0] for i in range(9, len(cells), 9)]
    assert {p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in paragraphs} == {rtl}
    assert {bool(p.runs[0].font.rtl) for p in paragraphs} == {rtl}
    file = etree.parse(out(language, "xliff")).getroot()[0]
    assert file.get("trgDir") == ("rtl" if rtl else "ltr")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_goes_out_as_text(
    copy: Path, run: Run, out: Callable[..., Path], start: str
) -> None:
    po = po_of(copy, "en")
    text = po.read_text(encoding="utf-8").replace('msgstr "Police', f'msgstr "{start}HYPERLINK(A1)Police', 1)
    po.write_text(text, encoding="utf-8")
    path = out("en", "xlsx")
    cells = [row[5] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=4)]
    found = [cell for cell in cells if str(cell.value).startswith(start)]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
    assert all(cell.data_type != "f" and cell.number_format == "@" for cell in cells)
    assert run("import", path, "--project", copy).exit_code == 0
    assert po.read_text(encoding="utf-8") == text


def test_the_table_has_all_that_a_translator_needs(copy: Path, out: Callable[..., Path]) -> None:
    page = openpyxl.load_workbook(out("pa", "xlsx")).active
    row = next(row for row in page.iter_rows(min_row=4, values_only=True) if row[3] == TITLE)
    facts = dict(zip([column.key for column in columns()], row, strict=True))
    assert facts["where"] == "heading, panel “cover” (it holds about 750 characters in all)"
    assert facts["reference"] == entry(copy, "en", TITLE).msgstr
    assert facts["translation"] == entry(copy, "pa", TITLE).msgstr
    assert facts["state"] == "fait / done"
    assert facts["length"].startswith("42 → ")
    assert facts["comments"] == "Title of the leaflet. Two short sentences, said kindly to an adult."


def test_the_table_says_where_a_text_of_a_booklet_stands_and_what_the_glossary_says_of_it() -> None:
    path = po_of(ROOT, "ar", "arer")
    units = read_units(path, "ar", path.relative_to(ROOT))
    row = next(row for row in to_rows(units, "ar", "en", Place(path)) if row.source == FREE)
    assert row.where == "list item, “cover” (a page holds about 900 characters in all)"
    assert row.comments == "glossary: gratuit: مجاني"
    assert row.reference == "**Free of charge.** You pay nothing."


@pytest.mark.parametrize("leaflet", ["arer", "calais", "resettlement"])
def test_the_table_says_of_every_text_where_it_stands(leaflet: str) -> None:
    path = po_of(ROOT, "fa", leaflet)
    rows = to_rows(read_units(path, "fa", path.relative_to(ROOT)), "fa", "en", Place(path))
    assert [row.source for row in rows if not row.where or "characters in all" in row.comments] == []


def test_another_project_can_exchange_too(small: Path, run: Run) -> None:
    assert run("update", "--project", small).exit_code == 0
    path = small / "water.docx"
    assert run("export", "water", "hi", "--to", "docx", "--out", path, "--project", small).exit_code == 0
    edit(path, "Clean water is **free**.", "साफ़ पानी **मुफ़्त** है।")
    edit(path, "Open {hours}. Call {phone}.", "खुला {hours}। {phone} पर फ़ोन करें।")
    edit(path, "See [the map][map].", "[नक्शा][map] देखें।")
    result = run("import", path, "--project", small)
    assert result.exit_code == 0, result.output
    po = polib.pofile(str(small / "translations" / "hi" / "water.po"))
    assert po.find("Open {hours}. Call {phone}.").msgstr == "खुला {hours}। {phone} पर फ़ोन करें।"
    assert len(po.translated_entries()) == 3


@given(
    text=st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), max_size=40),
    data=st.data(),
)
def test_rewriting_an_entry_leaves_every_other_as_it_is(text: str, data: st.DataObject) -> None:
    path = ROOT / "translations" / "pa" / "calais.po"
    units = read_units(path, "pa", path)
    chosen = data.draw(st.sets(st.sampled_from(range(len(units))), min_size=1, max_size=4))
    changes = [Change(units[i], text, fuzzy=data.draw(st.booleans())) for i in sorted(chosen)]
    random.Random(1).shuffle(changes)
    wanted = {change.unit.key: (change.msgstr, change.fuzzy) for change in changes}
    result = polib.pofile(rewritten(path.read_text(encoding="utf-8"), changes))
    for old, new in zip(units, result, strict=True):
        assert (new.msgctxt or "", new.msgid) == old.key
        assert (new.msgstr, new.fuzzy) == wanted.get(old.key, (old.msgstr, old.fuzzy))
        assert (new.comment, new.tcomment) == (old.comment, old.note)


def test_a_wrapped_catalog_with_windows_line_ends_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    po = polib.pofile(str(ROOT / "translations" / "vi" / "calais.po"), wrapwidth=60)
    path.write_bytes(str(po).replace("\n", "\r\n").encode())
    units = read_units(path, "vi", path)
    before = path.read_bytes().decode()
    after = rewritten(before, [Change(units[1], "Một\nhai", fuzzy=True)])
    path.write_bytes(after.encode())
    assert after.count("\n") == after.count("\r\n")
    assert read_po(path, "vi", path)[1].msgstr == "Một\nhai"
    old, new = before.split("\r\n\r\n"), after.split("\r\n\r\n")
    assert [i for i, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]] == [2]


@pytest.mark.parametrize(
    ("came", "exported", "own", "result", "kinds"),
    [
        (
            "L’aide «\u00a0ici\u00a0»",
            "L'aide « ici »",
            "",
            "L'aide « ici »",
            {"quotation mark": 1, "no-break space": 2},
        ),
        ("Xafiiska ku yaal qolka", "Xafiiska ku yaal\u00a0qolka", "", "Xafiiska ku yaal\u00a0qolka", {}),
        (
            "go\u2019aan cusub waa “lacag la\u2019aan”",
            "go'aan",
            "’",
            'go\'aan cusub waa "lacag la’aan"',
            {"quotation mark": 3},
        ),
        ("e\u2011mail", "e-mail", "", "e-mail", {"no-break hyphen": 1}),
        ("hoạt\u00ad động mới", "hoạt động", "", "hoạt động mới", {"soft hyphen": 1}),
        ("cafe\u0301 mới", "café", "", "café mới", {"not NFC": 1}),
        ("  می‌شود خوب \n", "می‌شود", "", "می‌شود خوب", {"outer spaces": 1}),
    ],
)
def test_what_word_put_in_is_taken_out_and_counted(
    came: str, exported: str, own: str, result: str, kinds: dict[str, int]
) -> None:
    text, counts = cleaned(came, exported, own, typed=True)
    assert text == result
    if kinds:
        assert counts == kinds


def test_what_a_cat_tool_writes_is_meant() -> None:
    assert cleaned("L’aide\u00a0!", "L'aide !", "", typed=False)[0] == "L’aide\u00a0!"


@pytest.mark.parametrize(
    ("msgstr", "script", "fits"),
    [
        ("با OFII در Calais تماس بگیرید: {oim_phone}", "Arab", True),
        ("Please call the office in Calais", "Arab", False),
        ("ወደ OFII ይደውሉ", "Ethi", True),
        ("با دفتر تماس بگیرید", "Ethi", False),
        ("با دفتر تماس بگیرید", "Latn", False),
        ("Gọi cho OFII", "Latn", True),
        ("OFII – Calais", "Guru", True),
        ("ከOFPRA፣ UNHCR፣ IOM ሓበሬታ", "Ethi", True),
    ],
)
def test_a_text_must_be_in_the_script_of_its_language(msgstr: str, script: str, *, fits: bool) -> None:
    assert (foreign_letters(msgstr, "Appelez l’OFII à Calais : {oim_phone}", script).share <= MOST) is fits


def test_placeholders_and_link_targets_must_be_the_same() -> None:
    msgid = "Appelez le {oim_phone} ou voyez [la carte][map]."
    assert placeholders_differ(msgid, "[نقشه][map] یا {oim_phone}") == ""
    assert "{oim_phone}" in placeholders_differ(msgid, "[نقشه][map]")
    assert "map" in placeholders_differ(msgid, "{oim_phone} [نقشه][site]")
    assert "too many" in placeholders_differ(msgid, "{oim_phone} {oim_phone} [نقشه][map]")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_table_that_libreoffice_saved_again_brings_back_the_edit_and_nothing_else(
    copy: Path, run: Run, out: Callable[..., Path], tmp_path: Path, form: str
) -> None:
    edited = {
        "fa": "آیا در کاله هستید؟ انتخاب‌های خود را بشناسید.",
        "hi": "क्या आप कैले में हैं? अपने रास्ते जानिए।",
        "vi": "Bạn đang ở Calais? Hãy biết các lựa chọn của mình.",
    }
    before = {language: po_of(copy, language).read_text(encoding="utf-8") for language in edited}
    tables = [out(language, form) for language in edited]
    for path, text in zip(tables, edited.values(), strict=True):
        edit(path, TITLE, text)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path, *tables],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for language, text in edited.items():
        result = run("import", tmp_path / f"calais-{language}.{form}", "--project", copy)
        assert "1 taken, 69 unchanged, 0 refused" in result.stdout, result.stdout
        changes = changed_lines(before[language], po_of(copy, language).read_text(encoding="utf-8"))
        assert [new for _old, new in changes] == [f'msgstr "{text}"']


def test_a_file_does_not_bear_the_name_of_another_form(small: Path, run: Run, tmp_path: Path) -> None:
    assert run("update", "--project", small).exit_code == 0
    for name, form in (("a.docx", "xlsx"), ("a.XLSX", "xliff"), ("a.xlf", "docx")):
        result = run("export", "water", "hi", "--to", form, "--out", tmp_path / name, "--project", small)
        assert result.exit_code == 2, result.output
        assert not (tmp_path / name).exists()
    assert run("export", "water", "hi", "--to", "xliff", "--out", tmp_path / "a.xlf", "--project", small).exit_code == 0
