"""Preflight: what areas are painted with that are filled with a pattern or a gradient (ISO 32000-1, 8.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.checks.pdf.colours import CMYK
from leafletgen.checks.pdf.finding import Profile
from leafletgen.checks.pdf.gradients import heaviest
from tests.examined import found, ids
from tests.presspdf import add_font, draw, good, show

HEAVY = "0.9 0.9 0.9 0.9 k 0 0 5 5 re f"
AREA = "100 100 50 50 re f"


def tile(pdf: Pdf, operators: str, paint_type: int = 1, **entries: Any) -> Any:
    box = Array([0, 0, 200, 200])
    entries = {"Resources": pdf.pages[1].Resources, "BBox": box, **entries}
    kinds = {"PatternType": 1, "PaintType": paint_type, "TilingType": 1, "XStep": 200, "YStep": 200}
    return pdf.make_stream(operators.encode(), **kinds, **entries)


def fill(pdf: Pdf, pattern: Any, operators: str = f"/Pattern cs /P scn {AREA}", **resources: Any) -> None:
    draw(pdf, operators, Pattern=Dictionary(P=pattern), **resources)


@pytest.mark.parametrize(
    ("check", "profile", "operators"),
    [
        ("pdf.ink", "press", HEAVY),
        ("pdf.overprint", "press", f"/Over gs 0 0 0 0 k {AREA}"),
        ("pdf.overprint", "press", f"0 0 0 1 k {show('Noir', x=5, y=5)}"),
        ("pdf.black-text", "press", f"/Over gs 0.5 0.4 0.4 1 k {show('Noir', x=5, y=5)}"),
        ("pdf.glyph-missing", "office", "BT /F 11 Tf 5 5 Td <fff0> Tj ET"),
        ("pdf.thin-line", "press", "0 0 0 1 K 0.1 w 5 5 m 100 5 l S"),
    ],
)
def test_what_a_tile_shows_is_examined(check: str, profile: Profile, operators: str) -> None:
    pdf = good()
    fill(pdf, tile(pdf, operators))
    findings = found(pdf, profile)
    assert {finding.id for finding in findings} == {check}
    (place,) = {finding.place_mm for finding in findings}
    assert place == pytest.approx((125 / 72 * 25.4, 210 - 125 / 72 * 25.4), abs=0.2), "where the pattern is"


def test_fonts_in_tiles_must_be_embedded() -> None:
    pdf = good()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(H=pdf.make_indirect(font)))
    fill(pdf, tile(pdf, "0 0 0 0.1 k BT /H 9 Tf 5 5 Td (Brouillon) Tj ET", Resources=resources))
    assert ids(pdf) == {"pdf.fonts-embedded", "pdf.fonts-ours"}


def test_lines_are_as_thick_as_the_matrix_of_the_pattern_makes_them() -> None:
    for factor, wanted in ((0.1, {"pdf.thin-line"}), (1, set())):
        pdf = good()
        fill(pdf, tile(pdf, "0 0 0 1 K 1 w 5 5 m 100 5 l S", Matrix=Array([factor, 0, 0, factor, 0, 0])))
        assert ids(pdf) == wanted


def test_a_pattern_lies_in_the_coordinates_of_the_form_and_not_of_the_moment() -> None:
    pdf = good()
    fill(pdf, tile(pdf, "0 0 0 1 K 1 w 5 5 m 100 5 l S"), "0.1 0 0 0.1 0 0 cm /Pattern cs /P scn 1000 1000 90 90 re f")
    assert ids(pdf) == set()


@pytest.mark.parametrize(("colour", "wanted"), [("0.9 0.9 0.9 0.9", {"pdf.ink"}), ("0 0 0 0.5", set())])
def test_a_stencil_has_the_colour_that_it_is_chosen_in(colour: str, wanted: set[str]) -> None:
    pdf = good()
    space = Dictionary(U=Array([Name.Pattern, Name.DeviceCMYK]))
    stencil = tile(pdf, "0 0 5 5 re f", 2)
    fill(pdf, stencil, f"/U cs 0 0 0 0.1 /P scn {AREA} {colour} /P scn {AREA}", ColorSpace=space)
    assert ids(pdf) == wanted


def test_a_pattern_that_nothing_is_painted_with_does_not_show() -> None:
    for operators in ("/Pattern cs /P scn", f"/Pattern cs /P scn 900 900 50 50 re W n {AREA}"):
        pdf = good()
        fill(pdf, tile(pdf, HEAVY), operators)
        assert ids(pdf) == set()


def test_a_pattern_within_a_pattern_is_read_and_a_ring_of_them_ends() -> None:
    pdf = good()
    inner = tile(pdf, HEAVY)
    fill(pdf, tile(pdf, f"/Pattern cs /P scn {AREA}", Resources=Dictionary(Pattern=Dictionary(P=inner))))
    assert ids(pdf) == {"pdf.ink"}
    pdf = good()
    ring = pdf.make_indirect(tile(pdf, f"/Pattern cs /P scn {AREA}"))
    ring.Resources = Dictionary(Pattern=Dictionary(P=ring))
    fill(pdf, ring)
    assert ids(pdf) == set()


def ramp(*ends: list[float], kind: int = 2) -> Dictionary:
    first, last = (Array(values) for values in ends)
    return Dictionary(FunctionType=kind, Domain=Array([0, 1]), C0=first, C1=last, N=1)


def gradient(function: Any, space: Any = Name.DeviceCMYK) -> Dictionary:
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 50, 0]), Function=function)


LIGHT, DARK = [0.0, 0.0, 0.0, 0.1], [0.9, 0.9, 0.9, 0.9]


def test_the_ink_of_gradients_is_added_up() -> None:
    stitched = Dictionary(FunctionType=3, Domain=Array([0, 1]), Bounds=Array([0.5]), Encode=Array([0, 1, 0, 1]))
    stitched.Functions = Array([ramp(LIGHT, DARK), ramp(DARK, LIGHT)])
    for function, wanted in ((ramp(LIGHT, DARK), {"pdf.ink"}), (ramp(LIGHT, LIGHT), set()), (stitched, {"pdf.ink"})):
        pdf = good()
        fill(pdf, Dictionary(PatternType=2, Shading=gradient(function)))
        assert ids(pdf) == wanted
        pdf = good()
        draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=gradient(function)))
        assert ids(pdf) == wanted


def test_samples_and_functions_for_each_ink_are_read() -> None:
    pdf = good()
    sampled = pdf.make_stream(bytes([0, 0, 0, 25, 230, 230, 230, 230]), FunctionType=0, BitsPerSample=8)
    sampled.update(Dictionary(Size=Array([2]), Domain=Array([0, 1]), Range=Array([0, 1] * 4)))
    assert sum(heaviest(gradient(sampled), CMYK, {}).values) == pytest.approx(3.61, abs=0.01)
    single = Array([ramp([0.0], [0.9])] * 4)
    assert heaviest(gradient(single), CMYK, {}).values == (0.9,) * 4
    assert heaviest(gradient(pdf.make_stream(b"{}", FunctionType=4)), CMYK, {}).values == ()
    assert heaviest(Dictionary(ShadingType=4), CMYK, {}).values == ()


def test_a_gradient_that_holds_itself_ends() -> None:
    pdf = good()
    ring = pdf.make_indirect(Dictionary(FunctionType=3, Functions=Array([ramp(LIGHT, DARK)])))
    for _times in range(30):
        ring.Functions.append(ring)
    assert heaviest(gradient(ring), CMYK, {}).values == (), "it is not known"


def calculated(pdf: Pdf) -> Any:
    return gradient(postscript(pdf))


def postscript(pdf: Pdf) -> Any:
    ranges = {"Domain": Array([0, 1]), "Range": Array([0, 1] * 4)}
    return pdf.make_indirect(pdf.make_stream(b"{ dup dup dup }", FunctionType=4, **ranges))


def stitched_of_a_calculated_one(pdf: Pdf) -> Any:
    parts = Array([ramp(LIGHT, LIGHT), postscript(pdf)])
    ends: dict[str, Any] = {"Domain": Array([0, 1]), "Bounds": Array([0.5]), "Encode": Array([0, 1, 0, 1])}
    return gradient(Dictionary(FunctionType=3, Functions=parts, **ends))


def of_twelve_bits(pdf: Pdf) -> Any:
    ends = {"Domain": Array([0, 1]), "Range": Array([0, 1] * 4)}
    return gradient(pdf.make_stream(b"\xff" * 12, FunctionType=0, BitsPerSample=12, Size=Array([2]), **ends))


def mesh(pdf: Pdf, space: Name = Name.DeviceCMYK, inks: int = 4) -> Any:
    corners = ((0, 0), (255, 0), (0, 255))
    points = b"".join(bytes([0, x, y, *[230] * inks]) for x, y in corners)
    bits = {"BitsPerCoordinate": 8, "BitsPerComponent": 8, "BitsPerFlag": 8}
    decode = Array([0, 200, 0, 200, *[0, 1] * inks])
    return pdf.make_stream(points, ShadingType=4, ColorSpace=space, Decode=decode, **bits)


@pytest.mark.parametrize("make", [calculated, stitched_of_a_calculated_one, of_twelve_bits, mesh])
def test_a_gradient_whose_inks_cannot_be_added_up_is_a_warning(make: Callable[[Pdf], Any]) -> None:
    for as_pattern in (True, False):
        pdf = good()
        shading = pdf.make_indirect(make(pdf))
        if as_pattern:
            fill(pdf, Dictionary(PatternType=2, Shading=shading))
        else:
            draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=shading))
        (finding,) = found(pdf)
        assert (finding.id, finding.severity, finding.page) == ("pdf.ink", "warning", 2)


def test_a_gradient_that_cannot_have_too_much_ink_need_not_be_known() -> None:
    pdf = good()
    draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=mesh(pdf, Name.DeviceGray, 1)))
    assert ids(pdf) == set()


def test_a_mesh_in_screen_colours_is_found() -> None:
    pdf = good()
    draw(pdf, "100 100 50 50 re W n /S sh", Shading=Dictionary(S=mesh(pdf, Name.DeviceRGB, 3)))
    assert ids(pdf) == {"pdf.rgb"}


def test_a_letter_filled_with_a_pattern_has_its_faults_too() -> None:
    pdf = good()
    font = add_font(pdf, "NotoSans-Regular")
    fill(pdf, tile(pdf, HEAVY), f"/Pattern cs /P scn {show('Noir', font='D')}", Font=Dictionary(D=font))
    assert ids(pdf) == {"pdf.ink"}
