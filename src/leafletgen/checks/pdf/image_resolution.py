"""Images have enough pixels for their size."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, threshold


def find(document: Document) -> Iterator[Hit]:
    """Yield images that print coarse, an error below the one limit, a warning below the other."""
    low, high = threshold("image", "error_ppi"), threshold("image", "warning_ppi")
    for page in document.pages:
        for image in page.images:
            if 0 < image.ppi < high and image.box.width > 0 and image.box.height > 0:
                what = f"an image has {image.ppi:.0f} pixels per inch; {high:.0f} are wanted, {low:.0f} needed."
                yield Hit(what, page.number, image.box, severity=None if image.ppi < low else "warning")


CHECK = PdfCheck(
    id="pdf.image-resolution",
    severity={"press": "error", "office": "warning"},
    rationale="Coarse pictures show steps; faces, signs and maps cannot be made out.",
    proposal="Use a larger picture, or a drawing (SVG).",
    find=find,
)
