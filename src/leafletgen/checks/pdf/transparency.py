"""Transparency only as the PDF/X version allows."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, PdfPage
from leafletgen.checks.pdf.marks import Image
from leafletgen.checks.pdf.pdfx_keys import pdfx_version

_ALLOWED = ("PDF/X-4", "PDF/X-5", "PDF/X-6")


def find(document: Document) -> Iterator[Hit]:
    """Yield the first thing on each page that what is below shines through."""
    version = pdfx_version(document)
    if version.startswith(_ALLOWED):
        return
    for page in document.pages:
        at = _first(page)
        if at is not None:
            yield Hit(f"something is transparent, which {version or 'a plain PDF'} does not allow.", page.number, at)


def _first(page: PdfPage) -> Rectangle | None:
    for mark, at in page.placed:
        if mark.ink.transparent or (isinstance(mark, Image) and mark.raw is not None and "/SMask" in mark.raw):
            return at
    return None


CHECK = PdfCheck(
    id="pdf.transparency",
    severity={"press": "error"},
    rationale="Old machines flatten transparency badly: shadows become boxes, text gets thick.",
    proposal="Use PDF/X-4, or opaque colours.",
    find=find,
)
