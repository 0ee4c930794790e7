"""The two booklets in thirteen languages: whole, in their pages, and nobody else's loss when one is wrong."""

from __future__ import annotations

import io
import json
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import Result

from leafletgen.actualtext import marked_runs
from leafletgen.booklet import MOST_BLANK
from leafletgen.boxes import PT_PER_MM
from leafletgen.fonts import load_fonts, stack
from leafletgen.pdffacts import embedded_fonts
from leafletgen.tables import in_digits, languages, papers
from tests.conftest import ROOT, RTL, THIRTEEN, shortened
from tests.visual import Glyph, fonts_left_of, glyphs

Run = Callable[..., Result]
pytestmark = pytest.mark.render

PAGES = {"arer": 8, "resettlement": 20}
BOTH = pytest.mark.parametrize("booklet", PAGES)
EACH = pytest.mark.parametrize("language", THIRTEEN)


def screen(built: Path, booklet: str, language: str) -> bytes:
    return (built / "screen" / f"{booklet}-{language}-screen.pdf").read_bytes()


@BOTH
@EACH
def test_a_booklet_has_its_pages_its_size_and_its_direction(built: Path, booklet: str, language: str) -> None:
    data = screen(built, booklet, language)
    assert len(data) < 1_000_000
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = {tuple(round(float(edge) / PT_PER_MM, 1) for edge in page.mediabox[2:]) for page in pdf.pages}
        assert sizes == {(148, 210)}
        assert len(pdf.pages) == PAGES[booklet]
        assert pdf.Root.Lang == language
        assert (pdf.Root.ViewerPreferences.get("/Direction") == "/R2L") is (language in RTL)
    allowed = {font.postscript_name for font in stack(load_fonts(ROOT / "fonts"), languages()[language])}
    assert embedded_fonts(data) <= allowed


@BOTH
def test_every_language_is_whole_and_large_enough(built: Path, booklet: str) -> None:
    targets = json.loads((built / "manifest.json").read_text())["targets"]
    for language in THIRTEEN:
        record = targets[f"{booklet}-{language}"]
        assert record["untranslated"] == 0
        assert record["size_pt"] >= languages()[language].min_pt
        assert record["scale"] in papers()["a5-booklet"].scales


@BOTH
@EACH
def test_no_page_is_blank(built: Path, booklet: str, language: str) -> None:
    data = screen(built, booklet, language)
    counts = [len(glyphs(data, page)) for page in range(PAGES[booklet])]
    blank = [page for page, count in enumerate(counts, 1) if count < 60]
    assert len(blank) <= MOST_BLANK
    assert blank == []


@BOTH
@EACH
def test_no_heading_stands_at_the_foot_of_a_page(built: Path, booklet: str, language: str) -> None:
    with pikepdf.open(io.BytesIO(screen(built, booklet, language))) as pdf:
        last = {page: element for (page, _mcid), element in marked_runs(pdf)}
        assert len(last) == PAGES[booklet]
        for element in last.values():
            while element.S != "/Document":
                assert not re.fullmatch("/H[1-6]", str(element.S))
                element = element.P


@BOTH
@pytest.mark.parametrize("language", ["fr", "ar", "ur", "am"])
def test_office_sheets_and_press_pages_follow_the_direction(built: Path, booklet: str, language: str) -> None:
    with pikepdf.open(built / "office" / f"{booklet}-{language}-office.pdf") as office:
        assert len(office.pages) == PAGES[booklet] // 2
    with pikepdf.open(built / "press" / f"{booklet}-{language}-press.pdf") as press:
        assert len(press.pages) == PAGES[booklet]
        assert (press.Root.ViewerPreferences.get("/Direction") == "/R2L") is (language in RTL)
    cover, back = ("left", "right") if language in RTL else ("right", "left")
    assert half(built, booklet, language, cover) > 0
    assert half(built, booklet, language, back) == 0


def half(built: Path, booklet: str, language: str, side: str) -> int:
    """How many letters of the cover's tab stand in one half of the first office side."""
    marks = glyphs((built / "office" / f"{booklet}-{language}-office.pdf").read_bytes(), 0)
    tab = [g for g in marks if g.top > 198 * PT_PER_MM and g.char in languages()[language].tab]
    return sum((glyph.middle < 148.5 * PT_PER_MM) is (side == "left") for glyph in tab)


