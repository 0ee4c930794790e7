"""Tags that say something: without the others, a structure tree reads the same (ISO 32000-1, 14.7 and 14.8.4).

WeasyPrint has an element for each box and each run of text. A Span or NonStruct without attributes is nothing to a
reader, nor is a Div that only holds other blocks: what is in them goes to the element above. So does what is in a list
that is all that a list holds: one that is set as a table is three lists to WeasyPrint, one for each of its boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

_PLAIN = frozenset(("/Type", "/S", "/P", "/K", "/Pg"))
_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_BLOCKS = frozenset((*_HEADINGS, "/Div", "/Figure", "/L", "/P", "/Sect", "/Table"))
_OF_BLOCKS = frozenset(("/Div", "/Document", "/LBody", "/Sect", "/TD", "/TH"))
_HOLDERS = ("/Caption", "/LBody", "/Lbl", "/Link", "/NonStruct", "/Span", "/TD", "/TH")
_OF_TEXT = frozenset((*_HEADINGS, *_HOLDERS, "/Div", "/P"))
_MARK = re.compile(rb"/(\w+)\s*(?:<</MCID (\d+)([^\n]*)>>\s*BDC|BMC)\n")
_END = b"EMC\n"
_CHANGING = re.compile(rb"(?P<end>EMC\n)?/Span\s*<</MCID (?P<run>\d+)>>\s*BDC\n")
_IN_MARGIN = b"/Artifact<</Type/Pagination>>BDC\n"


@dataclass(slots=True)
class _Node:
    """A structure element, and what is in it: elements, numbers of marked runs, references to links."""

    element: Any
    role: str
    attributes: frozenset[str]
    page: int
    kids: list[Any]

    @property
    def has_content(self) -> bool:
        return not all(isinstance(kid, _Node) for kid in self.kids)

    @property
    def run(self) -> int | None:
        """The one run of a Span that is there for its /ActualText."""
        is_spoken = self.role == "/Span" and self.attributes - _PLAIN == {"/ActualText"} and len(self.kids) == 1
        return self.kids[0] if is_spoken and isinstance(self.kids[0], int) else None


def fold_tags(pdf: Pdf) -> None:
    """Take the elements that say nothing out of a structure tree: half of all; saves a tenth of a screen edition.

    Runs of text that follow each other in an element become one. Those that are in none stand in the margin: they
    become artifacts (ISO 14289-1, 7.1).
    """
    root = pdf.Root.StructTreeRoot
    places = {page.objgen: number for number, page in enumerate(pdf.pages)}
    contents = [bytes(page.Contents.read_bytes()) for page in pdf.pages]
    before = [_runs_before(data) for data in contents]
    owners: list[dict[int, Any]] = [{} for _page in contents]
    joined: list[set[int]] = [set() for _page in contents]
    for node in _nodes(_folded(_read(root.K[0], places))):
        node.kids = list(_joined(node, before[node.page], joined[node.page]))
        _write(node)
        owners[node.page].update({kid: node.element for kid in node.kids if isinstance(kid, int)})
    numbers = root.ParentTree.Nums
    lists = {int(numbers[i]): i + 1 for i in range(0, len(numbers), 2)}
    for page, data, owned, gone in zip(pdf.pages, contents, owners, joined, strict=True):
        elements = [owned.get(number) for number in range(max(owned, default=-1) + 1)]
        numbers[lists[int(page.StructParents)]] = Array(elements)
        page.Contents.write(_marked(data, owned.keys(), gone))


def _read(element: Any, places: dict[Any, int]) -> _Node:
    kids = element.get("/K", ())
    return _Node(
        element,
        str(element.S),
        frozenset(element.keys()),
        places[element.Pg.objgen] if "/Pg" in element else 0,
        [
            _read(kid, places) if isinstance(kid, Dictionary) and "/S" in kid else kid
            for kid in (kids if isinstance(kids, Array) else [kids])
        ],
    )


def _folded(node: _Node) -> _Node:
    """Return an element with the kids of those in it that say nothing."""
    node.kids = [_folded(kid) if isinstance(kid, _Node) else kid for kid in node.kids]
    node.kids = [each for kid in node.kids for each in (kid.kids if _is_silent(kid, node) else [kid])]
    return node


def _is_silent(kid: Any, above: _Node) -> bool:
    """Tell whether what is in an element means the same in the one above it."""
    if not isinstance(kid, _Node) or kid.attributes - _PLAIN:
        return False
    if kid.role == "/L" == above.role:
        return all(isinstance(each, _Node) and each.role == "/L" for each in above.kids)
    if kid.role not in ("/Div", "/NonStruct", "/Span"):
        return False
    if all(isinstance(each, _Node) and each.role in _BLOCKS for each in kid.kids):
        return not kid.kids or above.role in _OF_BLOCKS
    of_page = kid.page == above.page or not kid.has_content
    return kid.role != "/Div" and above.role in _OF_TEXT and of_page


def _nodes(node: _Node) -> Iterator[_Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, _Node):
            yield from _nodes(kid)


def _joined(node: _Node, before: dict[int, int], gone: set[int]) -> Iterator[Any]:
    """Yield the kids of an element, but not the runs that go on the one before: those are added to `gone`."""
    last: Any = None
    tail: int | None = None
    for kid in node.kids:
        run = kid.run if isinstance(kid, _Node) else kid if isinstance(kid, int) else None
        if run is not None and tail is not None and before.get(run) == tail and isinstance(last, type(kid)):
            gone.add(run)
            if isinstance(kid, _Node):
                last.element.ActualText = String(str(last.element.ActualText) + str(kid.element.ActualText))
        else:
            last = kid
            yield kid
        tail = run


def _write(node: _Node) -> None:
    """Give an element its kids, its page only where it holds content of it, and no type (optional: table 323)."""
    element = node.element
    kids = [kid.element if isinstance(kid, _Node) else _direct(kid) for kid in node.kids]
    element.K = kids[0] if len(kids) == 1 else Array(kids)
    for key in ("/Type", *(() if node.has_content else ("/Pg",))):
        if key in element:
            del element[key]
    for kid in node.kids:
        if isinstance(kid, _Node):
            kid.element.P = element


def _direct(kid: Any) -> Any:
    return Dictionary(Type=Name.OBJR, Obj=kid.Obj) if isinstance(kid, Dictionary) else kid


def _runs_before(contents: bytes) -> dict[int, int]:
    """Return, for runs of text that follow another one immediately, which one that is."""
    found = {}
    for last, mark in pairwise(_MARK.finditer(contents)):
        are_text = last[1] == mark[1] == b"Span" and not last[3] and not mark[3]
        if are_text and contents.endswith(_END, 0, mark.start()):
            found[int(mark[2])] = int(last[2])
    return found


def _marked(contents: bytes, owned: Set[int], gone: set[int]) -> bytes:
    """Return contents without the marks of runs that go on, and with those in the margin as artifacts."""

    def changed(mark: re.Match[bytes]) -> bytes:
        if (number := int(mark["run"])) in owned:
            return mark[0]
        return b"" if number in gone else (mark["end"] or b"") + _IN_MARGIN

    return _CHANGING.sub(changed, contents)
