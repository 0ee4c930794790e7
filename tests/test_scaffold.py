"""`leafletgen new`: a leaflet that builds at once, a fourteenth language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import polib
import pytest
from click.testing import Result

from leafletgen.config import load_leaflet, load_project
from leafletgen.fonts import load_fonts, stack
from leafletgen.pdffacts import embedded_fonts
from leafletgen.tables import languages
from tests.conftest import ROOT, THIRTEEN
from tests.visual import line_texts

Run = Callable[..., Result]

BENGALI = {
    "Vous êtes à Calais ? Connaissez vos choix.": "আপনি কি ক্যালেতে আছেন? আপনার কী কী পথ আছে তা জানুন।",
    "Vos droits en France": "ফ্রান্সে আপনার অধিকার",
    "Qui contacter ?": "কার সঙ্গে যোগাযোগ করবেন?",
    "Demandez un interprète. C’est gratuit.": "দোভাষী চান। এর জন্য টাকা লাগে না।",
    "Feu, accident": "আগুন, দুর্ঘটনা",
}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a project that has no leaflet yet."""
    settings = '[tool.leafletgen]\nsource-language = "en"\nlanguages = ["en", "fa"]\neditions = ["screen"]\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "leaflets").mkdir()
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def written(result: Result) -> set[str]:
    return {line.removeprefix("written: ") for line in result.stdout.splitlines() if line.startswith("written: ")}


@pytest.mark.render
@pytest.mark.parametrize(("options", "pages"), [((), 6), (("--format", "a5-booklet", "--pages", "12"), 12)])
def test_a_new_leaflet_builds_at_once(copy: Path, run: Run, options: tuple[str, ...], pages: int) -> None:
    made = run("new", "leaflet", "housing", "--project", copy, *options)
    assert made.exit_code == 0, made.stderr
    assert (copy / "leaflets/housing/fr.md").is_file()
    assert all((copy / f"translations/{code}/housing.po").is_file() for code in THIRTEEN[1:])
    built = run("build", "housing", "-l", "fr", "-l", "ar", "--project", copy)
    assert built.exit_code == 0, built.stderr
    with pikepdf.open(copy / "build/screen/housing-ar-screen.pdf") as pdf:
        assert len(pdf.pages) == pages
    assert run("update", "--check", "--project", copy).exit_code == 0


@pytest.mark.render
def test_a_new_leaflet_builds_in_a_project_whose_source_is_english(small: Path, run: Run) -> None:
    assert run("new", "leaflet", "food", "--project", small).exit_code == 0
    assert (small / "leaflets/food/en.md").is_file()
    assert run("build", "food", "-l", "en", "--project", small).exit_code == 0


def test_new_leaflets_have_codes_of_their_own(small: Path, run: Run) -> None:
    names = ("winter-shelter-north", "winter-shelter-south", "winter-shelter-east", "wat")
    for name in names:
        assert run("new", "leaflet", name, "--project", small).exit_code == 0
    project = load_project(small)
    assert [load_leaflet(project, name).code for name in names] == ["WINTERSH", "WINTERS2", "WINTERS3", "WAT2"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("leaflet", "calais"),
        ("leaflet", "Housing"),
        ("leaflet", "../housing"),
        ("leaflet", "common"),
        ("leaflet", "book", "--format", "a5-booklet", "--pages", "10"),
        ("leaflet", "book", "--format", "a5-booklet", "--pages", "400"),
        ("leaflet", "sheet", "--pages", "8"),
        ("language", "ar"),
        ("language", "xx"),
    ],
)
def test_what_cannot_begin_is_refused_and_changes_nothing(copy: Path, run: Run, wrong: tuple[str, ...]) -> None:
    before = contents(copy)
    result = run("new", *wrong, "--project", copy)
    assert result.exit_code == 2
    assert contents(copy) == before


@pytest.mark.parametrize("begun", [("leaflet", "housing"), ("language", "bn")])
def test_what_is_written_is_listed_and_nothing_else_is_written(copy: Path, run: Run, begun: tuple[str, ...]) -> None:
    source = copy / "leaflets/calais/fr.md"
    source.write_text(source.read_text(encoding="utf-8").replace("## Les passeurs", "## Des passeurs"), "utf-8")
    before = contents(copy)
    result = run("new", *begun, "--project", copy)
    after = contents(copy)
    assert result.exit_code == 0, result.stderr
    assert written(result) == {name for name in after if after[name] != before.get(name)}
    assert after["translations/ar/calais.po"] == before["translations/ar/calais.po"]


