"""What PDFs can do without, taken out of WeasyPrint's before they are written: all editions gain by it."""

from __future__ import annotations

import io
import re
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

from leafletgen.composed import ComposedFont, add_letters, composed_fonts, tell, with_letters
from leafletgen.errors import RenderError
from leafletgen.fonts import POSTSCRIPT_NAME
from leafletgen.html import Html
from leafletgen.terse import terse

_TABLES_OF_SHAPING = ("GDEF", "STAT", "cmap", "gasp", "vhea", "vmtx")
"""Of fonts: what PDFs tell by themselves, or viewers have no use for (ISO 32000-1, 9.9)."""
_DO = re.compile(rb"^/(\S+) Do$", re.MULTILINE)


def lean(_document: Any, pdf: pydyf.PDF, html: Html | None = None) -> None:
    """Make page contents and fonts of a PDF smaller that WeasyPrint is about to write (its `finisher`).

    With the HTML, letters that its fonts build from parts become one glyph each.

    Raises RenderError for contents that another WeasyPrint writes: nobody knows what the later passes make of them.
    """
    objects = {each.reference: each for each in pdf.objects}
    composed = composed_fonts(html, objects) if html else {}
    for page in (
        each for each in objects.values() if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page"
    ):
        resources, contents = objects[page["Resources"]], objects[page["Contents"]]
        text = _drawn_in_place(_contents(contents), resources, objects)
        if composed:
            text = with_letters(text, _by_name(objects[resources["Font"]], composed))
        try:
            contents.stream = [terse(text, _opacities(resources))]
        except ValueError as error:
            hint = "Install the version of WeasyPrint that constraints.txt names, or mend terse.py."
            raise RenderError(f"{error}.", hint) from None
    for font in composed.values():
        tell(font)
    by_program = {font.program: font for font in composed.values() if font.added}
    for font in (each for each in objects.values() if isinstance(each, pydyf.Stream) and "Length1" in each.extra):
        font.stream = [without_shaping(b"".join(font.stream), by_program.get(font.reference))]
        font.extra["Length1"] = len(font.stream[0])


def _by_name(fonts: Any, composed: dict[bytes, ComposedFont]) -> dict[bytes, ComposedFont]:
    return {f"/{name}".encode(): composed[font] for name, font in fonts.items() if font in composed}


def _drawn_in_place(contents: bytes, resources: Any, objects: dict[bytes, Any]) -> bytes:
    """Return contents with what simple forms draw in the place of the forms, which are drawn once each; saves 3 %.

    WeasyPrint makes each background picture a form and a transparency group, though nothing in it be transparent. It
    paints what its contents would (ISO 32000-1, 8.10.1 and 11.6.6).
    """
    drawn_here: set[str] = set()

    def drawn(do: re.Match[bytes]) -> bytes:
        form = objects[resources["XObject"][do[1].decode()]]
        own = objects.get(form.extra.get("Resources"), {})
        if form.extra.get("Subtype") != "/Form" or "Matrix" in form.extra or not _is_opaque(own, resources):
            return do[0]
        left, bottom, right, top = form.extra["BBox"]
        clip = f"{left:f} {bottom:f} {right - left:f} {top - bottom:f} re\nW\nn\n"
        drawn_here.add(do[1].decode())
        resources["ExtGState"].update(own.get("ExtGState", {}))
        return b"q\n" + clip.encode() + _contents(form) + b"\nQ"

    contents = _DO.sub(drawn, contents)
    for name in drawn_here:
        del resources["XObject"][name]
    return contents


def _is_opaque(own: Any, resources: Any) -> bool:
    """Tell whether a form needs no resources but fonts, which pages have too, and full opacity."""
    has_more = any(own.get(kind) for kind in ("XObject", "Pattern", "Shading"))
    states = own.get("ExtGState", {})
    of_page = resources["ExtGState"]
    is_opaque = all(
        list(state.values()) == [1] == list(of_page.get(name, state).values()) for name, state in states.items()
    )
    return is_opaque and not has_more and own.get("Font") == resources["Font"]


def without_shaping(program: bytes, composed: ComposedFont | None = None) -> bytes:
    """Return a TrueType font without what only shaping needs, for codes that are glyph numbers; a tenth less.

    Of its names, the PostScript name stays: preflight finds the file of the project by it.
    """
    out = io.BytesIO()
    with TTFont(io.BytesIO(program), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        for table in _TABLES_OF_SHAPING:
            if table in font:
                del font[table]
        if composed:
            add_letters(font, composed)
        font["name"].names = [name for name in font["name"].names if name.nameID == POSTSCRIPT_NAME]
        font.save(out, reorderTables=None)
    return out.getvalue()


def _opacities(resources: Any) -> dict[bytes, bytes]:
    """Return the graphics states that set nothing but an opacity; WeasyPrint names them by it."""
    states = ((name, *state.items()) for name, state in resources["ExtGState"].items())
    return {
        f"/{name}".encode(): f"{values[0][0]} {float(values[0][1]):g}".encode()
        for name, *values in states
        if len(values) == 1 and values[0][0] in ("ca", "CA")
    }


def _contents(stream: Any) -> bytes:
    items = (each.data if isinstance(each, pydyf.Object) else each for each in stream.stream)
    return b"\n".join(each if isinstance(each, bytes) else str(each).encode("ascii") for each in items)
