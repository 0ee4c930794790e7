"""The build from end to end: thirteen languages, two editions, only what changed, same bytes."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import polib
import pytest
from click.testing import Result

from leafletgen import manifest
from leafletgen.actualtext import marked_runs
from leafletgen.boxes import PT_PER_MM
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.finding import PdfFinding
from leafletgen.fonts import load_fonts, stack
from leafletgen.manifest import LIBRARIES, program_key
from leafletgen.markup import environment
from leafletgen.pdffacts import embedded_fonts, page_count
from leafletgen.tables import languages, papers
from tests.conftest import ROOT, RTL, THIRTEEN
from tests.visual import glyphs, largest_font, line_texts

Run = Callable[..., Result]
pytestmark = pytest.mark.render


def screen(built: Path, language: str) -> bytes:
    return (built / "screen" / f"calais-{language}-screen.pdf").read_bytes()


def office(built: Path, language: str) -> bytes:
    return (built / "office" / f"calais-{language}-office.pdf").read_bytes()


@pytest.mark.parametrize("language", THIRTEEN)
def test_every_language_has_six_panels_and_two_sides(built: Path, language: str) -> None:
    with pikepdf.open(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        sizes = [tuple(round(float(edge) / PT_PER_MM, 1) for edge in page.mediabox[2:]) for page in pdf.pages]
    assert sizes == [(width, 210) for width in (100, 100, 100, 97, 97, 100)]
    assert page_count(office(built, language)) == 2
    assert len(screen(built, language)) < 1_000_000


@pytest.mark.parametrize("language", THIRTEEN)
def test_only_the_fonts_of_the_language_are_embedded(built: Path, language: str) -> None:
    allowed = {font.postscript_name for font in stack(load_fonts(ROOT / "fonts"), languages()[language])}
    for data in (screen(built, language), office(built, language)):
        assert embedded_fonts(data) <= allowed
        assert embedded_fonts(data)


@pytest.mark.parametrize("language", THIRTEEN)
def test_the_screen_edition_is_tagged_and_says_what_it_is(built: Path, language: str) -> None:
    with pikepdf.open(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        root = pdf.Root
        assert root.Lang == language
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert (root.ViewerPreferences.get("/Direction") == "/R2L") is (language in RTL)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Calais" in metadata["dc:title"] or language not in ("fr", "en", "so")
            assert metadata["dc:title"]
        elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        figures = [item for item in elements if item.S == "/Figure"]
        assert len(figures) == 3
        assert all(str(figure.Alt) for figure in figures)
        headings = [str(item.S) for item in elements if re.fullmatch("/H[1-6]", str(item.S))]
        assert headings.count("/H1") == 6
        french = [item for item in elements if item.get("/Lang") == "fr"]
        assert len(french) == (0 if language == "fr" else 3)  # the letters of the tab, the name of the language twice
        assert len([item for item in elements if "/Lang" in item]) == len(french)
        links = [str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
        assert {"tel:112", "tel:+33199001122"} <= set(links)


@pytest.mark.parametrize("language", THIRTEEN)
def test_every_page_bears_code_version_date_and_state(built: Path, language: str) -> None:
    data = screen(built, language)
    for page in range(6):
        text = re.sub(r"[^-.’\n\w]|[^\x00-\xff’]", "", "\n".join(line_texts(data, page)))
        assert f"CAL-{language}1.0" in text
        assert "2026-11-24" in text
        assert "projettermin" in text
        assert "contactsd’exemple" in text
        assert ("brouillondetraduction" in text) is (language != "fr")


@pytest.mark.parametrize("language", THIRTEEN)
def test_the_cover_says_the_language_twice_and_bears_its_tab(built: Path, language: str) -> None:
    lines = line_texts(screen(built, language), 0)
    assert lines[0] == languages()[language].tab
    if language != "fr":
        assert re.sub(r"[ ()]", "", languages()[language].french) in [re.sub(r"[()]", "", line) for line in lines]


@pytest.mark.parametrize("language", THIRTEEN)
def test_text_keeps_five_millimetres_from_the_edges_of_the_office_sheet(built: Path, language: str) -> None:
    for side in range(2):
        for glyph in glyphs(office(built, language), side):
            assert glyph.left >= 5 * PT_PER_MM
            assert glyph.right <= 292 * PT_PER_MM
            assert glyph.bottom >= 4.5 * PT_PER_MM  # boxes are those of the font, ink is less
            assert glyph.top <= 205.5 * PT_PER_MM


def test_the_office_sheet_is_mirrored_for_right_to_left(built: Path) -> None:
    def left_edge_of(language: str, number: str) -> float:
        marks = glyphs(office(built, language), 0)
        row = [glyph for glyph in marks if glyph.char == number]
        return sum(glyph.middle for glyph in row) / len(row) / PT_PER_MM

    assert 97 < left_edge_of("fr", "V") < 197  # the back, with VHF 16, is in the middle
    assert 100 < left_edge_of("ur", "V") < 200
    tab = [glyph for glyph in glyphs(office(built, "ur"), 0) if glyph.char in "UR" and glyph.top > 200 * PT_PER_MM]
    assert tab
    assert all(glyph.right < 100 * PT_PER_MM for glyph in tab)
    tab = [glyph for glyph in glyphs(office(built, "vi"), 0) if glyph.char in "VI" and glyph.top > 200 * PT_PER_MM]
    assert tab
    assert all(glyph.left > 197 * PT_PER_MM for glyph in tab)


@pytest.mark.parametrize("language", THIRTEEN)
def test_headings_are_bold_but_for_urdu_whose_bold_font_tears_words_apart(built: Path, language: str) -> None:
    assert ("Bold" in largest_font(screen(built, language), 2)) == (language != "ur")


def test_no_language_falls_below_its_smallest_type(built: Path) -> None:
    targets = json.loads((built / "manifest.json").read_text())["targets"]
    for code in THIRTEEN:
        record = targets[f"calais-{code}"]
        assert record["size_pt"] >= languages()[code].min_pt
        assert record["scale"] in papers()["letter-fold"].scales
        assert record["untranslated"] == 0


def test_a_second_build_makes_nothing_and_a_phone_number_what_shows_it(copy: Path, run: Run) -> None:
    options = ("calais", "--project", copy, "-l", "fr", "-l", "hi", "-j", "1")
    first = run("build", *options)
    assert first.exit_code == 0, first.stderr
    assert first.stdout.count("up to date") == 0
    before = {path: path.stat().st_mtime_ns for path in (copy / "build").rglob("*.pdf")}
    (copy / "leaflets/calais/fr.md").touch()
    assert run("build", *options).stdout.count("up to date") == 2
    assert {path: path.stat().st_mtime_ns for path in (copy / "build").rglob("*.pdf")} == before
    unused = copy / "leaflets/contacts.toml"
    unused.write_text(unused.read_text() + '\n[nobody]\nkind = "phone"\nvalue = "1"\n')
    assert run("build", *options).stdout.count("up to date") == 2
    unused.write_text(unused.read_text().replace("+33 1 99 00 33 44", "+33 1 99 00 33 45"))
    assert run("build", *options).stdout.count("up to date") == 0
    catalog = copy / "translations/hi/calais.po"
    catalog.write_text(catalog.read_text().replace('msgstr "पुलिस"', 'msgstr "पुलिस वाले"'))
    changed = run("build", *options).stdout
    assert changed.count("up to date") == 1
    torn = copy / "build/screen/calais-fr-screen.pdf"
    torn.write_bytes(torn.read_bytes()[:100])
    assert run("build", *options).stdout.count("up to date") == 1
    assert page_count(torn.read_bytes()) == 6


def test_another_version_of_a_library_makes_all_anew(brief: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1", "--explain")
    assert run(*options).exit_code == 0
    assert "nothing changed" in run(*options).stdout
    really = manifest._version
    try:
        for name in ("babel", "pango"):
            program_key.cache_clear()
            monkeypatch.setattr(manifest, "_version", lambda n, x=name: "99" if n == x else really(n))
            monkeypatch.setattr("leafletgen.manifest.pango_version", lambda x=name: (9, 9, 9) if x == "pango" else None)
            assert "changed: leafletgen" in run(*options).stdout
    finally:
        program_key.cache_clear()


def test_the_key_of_the_program_knows_each_library_that_shapes_pages() -> None:
    """Those that are named here shape and examine none."""
    others = {"click", "openpyxl", "python-docx", "rapidfuzz", "rich", "starlette", "tomlkit", "uvicorn", "watchfiles"}
    needed = {
        re.split(r"[><=\[; ]", line)[0]
        for line in importlib.metadata.requires("leafletgen") or ()
        if "extra" not in line
    }
    assert needed - others <= set(LIBRARIES)


def test_the_same_inputs_give_the_same_bytes_in_another_folder(
    built: Path, run: Run, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kabul")
    monkeypatch.setenv("LC_ALL", "C")
    out = copy / "elsewhere"
    assert run("build", "--project", copy, "-l", "ur", "-l", "am", "-j", "1", "--out", out).exit_code == 0
    for language in ("ur", "am"):
        assert screen(out, language) == screen(built, language)
        assert office(out, language) == office(built, language)


def test_an_untranslated_string_shows_marked_and_is_counted(copy: Path, run: Run) -> None:
    catalog = copy / "translations/vi/calais.po"
    text = catalog.read_text(encoding="utf-8")
    start = text.index('msgid "Police"')
    catalog.write_text(text[:start] + re.sub(r'msgstr "[^"]*"', 'msgstr ""', text[start:], count=1), encoding="utf-8")
    result = run("build", "--project", copy, "-l", "vi", "-e", "screen")
    assert result.exit_code == 0
    assert "1 UNTRANSLATED" in result.stdout
    assert "17Police" in line_texts((copy / "build/screen/calais-vi-screen.pdf").read_bytes(), 5)


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_what_is_not_translated_says_its_language_to_screen_readers(copy: Path, run: Run, language: str) -> None:
    catalog = copy / f"translations/{language}/calais.po"
    po = polib.pofile(str(catalog), wrapwidth=0)
    for entry in po:
        if entry.msgid.startswith(("Une personne s’arrête", "Police", "**OFII** : retour volontaire.")):
            entry.msgstr = ""
    po.save()
    assert run("build", "--project", copy, "-l", language, "-e", "screen").exit_code == 0
    path = copy / f"build/screen/calais-{language}-screen.pdf"
    with pikepdf.open(path) as pdf:
        document = Document(path, path.read_bytes(), pdf, "screen", ())
        drawn: dict[tuple[int, int], str] = defaultdict(str)
        for page in document.pages:
            for glyph in page.glyphs:
                drawn[page.number - 1, glyph.mcid] += glyph.text
        spoken = [(drawn[key].strip(), str(element.get("/Lang", ""))) for key, element in marked_runs(pdf)]
        elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        pictures = {str(item.Alt): str(item.get("/Lang", "")) for item in elements if item.S == "/Figure"}
    row = languages()[language]
    assert {lang for _text, lang in spoken} == {"fr", ""}
    assert " ".join(text for text, lang in spoken if text and lang == "fr") == (
        f"{row.tab} {row.french} OFII : retour volontaire. Police {row.french}"
    )
    assert {lang for text, lang in spoken if "09:30" in text} == {""}  # hours are in the reader's language
    assert sorted(pictures.values()) == ["", "", "fr"]
    assert next(alt for alt, lang in pictures.items() if lang).startswith("Une personne s’arrête")


def test_a_leaflet_past_its_date_says_so(brief: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")  # in 2030
    assert run("build", "--project", brief, "-l", "fr", "-e", "screen").exit_code == 0
    assert "périmé" in "\n".join(line_texts((brief / "build/screen/calais-fr-screen.pdf").read_bytes(), 2))


@pytest.mark.parametrize("epoch", ["soon", "-", "²", "9" * 30])
def test_a_day_that_is_none_is_refused(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = run("build", "--project", copy, "-l", "fr", "-e", "screen")
    assert (result.exit_code, "SOURCE_DATE_EPOCH" in result.stderr) == (2, True)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("language", ["fr", "ar", "pa", "am"])
def test_poppler_sees_only_noto_fonts_all_embedded(built: Path, language: str) -> None:
    path = built / "screen" / f"calais-{language}-screen.pdf"
    rows = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert "Noto" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("edition", ["screen", "office"])
def test_qpdf_finds_nothing_wrong(built: Path, edition: str) -> None:
    for path in sorted((built / edition).glob("*.pdf")):
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


@pytest.mark.parametrize("language", ["hi", "pa", "am", "ti", "vi", "so", "fr"])
def test_text_of_left_to_right_scripts_can_be_copied_exactly(built: Path, language: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        found = re.sub(
            r"[\s\x00-\x1f\u200b-\u200f\ufffe]+", "", "".join(page.get_textpage().get_text_range() for page in pdf)
        )
    from leafletgen.catalog import read_catalog

    path = ROOT / "translations" / language / "calais.po"
    texts = ["Personne ne doit décider pour vous."]
    if language != "fr":
        texts = [
            entry.msgstr for entry in read_catalog(path, language, path).entries.values() if "{" not in entry.msgstr
        ]
    found = found.replace("-", "")  # PDFium drops the hyphen at the end of a line
    plain = [re.sub(r"\s+|\*\*|-", "", text) for text in texts]
    missing = [text for text in plain if text not in found]
    assert len(missing) <= 2, missing  # the two alternative texts of pictures are not on the page


def test_vietnamese_is_copied_letter_by_letter_also_from_the_margin_where_nothing_is_tagged(built: Path) -> None:
    command = ["pdftotext", str(built / "screen" / "calais-vi-screen.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert "bản dịch nháp" in text
    assert "Hãy gọi số 112" in text


def test_an_edition_that_fails_preflight_says_so_and_counts_what_it_does_not_tell(
    brief: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*_args: object) -> tuple[PdfFinding, ...]:
        first = PdfFinding("pdf.x", "error", "x.pdf", 0, "calais", "fr", "", "Wrong.", "Mend it.", 1, None)
        return tuple(replace(first, page=page) for page in range(1, 8))

    monkeypatch.setattr("leafletgen.worker.preflight", found)
    result = run("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == 3
    assert "FAILED PREFLIGHT" in result.stdout
    assert "NOT RELEASED" not in result.stdout
    assert "page 5" in result.stderr
    assert "page 6" not in result.stderr
    assert "and 2 more" in result.stderr


def test_instructions_are_drawn_for_the_direction() -> None:
    template = environment().get_template("guide.html.j2")
    for mirrored, first, spine in ((False, "right", "left"), (True, "left", "right")):
        text = template.render(name="X", mirrored=mirrored, sheets=0)
        assert f"Fold the narrow panel first, on the {first}." in text
        assert f"the fold is on the {spine}." in text
        assert ("matrix(-1 0 0 1 84 0)" in text) is mirrored


@pytest.mark.parametrize("language", ["fr", "ur"])
def test_instructions_stand_before_the_sheet(copy: Path, run: Run, language: str) -> None:
    options = ("--project", copy, "-l", language, "-e", "office")
    assert run("build", *options).exit_code == 0
    path = copy / f"build/office/calais-{language}-office.pdf"
    sheet = line_texts(path.read_bytes(), 0)
    result = run("build", *options, "--with-instructions")
    assert result.exit_code == 0, result.stderr
    data = path.read_bytes()
    assert page_count(data) == 4
    guide = " ".join(line_texts(data, 0))
    for word in (
        "Imprimeretplier",
        "Printandfold",
        "retournersurlebordcourt",
        "fliponshortedge",
        "pages3and4",
        f"CAL-{language}",
    ):
        assert word in guide
    assert line_texts(data, 1) == []  # printed whole, the sheet stays on one piece of paper
    assert line_texts(data, 2) == sheet
    allowed = {font.postscript_name for font in stack(load_fonts(ROOT / "fonts"), languages()[language])}
    assert embedded_fonts(data) <= allowed
    examined = run("preflight", path, "--profile", "office", "--project", copy)
    assert examined.exit_code == 0, examined.output


@pytest.mark.parametrize(
    ("key", "junk"),
    [
        ("states", [1]),
        ("states", "state.draft"),
        ("key", None),
        ("scale", float("nan")),
        ("scale", "1"),
        ("size_pt", -1.0),
        ("untranslated", 10**15),
        ("inputs", {"a": 1}),
        ("path", "../../etc/passwd"),
        ("path", "\0"),
        ("bytes", 10**15),
        ("pages", True),
        ("findings", ["x"]),
    ],
)
def test_a_manifest_that_we_did_not_write_is_none(built: Path, tmp_path: Path, key: str, junk: object) -> None:
    text = (built / "manifest.json").read_text(encoding="utf-8")
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    assert "calais-ar" in manifest.read_manifest(tmp_path)
    whole = json.loads(text)
    record = whole["targets"]["calais-ar"]
    (record if key in record else record["editions"]["screen"])[key] = junk
    (tmp_path / "manifest.json").write_text(json.dumps(whole), encoding="utf-8")
    assert manifest.read_manifest(tmp_path) == {}