@EACH
def test_the_contents_name_the_page_on_which_each_section_begins(built: Path, language: str) -> None:
    """Each link's destination is the page whose number stands, in the language's digits, at the end of its row."""
    data = screen(built, "resettlement", language)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        index: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        named = {str(k): v for k, v in pikepdf.NameTree(pdf.Root.Names.Dests).items()} if "/Names" in pdf.Root else {}
        at = next(n for n, page in enumerate(pdf.pages) if _internal_links(page))
        rows: dict[int, tuple[float, float]] = {}
        for link in _internal_links(pdf.pages[at]):
            target = link.get("/Dest") or link.A.D
            target = target if isinstance(target, pikepdf.Array) else named[str(target)]
            bottom, top = sorted((float(link.Rect[1]), float(link.Rect[3])))
            page = index[target[0].objgen] + 1
            low, high = rows.get(page, (bottom, top))  # a title in two directions is two links
            rows[page] = min(low, bottom), max(high, top)
    marks = glyphs(data, at)
    for page, (bottom, top) in rows.items():
        row = [g for g in marks if bottom <= (g.bottom + g.top) / 2 <= top and _outside(g, language)]
        number = "".join(glyph.char for glyph in sorted(row, key=lambda g: g.middle) if glyph.char.isdigit())
        assert number == in_digits(str(page), languages()[language])
    assert len(rows) >= 14
    assert list(rows) == sorted(rows)


@pytest.mark.parametrize("language", ["ar", "ckb", "ur", "ps"])
def test_page_numbers_are_set_as_in_the_contents(built: Path, language: str) -> None:
    fonts = fonts_left_of(screen(built, "resettlement", language), 2, 20 * PT_PER_MM)
    assert {name.split("+")[-1] for name in fonts} == {"Noto-Sans-Bold"}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_cells_of_a_table_find_their_headers(built: Path, language: str) -> None:
    with pikepdf.open(io.BytesIO(screen(built, "arer", language))) as pdf:
        elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        headers = [item for item in elements if item.S == "/TH"]
        assert headers
        assert all(item.A.Scope == "/Column" and names[str(item.ID)].objgen == item.objgen for item in headers)
        cells = [item for item in elements if item.S == "/TD"]
        assert {str(name) for cell in cells for name in cell.A.Headers} == set(names)


@pytest.mark.parametrize("language", ["fr", "ur"])
def test_links_say_their_text_and_are_links_to_screen_readers(built: Path, language: str) -> None:
    with pikepdf.open(built / "screen" / f"resettlement-{language}-screen.pdf") as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        links = [link for page in pdf.pages for link in page.get("/Annots", ())]
        assert {str(parents[int(link.StructParent)].S) for link in links} == {"/Link"}
        said = [str(link.Contents) for link in links]
        assert "112" in said
        assert not [text for text in said if re.match(r"part-|tel:|mailto:", text)]


def _outside(glyph: Glyph, language: str) -> bool:
    """Whether a glyph stands where the rows of the contents end: in the outer 25 mm of the page."""
    return glyph.middle < 25 * PT_PER_MM if language in RTL else glyph.middle > 123 * PT_PER_MM