def test_the_first_leaflet_of_a_project_brings_the_catalogs_of_the_templates(empty: Path, run: Run) -> None:
    begun = run("new", "leaflet", "food", "--project", empty)
    assert begun.exit_code == 0, begun.stderr
    assert {"translations/templates/common.pot", "translations/fa/common.po"} <= written(begun)
    assert run("update", "--check", "--project", empty).exit_code == 0
    assert run("check", "--project", empty).exit_code == 0


def test_a_broken_leaflet_does_not_keep_another_from_beginning(copy: Path, run: Run) -> None:
    (copy / "leaflets/calais/fr.md").write_text("no panel\n")
    (copy / "translations/ar/calais.po").write_text('msgid "torn')
    assert run("new", "leaflet", "housing", "--project", copy).exit_code == 0
    assert (copy / "translations/ar/housing.po").is_file()


@pytest.mark.parametrize(
    ("begun", "broken", "place"),
    [
        (("language", "bn"), "leaflets/calais/fr.md", "leaflets/calais/fr.md:1: "),
        (("language", "bn"), "translations/glossary.tsv", "translations/glossary.tsv:2: "),
        (("leaflet", "housing"), "translations/glossary.tsv", "translations/glossary.tsv:2: "),
    ],
)
def test_nothing_begins_where_a_text_that_it_needs_is_broken(
    copy: Path, run: Run, begun: tuple[str, ...], broken: str, place: str
) -> None:
    (copy / broken).write_text("fr\tar\nasile\n")
    before = contents(copy)
    result = run("new", *begun, "--project", copy)
    assert result.exit_code == 4
    assert place in result.stderr
    assert contents(copy) == before


def test_a_catalog_that_cannot_be_made_is_an_error_and_not_listed(copy: Path, run: Run) -> None:
    (copy / "translations/en/calais.po").write_text('msgid "torn')
    result = run("new", "language", "bn", "--project", copy)
    assert result.exit_code == 4
    assert "error: translations/en/calais.po: " in result.stderr
    assert {"pyproject.toml", "translations/bn/common.po"} <= written(result)
    assert "translations/bn/calais.po" not in written(result)
    assert not (copy / "translations/bn/calais.po").exists()


@pytest.mark.render
def test_a_fourteenth_language_builds_and_says_what_is_not_translated(whole: Path, run: Run) -> None:
    settings = (whole / "pyproject.toml").read_text()
    assert run("new", "language", "bn", "--project", whole).exit_code == 0
    assert (whole / "pyproject.toml").read_text() == settings.replace('"pa", "am"]', '"pa", "am", "bn"]')
    path = whole / "translations/bn/calais.po"
    po = polib.pofile(str(path), wrapwidth=0)
    for entry in po:
        entry.msgstr = BENGALI.get(entry.msgid, "")
    path.write_text(str(po), encoding="utf-8")
    checked = run("check", "-l", "bn", "--project", whole)
    assert checked.exit_code == 0, checked.output

    built = run("build", "calais", "arer", "-l", "bn", "--project", whole)
    assert built.exit_code == 0, built.stderr
    assert f"{len(po) - len(BENGALI)} UNTRANSLATED" in built.stdout
    data = (whole / "build/screen/calais-bn-screen.pdf").read_bytes()
    ours = {font.postscript_name for font in stack(load_fonts(ROOT / "fonts"), languages()["bn"])}
    assert "NotoSansBengali-Bold" in embedded_fonts(data) <= ours
    assert any("২০২৬" in line for line in line_texts(data, 5))  # the version's date, in Bengali digits
    screen = (whole / "build/screen/arer-bn-screen.pdf").read_bytes()
    assert "৭" in "".join(line_texts(screen, 6))  # the page's number


def test_every_row_of_the_table_of_languages_has_its_fonts() -> None:
    files = load_fonts(ROOT / "fonts")
    for language in languages().values():
        assert {400, 700} <= {font.weight for font in stack(files, language) if font.family == language.fonts[0]}
