"""Registration colour stands outside the trim only; there are no stray spot colours."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import PLATES
from leafletgen.checks.pdf.document import Document, thresholds
from leafletgen.checks.pdf.marks import paints


def find(document: Document) -> Iterator[Hit]:
    """Yield spot colours that nobody ordered, and marks that reach into the page."""
    allowed = {*thresholds("spots", "allowed"), *PLATES, "None"}
    for page in document.pages:
        seen: set[str] = set()
        trim = page.boxes.trim.grown(-0.3)
        for mark, box in page.placed:
            names = {name for paint in paints(mark) if paint.space.names for name in paint.space.names}
            if not names:
                continue
            across = box.left < trim.right and box.right > trim.left
            inside = across and box.bottom < trim.top and box.top > trim.bottom
            for name in sorted(names - allowed - seen):
                if name != "All":
                    seen.add(name)
                    yield Hit(f"the spot colour “{name}” would need a plate of its own.", page.number, box)
                elif inside:
                    seen.add(name)
                    yield Hit("registration colour (All) stands inside the trim.", page.number, box)


CHECK = PdfCheck(
    id="pdf.spots",
    severity={"press": "error"},
    rationale="A spot colour costs a plate nobody ordered; registration colour prints on all of them.",
    proposal="Convert it to the four inks.",
    find=find,
)
