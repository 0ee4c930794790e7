"""No annotations, forms, JavaScript or attachments in what goes to a printer; none that is not known on screens."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Name

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.annotations import annotations_of
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document


def find(document: Document) -> Iterator[Hit]:
    """Yield what does something instead of being printed; on screens, what each program draws in its own way."""
    if document.profile == "screen":
        yield from _drawn_by_others(document)
        return
    root = document.pdf.Root
    names = root.get("/Names", Dictionary())
    found = {
        "a form": "/AcroForm" in root,
        "JavaScript": "/JavaScript" in names or any(each.get("/S") == Name.JavaScript for each in document.objects()),
        "an attached file": "/EmbeddedFiles" in names or any("/EF" in each for each in document.objects()),
    }
    for what, there in found.items():
        if there:
            yield Hit(f"the file holds {what}.")
    for page in document.pages:
        for annotation in page.raw.get("/Annots", ()):
            kind = str(annotation.get("/Subtype", "/Unknown")).removeprefix("/")
            corners = [float(value) for value in annotation.get("/Rect", ())]
            at = Rectangle(*corners) if len(corners) == 4 else None
            yield Hit(f"an annotation ({kind}).", page.number, at)


def _drawn_by_others(document: Document) -> Iterator[Hit]:
    for page in document.pages:
        for each in annotations_of(page.raw.obj):
            if each.matrix is None and not each.silent:
                hint = "Look at it yourself, or give it an appearance of its own."
                what = f"an annotation ({each.kind}) that each program draws in its own way cannot be judged."
                yield Hit(what, page.number, each.at, hint=hint)


CHECK = PdfCheck(
    id="pdf.interactive",
    severity={"press": "error", "office": "error", "screen": "warning"},
    rationale="Printers ignore, print or refuse annotations and forms, each as it likes.",
    proposal="Make the printed file without links, comments, forms and attachments.",
    find=find,
)
