"""Preflight: text in the four inks, called by their names (Separation, DeviceN), is judged like CMYK."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.checks.pdf.colours import Paint, Space, gray_of
from tests.examined import found, ids
from tests.presspdf import draw, good, show

FOUR = ("Cyan", "Magenta", "Yellow", "Black")


def write(pdf: Pdf, names: tuple[str, ...], values: str, *, over: bool = True, size: float = 11) -> None:
    """Draw a word in inks called by their names."""
    steps = {"Domain": Array([0, 1] * len(names)), "Range": Array([0, 1] * 4)}
    tint = pdf.make_stream(b"{}", FunctionType=4, **steps)
    plates = [Name(f"/{name}") for name in names]
    family = [Name.Separation, plates[0]] if len(names) == 1 else [Name.DeviceN, Array(plates)]
    state = "/Over gs" if over else ""
    space = Array([*family, Name.DeviceCMYK, tint])
    draw(pdf, f"{state} /N cs {values} scn {show('Noir', size=size)}", ColorSpace=Dictionary(N=space))


@pytest.mark.parametrize(
    ("names", "values", "size", "wanted"),
    [
        (FOUR, "0.6 0.6 0.6 1", 11, {"pdf.black-text"}),
        (("Black", "Cyan"), "1 0.4", 11, {"pdf.black-text"}),
        (FOUR, "0.5 0.4 0.3 0.2", 9, {"pdf.black-text"}),
        (FOUR, "0.5 0.4 0.3 0.2", 14, set()),
        (("Black",), "1", 9, set()),
    ],
)
def test_black_text_of_several_inks_is_found(
    names: tuple[str, ...], values: str, size: float, wanted: set[str]
) -> None:
    pdf = good()
    write(pdf, names, values, size=size)
    assert ids(pdf) == wanted


def test_black_called_by_its_name_must_overprint_and_does_so_alone_only() -> None:
    for names, values, over, wanted in (
        (("Black",), "1", False, {"pdf.overprint"}),
        (("Black",), "1", True, set()),
        (FOUR, "0 0 0 1", True, {"pdf.overprint"}),  # the other three are painted with nothing
    ):
        pdf = good()
        write(pdf, names, values, over=over)
        assert {each.id for each in found(pdf)} == wanted


def test_inks_are_as_light_as_they_are_in_cmyk() -> None:
    yellow = Paint(Space("spot", 1, ("Yellow",), "cmyk"), (1.0,))
    dark = Paint(Space("spot", 2, ("Black", "Cyan"), "cmyk"), (1.0, 0.4))
    gold = Paint(Space("spot", 1, ("Gold",), "cmyk"), (1.0,))
    assert gray_of(yellow) == pytest.approx(0.93, abs=0.01)
    assert gray_of(dark) == 0
    assert gray_of(gold) == 0, "an ink that nobody knows"
