"""The number of pages fits the fold."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document


def find(document: Document) -> Iterator[Hit]:
    """Yield a number of pages that cannot be folded.

    A sheet is wider than high: two sides each. Single pages make a booklet: a multiple of four.
    Instructions before them do not count.
    """
    count = len(document.sheets)
    width, height = document.sheets[0].size_mm
    if document.expected is not None and document.profile == "office":
        paper = document.expected.paper
        wanted = len(paper.panels) // 2 if paper.flowing else len(paper.sides)
        if count != wanted:
            yield Hit(f"{count} pages; the {paper.name} has {wanted} sides.")
    elif width > height:
        if count % 2:
            yield Hit(f"{count} pages; sheets have two sides each.")
    elif count % 4:
        yield Hit(f"{count} page{'s' if count > 1 else ''}; a booklet has a multiple of four.")


CHECK = PdfCheck(
    id="pdf.page-count",
    severity={"press": "error", "office": "error"},
    rationale="A side too many or too few shifts every page behind it.",
    proposal="Add blank pages before the back cover, or make the file again.",
    find=find,
)
