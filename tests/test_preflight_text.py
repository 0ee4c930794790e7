"""Preflight of real text: the project's own PDFs, and Arabic pages that WeasyPrint scrambles."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from click.testing import Result
from pikepdf import Dictionary, Name

from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.expected import Expected, facts_of
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.glued import glued
from leafletgen.checks.pdf.qr import codes
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.checks.pdf.text_copied import words
from leafletgen.config import load_project
from leafletgen.fonts import load_fonts
from leafletgen.prepare import prepared
from leafletgen.tables import languages, papers
from tests.conftest import RTL, THIRTEEN
from tests.pdfmaker import data

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "fonts"
pytestmark = pytest.mark.render


def path_of(built: Path, language: str, edition: str = "screen") -> Path:
    return built / edition / f"calais-{language}-{edition}.pdf"


def expected_of(language: str) -> Expected:
    project = load_project(ROOT)
    return Expected.from_html(prepared(project, "calais", language, datetime.date.today()).html)


def examine(content: bytes, language: str, expected: Expected | None = None) -> tuple[PdfFinding, ...]:
    subject = Subject(Path(f"calais-{language}-screen.pdf"), content, expected)
    return preflight((subject,), "screen", load_fonts(FONTS))


def ids(content: bytes, language: str, expected: Expected | None = None) -> set[str]:
    return {finding.id for finding in examine(content, language, expected)}


def typeset(body: str, language: str, family: str = "NotoNaskhArabic") -> bytes:
    """A right-to-left page in the project's fonts, with whatever order the engine gives it."""
    faces = "".join(
        f"@font-face{{font-family:'{name}';font-weight:{weight};src:url({(FONTS / f'{name}-{style}.ttf').as_uri()})}}"
        for name in (family, "NotoSans")
        for weight, style in ((400, "Regular"), (700, "Bold"))
    )
    style = f"{faces} html{{font:12pt '{family}','NotoSans';line-height:2}} @page{{size:100mm 210mm;margin:10mm}}"
    html = f"<html lang={language} dir=rtl><title>صفحة</title><style>{style}</style><body>{body}</body></html>"
    made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name.R2L)
        return data(pdf)


def expecting(language: str, *texts: str) -> Expected:
    return Expected(languages()[language], papers()["letter-fold"], texts, (), facts_of(texts))


@pytest.mark.parametrize("edition", ["screen", "office"])
def test_the_projects_own_files_pass(built: Path, edition: Profile) -> None:
    paths = [path_of(built, language, edition) for language in THIRTEEN]
    pairs = zip(paths, THIRTEEN, strict=True)
    subjects = tuple(Subject(path, path.read_bytes(), expected_of(language)) for path, language in pairs)
    errors = [f for f in preflight(subjects, edition, load_fonts(FONTS)) if f.severity == "error"]
    # the foot of the office pages runs into what printers cannot reach; it holds no other text
    foot = [f for f in errors if f.id == "pdf.safe-zone" and f.place_mm and f.place_mm[1] > 203]
    assert [str(f) for f in errors if f not in foot or edition == "screen"] == []


