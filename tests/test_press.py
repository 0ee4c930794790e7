"""The press edition: inks only, black text overprinting, bleed really painted, marks outside, PDF/X-4 keys."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from leafletgen.boxes import PT_PER_MM
from leafletgen.colours import BLACK, PROFILE, Inks, by_profile, grey, tinted
from leafletgen.config import load_leaflet, load_project
from leafletgen.errors import RenderError
from leafletgen.inkpass import to_inks
from leafletgen.marks import SLUG_MM
from leafletgen.markup import brand_inks
from tests.conftest import ROOT, THIRTEEN

pytestmark = pytest.mark.render


def press(built: Path, language: str) -> Path:
    return built / "press" / f"calais-{language}-press.pdf"


def streams(pdf: Pdf) -> Iterator[Any]:
    yield from pdf.pages
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def operators(pdf: Pdf) -> list[tuple[str, list[Any]]]:
    return [
        (str(instruction.operator), list(instruction.operands))
        for stream in streams(pdf)
        for instruction in pikepdf.parse_content_stream(stream)
        if isinstance(instruction, pikepdf.ContentStreamInstruction)
    ]


@pytest.mark.parametrize("language", THIRTEEN)
def test_nothing_but_inks_is_in_the_file(built: Path, language: str) -> None:
    with pikepdf.open(press(built, language)) as pdf:
        used = {operator for operator, _operands in operators(pdf)}
        assert not used & {"rg", "RG", "g", "G", "cs", "sh", "sc", "scn", "SC"}
        assert {"k", "K"} <= used
        for item in pdf.objects:
            if isinstance(item, Dictionary | pikepdf.Stream) and "/Group" in item:
                assert Name.DeviceCMYK == item.Group.CS
            text = item.unparse() if not isinstance(item, pikepdf.Stream) else b""
            assert b"/DeviceRGB" not in text
            assert b"/Lab" not in text


@pytest.mark.parametrize("language", ["fr", "ar", "am"])
def test_boxes_and_keys_are_those_of_pdf_x4(built: Path, language: str) -> None:
    with pikepdf.open(press(built, language)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.pdf_version >= "1.6"
        for page in pdf.pages:
            boxes = (page["/MediaBox"], page["/BleedBox"], page["/TrimBox"])
            media, bleed, trim = ([float(edge) / PT_PER_MM for edge in box] for box in boxes)
            assert [round(value, 2) for value in trim] == [12, 12, 309, 222]
            assert [round(value, 2) for value in bleed] == [9, 9, 312, 225]
            assert [round(value, 2) for value in media] == [0, 0, 321, 234]
            assert "/Annots" not in page
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
        assert pdf.trailer.Info.Trapped == "/False"
        assert len(pdf.trailer.ID) == 2
        with pdf.open_metadata() as meta:
            assert meta["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert meta["xmp:CreateDate"].startswith("2026-11-24")
            assert meta["xmpMM:DocumentID"].startswith("uuid:")


def lightness(image: Image.Image, x_mm: float, y_mm: float) -> int:
    value = image.getpixel((round(x_mm * 4), round(y_mm * 4)))
    assert isinstance(value, int)
    return value


def test_colour_is_painted_to_the_end_of_the_bleed_and_not_beyond(built: Path) -> None:
    for language, cover_left in (("fr", False), ("ar", True)):
        with pypdfium2.PdfDocument(press(built, language)) as pdf:
            image = pdf[0].render(scale=4 / PT_PER_MM).to_pil().convert("L")  # four pixels a millimetre

        x = 9.6 if cover_left else 321 - 9.6
        beyond = 8.4 if cover_left else 321 - 8.4
        assert lightness(image, x, 50) < 140
        assert lightness(image, 160, 9.6) < 140
        assert lightness(image, beyond, 50) > 250
        assert lightness(image, 160, 8.2) > 250


def test_black_text_overprints_and_nothing_else_does(built: Path) -> None:
    with pikepdf.open(press(built, "ur")) as pdf:
        for stream in streams(pdf):
            colour, state = None, None
            for instruction in pikepdf.parse_content_stream(stream):
                operator = str(instruction.operator)
                if operator == "k":
                    colour = tuple(float(value) for value in instruction.operands)
                elif operator == "gs" and str(instruction.operands[0]).startswith("/Ink"):
                    state = str(instruction.operands[0])
                    assert (state == "/InkOverprint") is (colour == BLACK)
            resources = (
                stream.get("/Resources", Dictionary()) if not isinstance(stream, pikepdf.Page) else stream.Resources
            )
            if "/ExtGState" in resources and "/InkOverprint" in resources.ExtGState:
                assert resources.ExtGState["/InkOverprint"].op
                assert resources.ExtGState["/InkOverprint"].OPM == 1
                assert not resources.ExtGState["/InkOverprint"].OP
                assert not resources.ExtGState["/InkKnockout"].op


def test_marks_are_on_all_plates_and_outside_the_trim(built: Path) -> None:
    with pikepdf.open(press(built, "fa")) as pdf:
        for page in pdf.pages:
            space = page.Resources.ColorSpace.Marks
            assert (space[0], space[1]) == (Name.Separation, Name.All)
            operators = [str(each.operator) for each in pikepdf.parse_content_stream(page)]
            marks = operators[operators.index("CS") :]
            assert marks.count("S") == operators.count("S") >= 8
            assert not {"G", "RG", "K"} & set(marks)
    with pypdfium2.PdfDocument(press(built, "fa")) as pdf:
        for page in pdf:
            text = page.get_textpage()
            # PDFium turns the words of a right-to-left file round; each word stays what it is
            words = set(re.split(r"[\s()/-]+", text.get_text_bounded(bottom=0, top=8 * PT_PER_MM)))
            assert {"CAL", "fa", "persan", "version", "1.0", "plier"} <= words


@pytest.mark.parametrize("language", THIRTEEN)
def test_the_slug_ends_before_the_first_fold_mark(built: Path, language: str) -> None:
    paper = load_leaflet(load_project(ROOT), "calais").paper
    first_fold = (SLUG_MM + min(panel.width_mm for panel in paper.panels)) * PT_PER_MM
    with pypdfium2.PdfDocument(press(built, language)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            letters = [text.get_charbox(i) for i in range(text.count_chars())]
            slug = [(left, right) for left, _bottom, right, top in letters if top < 8 * PT_PER_MM and right > left]
            assert len(slug) > 40
            assert max(right for _left, right in slug) < first_fold - 2 * PT_PER_MM
            assert min(left for left, _right in slug) > (SLUG_MM + 2) * PT_PER_MM  # the mark at the corner


def test_the_brand_has_its_own_inks_and_grey_is_black_ink_alone() -> None:
    inks = Inks(dict(brand_inks(load_leaflet(load_project(ROOT), "calais"))))
    assert inks.of(0x0B / 255, 0x4F / 255, 0x6C / 255) == (1.0, 0.42, 0.0, 0.45)
    assert inks.of(0.5, 0.5, 0.5)[:3] == (0, 0, 0)
    assert inks.of(0, 0, 0) == BLACK
    assert grey(1) == (0, 0, 0, 0)
    assert tinted((1, 0.5, 0, 0), 0.1) == (0.1, 0.05, 0, 0)
    for colour in ((255, 0, 0), (0, 0, 255), (10, 20, 60)):
        assert sum(by_profile(colour)) <= 3.02


def page_with(content: bytes, resources: Dictionary) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[0].Resources = resources
    pdf.pages[0].Contents = pdf.make_stream(content)
    return pdf


def test_what_cannot_be_converted_is_refused_with_page_and_reason() -> None:
    shading = Dictionary(Shading=Dictionary(S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)))
    soft = Dictionary(ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity))))
    for content, resources, reason in (
        (b"/S sh", shading, "gradient"),
        (b"/G gs", soft, "soft mask"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", Dictionary(), "inline image"),
    ):
        with pytest.raises(RenderError, match=f"page 1: .*{reason}"):
            to_inks(page_with(content, resources), Inks({}))


def test_an_rgb_picture_is_converted() -> None:
    pdf = page_with(b"/I Do 1 0 0 rg 0 0 9 9 re f", Dictionary())
    image = pdf.make_stream(bytes([255, 0, 0, 0, 0, 0]))
    for key, value in (("/Type", Name.XObject), ("/Subtype", Name.Image), ("/ColorSpace", Name.DeviceRGB)):
        image[key] = value
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 2, 1, 8
    pdf.pages[0].Resources.XObject = Dictionary(I=image)
    to_inks(pdf, Inks({}))
    assert image.ColorSpace == Name.DeviceCMYK
    data = image.read_bytes()
    assert len(data) == 8
    assert data[0] < 40 < 200 < data[1]  # red: little cyan, much magenta
    assert isinstance(pdf.pages[0].Contents, pikepdf.Stream)


@pytest.mark.parametrize("as_jpeg", [False, True])
def test_a_picture_inside_out_is_converted_as_it_looks(as_jpeg: bool) -> None:  # noqa: FBT001
    pdf = page_with(b"/I Do", Dictionary())
    red = Image.new("RGB", (16, 16), (0, 255, 255))
    jpeg = io.BytesIO()
    red.save(jpeg, "JPEG", quality=100)
    picture = pdf.make_stream(jpeg.getvalue() if as_jpeg else red.tobytes())
    picture.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceRGB, Width=16, Height=16))
    picture.update(Dictionary(BitsPerComponent=8, Decode=pikepdf.Array([1, 0] * 3)))
    if as_jpeg:
        picture.Filter = Name.DCTDecode
    pdf.pages[0].Resources.XObject = Dictionary(I=picture)
    to_inks(pdf, Inks({}))
    data = picture.read_bytes()
    assert data[0] < 40 < 200 < data[1]  # red, not cyan
    assert "/Decode" not in picture


def test_the_same_job_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from leafletgen.cli import main

    options = ["build", "calais", "--project", str(ROOT), "-l", "so", "-e", "press", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, options).exit_code == 0
    assert press(tmp_path, "so").read_bytes() == press(built, "so").read_bytes()
