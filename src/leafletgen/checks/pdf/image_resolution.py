"""Images have enough pixels for their size."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, threshold
from leafletgen.checks.pdf.marks import Image


def find(document: Document) -> Iterator[Hit]:
    """Yield images that print coarse, an error below the one limit, a warning below the other."""
    low, high = threshold("image", "error_ppi"), threshold("image", "warning_ppi")
    for page in document.pages:
        for image, at in page.placed:
            if isinstance(image, Image) and 0 < image.ppi < high and at.width > 0 and at.height > 0:
                what = f"an image has {image.ppi:.0f} pixels per inch; {high:.0f} are wanted, {low:.0f} needed."
                yield Hit(what, page.number, at, severity=None if image.ppi < low else "warning")


CHECK = PdfCheck(
    id="pdf.image-resolution",
    severity={"press": "error", "office": "warning"},
    rationale="Coarse pictures show steps; faces, signs and maps cannot be made out.",
    proposal="Use a larger picture, or a drawing (SVG).",
    find=find,
)
