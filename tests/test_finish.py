"""What the screen edition's last pass adds for those who do not see the page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import Name

from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.spoken import spoken
from leafletgen.finish import _elements

pytestmark = pytest.mark.render


@pytest.mark.parametrize(
    ("language", "digits"), [("fr", "123"), ("ar", "123"), ("fa", "۱۲۳"), ("hi", "123"), ("am", "123")]
)
def test_steps_are_lists_whose_items_begin_with_their_numbers(built: Path, language: str, digits: str) -> None:
    with pikepdf.open(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        lists = [each for each in _elements(pdf.Root.StructTreeRoot) if each.S == Name.L]
        numbered = [each for each in lists if "/A" in each]
        assert [str(each.A.ListNumbering) for each in numbered] == ["/Decimal"]
        assert [[str(kid.S) for kid in item.K] for item in numbered[0].K] == [["/Lbl", "/LBody"]] * 3
        marks = {str(item.K[0].S) for each in lists for item in each.K if isinstance(item.K, pikepdf.Array)}
        assert marks == {"/Lbl"}
        text = spoken(Document(Path("x"), b"", pdf, "screen", ()))
    lines = text.split("\n")
    assert [line.strip() for line in lines if line.strip() in digits and line.strip()] == [*digits]


@pytest.mark.parametrize("name", ["calais-fr", "calais-ur", "resettlement-ar"])
def test_a_picture_is_where_its_tag_says(built: Path, name: str) -> None:
    path = built / "screen" / f"{name}-screen.pdf"
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        figures = [each for each in _elements(pdf.Root.StructTreeRoot) if Name.Figure == each.S]
        places = [(numbers[each.Pg.objgen], [float(at) for at in each.A.BBox], str(each.Alt)) for each in figures]
    read = []
    with pypdfium2.PdfDocument(path) as document:
        for number, (left, bottom, right, top), alt in places:
            width, height = document[number].get_size()
            assert 0 <= left < right <= width
            assert 0 <= bottom < top <= height
            crop = (left, bottom, width - right, height - top)
            picture = document[number].render(scale=4, crop=crop).to_pil()
            read += [code.text for code in zxingcpp.read_barcodes(picture) if code.text in alt]
    assert len(places) > 1
    assert len(read) == 1
