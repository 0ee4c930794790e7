"""Booklets on paper: the office's sheets, the press's single pages."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from leafletgen.colours import Inks
from leafletgen.impose import impose_office_booklet
from leafletgen.markup import environment
from leafletgen.model import Direction
from leafletgen.press import JobTicket, press_booklet
from leafletgen.schemes import Binding, saddle_sides
from tests.foldmodel import panels, printed, walk_booklet
from tests.pdfmaker import MM, data, numbered, page_pdf

JOB = JobTicket("Livret (ar)", "1.0", datetime.date(2026, 11, 24), "key")


@pytest.mark.render
@pytest.mark.parametrize(("direction", "binding"), [("ltr", "left"), ("rtl", "right")])
@pytest.mark.parametrize("pages", [4, 10, 16])
def test_office_sheets_of_a_booklet_fold_into_reading_order(
    tmp_path: Path, pages: int, direction: Direction, binding: str
) -> None:
    out = tmp_path / "office.pdf"
    out.write_bytes(impose_office_booklet(data(numbered(pages)), direction))
    sides = printed(out)
    assert [width for _cells, width in sides] == pytest.approx([297 * MM] * len(sides), abs=0.01)
    sheets = [panels(a, b, width, "short", 2) for (a, width), (b, _w) in zip(sides[::2], sides[1::2], strict=True)]
    assert walk_booklet(sheets, binding) == [*range(1, pages), *[0] * (-pages % 4), pages]


def test_sheets_of_a_booklet_are_printed_at_their_size() -> None:
    with pikepdf.open(io.BytesIO(impose_office_booklet(data(numbered(4)), "ltr"))) as pdf:
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


@pytest.mark.render
def test_office_sheets_of_a_booklet_leave_five_millimetres_white() -> None:
    sheets = impose_office_booklet(data(page_pdf(["0 g -50 -50 2000 2000 re f"] * 4, bleed_mm=3)), "rtl")
    with pypdfium2.PdfDocument(sheets) as pdf:
        picture = pdf[0].render(scale=4 / MM).to_pil().convert("L")  # four pixels a millimetre
    dark = picture.point(lambda gray: 255 * (gray < 128)).getbbox()
    assert dark == pytest.approx((5 * 4, 5 * 4, 292 * 4, 205 * 4), abs=1)


def test_press_pages_of_a_booklet_are_single_with_bleed_and_marks() -> None:
    slug = data(page_pdf(["0 g BT /F 6 Tf 30 3 Td (LIV ar 1.0) Tj ET"] * 6, size_mm=(74, 4)))
    made = press_booklet(data(numbered(6, bleed_mm=3)), slug, "rtl", 3.0, Inks({}), JOB)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 8
        assert [len(page.Resources.XObject) for page in pdf.pages] == [2, 2, 2, 2, 2, 0, 0, 2]
        for page in pdf.pages:
            boxes = (page["/MediaBox"], page["/BleedBox"], page["/TrimBox"])
            widths = [round((float(box[2]) - float(box[0])) / MM, 2) for box in boxes]
            assert widths == [172, 154, 148]
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"


@pytest.mark.render
def test_press_pages_of_a_booklet_keep_their_bleed_on_all_four_sides() -> None:
    slug = data(page_pdf([""] * 4, size_mm=(74, 4)))
    made = press_booklet(data(page_pdf(["0 g -50 -50 2000 2000 re f"] * 4, bleed_mm=3)), slug, "ltr", 3, Inks({}), JOB)
    with pypdfium2.PdfDocument(made) as pdf:
        picture = pdf[2].render(scale=4 / MM).to_pil().convert("L")
    for x, y in ((9.5, 100), (172 - 9.5, 100), (86, 9.5), (86, 234 - 9.5)):
        assert picture.getpixel((round(x * 4), round(y * 4))) < 60
    for x, y in ((8.5, 100), (172 - 8.5, 100), (80, 8.5), (80, 234 - 8.5)):
        assert picture.getpixel((round(x * 4), round(y * 4))) == 255


@pytest.mark.parametrize(("binding", "way"), [("left", "left to right"), ("right", "right to left")])
def test_the_fold_that_is_drawn_brings_up_the_cover(binding: Binding, way: str) -> None:
    mirrored = binding == "right"
    text = environment().get_template("guide.html.j2").render(name="X", mirrored=mirrored, sheets=2)
    (start, curve), *_head = re.findall(r'class="arrow" d="M(\d+) 13c([-\d ]+)m', text)
    steps = [int(number) for number in re.findall(r"-?\d+", curve)]
    goes_left = (steps[-2] < 0) is not mirrored
    (tinted,) = re.findall(r'class="tint" d="M(\d+) 18h35', text)
    assert abs(int(start) - int(tinted) - 17.5) < 17.5, "the half that moves is tinted"
    assert f"in the middle, from {way}." in text
    # the cover lies underneath: the halves of the outermost front have changed places
    outermost = saddle_sides(8, 148.5, 210, binding, 0)[0]
    behind_left, behind_right = reversed([slot.page for slot in outermost.slots])
    assert (behind_right if goes_left else behind_left) == 1, "what is behind the half that moves comes up"
