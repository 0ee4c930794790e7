"""The keys by which a press knows a PDF/X, and what would make it print other than it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document

_NEWEST = (1, 6)
"""PDF/X-4 is PDF 1.6 (ISO 15930-7)."""


def find(document: Document) -> Iterator[Hit]:
    """Yield what is missing of PDF/X version, Trapped, ID and title, and what PDF/X forbids."""
    info = document.pdf.trailer.get("/Info", Dictionary())
    if not pdfx_version(document):
        yield Hit("the file does not say that it is PDF/X.")
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield Hit("the file does not say whether it is trapped.")
    if "/ID" not in document.pdf.trailer:
        yield Hit("the file has no ID.")
    if not document.title:
        yield Hit("the file has no title.")
    version = tuple(int(part) for part in document.pdf.pdf_version.split("."))
    if version > _NEWEST:
        yield Hit(f"the file is PDF {document.pdf.pdf_version}; PDF/X-4 goes up to 1.6.")
    for what in sorted({what for each in document.objects() for what in _forbidden(each)}):
        yield Hit(f"the file holds {what}.", hint="Take it out: PDF/X allows nothing that prints other than it shows.")


def _forbidden(each: Any) -> Iterator[str]:
    """Yield what prints other than it shows (ISO 15930-7, 6); a soft mask's own /TR (with /G) is allowed."""
    if Name.PS in (each.get("/Subtype"), each.get("/Subtype2")):
        yield "PostScript code"
    if "/OPI" in each:
        yield "a picture that a server puts another in for (OPI)"
    if any(other.get("/DefaultForPrinting", False) for other in each.get("/Alternates", ())):
        yield "a picture that is printed instead of another (Alternates)"
    if each.get("/Subtype") == Name.Form and "/Ref" in each:
        yield "a page of another file (a reference XObject)"
    if ("/TR" in each and "/G" not in each) or each.get("/TR2", Name.Default) != Name.Default:
        yield "a transfer function"


def pdfx_version(document: Document) -> str:
    """Return “PDF/X-4” or the like, empty where the file claims nothing."""
    xmp = str(document.metadata.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", ""))
    return xmp or str(document.pdf.trailer.get("/Info", Dictionary()).get("/GTS_PDFXVersion", ""))


CHECK = PdfCheck(
    id="pdf.pdfx-keys",
    severity={"press": "error"},
    rationale="Presses sort files by these keys; without them a person has to ask.",
    proposal="Make the press edition, which writes them.",
    find=find,
)
