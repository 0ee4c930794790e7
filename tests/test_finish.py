"""What the screen edition's last pass adds for those who do not see the page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import Name

from leafletgen.finish import _elements

pytestmark = pytest.mark.render


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
