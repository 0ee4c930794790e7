"""Preflight of PDFs made to break it or to keep it busy: a finding, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.examined import found, ids
from tests.pdfmaker import data
from tests.presspdf import add_font, draw, good, image, show


def soon(pdf: Pdf, seconds: float = 10.0) -> set[str]:
    """What is found in the press and screen profiles, which must not take longer than this."""
    content = data(pdf)
    start = time.monotonic()
    all_ids = ids(content, "press") | ids(content, "screen")
    assert time.monotonic() - start < seconds
    return all_ids - {"pdf.tags"}


def placed(pdf: Pdf, picture: Any) -> None:
    draw(pdf, "30 0 0 30 100 100 cm /X Do", XObject=Dictionary(X=picture))


def in_jbig2(picture: Any) -> None:
    picture.write(b"nonsense", filter=Name.JBIG2Decode)


def endless(picture: Any) -> None:
    picture.Width = picture.Height = 10**6


def cut_off(picture: Any) -> None:
    picture.Width = picture.Height = 1000


@pytest.mark.parametrize("spoil", [in_jbig2, endless, cut_off])
def test_a_picture_whose_inks_cannot_be_read_is_a_warning(spoil: Callable[[Any], None]) -> None:
    pdf = good()
    picture = image(pdf, Name.DeviceCMYK, 4, 100)
    spoil(picture)
    placed(pdf, picture)
    assert {(hit.id, hit.severity) for hit in found(pdf)} == {("pdf.ink", "warning")}


@pytest.mark.parametrize(
    "space", [Name("/Unheard"), Array([Name.Separation, Name.Black, Name("/Unheard"), Dictionary()])]
)
def test_a_colour_that_nobody_can_tell_is_a_warning(space: Any) -> None:
    pdf = good()
    draw(
        pdf,
        "/S cs 1 scn 100 100 50 50 re f 50 0 0 50 200 200 cm /S cs 1 scn 0 0 1 1 re f",
        ColorSpace=Dictionary(S=space),
    )
    assert [(hit.id, hit.severity) for hit in found(pdf)] == [("pdf.rgb", "warning")]


def test_a_jpeg_2000_picture_that_cannot_be_read_is_a_warning() -> None:
    pdf = good()
    picture = image(pdf, Name.DeviceCMYK, 4, 200)
    del picture.ColorSpace
    picture.write(b"no picture", filter=Name.JPXDecode)
    placed(pdf, picture)
    assert [(hit.id, hit.severity) for hit in found(pdf)] == [("pdf.rgb", "warning")]


def test_a_picture_of_sixteen_bits_is_read() -> None:
    pdf = good()
    picture = image(pdf, Name.DeviceCMYK, 8, 100, 240)
    picture.BitsPerComponent = 16
    placed(pdf, picture)
    assert ids(pdf) == {"pdf.ink"}


def test_a_tree_of_tags_whose_branches_meet_is_read_once() -> None:
    pdf = good()
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, K=0, Pg=pdf.pages[0].obj))
    for _level in range(40):
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, K=Array([element, element])))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=element))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = "fr"
    assert soon(pdf) == set()


def test_a_large_gradient_is_read_once() -> None:
    pdf = good()
    function = pdf.make_stream(b"\x10" * 4_000_000, FunctionType=0, BitsPerSample=8, Size=Array([1_000_000]))
    function.update(Dictionary(Domain=Array([0, 1]), Range=Array([0, 1] * 4)))
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 0]), Function=function)
    draw(pdf, "100 100 1 1 re W n " + "/S sh " * 100, Shading=Dictionary(S=shading))
    assert soon(pdf) == set()


@pytest.mark.parametrize("kind", ["codespacerange <8000> <81ff>", "cidrange <0000> <ffff> 1"])
def test_a_cmap_that_says_all_many_times_over_is_refused(kind: str) -> None:
    pdf = good()
    name, _space, row = kind.partition(" ")
    font = add_font(pdf, "NotoSans-Regular")
    font.Encoding = pdf.make_stream(f"9 begin{name}\n{f'{row} ' * 300_000}end{name}".encode())
    draw(pdf, f"/Over gs 0 0 0 1 k {show('Noir' * 5000, font='D')}", Font=Dictionary(D=font))
    assert soon(pdf) == {"pdf.readable"}


def test_patterns_that_draw_each_other_again_and_again_are_refused() -> None:
    pdf = good()
    tile = None
    for _level in range(30):
        inner = Dictionary() if tile is None else Dictionary(Pattern=Dictionary(A=tile, B=tile))
        shown = b"/Pattern cs /A scn 0 0 5 5 re f /B scn 0 0 4 4 re f" if tile is not None else b"0 0 5 5 re f"
        tile = pdf.make_stream(shown, PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9, Resources=inner)
        tile.BBox = Array([0, 0, 9, 9])
    draw(pdf, "/Pattern cs /P scn 100 100 1 1 re f", Pattern=Dictionary(P=tile))
    assert soon(pdf) == {"pdf.readable"}


def test_tiles_too_close_to_each_other_are_refused() -> None:
    pdf = good()
    tile = pdf.make_stream(b"0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, XStep=1e-5, YStep=1e-5)
    tile.BBox, tile.Resources = Array([0, 0, 9, 9]), Dictionary()
    draw(pdf, "/Pattern cs /P scn 0 0 200 200 re f", Pattern=Dictionary(P=tile))
    assert soon(pdf) == {"pdf.readable"}
