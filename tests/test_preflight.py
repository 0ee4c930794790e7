"""Preflight: a PDF that passes, and for every row of the table one that breaks it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import segno
from click.testing import Result
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

from leafletgen.checks.pdf.finding import Profile
from leafletgen.checks.pdf.registry import CHECKS
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.errors import RenderError
from leafletgen.fonts import load_fonts
from leafletgen.impose import put_before
from leafletgen.pdffacts import check_fonts
from tests.examined import found, ids
from tests.pdfmaker import data, rectangle, write
from tests.presspdf import FONTS, add_font, draw, good, image, show

Break = Callable[[Pdf], None]
Run = Callable[..., Result]


@pytest.mark.parametrize("profile", ["press", "office"])
def test_a_good_file_passes(profile: Profile) -> None:
    assert found(good(), profile) == ()


def test_every_check_has_an_id_a_reason_and_a_remedy() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS) == 28
    assert all(check.rationale.endswith(".") and check.proposal.endswith(".") for check in CHECKS)
    assert all(check.severity for check in CHECKS)


def rotate(pdf: Pdf) -> None:
    pdf.pages[1].Rotate = 180


def cropped(pdf: Pdf) -> None:
    pdf.pages[1].CropBox = rectangle(10, 0, 148, 210)


def other_unit(pdf: Pdf) -> None:
    pdf.pages[1].UserUnit = 0.5


def shrink(pdf: Pdf) -> None:
    pdf.pages[1].TrimBox = rectangle(0, 0, 148, 200)


def bare_bleed(pdf: Pdf) -> None:
    pdf.pages[2].Contents = pdf.make_stream(b"0.1 0 0 0 k 0 0 419.53 595.28 re f")


def bare_bleed_beside_yellow(pdf: Pdf) -> None:
    pdf.pages[2].Contents = pdf.make_stream(b"0 0 0.05 0 k 0 0 419.53 595.28 re f")


def no_bleed_box(pdf: Pdf) -> None:
    pdf.pages[2].BleedBox = pdf.pages[2].TrimBox


def foreign_font(pdf: Pdf) -> None:
    font = add_font(pdf, "NotoSans-Regular", postscript_name="DejaVuSans")
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Bonjour', font='D')}", Font=Dictionary(D=font))


def unembedded_font(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    draw(pdf, "/Over gs 0 0 0 1 k BT /H 11 Tf 60 300 Td (Bonjour) Tj ET", Font=Dictionary(H=pdf.make_indirect(font)))


def damaged_font(program: bytes, **entries: object) -> Break:
    def work(pdf: Pdf) -> None:
        font = add_font(pdf, "NotoSans-Regular")
        descriptor = font.DescendantFonts[0].FontDescriptor
        del descriptor["/FontFile2"]
        descriptor["/FontFile3" if entries else "/FontFile2"] = pdf.make_stream(program, **entries)
        draw(pdf, f"/Over gs 0 0 0 1 k {show('Bonjour', font='D')}", Font=Dictionary(D=font))

    return work


def notdef(pdf: Pdf) -> None:
    draw(pdf, "/Over gs 0 0 0 1 k BT /F 11 Tf 60 300 Td <0000> Tj ET")


def beyond_the_last_glyph(pdf: Pdf) -> None:
    draw(pdf, "/Over gs 0 0 0 1 k BT /F 11 Tf 60 300 Td <fff0> Tj ET")


def text_at_the_edge(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Bord', x=4)}")


def text_in_the_bleed(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Perdu', y=-6.5, size=7)}")


def text_on_a_fold(pdf: Pdf) -> None:
    marks = "0 0 0 1 K 0.5 w 200 3 m 200 10 l S 200 585 m 200 592 l S"
    draw(pdf, f"{marks} /Over gs 0 0 0 1 k {show('Dans le pli', x=190)}")


def rgb_area(pdf: Pdf) -> None:
    draw(pdf, "1 0 0 rg 100 100 50 50 re f")


def rgb_image(pdf: Pdf) -> None:
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, Name.DeviceRGB, 3, 100)))


def rgb_jpeg2000(pdf: Pdf) -> None:
    out = io.BytesIO()
    Image.new("RGB", (100, 100), (200, 0, 0)).save(out, "JPEG2000")
    picture = pdf.make_stream(out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100)
    picture.Filter = Name.JPXDecode
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))


def rgb_jpeg2000_in_a_list(pdf: Pdf) -> None:
    rgb_jpeg2000(pdf)
    picture = pdf.pages[1].Resources.XObject.X
    picture.Filter = Array([picture.Filter])


def rgb_in_a_nested_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"0.2 0.4 0.9 RG 2 w 0 0 m 50 50 l S")
    for _level in range(10):
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])))
        outer = pdf.make_stream(b"/X Do")
        outer.Resources = Dictionary(XObject=Dictionary(X=form))
        form = outer
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])))
    draw(pdf, "1 0 0 1 100 100 cm /X Do", XObject=Dictionary(X=form))


def rgb_gradient(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 1, 1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 50, 0]), Function=function)
    draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=shading))


def rgb_gradient_of_a_spot(pdf: Pdf) -> None:
    screen = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([0, 0, 0]), N=1)
    black = Array([Name.Separation, Name.Black, Name.DeviceRGB, screen])
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=black, Coords=Array([0, 0, 50, 0]), Function=function)
    pattern = Dictionary(P=Dictionary(PatternType=2, Shading=shading))
    draw(pdf, "/Pattern cs /P scn 100 100 50 50 re f", Pattern=pattern)


def rgb_tiles(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"0.9 0.1 0 rg 0 0 5 5 re f")
    tile.update(Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9))
    tile.Resources = Dictionary()
    draw(pdf, "/Pattern cs /P scn 100 100 50 50 re f", Pattern=Dictionary(P=tile))


def stencil(colour: str) -> Break:
    def work(pdf: Pdf) -> None:
        mask = pdf.make_stream(b"\x55" * (40 * 320))
        mask.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, ImageMask=True, BitsPerComponent=1))
        mask.update(Dictionary(Width=320, Height=320))
        draw(pdf, f"{colour} 60 0 0 60 100 100 cm /X Do", XObject=Dictionary(X=mask))

    return work


def outlined(mode: int) -> Break:
    return lambda pdf: draw(pdf, f"/Over gs 0 0 0 1 k {mode} Tr 0.9 0.1 0 RG 1 w {show('Bonjour')}")


def rgb_group(pdf: Pdf) -> None:
    pdf.pages[1].Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def ink_line(pdf: Pdf) -> None:
    draw(pdf, "0.9 0.9 0.9 0.9 K 4 w 100 100 m 200 100 l S")


def rgb_group_of_a_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"0 0 0 1 k 9 9 50 50 re f")
    form.update(Dictionary(Subtype=Name.Form, BBox=Array([0, 0, 99, 99])))  # /Type is optional
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    draw(pdf, "/X Do", XObject=Dictionary(X=form))


def too_much_ink(pdf: Pdf) -> None:
    draw(pdf, "0.9 0.9 0.9 0.5 k 100 100 50 50 re f")


def inky_image(pdf: Pdf) -> None:
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, Name.DeviceCMYK, 4, 100, 240)))


def inks_by_name(pdf: Pdf) -> None:
    names = Array([Name.Cyan, Name.Magenta, Name.Yellow, Name.Black])
    function = pdf.make_stream(b"{}", FunctionType=4, Domain=Array([0, 1] * 4), Range=Array([0, 1] * 4))
    space = Array([Name.DeviceN, names, Name.DeviceCMYK, function])
    draw(pdf, "/N cs 0.9 0.9 0.9 0.9 scn 100 100 50 50 re f", ColorSpace=Dictionary(N=space))


def inky_palette(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(b"\xf0" * 8)])
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, space, 1, 100, 1)))


def jpeg(ink: int, *decode: int) -> Break:
    """A JPEG of four inks; Photoshop stores them inside out, and says so in /Decode."""

    def work(pdf: Pdf) -> None:
        out = io.BytesIO()
        Image.new("CMYK", (100, 100), (ink, ink, ink, ink)).save(out, "JPEG")  # Pillow, too, turns them
        picture = pdf.make_stream(out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100)
        picture.update(Dictionary(ColorSpace=Name.DeviceCMYK, BitsPerComponent=8, Filter=Name.DCTDecode))
        if decode:
            picture.Decode = Array([*decode] * 4)
        draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))

    return work


def inverted_image(value: int, *decode: int) -> Break:
    def work(pdf: Pdf) -> None:
        picture = image(pdf, Name.DeviceCMYK, 4, 100, value)
        picture.Decode = Array(decode)
        draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))

    return work


def built_black(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0.5 0.4 0.4 1 k {show('Noir')}")


def four_inks(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0.3 0.6 0.9 0.4 k {show('Brun')}")


def knocked_out(pdf: Pdf) -> None:
    draw(pdf, f"0 0 0 1 k {show('Noir')}")


def gray_black(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 g {show('Noir')}")


def white_overprint(pdf: Pdf) -> None:
    draw(pdf, "/Over gs 0 0 0 0 k 100 100 50 50 re f")


def white_line_overprint(pdf: Pdf) -> None:
    draw(pdf, "/Over gs 0 0 0 0 K 3 w 100 100 m 200 100 l S")


def thin_yellow_line(pdf: Pdf) -> None:
    draw(pdf, "0 0 0.06 0 K 0.1 w 100 100 m 200 100 l S")


def coarse_image(pdf: Pdf) -> None:
    draw(pdf, "144 0 0 144 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, Name.DeviceGray, 1, 100)))


def hairline(pdf: Pdf) -> None:
    draw(pdf, "0 0 0 1 K 0.1 w 100 100 m 200 100 l S")


def flattened_line(pdf: Pdf) -> None:
    draw(pdf, "4 0 0 0.05 0 0 cm 0 0 0 1 K 1 w 20 4000 m 70 4000 l S")


def flattened_curve(pdf: Pdf) -> None:
    draw(pdf, "4 0 0 0.05 0 0 cm 0 0 0 1 K 1 w 20 4000 m 30 5000 60 5000 70 4000 c S")


def rules_of_a_table(pdf: Pdf) -> None:
    draw(pdf, "0 0 0 1 k 100 100 100 0.1 re 100 150 100 0.1 re f")


def thin_area(pdf: Pdf) -> None:
    draw(pdf, "0 0 0 1 k 100 100 100 0.1 re f")


def tiny_text(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Tout petit', size=3)}")


def tiny_number(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('01 99 00 11 22', size=3)}")


def small_body(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Trop petit pour un texte ' * 3, size=6)} {show('x' * 60, y=200, size=6)}")


def link(pdf: Pdf) -> None:
    pdf.pages[1].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 150, 120]))])


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def direct_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def intent_of_a_page(pdf: Pdf) -> None:
    pdf.pages[1].OutputIntents = pdf.Root.OutputIntents


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def unknown_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"\0" * 16 + b"CMYK" + b"\1" * 200)
    profile.N = 4
    pdf.Root.OutputIntents[0].DestOutputProfile = profile


def untrapped(pdf: Pdf) -> None:
    del pdf.docinfo[Name.Trapped]


def postscript(pdf: Pdf) -> None:
    draw(pdf, "/X Do", XObject=Dictionary(X=pdf.make_stream(b"%!PS", Type=Name.XObject, Subtype=Name.PS)))


def of_another_file(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Ref=Dictionary(F="x.pdf", Page=0))
    draw(pdf, "/X Do", XObject=Dictionary(X=form))


def served(pdf: Pdf) -> None:
    picture = image(pdf, Name.DeviceCMYK, 4, 100)
    picture.OPI = Dictionary()
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))


def printed_instead(pdf: Pdf) -> None:
    picture = image(pdf, Name.DeviceCMYK, 4, 100)
    picture.Alternates = Array([Dictionary(Image=image(pdf, Name.DeviceRGB, 3, 100), DefaultForPrinting=True)])
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))


def inverted(key: str) -> Break:
    def work(pdf: Pdf) -> None:
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
        state = Dictionary({"/Type": Name.ExtGState, key: function})
        draw(pdf, "/Upside gs", ExtGState=Dictionary(Upside=state))

    return work


def see_through(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] = "PDF/X-1a:2003"
    half = Dictionary(Type=Name.ExtGState, ca=0.5)
    draw(pdf, "/Half gs 0 0 0 0.5 k 100 100 50 50 re f", ExtGState=Dictionary(Half=half))


def separation(name: str) -> Array:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0.3, 1, 0]), N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, function])


def spot(name: str) -> Break:
    return lambda pdf: draw(pdf, "/Spot cs 1 scn 100 100 50 50 re f", ColorSpace=Dictionary(Spot=separation(name)))


def spot_image(pdf: Pdf) -> None:
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, separation("Gold"), 1, 100)))


def spot_gradient(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=separation("Gold"), Coords=Array([0, 0, 50, 0]), Function=function)
    draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=shading))


def three_pages(pdf: Pdf) -> None:
    del pdf.pages[3]


def binds_right(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)


def meaningless(pdf: Pdf) -> None:
    font = add_font(pdf, "NotoSans-Regular", meaning=dict.fromkeys(range(1, 200), "\ue000"))
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Bonjour', font='M')}", Font=Dictionary(M=font))


def without_tounicode(pdf: Pdf) -> None:
    del pdf.pages[0].Resources.Font.F.ToUnicode


def scrambled_phone(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('91 06 44 40 1 33+')}")


def scrambled_french_phone(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('89 67 45 23 01')}")


def scrambled_address(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('example.org/calais//:https')}")


def contradicting_numbers(pdf: Pdf) -> None:
    draw(pdf, f"/Over gs 0 0 0 1 k {show('1 850 200')} {show('200 850 1', y=250)}")


def unjoined(pdf: Pdf) -> None:
    font = add_font(pdf, "NotoNaskhArabic-Regular")
    forms = {char: f"{code:04x}" for char, code in _glyphs("NotoNaskhArabic-Regular").items()}
    word = "".join(forms[char] for char in reversed("سلم"))
    draw(pdf, f"/Over gs 0 0 0 1 k BT /A 14 Tf 60 300 Td <{word}> Tj ET", Font=Dictionary(A=font))


def _glyphs(name: str) -> dict[str, int]:
    from tests.presspdf import program

    return program(name)[1]


def qr(spoil: str = "", turn: str = "1 0 0 1 0 0") -> Break:
    """A code of 25 mm drawn in squares: whole, with a corner blotted, or with a bar beside it."""

    def work(pdf: Pdf) -> None:
        rows = [list(row) for row in segno.make("https://example.org/calais", error="m", micro=False).matrix]
        size = len(rows)
        if spoil == "blot":
            for r in range(10, 16):
                for c in range(10, 16):
                    rows[r][c] = 1
        unit = 72 / size
        squares = [
            f"{100 + c * unit:.3f} {172 - (r + 1) * unit:.3f} {unit:.3f} {unit:.3f} re"
            for r in range(size)
            for c in range(size)
            if rows[r][c]
        ]
        ink = "0.6 0.5 0.5 0.9 k" if spoil == "inks" else "0 0 0 1 k"
        bar = "0 0 0 1 k 176 90 10 90 re f" if spoil == "bar" else ""
        draw(pdf, f"{turn} cm 0 0 0 0 k 80 80 130 130 re f {ink} {' '.join(squares)} f {bar}")

    return work


def pale(pdf: Pdf) -> None:
    draw(pdf, f"0 0 0 0.3 k {show('Gris sur gris')}")


CASES: list[tuple[str, Profile, Break]] = [
    ("pdf.boxes", "press", rotate),
    ("pdf.boxes", "press", cropped),
    ("pdf.boxes", "office", other_unit),
    ("pdf.bleed", "press", bare_bleed),
    ("pdf.bleed", "press", bare_bleed_beside_yellow),
    ("pdf.bleed", "press", no_bleed_box),
    ("pdf.fonts-ours", "press", foreign_font),
    ("pdf.fonts-embedded", "press", damaged_font(b"\0\1\0\0" + b"\xff" * 100)),
    ("pdf.fonts-embedded", "press", damaged_font(b"\1\0\4\1" + b"\xff" * 100, Subtype=Name.CIDFontType0C)),
    ("pdf.glyph-missing", "office", notdef),
    ("pdf.glyph-missing", "press", beyond_the_last_glyph),
    ("pdf.safe-zone", "office", text_at_the_edge),
    ("pdf.safe-zone", "office", text_on_a_fold),
    ("pdf.safe-zone", "press", text_in_the_bleed),
    ("pdf.rgb", "press", rgb_area),
    ("pdf.rgb", "press", rgb_image),
    ("pdf.rgb", "press", rgb_jpeg2000),
    ("pdf.rgb", "press", rgb_jpeg2000_in_a_list),
    ("pdf.rgb", "press", rgb_in_a_nested_form),
    ("pdf.rgb", "press", rgb_gradient),
    ("pdf.rgb", "press", stencil("1 0 0 rg")),
    ("pdf.rgb", "press", outlined(1)),
    ("pdf.rgb", "press", outlined(2)),
    ("pdf.rgb", "press", rgb_group),
    ("pdf.rgb", "press", rgb_group_of_a_form),
    ("pdf.rgb", "press", rgb_gradient_of_a_spot),
    ("pdf.rgb", "press", rgb_tiles),
    ("pdf.ink", "press", too_much_ink),
    ("pdf.ink", "press", inky_image),
    ("pdf.ink", "press", stencil("0.9 0.9 0.9 0.9 k")),
    ("pdf.ink", "press", ink_line),
    ("pdf.ink", "press", inks_by_name),
    ("pdf.ink", "press", inky_palette),
    ("pdf.ink", "press", jpeg(240, 1, 0)),
    ("pdf.ink", "press", jpeg(15)),
    ("pdf.ink", "press", inverted_image(15, *[1, 0] * 4)),
    ("pdf.ink", "press", inverted_image(240, *[0, 1] * 4)),
    ("pdf.ink", "press", inverted_image(60, *[1, 0] * 3, 1, 1)),
    ("pdf.black-text", "press", built_black),
    ("pdf.black-text", "press", four_inks),
    ("pdf.overprint", "press", knocked_out),
    ("pdf.overprint", "press", gray_black),
    ("pdf.overprint", "press", white_overprint),
    ("pdf.overprint", "press", white_line_overprint),
    ("pdf.image-resolution", "press", coarse_image),
    ("pdf.image-resolution", "office", coarse_image),
    ("pdf.thin-line", "press", hairline),
    ("pdf.thin-line", "press", thin_yellow_line),
    ("pdf.thin-line", "office", thin_area),
    ("pdf.thin-line", "press", flattened_line),
    ("pdf.thin-line", "press", flattened_curve),
    ("pdf.thin-line", "press", rules_of_a_table),
    ("pdf.text-size", "office", tiny_text),
    ("pdf.text-size", "office", tiny_number),
    ("pdf.text-size", "office", small_body),
    ("pdf.interactive", "office", link),
    ("pdf.interactive", "press", script),
    ("pdf.interactive", "press", direct_script),
    ("pdf.output-intent", "press", no_intent),
    ("pdf.pdfx-keys", "press", postscript),
    ("pdf.pdfx-keys", "press", of_another_file),
    ("pdf.pdfx-keys", "press", served),
    ("pdf.pdfx-keys", "press", printed_instead),
    ("pdf.pdfx-keys", "press", inverted("/TR")),
    ("pdf.pdfx-keys", "press", inverted("/TR2")),
    ("pdf.output-intent", "press", intent_of_a_page),
    ("pdf.output-intent", "press", unknown_profile),
    ("pdf.pdfx-keys", "press", untrapped),
    ("pdf.transparency", "press", see_through),
    ("pdf.spots", "press", spot("All")),
    ("pdf.spots", "press", spot("Gold")),
    ("pdf.spots", "press", spot_image),
    ("pdf.spots", "press", spot_gradient),
    ("pdf.page-count", "office", three_pages),
    ("pdf.same-in-all", "office", binds_right),
    ("pdf.text-copied", "office", meaningless),
    ("pdf.text-copied", "office", without_tounicode),
    ("pdf.fact-order", "office", scrambled_phone),
    ("pdf.fact-order", "office", scrambled_french_phone),
    ("pdf.fact-order", "office", scrambled_address),
    ("pdf.fact-order", "office", contradicting_numbers),
    ("pdf.isolated-letter", "office", unjoined),
    ("pdf.qr", "office", qr("blot")),
    ("pdf.qr", "office", qr("bar")),
    ("pdf.qr", "press", qr("inks")),
    ("pdf.gray-contrast", "office", pale),
]


@pytest.mark.parametrize(("check", "profile", "spoil"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_a_broken_row_is_found_and_nothing_else(check: str, profile: Profile, spoil: Break) -> None:
    pdf = good()
    spoil(pdf)
    findings = found(pdf, profile)
    assert {finding.id for finding in findings} == {check}, "\n".join(map(str, findings))
    assert all(finding.hint and finding.path == "leaflet.pdf" for finding in findings)


def test_what_is_clipped_away_is_not_looked_at() -> None:
    pdf = good()
    draw(pdf, f"100 100 50 50 re W n 1 0 0 rg {show('Bord', x=4)} {show('Petit', size=3)}")
    assert ids(pdf, "press") == ids(pdf, "office") == set()


@pytest.mark.parametrize("picture", [jpeg(15, 1, 0), jpeg(240), inverted_image(240, *[1, 0] * 4)])
def test_a_light_picture_of_four_inks_passes(picture: Break) -> None:
    pdf = good()
    picture(pdf)
    assert ids(pdf) == set()


def test_a_picture_of_one_pixel_or_clipped_away_has_no_resolution() -> None:
    pdf = good()
    draw(pdf, "100 0 0 50 100 100 cm /X Do", XObject=Dictionary(X=image(pdf, Name.DeviceGray, 1, 1)))
    hidden = Dictionary(Y=image(pdf, Name.DeviceGray, 1, 100))
    draw(pdf, "10 10 20 20 re W n 144 0 0 144 100 300 cm /Y Do", XObject=hidden)
    assert ids(pdf) == set()


def test_colours_of_a_table_are_no_inks() -> None:
    pdf = good()
    space = Array([Name.Indexed, Name.DeviceCMYK, 9, pikepdf.String(b"\0\0\0\xff" * 10)])
    shown = f"/Over gs /I cs 9 sc {show('Noir')} 100 100 50 50 re f"
    draw(pdf, shown, ColorSpace=Dictionary(I=space))
    assert ids(pdf) == set()


def test_a_line_is_as_thick_as_it_stands_on_the_page() -> None:
    pdf = good()
    draw(pdf, "4 0 0 0.05 0 0 cm 0 0 0 1 K 1 w 50 4000 m 50 8000 l S")
    assert ids(pdf) == set()


def test_a_thin_mark_outside_the_bleed_is_no_hairline_of_the_page() -> None:
    pdf = good()
    for page in pdf.pages:
        page.MediaBox = rectangle(-20, -20, 168, 230)
    draw(pdf, "0 0 0 1 K 0.1 w 100 -50 m 100 -20 l S")
    assert ids(pdf) == set()


def test_unembedded_fonts_are_not_ours_either() -> None:
    pdf = good()
    unembedded_font(pdf)
    assert ids(pdf) == {"pdf.fonts-embedded", "pdf.fonts-ours"}


def test_trim_and_bleed_are_not_inherited() -> None:
    pdf = good()
    pdf.Root.Pages.TrimBox = rectangle(0, 0, 100, 100)
    assert ids(pdf) == set()
    for page in pdf.pages:
        del page["/TrimBox"]
    messages = [finding.message for finding in found(pdf) if finding.id == "pdf.boxes"]
    assert sum("no TrimBox" in message for message in messages) == 4
    assert sum("a TrimBox stands above the pages" in message for message in messages) == 4


def test_media_and_crop_are_inherited() -> None:
    pdf = good()
    pdf.Root.Pages.MediaBox = pdf.pages[1].MediaBox
    for page in pdf.pages:
        del page["/MediaBox"]
    assert ids(pdf) == set()
    pdf.Root.Pages.CropBox = rectangle(10, 0, 148, 210)
    assert ids(pdf) == {"pdf.boxes"}


def test_a_page_of_another_size_is_found() -> None:
    pdf = good()
    shrink(pdf)
    assert "pdf.boxes" in ids(pdf)


@pytest.mark.parametrize("turn", ["0 1 -1 0 350 100", "-1 0 0 -1 419 595", "0 -1 1 0 50 400"])
def test_a_turned_qr_code_is_read_and_its_quiet_zone_measured(turn: str) -> None:
    for spoil, wanted in (("", set()), ("bar", {"pdf.qr"})):
        pdf = good()
        qr(spoil, turn)(pdf)
        assert ids(pdf, "office") == wanted


def test_a_little_yellow_is_not_white() -> None:
    pdf = good()
    draw(pdf, "/Over gs 0 0 0.05 0 k 100 100 50 50 re f")
    assert ids(pdf) == set()


def test_a_whole_qr_code_passes() -> None:
    pdf = good()
    qr()(pdf)
    assert found(pdf) == ()


def test_a_finding_names_page_place_and_remedy() -> None:
    pdf = good()
    draw(pdf, f"/Over gs 0 0 0 1 k {show('91 06 44 40 1 33+', x=100, y=300)}", page=2)
    (finding,) = found(pdf, "office")
    assert finding.page == 3
    assert finding.place_mm is not None
    x, y = finding.place_mm
    assert 100 / 72 * 25.4 < x < 200 / 72 * 25.4
    assert y == pytest.approx((595.3 - 303) / 72 * 25.4, abs=2)
    assert "U+2066" in finding.hint


def test_severities_follow_the_profile() -> None:
    pdf = good()
    coarse_image(pdf)
    assert [f.severity for f in found(pdf, "press")] == ["error"]
    assert [f.severity for f in found(pdf, "office")] == ["warning"]
    assert "pdf.image-resolution" not in ids(pdf, "screen")


def test_what_is_said_of_a_bad_file_fits_it_and_names_no_place_in_memory() -> None:
    locked = found(data(good(), encryption=Encryption(owner="a", user="b")))
    assert ["password" in hit.hint for hit in locked] == [True]
    whole = data(good())
    damaged = found(whole[: len(whole) // 2]) + found(Pdf.new())
    assert damaged
    assert not [hit for hit in damaged if "password" in hit.hint or "BytesIO" in hit.message]


def test_what_is_found_twice_in_one_place_is_said_once() -> None:
    pdf = good()
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    for name in ("/One", "/Two"):
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=rectangle(0, 0, 9, 9), Group=group)
        pdf.pages[0].Resources.XObject = Dictionary({name: form, **pdf.pages[0].Resources.get("/XObject", {})})
    assert [hit.id for hit in found(pdf)].count("pdf.rgb") == 1


def test_encrypted_and_damaged_files_are_findings() -> None:
    locked = data(good(), encryption=Encryption(owner="a", user="b"))
    assert ids(locked) == {"pdf.readable"}
    open_but_encrypted = data(good(), encryption=Encryption(owner="a", user=""))
    assert ids(open_but_encrypted, "office") == {"pdf.readable"}
    whole = data(good())
    assert "pdf.readable" in ids(whole[: len(whole) // 2])
    assert ids(data(pikepdf.Pdf.new())) == {"pdf.readable"}


def test_languages_of_one_leaflet_must_agree() -> None:
    other = good()
    del other.pages[3]
    subjects = (
        Subject(Path("calais-fr-office.pdf"), data(good())),
        Subject(Path("calais-en-office.pdf"), data(other)),
        Subject(Path("other-en-office.pdf"), data(other)),
        Subject(Path("poster.pdf"), data(good())),  # of no leaflet: compared with none
        Subject(Path("flyer.pdf"), data(other)),
    )
    findings = preflight(subjects, "screen", load_fonts(FONTS))
    assert {f.path for f in findings if f.id == "pdf.same-in-all"} == {"calais-fr-office.pdf", "calais-en-office.pdf"}


def test_instructions_before_the_sheets_are_none_of_them() -> None:
    guided = put_before(data(good()), data(good()))
    assert ids(guided, "office") == set()
    subjects = (Subject(Path("calais-fr-office.pdf"), guided), Subject(Path("calais-en-office.pdf"), data(good())))
    assert not [f for f in preflight(subjects, "office", load_fonts(FONTS)) if f.id == "pdf.same-in-all"]
    with pikepdf.open(io.BytesIO(guided)) as pdf:
        assert [page.label for page in pdf.pages] == ["guide", "guide", "3", "4", "5", "6"]
        del pdf.pages[2]
        assert ids(pdf, "office") == {"pdf.page-count"}
        del pdf.pages[2:]
        assert ids(pdf, "office") == {"pdf.page-count"}  # the instructions alone


def test_the_command_prints_json_and_exits_3(run: Run, tmp_path: Path) -> None:
    pdf = good()
    scrambled_phone(pdf)
    path = write(tmp_path / "a.pdf", pdf)
    result = run("preflight", path, "--profile", "office", "--json")
    assert result.exit_code == 3
    answer = json.loads(result.stdout)
    assert answer["summary"]["errors"] == 1
    (row,) = answer["findings"]
    assert row["id"] == "pdf.fact-order"
    assert (row["page"], row["path"]) == (2, str(path))
    assert {"severity", "line", "leaflet", "language", "msgid", "message", "hint", "place_mm"} <= set(row)


def test_the_command_passes_a_good_file(run: Run, tmp_path: Path) -> None:
    result = run("preflight", write(tmp_path / "a.pdf", good()), "--profile", "office")
    assert result.exit_code == 0, result.output
    assert "0 errors" in result.stdout


def test_what_is_no_pdf_is_bad_input(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.pdf"
    text.write_text("no PDF")
    assert run("preflight", text, "--profile", "office").exit_code == 4
    assert run("preflight", tmp_path / "none.pdf", "--profile", "office").exit_code == 4
    folder = run("preflight", tmp_path, "--profile", "office")
    assert folder.exit_code == 4
    assert str(tmp_path / "*.pdf") in folder.stderr


def test_what_cannot_be_read_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    pdf = good()
    scrambled_phone(pdf)
    bad, none = write(tmp_path / "bad.pdf", pdf), tmp_path / "none.pdf"
    result = run("preflight", none, bad, "--profile", "office", "--json")
    answer = json.loads(result.stdout)
    assert [row["path"] for row in answer["findings"]] == [str(bad)]
    assert (answer["summary"]["files"], answer["summary"]["unreadable"]) == (1, [str(none)])
    assert str(none) in result.stderr
    assert result.exit_code == 4


def test_a_leaflet_that_cannot_be_read_costs_only_its_own_file(run: Run, tmp_path: Path, small: Path) -> None:
    (small / "translations/hi").mkdir(parents=True)
    (small / "translations/hi/water.po").write_text("no catalog")
    paths = [write(tmp_path / f"water-{language}-office.pdf", good()) for language in ("hi", "en")]
    result = run("preflight", *paths, "--profile", "office", "--project", small)
    assert result.exit_code == 4
    assert "translations/hi/water.po" in result.stderr
    assert str(paths[1]) in result.stdout


def test_a_foreign_font_is_named_before_editions_are_made() -> None:
    pdf = good()
    font = add_font(pdf, "NotoSans-Regular", postscript_name="Foreign-Regular")
    draw(pdf, show("Bonjour", font="D"), Font=Dictionary(D=font))
    ours = [file.postscript_name for file in load_fonts(FONTS)]
    check_fonts(data(good()), ours, "calais-fr")
    with pytest.raises(RenderError, match=r"calais-fr: a font that is not ours .*: Foreign-Regular\."):
        check_fonts(data(pdf), ours, "calais-fr")


def test_what_a_file_says_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    pdf = good()
    font = add_font(pdf, "NotoSans-Regular", postscript_name="Evil\x1b[2J")
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Bonjour', font='D')}", Font=Dictionary(D=font))
    result = run("preflight", write(tmp_path / "leaflet.pdf", pdf), "--profile", "press")
    assert "Evil\\u001b[2J" in result.output
    assert "\x1b" not in result.output


def test_letters_on_their_heads_are_looked_at_where_they_stand() -> None:
    pdf = good()  # the back of a sheet that is flipped on its long edge
    disc = "0 0 0 0.9 k 80 102 60 10 re f"
    draw(pdf, f"{disc} q -1 0 0 -1 111 110.5 cm 0 0 0 0 k {show('1', x=0, y=0)} Q")
    assert "pdf.gray-contrast" not in ids(pdf, "office")
    draw(pdf, f"q -1 0 0 -1 211 111 cm 0 0 0 0 k {show('1', x=0, y=0)} Q")  # the same without its disc
    assert "pdf.gray-contrast" in ids(pdf, "office")