def test_the_command_compares_with_the_project(run: Callable[..., Result], built: Path) -> None:
    path = path_of(built, "ar")
    assert run("preflight", path, "--profile", "screen", "--project", ROOT).exit_code == 0
    renamed = built / "calais-fr-other.pdf"
    renamed.write_bytes(path.read_bytes())
    result = run("preflight", renamed, "--profile", "screen", "--project", ROOT)
    renamed.unlink()
    assert result.exit_code == 3
    assert "pdf.text-copied" in result.output


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_a_bare_phone_number_in_arabic_script_is_found(language: str) -> None:
    text = "اتصل بالرقم +33 1 40 44 06 91 الآن"
    bare = typeset(f"<p>{text}</p>", language)
    whole = typeset(f"<p>{text.replace('+', '<span dir=ltr>+').replace('91', '91</span>')}</p>", language)
    assert "pdf.fact-order" in ids(bare, language), "by its look alone"
    assert "pdf.fact-order" in ids(bare, language, expecting(language, text)), "by the text"
    assert "pdf.fact-order" not in ids(whole, language)
    assert "pdf.fact-order" not in ids(whole, language, expecting(language, text))


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("المبلغ 1 850 € فقط", "المبلغ <span dir=ltr>1 850 €</span> فقط"),
        ("من 9-17 كل يوم", "من <span dir=ltr>9-17</span> كل يوم"),
        ("يوم 12/03/2026 صباحا", "يوم <span dir=ltr>12/03/2026</span> صباحا"),
    ],
)
def test_amounts_ranges_and_dates_are_compared_with_the_text(text: str, isolated: str) -> None:
    expected = expecting("ar", text)
    whole = typeset(f"<p>{isolated}</p>", "ar")
    turned = typeset(f"<p>{isolated.replace('dir=ltr', 'dir=rtl')}</p>", "ar")
    assert "pdf.fact-order" not in ids(whole, "ar", expected)
    if typeset_differs(whole, turned):
        assert "pdf.fact-order" in ids(turned, "ar", expected)


def typeset_differs(one: bytes, other: bytes) -> bool:
    """Whether the engine put the characters in another order; slashes keep theirs."""
    from tests.visual import line_texts

    return line_texts(one, 0) != line_texts(other, 0)


def test_a_long_address_may_go_over_two_lines() -> None:
    address = "https://www.example.org/accompagnement/retour-volontaire/calais-et-environs"
    page = typeset(f"<p>الموقع <span dir=ltr style='overflow-wrap:anywhere'>{address}</span></p>", "ar")
    assert "pdf.fact-order" not in ids(page, "ar", expecting("ar", f"الموقع {address}"))
    assert "pdf.fact-order" in ids(page, "ar", expecting("ar", f"الموقع {address}-2"))


def test_an_address_that_ends_its_line_beside_the_mark_of_a_list_is_found() -> None:
    text = "Site : https://example.org/calais"
    item = "<bdi dir=ltr>Site : https://<br>example.org/calais</bdi>"
    page = typeset(f"<ul style=\"list-style: '•' outside; padding-inline-start: 2em\"><li>{item}</li></ul>", "ar")
    assert "pdf.fact-order" not in ids(page, "ar", expecting("ar", text))
    assert "pdf.fact-order" in ids(page, "ar", expecting("ar", text.replace("calais", "paris")))


@pytest.mark.parametrize(("language", "family"), [("ar", "NotoNaskhArabic"), ("ur", "NotoNastaliqUrdu")])
def test_letters_that_a_tag_tears_apart_are_found(language: str, family: str) -> None:
    torn = typeset("<p>هذا ال<b>كتاب</b>ة هنا</p>", language, family)
    whole = typeset("<p>هذا الكتابة هنا، وفيه بيت ونور</p>", language, family)
    expected = expecting(language, "هذا الكتابة هنا")
    assert "pdf.isolated-letter" in ids(torn, language, expected)
    assert "pdf.isolated-letter" not in ids(whole, language)
    if language == "ar":
        assert "pdf.isolated-letter" in ids(torn, language)


def test_a_joiner_on_both_sides_of_a_tag_mends_it() -> None:
    mended = typeset("<p>هذا ال\u200d<b>\u200dكتاب\u200d</b>\u200dة هنا</p>", "ar")
    assert "pdf.isolated-letter" not in ids(mended, "ar")


def test_persian_may_keep_letters_apart_on_purpose() -> None:
    text = "او می\u200cشود و کتاب\u200cها را می\u200cبیند"
    page = typeset(f"<p>{text}</p>", "fa")
    assert "pdf.isolated-letter" not in ids(page, "fa")
    assert "pdf.isolated-letter" not in ids(page, "fa", expecting("fa", text))
    assert "pdf.isolated-letter" in ids(page, "fa", expecting("fa", text.replace("\u200c", "")))