def _internal_links(page: pikepdf.Page) -> list[pikepdf.Object]:
    annotations = [a for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link"]
    return [a for a in annotations if "/Dest" in a or ("/A" in a and a.A.S == "/GoTo")]


@pytest.fixture
def beside(whole: Path) -> Path:
    """A copy of the project, its sheet, which stands beside the booklets, of few words."""
    return shortened(whole)


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence; return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "below", "says"),
    [
        ("## Qui fait quoi ?", "### Qui fait quoi ?", 0, "a heading of level 3 follows level 1"),
        ("# Le programme ARER\n", "Un texte.\n\n# Le programme ARER\n", -3, "the section “programme” has no title"),
        ("(training.svg)", "(nosuch.svg)", 0, "nosuch.svg"),
        ("::: cards", "::: cards\nText that is no list.\n", 0, "a list"),
        ("::::: section people", "::::: panel people", 0, "a panel as part 3"),
    ],
)
def test_a_wrong_source_costs_only_its_booklet(
    beside: Path, run: Run, old: str, new: str, below: int, says: str
) -> None:
    line = spoil(beside / "leaflets/arer/fr.md", old, new)
    result = run("build", "arer", "calais", "--project", beside, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == 4, result.output
    assert says in result.stderr
    assert f"leaflets/arer/fr.md:{line + below}: " in result.stderr
    assert (beside / "build/screen/calais-fr-screen.pdf").is_file()
    assert not (beside / "build/screen/arer-fr-screen.pdf").exists()


@pytest.mark.parametrize(
    "picture", ["", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://x/y'/></svg>"]
)
def test_a_broken_picture_costs_only_its_booklet(beside: Path, run: Run, picture: str) -> None:
    (beside / "leaflets/arer/training.svg").write_text(picture)
    result = run("build", "arer", "calais", "--project", beside, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == 4, result.output
    assert re.search(r"leaflets/arer/(training\.svg|fr\.md:\d+)", result.stderr)
    assert (beside / "build/screen/calais-fr-screen.pdf").is_file()


@pytest.mark.parametrize(
    ("pages", "code", "says"),
    [
        ("7", 4, "leaflets/arer/leaflet.toml:3: "),
        ("6", 4, "leaflets/arer/leaflet.toml:3: "),
        ("0", 4, "leaflets/arer/leaflet.toml:3: "),
        ("-8", 4, "leaflets/arer/leaflet.toml:3: "),
        ("4000", 4, "leaflets/arer/leaflet.toml:3: "),
        ('"8"', 4, "leaflets/arer/leaflet.toml:3: "),
        ("4", 4, "8 parts, each at least a page; the booklet has 4 pages"),
        ("32", 6, "arer-fr: the text fills 8 of 32 pages, in the largest size. Set pages = 8"),
    ],
)
def test_an_impossible_number_of_pages_costs_only_its_booklet(
    beside: Path, run: Run, pages: str, code: int, says: str
) -> None:
    spoil(beside / "leaflets/arer/leaflet.toml", "pages = 8", f"pages = {pages}")
    result = run("build", "arer", "calais", "--project", beside, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == code, result.output + result.stderr
    assert says in result.stderr
    assert (beside / "build/screen/calais-fr-screen.pdf").is_file()


def test_text_that_does_not_fit_its_pages_is_named(beside: Path, run: Run) -> None:
    source = beside / "leaflets/arer/fr.md"
    source.write_text(source.read_text().replace("## Qui fait quoi ?", "Une phrase de plus.\n\n" * 120 + "## Qui ?"))
    result = run("build", "arer", "calais", "--project", beside, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == 6
    assert "arer-fr: the text does not fit" in result.stderr
    assert (beside / "build/screen/calais-fr-screen.pdf").is_file()


def test_a_section_without_a_translation_is_shown_counted_and_not_released(whole: Path, run: Run) -> None:
    path = whole / "translations/vi/arer.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(“people”.*?\nmsgid "[^"]+"\nmsgstr )"[^"]*"', r'\1""', text, flags=re.DOTALL))
    assert path.read_text(encoding="utf-8") != text
    built = run("build", "arer", "--project", whole, "-l", "vi", "-e", "screen")
    assert built.exit_code == 0, built.stderr
    assert "UNTRANSLATED" in built.stdout
    found = run("check", "arer", "--project", whole, "-l", "vi")
    assert re.search(r"translations/vi/arer\.po:\d+: .*\[state\.untranslated\]", found.stdout)
    refused = run("build", "arer", "--project", whole, "-l", "vi", "-l", "fr", "-e", "screen", "--release")
    assert refused.exit_code == 3
    assert "not translated" in refused.stderr


def test_one_phone_number_rebuilds_the_leaflets_that_show_it_and_touches_no_catalog(
    built: Path, whole: Path, run: Run
) -> None:
    shutil.copytree(built, whole / "build")
    catalogs = {path: path.read_bytes() for path in (whole / "translations").rglob("*.po")}
    options = ("--project", whole, "-l", "fr", "-l", "ar", "-e", "screen", "-j", "1")
    assert run("build", *options).stdout.count("up to date") == 6
    contacts = whole / "leaflets/contacts.toml"
    changed = "mission_kosovo_phone"
    assert [leaflet for leaflet in ("arer", "calais", "resettlement") if _shows(whole, leaflet, changed)] == ["arer"]
    phone = tomllib.loads(contacts.read_text())[changed]["value"]
    spoil(contacts, phone, phone[:-1] + str((int(phone[-1]) + 1) % 10))
    result = run("build", *options)
    assert result.exit_code == 0, result.stderr
    current = {tuple(line.split()[:2]) for line in result.stdout.splitlines() if "up to date" in line}
    assert current == {(leaflet, language) for leaflet in ("calais", "resettlement") for language in ("fr", "ar")}
    assert {path: path.read_bytes() for path in (whole / "translations").rglob("*.po")} == catalogs


def _shows(root: Path, leaflet: str, contact: str) -> bool:
    return f"{{{contact}}}" in (root / "leaflets" / leaflet / "fr.md").read_text(encoding="utf-8")
