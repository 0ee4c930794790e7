"""Preflight: what is on a layer that is off is not shown (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.checks.pdf.expected import Expected, facts_of
from leafletgen.checks.pdf.finding import Profile
from leafletgen.checks.pdf.layers import Layers
from leafletgen.tables import languages, papers
from tests.examined import errors, found, ids
from tests.presspdf import TEXT, draw, good, image, show

PHONE = "Appelez le 01 99 00 11 22"
LINE = f"/Over gs 0 0 0 1 k {show(PHONE)}"
RGB = "1 0 0 rg 100 100 50 50 re f"


def layer(pdf: Pdf, *, off: bool = True, **entries: Any) -> Any:
    """A new layer of a PDF, which is its only one."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Français", **entries))
    states = Array([group]) if off else Array()
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name="Tout", OFF=states))
    return group


def on(pdf: Pdf, content: Any, operators: str, page: int = 1) -> None:
    """Draw something on a layer, or what membership in layers decides about."""
    draw(pdf, f"/OC /L BDC {operators} EMC", page, Properties=Dictionary(L=content))


def test_what_is_on_a_layer_that_is_on_is_examined() -> None:
    pdf = good()
    on(pdf, layer(pdf, off=False), RGB)
    assert ids(pdf) == {"pdf.rgb"}


@pytest.mark.parametrize("profile", ["press", "office", "screen"])
def test_what_is_on_a_layer_that_is_off_is_not_shown(profile: Profile) -> None:
    pdf = good()
    pale, tiny, edge = "0 0 0 0.3 k " + show("Gris"), show("Petit", size=3), show("Bord", x=3)
    on(pdf, layer(pdf), f"/Over gs 0.9 0.9 0.9 0.9 k 9 9 50 50 re f {pale} 0 0 0 1 k {tiny} {edge}")
    assert errors(pdf, profile) - {"pdf.tags"} == set()
    assert ("pdf.layers" in ids(pdf, profile)) == (profile != "screen")


def test_screen_colours_on_a_layer_that_is_off_are_a_warning() -> None:
    pdf = good()
    on(pdf, layer(pdf), RGB)
    assert {(hit.id, hit.severity) for hit in found(pdf)} == {("pdf.layers", "warning"), ("pdf.rgb", "warning")}


@pytest.mark.parametrize("profile", ["press", "office", "screen"])
def test_a_text_that_is_switched_off_fails(profile: Profile) -> None:
    expected = Expected(languages()["fr"], papers()["letter-fold"], (TEXT, PHONE), (), facts_of((TEXT, PHONE)))
    pdf = good()
    group = layer(pdf, off=False)
    on(pdf, group, LINE)
    assert errors(pdf, profile, expected) - {"pdf.tags", "pdf.page-count"} == set()
    pdf.Root.OCProperties.D.OFF = Array([group])
    assert "pdf.fact-order" in errors(pdf, profile, expected)
    assert "pdf.text-copied" in ids(pdf, profile, expected)


@pytest.mark.parametrize("profile", ["press", "office", "screen"])
def test_a_page_whose_text_is_switched_off_fails_whatever_it_should_say(profile: Profile) -> None:
    pdf = good()
    pdf.pages[1].Contents = pdf.make_stream(b"0.1 0 0 0 k -20 -20 1000 1000 re f")
    on(pdf, layer(pdf), f"/Over gs 0 0 0 1 k {show(TEXT * 2)} {show(TEXT, y=200)}")
    assert errors(pdf, profile) - {"pdf.tags"} == {"pdf.layers"}
    draw(pdf, f"/Over gs 0 0 0 1 k {show('2')}")
    assert "pdf.layers" in errors(pdf, profile), "a page number is no text"


def test_everything_may_be_off_until_it_is_switched_on() -> None:
    pdf = good()
    group = layer(pdf, off=False)
    on(pdf, group, RGB)
    pdf.Root.OCProperties.D.BaseState = Name.OFF
    assert errors(pdf) == set()
    pdf.Root.OCProperties.D.ON = Array([group])
    assert errors(pdf) == {"pdf.rgb"}


def test_a_group_for_another_purpose_is_always_shown() -> None:
    pdf = good()
    on(pdf, layer(pdf, Intent=Name.Design), RGB)
    assert errors(pdf) == {"pdf.rgb"}


