"""Files made by hand to break a reader or to keep it busy: refused with their place, and at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.bidi import resolve
from leafletgen.catalog import read_catalog
from leafletgen.checks.factdiff import compare
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.config import load_contacts, load_leaflet, load_project
from leafletgen.errors import InputError, Place
from leafletgen.fonts import check_coverage, load_fonts, stack
from leafletgen.glossary import MAX_TERMS, read_glossary
from leafletgen.inline_html import to_html
from leafletgen.markdown import parse_inline
from leafletgen.model import Text
from leafletgen.read import read_source
from leafletgen.svg import read_picture
from leafletgen.tables import languages
from leafletgen.tomlfile import MAX_LINE
from tests.conftest import ROOT
from tests.pdfmaker import data, page_pdf

Run = Callable[..., Result]


@contextmanager
def refused(place: str, seconds: float = 5.0) -> Iterator[None]:
    """What is done in here must end in an InputError that begins with a place, and soon."""
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        yield
    assert re.match(place, str(caught.value)), str(caught.value)[:200]
    assert time.monotonic() - start < seconds


# ── settings ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [f"x = {'9' * 5000}", f"{'.'.join('a' * 20_000)} = 1", f"[{'.'.join('a' * 20_000)}]", f"x = '{'a' * MAX_LINE}'"],
    ids=["number", "key", "table", "text"],
)
def test_a_line_of_settings_that_is_too_long_is_refused(copy: Path, line: str) -> None:
    path = copy / "leaflets/contacts.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    with refused(rf"leaflets/contacts\.toml:{before.count(chr(10)) + 2}: a line of \d+ characters"):
        load_contacts(load_project(copy))


def test_thousands_of_contacts_are_read_at_once(copy: Path) -> None:
    tables = (f'[z{n}]\nkind = "name"\nvalue = "x"\n' for n in range(4000))
    (copy / "leaflets/contacts.toml").write_text("# \x85\n" + "".join(tables), encoding="utf-8")
    start = time.monotonic()
    found = load_contacts(load_project(copy))
    assert time.monotonic() - start < 3
    assert found["z3999"].place.line == 3 * 3999 + 2


@pytest.mark.parametrize(
    "shares", ['["²", "0", "0", "0"]', f'["{"0" * 300}²", "0", "0", "0"]', '["101", "0", "0", "0"]']
)
def test_an_ink_that_is_no_percentage_is_refused(copy: Path, shares: str) -> None:
    path = copy / "leaflets/calais/leaflet.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^accent-cmyk = .*$", f"accent-cmyk = {shares}", text), encoding="utf-8")
    with refused(r"leaflets/calais/leaflet\.toml:\d+: “accent-cmyk” is wrong"):
        load_leaflet(load_project(copy), "calais")


@pytest.mark.parametrize("version", ["", " 1", "1\\n2", "1\\u0000", "1\\u202e2", "1\\U000E0041", "1" * 21])
def test_a_version_that_no_page_can_show_is_refused(copy: Path, version: str) -> None:
    path = copy / "leaflets/calais/leaflet.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('version = "1.0"', f'version = "{version}"'), encoding="utf-8")
    with refused(r"leaflets/calais/leaflet\.toml:\d+: version = "):
        load_leaflet(load_project(copy), "calais")


@pytest.mark.parametrize(
    ("rows", "line"),
    [("mot\tx\n" * (MAX_TERMS + 1), MAX_TERMS + 2), (f"{'a ' * 400_000}\tx\n", 2)],
    ids=["many", "long"],
)
def test_a_glossary_that_is_none_is_refused(copy: Path, rows: str, line: int) -> None:
    (copy / "translations/glossary.tsv").write_text(f"fr\tar\n{rows}", encoding="utf-8")
    with refused(rf"translations/glossary\.tsv:{line}: "):
        read_glossary(copy)


# ── catalogs and texts ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "flood",
    [
        "# a\n" * 200_000,
        "#. a\n" * 200_000,
        '#~ msgid "a"\n' + '#~ "a"\n' * 200_000 + '#~ msgstr "b"\n',
        '#| msgid "a"\n' + '#| "a"\n' * 200_000 + 'msgid "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr ""\n' + '"a"\n' * 200_000,
        'msgid "a"\nmsgstr ""\n' + '""\n' * 200_000,
        f'msgid "a"\nmsgstr "{"a" * 1_000_000}"\n',
        '#~ msgid "a"\n#~ msgstr "b"\n' * 150_000,
        "".join(f'msgid "{n}"\nmsgstr "b"\n' for n in range(100_000)),
        f'msgid "a"\nmsgstr "{"a" * 5_001}"\n',
    ],
    ids=["comments", "extracted", "obsolete", "previous", "lines", "empty", "long", "retired", "entries", "text"],
)
def test_a_catalog_made_to_keep_its_reader_busy_is_refused(copy: Path, flood: str) -> None:
    path = copy / "translations/ar/calais.po"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{flood}", encoding="utf-8")
    with refused(r"ar/calais\.po:\d+: (?:more than \d+ characters in one entry|a text of \d+ characters)"):
        read_catalog(path, "ar", Path("ar/calais.po"))


def test_a_text_of_a_source_that_is_too_long_is_refused_where_it_stands(copy: Path) -> None:
    path = copy / "leaflets/calais/fr.md"
    path.write_text(f"::::: panel a\n# b\n\n{'a' * 100_000} ب ب ب\n:::::\n", encoding="utf-8")
    with refused(r"fr\.md:4: a text of 100006 characters"):
        read_source(path, Path("fr.md"))


@pytest.mark.parametrize("word", ["ب\u200b" * 160, "()" * 160, "ب\u00a0" * 160, "a" * 301])
def test_a_word_without_end_is_refused(word: str) -> None:
    """WeasyPrint takes minutes for such a word of 5,000 characters in a table."""
    with refused("x:1: a word of 3[0-9]+ characters"):
        parse_inline(f"Le {word} seul", Place(Path("x"), 1), ())


@pytest.mark.parametrize("text", ["\u2067a" * 2400, "\u2066א" * 2400, "\u2068a\u2067" * 1600])
def test_isolates_within_each_other_end_somewhere(text: str) -> None:
    for direction in ("ltr", "rtl"):
        html = to_html(resolve((Text(f"{text}\u2069\u2069 a"),), direction))
        assert html.count("a") >= text.count("a")
        assert html.count("<span") <= 40


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85"])
def test_a_control_character_has_no_glyph(char: str) -> None:
    fonts = load_fonts(ROOT / "fonts")
    with refused(rf"x:1: no font for fr has U\+{ord(char):04X}"):
        check_coverage(f"a{char}b", "a", languages()["fr"], stack(fonts, languages()["fr"]), Place(Path("x"), 1))


# ── pictures ────────────────────────────────────────────────────────────────────────────────────

SHAPE = "<rect width='9' height='9'/>"


@pytest.mark.parametrize(
    "body",
    [
        "<clipPath id='a'><rect clip-path='url(#a)'/></clipPath>",
        "<clipPath id='a'><g><rect clip-path='url(#b)'/></g></clipPath>",
        "<clipPath id='a' clip-path='url(#b)'><rect/></clipPath>",
        "<clipPath id='a'><clipPath id='b'><rect/></clipPath></clipPath>",
        f"<clipPath id='a'>{SHAPE * 2000}</clipPath>" + "<rect clip-path='url(#a)'/>" * 2000,
        "<rect clip-path='url(#a)'/>" * 2000 + f"<clipPath id='a'>{SHAPE * 2000}</clipPath>",
    ],
    ids=["itself", "another", "clipped", "within", "many", "before"],
)
def test_clipping_that_multiplies_is_refused(tmp_path: Path, body: str) -> None:
    """Twelve levels of twenty took WeasyPrint longer than anybody waits."""
    (tmp_path / "a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{body}</svg>")
    with refused(r"a\.svg:1: (?:a clip|clipping by)"):
        read_picture(tmp_path / "a.svg", Place(Path("a.svg"), 1))


def test_a_row_of_signs_is_no_number(tmp_path: Path) -> None:
    path = f"<path d='M0 0L{'-' * 200_000}'/>"
    (tmp_path / "a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{path}</svg>")
    with refused(r"a\.svg:1: a number beyond"):
        read_picture(tmp_path / "a.svg", Place(Path("a.svg"), 1))


def test_what_a_drawing_program_keeps_for_itself_is_not_measured(tmp_path: Path) -> None:
    kept = (
        "xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' inkscape:version='1.2.2 (b0a8486541, 2022-12-01)'"
    )
    (tmp_path / "a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg' {kept}>{SHAPE}</svg>")
    assert read_picture(tmp_path / "a.svg", Place(Path("a.svg"), 1))


def test_plain_clipping_is_read(tmp_path: Path) -> None:
    body = f"<clipPath id='a'>{SHAPE}</clipPath>" + "<g clip-path='url(#a)'><rect/></g>" * 200
    (tmp_path / "a.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{body}</svg>")
    assert read_picture(tmp_path / "a.svg", Place(Path("a.svg"), 1))


# ── numbers, and PDFs of strangers ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", ["1" * 4900, "٣" * 4900, "፼" * 4900])
def test_a_number_of_thousands_of_figures_is_compared(number: str) -> None:
    assert compare("Dans 10 jours", "fr", number, "am").added
    assert compare(number, "fr", "በ10 ቀን", "am").missing


def form(pdf: Pdf, content: bytes, **inner: Any) -> Any:
    stream = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]))
    stream.Resources = Dictionary(XObject=Dictionary(**inner))
    return stream


def fan(pdf: Pdf) -> None:
    """Thirty forms, each of which draws the next twice."""
    last = form(pdf, b"0 0 9 9 re f")
    for _level in range(30):
        last = form(pdf, b"/A Do /A Do", A=last)
    pdf.pages[0].Resources.XObject = Dictionary(A=last)
    pdf.pages[0].Contents = pdf.make_stream(b"/A Do")


def squares(pdf: Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"".join(b"%d 0 %d %d re f " % (n, 60 + n, 60 + n) for n in range(120)))


def damaged_font(pdf: Pdf) -> None:
    program = pdf.make_stream(next((ROOT / "fonts").glob("*.ttf")).read_bytes()[:3000])
    descriptor = Dictionary(Type=Name.FontDescriptor, FontFile2=program)
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=descriptor)
    outer = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, DescendantFonts=Array([inner]))
    pdf.pages[0].Resources.Font.F = outer


def giant(pdf: Pdf) -> None:
    pdf.pages[0].MediaBox = pdf.pages[0].TrimBox = Array([0, 0, 1e7, 1e7])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(fan, "forms are drawn"), (squares, "QR codes"), (damaged_font, "cannot read it"), (giant, "larger than 3000 mm")],
)
def test_a_pdf_made_to_keep_preflight_busy_is_named(spoil: Callable[[Pdf], None], said: str) -> None:
    pdf = page_pdf(["BT /F 12 Tf 30 30 Td (112) Tj ET"])
    spoil(pdf)
    start = time.monotonic()
    found = preflight((Subject(Path("x.pdf"), data(pdf)),), "office", load_fonts(ROOT / "fonts"))
    assert any(each.id == "pdf.readable" and said in each.message for each in found)
    assert time.monotonic() - start < 20
