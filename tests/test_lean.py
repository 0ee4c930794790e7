"""What PDFs can do without is not missed: pages look the same."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pydyf
import pypdfium2
import pytest
import weasyprint
from fontTools.ttLib import TTFont

from leafletgen.errors import RenderError
from leafletgen.lean import lean, without_shaping
from tests.conftest import ROOT, THIRTEEN

pytestmark = pytest.mark.render
FONT = ROOT / "fonts" / "NotoSans-Regular.ttf"
SQUARE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>%s</svg>"
PLAIN = SQUARE % "<rect width='8' height='8' fill='teal'/><circle cx='4' cy='4' r='3' fill='gold'/>"
FADED = (
    SQUARE % "<g opacity='0.5'><rect width='8' height='8' fill='teal'/><circle cx='4' cy='4' r='3' fill='gold'/></g>"
)
THIN = SQUARE % "<rect width='8' height='8' fill='teal' fill-opacity='0.5'/>"
PAGE = (
    "<html lang='en'><title>Squares</title><style>@page {{ size: 60mm 40mm; margin: 5mm }}"
    "@font-face {{ font-family: Own; src: url({font}) }} body {{ font-family: Own }}"
    'p {{ background: url("{picture}") no-repeat; color: #c00; padding-left: 9mm }}'
    "b {{ border: 1px solid #00c; border-radius: 1mm }}</style>"
    "<p>Watered <b>words</b><br>and <a href='https://example.org'>waves</a>, AVA."
)


def pages(picture: str) -> tuple[bytes, bytes]:
    """Return a page as WeasyPrint writes it, and made lean."""
    html = weasyprint.HTML(string=PAGE.format(font=FONT.as_uri(), picture=picture.replace("#", "%23")))
    document = html.render()
    plain, smaller = io.BytesIO(), io.BytesIO()
    document.write_pdf(plain, pdf_variant="pdf/ua-1", pdf_tags=True)
    document.write_pdf(smaller, finisher=lean, pdf_variant="pdf/ua-1", pdf_tags=True)
    return plain.getvalue(), smaller.getvalue()


def drawn(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as document:
        return bytes(document[0].render(scale=3).to_pil().convert("L").tobytes())


@pytest.mark.parametrize("picture", [PLAIN, FADED, THIN])
def test_pages_look_the_same_and_are_smaller(picture: str) -> None:
    plain, smaller = pages(picture)
    assert len(smaller) < 0.9 * len(plain)
    differences = [abs(a - b) for a, b in zip(drawn(plain), drawn(smaller), strict=True)]
    assert max(differences) < 64
    assert sum(differences) < 0.0005 * 255 * len(differences)


@pytest.mark.parametrize(("picture", "stays"), [(PLAIN, False), (FADED, True), (THIN, True)])
def test_only_forms_that_need_a_group_stay_forms(picture: str, *, stays: bool) -> None:
    with pikepdf.open(io.BytesIO(pages(picture)[1])) as pdf:
        assert bool(pdf.pages[0].Resources.XObject.keys()) == stays


def test_contents_that_another_weasyprint_writes_are_told_and_not_left_as_they_are() -> None:
    pdf = pydyf.PDF()
    resources, contents = pydyf.Dictionary({"ExtGState": pydyf.Dictionary()}), pydyf.Stream(["BT", "(A) Tj", "ET"])
    pdf.add_object(resources)
    pdf.add_object(contents)
    page = pydyf.Dictionary({"Type": "/Page", "Resources": resources.reference, "Contents": contents.reference})
    pdf.add_object(page)
    with pytest.raises(RenderError, match="not an instruction of WeasyPrint"):
        lean(None, pdf)


def test_fonts_keep_glyphs_their_numbers_and_their_name() -> None:
    before = TTFont(FONT)
    after = TTFont(io.BytesIO(without_shaping(FONT.read_bytes())))
    assert not {"cmap", "GDEF", "STAT"} & set(after.keys())
    assert after["maxp"].numGlyphs == before["maxp"].numGlyphs
    assert after.reader["glyf"] == before.reader["glyf"]
    assert after["name"].getDebugName(6) == before["name"].getDebugName(6)
    assert [name.nameID for name in after["name"].names] == [6] * len(after["name"].names)


@pytest.mark.parametrize("language", THIRTEEN)
def test_every_page_of_ours_is_made_lean(built: Path, language: str) -> None:
    """WeasyPrint writes empty strings between glyphs, after which PDFium puts a line a point aside."""
    for path in built.glob(f"screen/*-{language}-screen.pdf"):
        with pikepdf.open(path) as pdf:
            shown = [each for page in pdf.pages for each in pikepdf.parse_content_stream(page, "TJ")]
        strings = [part for each in shown for part in each.operands[0] if isinstance(part, pikepdf.String)]
        assert strings
        assert all(bytes(part) for part in strings)
