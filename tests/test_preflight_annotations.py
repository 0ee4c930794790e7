"""Preflight: what annotations draw is examined; what each program draws in its own way is told."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.boxes import apply
from leafletgen.checks.pdf.annotations import annotations_of
from tests.examined import found, ids
from tests.presspdf import TEXT, add_font, good, show

BOX = Array([0, 0, 100, 20])


def annotate(pdf: Pdf, drawing: Any = None, **entries: Any) -> Dictionary:
    """Put an annotation on the second page."""
    raw = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([60, 200, 160, 220]), **entries)
    if drawing is not None:
        raw.AP = Dictionary(N=drawing)
    pdf.pages[1].Annots = Array([raw])
    return raw


def drawing(pdf: Pdf, operators: str, **entries: Any) -> Any:
    entries = {"Resources": pdf.pages[1].Resources, "BBox": BOX, **entries}
    return pdf.make_indirect(pdf.make_stream(operators.encode(), Subtype=Name.Form, **entries))


def on_screen(pdf: Pdf) -> set[str]:
    return ids(pdf, "screen") - ids(good(), "screen")


def of_helvetica(pdf: Pdf) -> Any:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(H=pdf.make_indirect(font)))
    return drawing(pdf, "0 g BT /H 9 Tf 2 5 Td (Brouillon) Tj ET", Resources=resources)


def test_the_letters_of_an_annotation_are_examined() -> None:
    pdf = good()
    annotate(pdf, of_helvetica(pdf))
    assert on_screen(pdf) == {"pdf.fonts-embedded", "pdf.fonts-ours"}
    pdf = good()
    annotate(pdf, drawing(pdf, "0 g BT /F 11 Tf 2 5 Td <fff0> Tj ET"))
    (finding,) = (each for each in found(pdf, "screen") if each.id == "pdf.glyph-missing")
    assert finding.place_mm == pytest.approx((66 / 72 * 25.4, 210 - 208 / 72 * 25.4), abs=2.5)


@pytest.mark.parametrize(("operators", "check"), [("1 0 0 rg 0 0 9 9 re f", "rgb"), ("1 1 1 1 k 0 0 9 9 re f", "ink")])
def test_the_colours_of_an_annotation_are_examined_for_the_press(operators: str, check: str) -> None:
    pdf = good()
    annotate(pdf, drawing(pdf, operators))
    assert ids(pdf) == {"pdf.interactive", f"pdf.{check}"}


def test_an_annotation_shows_the_state_that_it_is_in_and_none_while_hidden() -> None:
    for state, flags, wanted in (("/On", 4, "pdf.fonts-embedded"), ("/Off", 4, ""), ("/On", 6, "")):
        pdf = good()
        states = Dictionary(On=of_helvetica(pdf), Off=drawing(pdf, "0 g 0 0 9 9 re f"))
        annotate(pdf, states, AS=Name(state), F=flags)
        assert on_screen(pdf) == ({wanted, "pdf.fonts-ours"} if wanted else set())


def test_an_annotation_on_a_layer_that_is_off_is_hidden() -> None:
    pdf = good()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Notes"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    annotate(pdf, of_helvetica(pdf), OC=layer)
    assert on_screen(pdf) == set()


@pytest.mark.parametrize(
    ("matrix", "corner", "lands"),
    [
        ((1, 0, 0, 1, 0, 0), (0, 0), (60, 200)),
        ((2, 0, 0, 2, 9, 9), (100, 20), (160, 220)),
        ((0, 1, -1, 0, 0, 0), (100, 0), (160, 220)),
    ],
)
def test_a_drawing_is_fitted_into_its_rectangle(
    matrix: tuple[float, ...], corner: tuple[float, float], lands: tuple[float, float]
) -> None:
    pdf = good()
    annotate(pdf, drawing(pdf, "", Matrix=Array(matrix)))
    (each,) = annotations_of(pdf.pages[1].obj)
    assert each.matrix is not None
    a, b, c, d, e, f = matrix
    assert apply(each.matrix, *apply((a, b, c, d, e, f), *corner)) == pytest.approx(lands)


def test_what_each_program_draws_in_its_own_way_is_told_on_screens() -> None:
    pdf = good()
    annotate(pdf, Contents=TEXT)
    assert [(each.id, each.severity) for each in found(pdf, "screen") if each.page == 2] == [
        ("pdf.interactive", "warning")
    ]
    pdf = good()
    annotate(pdf).Subtype = Name.Link
    assert on_screen(pdf) == set()


def test_a_drawing_that_annotates_itself_or_says_nothing_of_its_place_does_no_harm() -> None:
    pdf = good()
    ring = drawing(pdf, "/X Do")
    ring.Resources = Dictionary(XObject=Dictionary(X=ring))
    annotate(pdf, ring)
    assert on_screen(pdf) == set()
    pdf = good()
    raw = annotate(pdf, of_helvetica(pdf))
    raw.Rect = Array([])
    pdf.pages[1].Annots.append(Name.Nothing)
    assert on_screen(pdf) == {"pdf.interactive"}


def test_the_text_of_an_annotation_must_be_large_enough() -> None:
    pdf = good()
    font = add_font(pdf, "NotoSans-Regular")
    annotate(pdf, drawing(pdf, f"0 g {show('Noir', 2, 2, size=4)}", Resources=Dictionary(Font=Dictionary(F=font))))
    assert on_screen(pdf) == {"pdf.text-size"}
