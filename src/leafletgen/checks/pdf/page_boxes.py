"""Boxes are nested, all trims are equal, no page is rotated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from leafletgen.boxes import inherited, raw_box
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, PdfPage

_SLACK_PT = 0.05


def find(document: Document) -> Iterator[Hit]:
    """Yield pages whose boxes contradict each other or the first page's."""
    for page in document.pages:
        yield from _named(page)
        yield from _nested(page)
        if page.size_mm != document.pages[0].size_mm:
            sizes = [f"{size[0]:g} × {size[1]:g} mm" for size in (page.size_mm, document.pages[0].size_mm)]
            yield Hit(f"the page is {sizes[0]}, the first one is {sizes[1]}.", page.number)


def _named(page: PdfPage) -> Iterator[Hit]:
    """Yield a trim that the page does not give itself, and what turns or scales it."""
    if not page.boxes.has_trim:
        yield Hit("the page has no TrimBox.", page.number, hint="Say where the page is cut.")
    for name in ("TrimBox", "BleedBox"):
        if f"/{name}" not in page.raw.obj and inherited(page.raw.obj, f"/{name}") is not None:
            hint = "Give each page its own: some programs go by that one, most do not (ISO 32000-1, table 30)."
            yield Hit(f"a {name} stands above the pages only, which do not inherit it.", page.number, hint=hint)
    if page.boxes.rotate:
        yield Hit(f"the page is rotated by {page.boxes.rotate} degrees.", page.number)
    if (unit := float(page.raw.obj.get("/UserUnit", 1))) != 1:
        hint = "Make it at its true size: programs that do not know UserUnit print it at another."
        yield Hit(f"the page is measured in units of {unit:g} points (UserUnit).", page.number, hint=hint)


def _nested(page: PdfPage) -> Iterator[Hit]:
    """Yield boxes that reach out of those round them."""
    crop = raw_box(page.raw, "/CropBox", page.number)
    if crop is not None and not crop.holds(page.boxes.trim, _SLACK_PT):
        yield Hit("the TrimBox is not inside the CropBox: what is shown ends before the trim.", page.number)
    found = [(name, raw_box(page.raw, f"/{name}", page.number)) for name in ("MediaBox", "BleedBox", "TrimBox")]
    known = [(name, box) for name, box in found if box is not None]
    for (outer, big), (inner, small) in pairwise(known):
        if not big.holds(small, _SLACK_PT):
            yield Hit(f"the {inner} is not inside the {outer}.", page.number)


CHECK = PdfCheck(
    id="pdf.boxes",
    severity={"press": "error", "office": "warning"},
    rationale="Imposition and cutting go by the boxes: wrong ones cut text off.",
    proposal="Make all pages one size, upright, TrimBox within BleedBox within MediaBox.",
    find=find,
)
