"""Preflight: strings of fonts with other CMaps than Identity-H, and letters that do not say what they are."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.checks.pdf.cmaps import read_cmap
from leafletgen.checks.pdf.fontfacts import PdfFont
from tests.examined import errors, ids
from tests.presspdf import add_font, codes, draw, good, program, show

PHONE = "01 99 00 11 22"


def split(encoding: Any, data: bytes) -> list[str]:
    return [code.hex() for code in read_cmap(encoding).split(data)]


def test_codes_have_as_many_bytes_as_the_cmap_says() -> None:
    assert split(Name("/Identity-H"), b"\0\1\2\3") == ["0001", "0203"]
    assert split(Name("/UniJIS-UTF16-H"), "aの𠀋".encode("utf-16-be")) == ["0061", "306e", "d840dc0b"]
    assert split(Name("/90ms-RKSJ-V"), "aのｱb".encode("cp932")) == ["61", "82cc", "b1", "62"]
    assert split(Name("/GBK2K-H"), "a中㐀".encode("gb18030")) == ["61", "d6d0", "8139ee39"]
    assert split(Name("/ETen-B5-H"), "a中".encode("cp950")) == ["61", "a4a4"]
    assert split(Name("/KSCms-UHC-H"), "a한".encode("cp949")) == ["61", "c7d1"]
    assert split(Name("/EUC-H"), "aの".encode("euc_jp")) == ["61", "a4ce"]
    assert split(Name("/Nonsense"), b"\0\1\2") == ["0001", "02"]


def test_a_predefined_name_says_what_its_codes_stand_for() -> None:
    assert read_cmap(Name("/UniJIS-UTF16-H")).text(bytes.fromhex("306e")) == "の"
    assert read_cmap(Name("/90ms-RKSJ-H")).text(bytes.fromhex("82cc")) == "の"
    assert read_cmap(Name("/Identity-V")).text(b"\0A") == ""


def cmap(pdf: Pdf, text: bytes, **entries: Any) -> Any:
    return pdf.make_stream(b"/CIDInit /ProcSet findresource begin begincmap\n" + text + b"\nendcmap", **entries)


def test_an_embedded_cmap_gives_ranges_and_glyphs() -> None:
    pdf = pikepdf.new()
    spaces = b"2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange\n"
    rows = b"2 begincidrange <20> <7e> 231 <8140> <817e> 633 endcidrange 1 begincidchar <80> 97 endcidchar"
    table = read_cmap(cmap(pdf, spaces + rows))
    assert [table.glyph(code) for code in table.split(b"!\x80\x81\x42\x01")] == [232, 97, 635, 0]
    assert split(cmap(pdf, b"/90ms-RKSJ-H usecmap"), b"a\x82\xcc") == ["61", "82cc"]
    ring = cmap(pdf, b"")
    ring.UseCMap = ring
    assert split(ring, b"\0\1") == ["0001"]


def one_byte_font(pdf: Pdf) -> Any:
    """Our font with codes of one byte, which its CMap turns into glyphs."""
    font = add_font(pdf, "NotoSans-Regular")
    characters = program("NotoSans-Regular")[1]
    rows = [f"<{ord(char):02x}> {glyph}" for char, glyph in characters.items() if " " <= char <= "~"]
    blocks = "".join(f"1 begincidchar {row} endcidchar\n" for row in rows)
    font.Encoding = cmap(pdf, f"1 begincodespacerange <00> <ff> endcodespacerange\n{blocks}".encode())
    meaning = "".join(f"<{code:02x}> <{code:04x}>\n" for code in range(32, 127))
    font.ToUnicode = cmap(pdf, f"95 beginbfchar\n{meaning}endbfchar".encode())
    return font


@pytest.mark.parametrize("text", [PHONE, " ".join(reversed(PHONE.split()))])
def test_a_font_with_codes_of_one_byte_is_read_like_any_other(text: str) -> None:
    pdf = good()
    line = f"BT /D 11 Tf 60 300 Td ({text}) Tj ET"
    draw(pdf, f"/Over gs 0 0 0 1 k {line}", Font=Dictionary(D=one_byte_font(pdf)))
    assert ids(pdf) == (set() if text == PHONE else {"pdf.fact-order"})


def test_the_end_of_a_wide_text_is_where_its_glyphs_end() -> None:
    pdf = good()
    font = PdfFont(one_byte_font(pdf))
    widths = program("NotoSans-Regular")[2]
    characters = program("NotoSans-Regular")[1]
    found = font.decode(b"Wi ")
    assert [code.width * 1000 for code in found] == [widths[characters[char]] for char in "Wi "]
    assert [code.is_space for code in found] == [False, False, True]


def mute(pdf: Pdf) -> Any:
    """Our font, whose glyphs say nothing."""
    return add_font(pdf, "NotoSans-Regular", meaning={})


@pytest.mark.parametrize(
    ("operators", "check"),
    [
        (f"/Over gs 0.5 0.4 0.4 1 k {show('Noir', font='M')}", "pdf.black-text"),
        (f"0 0 0 0.3 k {show('Gris', font='M')}", "pdf.gray-contrast"),
        (f"/Over gs 0 0 0 1 k {show('Bord', x=3, font='M')}", "pdf.safe-zone"),
        (f"/Over gs 0 0 0 1 k {show('Petit', size=3, font='M')}", "pdf.text-size"),
    ],
)
def test_a_letter_is_a_letter_even_when_it_says_nothing(operators: str, check: str) -> None:
    pdf = good()
    draw(pdf, operators, Font=Dictionary(M=mute(pdf)))
    assert ids(pdf) == {check}


def test_blanks_are_no_letters() -> None:
    pdf = good()
    for font in ("M", "F"):
        draw(pdf, f"/Over gs 0.5 0.4 0.4 1 k {show('   ', x=3, size=3, font=font)}", Font=Dictionary(M=mute(pdf)))
    assert ids(pdf) == set()


def test_a_letter_that_says_it_is_a_space_is_one_all_the_same() -> None:
    pdf = good()
    font = add_font(pdf, "NotoSans-Regular", meaning=dict.fromkeys(range(1, 400), " "))
    draw(pdf, f"/Over gs 0.5 0.4 0.4 1 k {show('Noir', font='M')}", Font=Dictionary(M=font))
    assert "pdf.black-text" in errors(pdf)


def test_a_table_of_glyph_numbers_is_followed() -> None:
    pdf = good()
    font = mute(pdf)
    letter = int(re.sub("[<>]", "", codes("N")), 16)
    space = int(re.sub("[<>]", "", codes(" ")), 16)
    numbers = bytearray(2 * 1000)
    for cid, number in ((1, letter), (2, space)):
        numbers[2 * cid : 2 * cid + 2] = number.to_bytes(2, "big")
    font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(bytes(numbers))
    read = PdfFont(font)
    assert [read.draws(cid, "") for cid in (1, 2)] == [True, False]


def test_the_outlines_of_compact_fonts_are_asked_too() -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    builder = FontBuilder(1000, isTTF=False)
    order = [".notdef", "space", "box"]
    builder.setupGlyphOrder(order)
    pen = T2CharStringPen(500, None)
    for point in ((0, 0), (0, 500), (500, 500)):
        (pen.lineTo if point != (0, 0) else pen.moveTo)(point)
    pen.closePath()
    blank = T2CharStringPen(500, None).getCharString()
    builder.setupCFF("Box", {}, {".notdef": blank, "space": blank, "box": pen.getCharString()}, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    font: TTFont = builder.font
    bare = font["CFF "].compile(font)
    pdf = pikepdf.new()
    descriptor = Dictionary(Type=Name.FontDescriptor, FontFile3=pdf.make_stream(bare, Subtype=Name.CIDFontType0C))
    inner = Dictionary(Subtype=Name.CIDFontType0, FontDescriptor=descriptor)
    raw = Dictionary(Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([inner]))
    read = PdfFont(pdf.make_indirect(raw))
    assert [read.draws(cid, "") for cid in (1, 2)] == [False, True]


def helvetica(pdf: Pdf) -> Any:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def masking(pdf: Pdf, operators: str) -> Dictionary:
    """A graphics state whose soft mask holds something, in Helvetica."""
    form = pdf.make_indirect(pdf.make_stream(operators.encode(), Subtype=Name.Form, BBox=Array([0, 0, 400, 400])))
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    form.Resources = Dictionary(Font=Dictionary(H=helvetica(pdf)))
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=form, TR=Name.Identity)
    state = Dictionary(Type=Name.ExtGState, SMask=mask)
    form.Resources.ExtGState = Dictionary(Mask=state)
    return Dictionary(Mask=state)


LETTERS = "1 g BT /H 30 Tf 100 100 Td (Non) Tj ET"


@pytest.mark.parametrize("operators", [LETTERS, f"/Mask gs {LETTERS}"])
def test_letters_in_a_soft_mask_are_refused(operators: str) -> None:
    for before in ("", "0 0 1 1 re W n"):  # what clips when the mask is chosen does not clip the mask
        pdf = good()
        draw(pdf, f"{before} /Mask gs 0 0 0 0.1 k 90 90 99 99 re f", ExtGState=masking(pdf, operators))
        assert errors(pdf) == {"pdf.fonts-embedded"}


def test_letters_in_the_soft_mask_of_a_pattern_are_refused() -> None:
    pdf = good()
    resources = Dictionary(ExtGState=masking(pdf, LETTERS))
    box = Array([0, 0, 200, 200])
    kinds = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 200, "YStep": 200, "BBox": box}
    tile = pdf.make_stream(b"/Mask gs 0 0 0 0.1 k 0 0 99 99 re f", Resources=resources, **kinds)
    draw(pdf, "/Pattern cs /P scn 100 100 50 50 re f", Pattern=Dictionary(P=tile))
    assert errors(pdf) == {"pdf.fonts-embedded"}


def test_a_soft_mask_without_letters_is_allowed() -> None:
    pdf = good()
    draw(pdf, "/Mask gs 0 0 0 0.1 k 90 90 99 99 re f", ExtGState=masking(pdf, "0.5 g 0 0 400 400 re f"))
    assert errors(pdf) == set()


def test_letters_within_drawn_letters_are_refused_with_them_and_cannot_be_made_invisible() -> None:
    for mode in (0, 3):  # which does not matter to Type 3
        pdf = good()
        glyph = pdf.make_stream(b"500 0 d0 0 0 0 0.1 k BT /H 1 Tf (Non) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1, 1]))
        font.update(Dictionary(FontMatrix=Array([1, 0, 0, 1, 0, 0]), FirstChar=65, LastChar=65, Widths=Array([1])))
        font.update(Dictionary(CharProcs=Dictionary(A=glyph), Encoding=Dictionary(Differences=Array([65, Name.A]))))
        font.Resources = Dictionary(Font=Dictionary(H=helvetica(pdf)))
        draw(pdf, f"{mode} Tr BT /D 11 Tf 60 300 Td (A) Tj ET", Font=Dictionary(D=pdf.make_indirect(font)))
        assert "pdf.fonts-embedded" in errors(pdf), mode
