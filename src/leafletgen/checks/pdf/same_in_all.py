"""Every language has the same pages; right-to-left leaflets say that they bind on the right."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Name

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document


def find(document: Document) -> Iterator[Hit]:
    """Yield what differs from the other files of the leaflet, and a missing /Direction /R2L."""
    for peer in document.peers:
        if len(peer.trims_mm) != len(document.trims_mm):
            yield Hit(f"{len(document.trims_mm)} pages; {peer.path} has {len(peer.trims_mm)}.")
            break
        # right-to-left sheets are mirrored, not different: the sizes of pages are compared
        for page, other in zip(document.sheets, peer.trims_mm, strict=True):
            mine = page.size_mm
            if max(abs(a - b) for a, b in zip(mine, other, strict=True)) > 0.2:
                yield Hit(
                    f"the page is {mine[0]:g} × {mine[1]:g} mm, in {peer.path} {other[0]:g} × {other[1]:g} mm.",
                    page.number,
                )
                return
    preferences = document.pdf.Root.get("/ViewerPreferences", Dictionary())
    is_right = preferences.get("/Direction") == Name.R2L
    if document.right_to_left and not is_right:
        yield Hit("the text runs from right to left, but the file does not say so (/Direction /R2L).")
    elif is_right and not document.right_to_left and document.scripts["L"]:
        yield Hit("the file says that it binds on the right, but its text runs from left to right.")


CHECK = PdfCheck(
    id="pdf.same-in-all",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="One language with another size or binding is cut, folded or stapled wrong with the others.",
    proposal="Make all languages from one format.",
    find=find,
)
