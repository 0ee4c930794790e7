"""No RGB, Lab or CalRGB anywhere: operators, images, gradients, groups, forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pikepdf import Dictionary, Name, Stream

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import NOT_FOR_PRESS, Paint, Space, read_space
from leafletgen.checks.pdf.document import Document, PdfPage
from leafletgen.checks.pdf.marks import Glyph, Image, Mark, Shape, paints


def find(document: Document) -> Iterator[Hit]:
    """Yield the first use of a screen colour of each kind on each page, and groups and patterns."""
    for page in document.pages:
        yield from _first(page, page.placed)
        for hit in _first(page, ((mark, mark.box) for mark in page.hidden)):
            yield replace(hit, message=f"{hit.message[:-1]}, on a layer that is off.", severity="warning")
    for each in document.objects():
        yield from _object(each)


def _is_for_screens(space: Space) -> bool:
    return space.kind in NOT_FOR_PRESS or space.base in NOT_FOR_PRESS


def _first(page: PdfPage, marks: Iterable[tuple[Mark, Rectangle]]) -> Iterator[Hit]:
    """Yield the first use of a screen colour, and of one that nobody can tell, of each kind."""
    seen: set[str] = set()
    for mark, at in marks:
        for paint in paints(mark):
            kind = paint.space.base if paint.space.kind == "spot" else paint.space.kind
            if "unknown" in (paint.space.kind, paint.space.base):
                hit = Hit(f"{_what(mark, paint)} in a colour that cannot be judged.", page.number, at, "warning")
            elif _is_for_screens(paint.space):
                hit = Hit(f"{_what(mark, paint)} in {kind}.", page.number, at)
            else:
                continue
            if hit.message not in seen:
                seen.add(hit.message)
                yield hit


def _what(mark: Mark, paint: Paint) -> str:
    match mark:
        case Glyph():
            return "text"
        case Shape():
            return "an area" if paint is mark.fill else "a line"
        case Image():
            return "an image"
    return "a gradient"


def _object(each: Dictionary | Stream) -> Iterator[Hit]:
    if each.get("/S") == Name.Transparency and _is_for_screens(read_space(each.get("/CS"))):
        yield Hit("a transparency group blends in RGB.")
    shading = each.get("/Shading", Dictionary()) if each.get("/PatternType") == 2 else Dictionary()
    if _is_for_screens(read_space(shading.get("/ColorSpace"))):
        yield Hit("a gradient pattern in RGB.")


CHECK = PdfCheck(
    id="pdf.rgb",
    severity={"press": "error"},
    rationale="A press converts screen colours as it likes: brand colours shift, black text becomes four inks.",
    proposal="Convert to CMYK or gray with the press edition.",
    find=find,
)
