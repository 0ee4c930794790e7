"""What the leaflet says is on no layer that is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document

_MOST = 20
"""So many times more letters hidden than shown: what is left is a page number."""


def find(document: Document) -> Iterator[Hit]:
    """Yield pages whose text is switched off, and on paper all layers that are off or print otherwise than shown."""
    for page in document.pages:
        hidden = page.hidden_glyphs
        if hidden and len(hidden) > _MOST * len(page.glyphs):
            yield Hit("the text of the page is on a layer that is switched off.", page.number, hidden[0].box)
    if document.profile == "screen":
        return
    layers = document.layers
    for name in layers.names:
        what = f"the layer “{name}” is switched off: printers differ in what they make of it."
        yield Hit(what, severity="warning")
    for name in layers.varying:
        yield Hit(f"the layer “{name}” is shown otherwise than it prints, or the reverse.", severity="warning")


CHECK = PdfCheck(
    id="pdf.layers",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="What is on a layer that is off is in the file, but on no page; some print shops switch it on.",
    proposal="Make the file without layers: remove what is off, keep the rest.",
    find=find,
)
