"""The screen edition's last pass (pikepdf): what PDF/UA asks for and WeasyPrint does not write."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from leafletgen.actualtext import add_actual_text, text_nodes
from leafletgen.html import Html
from leafletgen.tagtree import fold_tags

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_FOREIGN_PICTURE = re.compile(r'<img [^>]*lang="([^"]*)" alt="([^"]*)">')

_PT_PER_PX = Decimal("0.75")


def finish_screen(data: bytes, html: Html) -> bytes:
    """Return the PDF without its bleed, with reading direction, true text and the language of what is foreign in it.

    /Direction /R2L makes viewers bind right-to-left leaflets on the right (ISO 32000-1, 12.2).
    Same input, same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.MediaBox = page.BleedBox = page.TrimBox
        if html.language.direction == "rtl":
            preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
            preferences.Direction = Name.R2L
            pdf.Root.ViewerPreferences = preferences
        add_actual_text(pdf, html.text, html.fonts)
        _name_languages_of_pictures(pdf, html.text)
        _place_pictures(pdf)
        _name_headers(pdf)
        _number_steps(pdf)
        _part_links(pdf)
        _name_links(pdf, html.text)
        fold_tags(pdf)
        return save(pdf)


def _name_languages_of_pictures(pdf: Pdf, html: str) -> None:
    """Say the language of alternative texts that are not in the page's (ISO 32000-1, 14.9.2.2)."""
    languages = {unescape(alt): language for language, alt in _FOREIGN_PICTURE.findall(html)}
    for element in _elements(pdf.Root.StructTreeRoot):
        if element.get("/S") == Name.Figure and str(element.get("/Alt", "")) in languages:
            element.Lang = String(languages[str(element.Alt)])


def _place_pictures(pdf: Pdf) -> None:
    """Say where pictures are in points from the page's lower left (ISO 32000-1, 14.8.5.4.3).

    WeasyPrint says it in CSS pixels from the upper left; readers then frame another place, or one off the page.
    """
    for element in _elements(pdf.Root.StructTreeRoot):
        if element.get("/S") == Name.Figure:
            height = element.Pg.TrimBox[3]
            left, top, right, bottom = (each * _PT_PER_PX for each in element.A.BBox)
            element.A.BBox = Array([round(each, 2) for each in (left, height - bottom, right, height - top)])


def _name_headers(pdf: Pdf) -> None:
    """Let cells find their headers, which stand above them: WeasyPrint gives headers names, and no table of names.

    The table is required (ISO 32000-1, 14.7.2); /Scope is what most readers go by (14.8.5.7).
    """
    headers = {}
    for element in _elements(pdf.Root.StructTreeRoot):
        if element.get("/S") == Name.TH:
            element.A.Scope = Name.Column
            headers[bytes(element.ID)] = element
    if headers:
        names = [part for name in sorted(headers) for part in (String(name), headers[name])]
        pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array(names))


def _number_steps(pdf: Pdf) -> None:
    """Put the numbers of steps before what they number, in lists that say so (ISO 32000-1, 14.8.4.3.3 and 14.8.5.5).

    WeasyPrint knows no numbers but its own.
    """
    labels = [each for each in _elements(pdf.Root.StructTreeRoot) if Name.Lbl == each.S]
    for number in (each for each in labels if each.P.S != Name.LI):
        item = number.P
        item.K = Array([each for each in item.K if each.objgen != number.objgen])
        while item.S != Name.LI:
            item = item.P
        number.P = item
        item.K.insert(0, number)
        item.P.A = Dictionary(O=Name.List, ListNumbering=Name.Decimal)


def _part_links(pdf: Pdf) -> None:
    """Drop the links within links, which WeasyPrint makes of the boxes in an <a>.

    Each link is in a Link of its own (ISO 14289-1, 7.18.5), and is read out once.
    """
    links = [each for each in _elements(pdf.Root.StructTreeRoot) if each.get("/S") == Name.Link]
    dropped = set()
    for inner in (each for link in links for each in _elements(link)):
        for child in [each for each in inner.get("/K", ()) if _is_link(each)]:
            dropped.add(int(child.Obj.StructParent))
            inner.K = Array([each for each in inner.K if not _is_link(each)])
    if not dropped:
        return
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([each for each in page.Annots if int(each.StructParent) not in dropped])
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    pairs = [(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
    kept = [part for pair in pairs if int(pair[0]) not in dropped for part in pair]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array(kept)


def _is_link(child: Any) -> bool:
    return isinstance(child, Dictionary) and child.get("/Type") == Name.OBJR


def _name_links(pdf: Pdf, html: str) -> None:
    """Let links say their text: WeasyPrint lets them say their targets, such as part-2 (ISO 14289-1, 7.18.5)."""
    texts = {unescape(target): _spaced(text) for target, text in reversed(_LINK.findall(html))}
    for link in (each for page in pdf.pages for each in page.get("/Annots", ())):
        target = str(link.A.URI) if "/A" in link else f"#{link.Dest}"
        link.Contents = String(texts.get(target, str(link.Contents)))


def _spaced(html: str) -> str:
    return " ".join(" ".join(text_nodes(html)).split())


def _elements(node: Any) -> Iterator[Any]:
    """Yield all structure elements below a node of the structure tree."""
    children = node.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def save(pdf: Pdf, at_least: str = "1.5") -> bytes:
    """Return a PDF's bytes; the same document always gives the same ones."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, min_version=at_least, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
