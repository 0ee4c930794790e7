"""What the codes of a PDF's font stand for, and how wide they are."""

from __future__ import annotations

import time

import pikepdf
import pytest
from pikepdf import Dictionary

from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.tounicode import to_unicode

HEAD = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"


def table(rows: bytes) -> dict[int, str]:
    pdf = pikepdf.new()
    return to_unicode(Dictionary(ToUnicode=pdf.make_stream(HEAD + rows)))


def test_single_codes_and_ranges() -> None:
    assert table(b"2 beginbfchar <0003> <0041>\n<00 05><0644 0627> endbfchar") == {3: "A", 5: "لا"}
    assert table(b"1 beginbfrange <0010> <0012> <0968> endbfrange") == {16: "२", 17: "३", 18: "४"}
    assert table(b"1 beginbfrange <10> <11> [<1200> <D83DDE00>] endbfrange") == {16: "ሀ", 17: "😀"}


def test_a_font_that_does_not_say() -> None:
    assert to_unicode(Dictionary()) == {}
    assert table(b"") == {}


def test_ranges_end_where_codes_and_characters_do() -> None:
    assert max(table(b"1 beginbfrange <fff0> <ffffffffff> <0041> endbfrange")) == 0xFFFF
    assert table(b"1 beginbfrange <0000> <0009> <DBFFDFFE> endbfrange") == {0: "\U0010fffe", 1: "\U0010ffff"}


def test_a_table_that_only_keeps_readers_busy_is_refused() -> None:
    with pytest.raises(ValueError, match="many times over"):
        table(b"9 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 9 + b"endbfrange")


@pytest.mark.parametrize(
    "rows", [b"beginbfrange" * 100_000, b"beginbfrange" + b"<00> <00> [" * 100_000 + b"endbfrange"], ids=["open", "["]
)
def test_a_table_of_beginnings_is_read_at_once(rows: bytes) -> None:
    start = time.monotonic()
    assert table(rows) == {}
    assert time.monotonic() - start < 3


def test_what_a_code_stands_for_has_an_end() -> None:
    long = table(b"1 beginbfrange <0000> <ffff> <" + b"0041" * 200_000 + b"> endbfrange")
    assert len(long) == 0x10000
    assert max(map(len, long.values())) == 256


def widths(*items: object) -> dict[int, float]:
    descendant = Dictionary(W=pikepdf.Array(items))
    return PdfFont(Dictionary(Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array([descendant])))._widths


def test_widths_of_single_codes_and_ranges() -> None:
    assert widths(3, pikepdf.Array([500, 250]), 7, 8, 600) == {3: 500, 4: 250, 7: 600, 8: 600}
    assert max(widths(0xFFF0, 2_000_000_000, 500)) == 0xFFFF
    assert len(widths(*(part for code in range(20_000) for part in (code, code, 500)))) == 20_000


def test_widths_that_only_keep_readers_busy_are_refused() -> None:
    with pytest.raises(ValueError, match="many times over"):
        widths(*(0, 0xFFFF, 500) * 9)
