"""The file parses, is not encrypted, and qpdf finds nothing wrong."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document
from leafletgen.pdfinput import said

UNLOCKED = "Make the file again, without a password."


def find(document: Document) -> Iterator[Hit]:
    """Yield encryption and what qpdf complains of."""
    if document.pdf.is_encrypted:
        yield Hit("the file is encrypted.", hint=UNLOCKED)
    with warnings.catch_warnings(action="ignore"):  # that a program for JBIG2 is missing
        problems = [said(str(problem)) for problem in document.pdf.check_pdf_syntax()]
    problems += [said(str(problem)) for problem in document.pdf.get_warnings()]
    for problem in dict.fromkeys(problems):
        yield Hit(f"the file is damaged: {problem}.")


CHECK = PdfCheck(
    id="pdf.readable",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="A file that one program mends in silence may print with pages or letters missing in another.",
    proposal="Make the file again.",
    find=find,
)
