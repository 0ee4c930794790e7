"""The screen edition's last pass (pikepdf): what PDF/UA asks for and WeasyPrint does not write."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from leafletgen.actualtext import add_actual_text
from leafletgen.html import Html
from leafletgen.tables import STAFF_LANGUAGE


def finish_screen(data: bytes, html: Html) -> bytes:
    """Return the PDF without its bleed, with reading direction, true text and the language of its foreign elements.

    /Direction /R2L makes viewers bind right-to-left leaflets on the right (ISO 32000-1, 12.2);
    the cover's French name gets its own /Lang (14.9.2.2). Same input, same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.MediaBox = page.BleedBox = page.TrimBox
        if html.language.direction == "rtl":
            preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
            preferences.Direction = Name.R2L
            pdf.Root.ViewerPreferences = preferences
        add_actual_text(pdf, html.text, html.fonts)
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.BlockQuote:  # the template's mark for the French name
                element.S = Name.P
                element.Lang = String(STAFF_LANGUAGE)
        return save(pdf)


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
