"""Tags that say nothing go, what they held stays where it was in reading order."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from leafletgen.tagtree import fold_tags


def run(number: int, text: str = "x") -> str:
    return f"/Span<</MCID {number}>>BDC\n({text}) Tj\nEMC\n"


def page(contents: str, tree: Any) -> Pdf:
    """Return a page with these contents, and a document of nested (role, attributes, kids)."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(contents.encode())
    pdf.pages[0].StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.StructTreeRoot = root
    root.K = Array([element(pdf, root, *tree)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([])])))
    return pdf


def element(pdf: Pdf, above: Any, role: str, attributes: dict[str, Any], *kids: Any) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=above, Pg=pdf.pages[0].obj))
    for key, value in attributes.items():
        made[key] = value
    made.K = Array([element(pdf, made, *kid) if isinstance(kid, tuple) else kid for kid in kids])
    return made


def folded(contents: str, tree: Any) -> tuple[Any, str]:
    """Return what is left of a tree, as nested lists, and of the contents."""
    pdf = page(contents, tree)
    fold_tags(pdf)
    return shown(pdf.Root.StructTreeRoot.K[0]), pdf.pages[0].Contents.read_bytes().decode()


def shown(item: Any) -> Any:
    if not isinstance(item, Dictionary):
        return int(item)
    kids = item.K if isinstance(item.K, Array) else [item.K]
    return [str(item.S)[1:], *(shown(kid) for kid in kids)]


def test_a_list_that_is_set_as_a_table_is_one_list() -> None:
    items: Any = (("LI", {}, ("LBody", {}, ("P", {}, number))) for number in (0, 1))
    left, _contents = folded(run(0) + run(1), ("Document", {}, ("L", {}, ("L", {}, ("L", {}, *items)))))
    assert left == ["Document", ["L", ["LI", ["LBody", ["P", 0]]], ["LI", ["LBody", ["P", 1]]]]]


def test_a_list_below_an_item_stays_a_list() -> None:
    """WeasyPrint puts it beside the item."""
    item: Any = ("LI", {}, ("LBody", {}, ("P", {}, 0)))
    below: Any = ("L", {}, ("LI", {}, ("LBody", {}, ("P", {}, 1))))
    left, _contents = folded(run(0) + run(1), ("Document", {}, ("L", {}, item, below)))
    assert left == ["Document", ["L", ["LI", ["LBody", ["P", 0]]], ["L", ["LI", ["LBody", ["P", 1]]]]]]


def test_spans_and_groups_without_attributes_give_their_kids_away() -> None:
    tree: Any = (
        "Document",
        {},
        ("Div", {}, ("Div", {}, ("P", {}, ("NonStruct", {}, ("Span", {}, 0)), ("Span", {}, 1)))),
    )
    left, _contents = folded(run(0) + "BT\n" + run(1), tree)
    assert left == ["Document", ["P", 0, 1]]


def test_what_says_something_stays() -> None:
    french = ("Span", {"/Lang": String("fr")}, 1)
    tree: Any = ("Document", {}, ("Sect", {}, ("H2", {}, ("Span", {}, 0)), ("P", {}, french), ("L", {}, ("LI", {}, 2))))
    left, _contents = folded(run(0) + run(1) + run(2), tree)
    assert left == ["Document", ["Sect", ["H2", 0], ["P", ["Span", 1]], ["L", ["LI", 2]]]]


def test_blocks_of_text_in_a_list_item_stay_apart() -> None:
    tree: Any = ("Document", {}, ("LBody", {}, ("Div", {}, ("Span", {}, 0)), ("Div", {}, ("Span", {}, 1))))
    left, _contents = folded(run(0) + run(1), tree)
    assert left == ["Document", ["LBody", ["Div", 0], ["Div", 1]]]


def test_runs_that_follow_each_other_become_one() -> None:
    tree: Any = ("Document", {}, ("P", {}, ("Span", {}, 0), ("Span", {}, 1)), ("P", {}, ("Span", {}, 2)))
    left, contents = folded(run(0, "a") + run(1, "b") + run(2, "c"), tree)
    assert left == ["Document", ["P", 0], ["P", 2]]
    assert contents == "/Span<</MCID 0>>BDC\n(a) Tj\n(b) Tj\nEMC\n" + run(2, "c")


def test_runs_whose_text_is_said_become_one_with_both_texts() -> None:
    said = [("Span", {"/ActualText": String(text)}, number) for number, text in enumerate(("one ", "two"))]
    pdf = page(run(0) + run(1), ("Document", {}, ("P", {}, *said)))
    fold_tags(pdf)
    span = pdf.Root.StructTreeRoot.K[0].K.K
    assert (str(span.ActualText), int(span.K)) == ("one two", 0)


def test_runs_out_of_order_or_with_a_text_of_their_own_in_the_contents_stay() -> None:
    tree: Any = ("Document", {}, ("P", {}, ("Span", {}, 1), ("Span", {}, 0)))
    assert folded(run(0) + run(1), tree)[0] == ["Document", ["P", 1, 0]]
    own = "/Span<</MCID 1/ActualText(b )>>BDC\n(b) Tj\nEMC\n"
    tree = ("Document", {}, ("P", {}, ("Span", {}, 0), ("Span", {}, 1), ("Span", {}, 2)))
    assert folded(run(0) + own + run(2), tree)[0] == ["Document", ["P", 0, 1, 2]]


def test_each_run_finds_its_element_and_what_is_in_none_is_an_artifact() -> None:
    pdf = page(run(0) + run(1) + "BT\n" + run(2), ("Document", {}, ("P", {}, ("Span", {}, 0)), ("P", {}, 2)))
    fold_tags(pdf)
    first, second = pdf.Root.StructTreeRoot.K[0].K
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    assert [each and each.objgen for each in parents] == [first.objgen, None, second.objgen]
    assert b"(x) Tj\nEMC\n/Artifact<</Type/Pagination>>BDC\n" in pdf.pages[0].Contents.read_bytes()


def test_a_link_keeps_its_annotation() -> None:
    pdf = page(run(0), ("Document", {}, ("P", {}, ("Link", {}, 0))))
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, StructParent=1))
    link = pdf.Root.StructTreeRoot.K[0].K[0].K[0]
    link.K.append(pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=pdf.pages[0].obj)))
    fold_tags(pdf)
    number, reference = pdf.Root.StructTreeRoot.K[0].K.K.K
    assert (int(number), reference.Type, reference.Obj.objgen) == (0, Name.OBJR, annotation.objgen)
    assert "/Pg" in link
    assert isinstance(link, pikepdf.Dictionary)