@pytest.mark.parametrize("language", RTL)
def test_right_to_left_files_must_bind_on_the_right(built: Path, language: str) -> None:
    with pikepdf.open(path_of(built, language)) as pdf:
        del pdf.Root.ViewerPreferences.Direction
        assert "pdf.same-in-all" in ids(data(pdf), language)


@pytest.mark.parametrize("language", ["ar", "hi", "am"])
def test_text_that_cannot_be_copied_is_found(built: Path, language: str) -> None:
    expected = expected_of(language)
    other = expected_of("vi")
    content = path_of(built, language).read_bytes()
    assert "pdf.text-copied" not in ids(content, language, expected)
    swapped = Expected(expected.language, expected.paper, other.body, other.foot, ())
    assert "pdf.text-copied" in ids(content, language, swapped)


@pytest.mark.parametrize(
    ("language", "edition"),
    [*((each, "screen") for each in THIRTEEN), ("fr", "office"), ("vi", "press"), ("am", "press")],
)
def test_one_space_that_is_lost_is_found(built: Path, language: str, edition: Profile) -> None:
    path = path_of(built, language, edition)
    expected = expected_of(language)
    once = [word for word, count in words(expected.texts).items() if count == 1]
    word = max((each for each in once if each in " ".join(expected.body).split()), key=len)
    parted = tuple(text.replace(word, f"{word[:3]} {word[3:]}") for text in expected.body)
    for body, is_found in ((expected.body, False), (parted, True)):
        wanted = Expected(expected.language, expected.paper, body, expected.foot, ())
        findings = preflight((Subject.read(path, wanted),), edition, load_fonts(FONTS))
        assert [f.id for f in findings if f"{word[:3]} {word[3:]}" in f.message] == ["pdf.text-copied"] * is_found


@pytest.mark.parametrize(
    ("text", "copied", "found"),
    [
        ("ce n'est pas toujours vrai", "ce n'est pastoujours vrai", ("pas toujours",)),
        ("il y a 18 ans.", "ily a 18ans .", ("il y", "18 ans.")),
        ("ou à la gare", "ouàla gare", ("ou à la",)),
        ("Oui. Non", "Oui.Non", ("Oui. Non",)),
        ("Qui\u202f? « Vous »", "Qui? «Vous»", ()),
        ("voir example.org/retour", "voir example.\norg/re tour", ()),
        ("la main, lamain", "lamain la main", ()),
        ("می\u200cشود از", "میشود از", ()),
        ("क्या है", "क्याहै", ("क्या है",)),
    ],
)
def test_words_in_one_are_told_from_words_in_two(text: str, copied: str, found: tuple[str, ...]) -> None:
    assert glued([text], [copied]) == found


def test_the_tags_are_needed_on_screen(built: Path) -> None:
    content = path_of(built, "fr")
    with pikepdf.open(content) as pdf:
        del pdf.Root.Lang
        assert ids(data(pdf), "fr") == {"pdf.tags"}
    with pikepdf.open(content) as pdf:
        del pdf.Root.StructTreeRoot
        assert ids(data(pdf), "fr") == {"pdf.tags"}
    with pikepdf.open(content) as pdf:
        figures = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == Name.Figure]
        assert figures
        for figure in figures:
            figure.Alt = pikepdf.String("")
        assert ids(data(pdf), "fr") == {"pdf.tags"}
    with pikepdf.open(content) as pdf:
        heading = next(e for e in pdf.objects if isinstance(e, Dictionary) and e.get("/S") == Name.H2)
        heading.S = Name.H4
        assert ids(data(pdf), "fr") == {"pdf.tags"}


def test_the_codes_on_the_cover_say_the_address(built: Path) -> None:
    path = path_of(built, "ar")
    with pikepdf.open(path) as pdf:
        document = Document(path, path.read_bytes(), pdf, "screen", ())
        assert codes(document) == ("https://example.org/calais",)