def test_pictures_and_forms_belong_to_layers_too() -> None:
    pdf = good()
    group = layer(pdf)
    form = pdf.make_stream(b"1 0 0 rg 100 100 50 50 re f", Subtype=Name.Form, BBox=Array([0, 0, 300, 300]), OC=group)
    picture = image(pdf, Name.DeviceRGB, 3, 100)
    picture.OC = group
    draw(pdf, "/F Do 30 0 0 30 100 100 cm /I Do", XObject=Dictionary(F=form, I=picture))
    assert errors(pdf) == set()
    assert "pdf.rgb" in ids(pdf)
    draw(pdf, RGB)
    assert errors(pdf) == {"pdf.rgb"}, "what follows is shown"


def test_a_layer_that_a_form_leaves_open_ends_with_it() -> None:
    pdf = good()
    form = pdf.make_stream(b"/OC /L BDC 0 0 0 1 k 9 9 9 9 re f", Subtype=Name.Form, BBox=Array([0, 0, 300, 300]))
    form.Resources = Dictionary(Properties=Dictionary(L=layer(pdf)))
    draw(pdf, f"/F Do {RGB}", XObject=Dictionary(F=form))
    assert errors(pdf) == {"pdf.rgb"}
    pdf = good()
    closing = pdf.make_stream(b"EMC EMC", Subtype=Name.Form, BBox=Array([0, 0, 300, 300]))
    draw(pdf, f"/OC /L BDC /F Do {RGB} EMC", XObject=Dictionary(F=closing), Properties=Dictionary(L=layer(pdf)))
    assert errors(pdf) == set(), "a form cannot end the page's"


@pytest.mark.parametrize(
    ("policy", "shown"), [("AnyOn", True), ("AllOn", False), ("AnyOff", True), ("AllOff", False), (None, True)]
)
def test_membership_goes_by_its_policy(policy: str | None, shown: bool) -> None:  # noqa: FBT001
    pdf = good()
    off = layer(pdf)
    other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Autre"))
    pdf.Root.OCProperties.OCGs.append(other)
    member = Dictionary(Type=Name.OCMD, OCGs=Array([off, other]))
    if policy:
        member.P = Name(f"/{policy}")
    on(pdf, member, RGB)
    assert ("pdf.rgb" in errors(pdf)) == shown


@pytest.mark.parametrize(("operator", "shown"), [("And", False), ("Or", True), ("Not", True)])
def test_an_expression_wins_over_the_policy(operator: str, shown: bool) -> None:  # noqa: FBT001
    pdf = good()
    off = layer(pdf)
    other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Autre"))
    pdf.Root.OCProperties.OCGs.append(other)
    parts = [off] if operator == "Not" else [off, Array([Name.Not, Array([Name.Not, other])])]
    member = Dictionary(Type=Name.OCMD, OCGs=off, VE=Array([Name(f"/{operator}"), *parts]))
    on(pdf, pdf.make_indirect(member), RGB)
    assert ("pdf.rgb" in errors(pdf)) == shown


def test_an_expression_that_holds_itself_is_damaged() -> None:
    pdf = good()
    group = layer(pdf)
    ring = pdf.make_indirect(Array([Name.And, group]))
    for _times in range(30):
        ring.append(ring)
    on(pdf, Dictionary(Type=Name.OCMD, VE=ring), RGB)
    assert ids(pdf) == {"pdf.readable"}


def test_a_layer_that_prints_otherwise_than_it_shows_is_a_warning() -> None:
    pdf = good()
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    on(pdf, layer(pdf, off=False, Usage=usage), LINE)
    assert {(hit.id, hit.severity) for hit in found(pdf)} == {("pdf.layers", "warning")}
    pdf.Root.OCProperties.OCGs[0].Usage.Print.PrintState = Name.ON
    assert ids(pdf) == set()


def test_layers_that_make_no_sense_are_no_traceback() -> None:
    for broken in (Array(), Dictionary(OCGs=Name.None_), Dictionary(D=Array()), Dictionary(OCGs=Array([None, 1]))):
        pdf = good()
        pdf.Root.OCProperties = broken
        on(pdf, Dictionary(Type=Name.OCMD, OCGs=Array([None])), LINE)
        assert ids(pdf) <= {"pdf.readable", "pdf.layers"}


def test_a_membership_is_worked_out_once_whether_or_not_it_is_an_object_of_its_own() -> None:
    pdf = good()
    member = Dictionary(Type=Name.OCMD, OCGs=Array([layer(pdf)]))
    with patch.object(Layers, "_shows", autospec=True, side_effect=Layers._shows) as asked:
        on(pdf, member, f"{RGB} EMC /OC /L BDC {RGB} EMC /OC /L BDC {RGB}")
        assert errors(pdf) == set()
    assert asked.call_count == 1
