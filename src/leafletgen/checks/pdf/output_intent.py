"""The file says for which printing condition its colours are meant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pikepdf import Name, Stream

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, thresholds


def find(document: Document) -> Iterator[Hit]:
    """Yield an OutputIntent that is missing, without a CMYK profile, or with an unknown one, and those of pages."""
    for page in document.pages:
        if "/OutputIntents" in page.raw:  # ISO 32000-2, 14.11.5
            hint = "Take it away: PDF/X-4 has one for the whole file, and many programs look at no other."
            yield Hit("the page has an OutputIntent of its own, which cannot be judged.", page.number, hint=hint)
    intents = [each for each in document.pdf.Root.get("/OutputIntents", ()) if each.get("/S") == Name.GTS_PDFX]
    if not intents:
        yield Hit("there is no PDF/X OutputIntent.")
        return
    profile = intents[0].get("/DestOutputProfile")
    if not isinstance(profile, Stream):
        yield Hit("the OutputIntent has no embedded profile.")
        return
    data = profile.read_bytes()
    if int(profile.get("/N", 0)) != 4 or data[16:20] != b"CMYK":
        yield Hit("the profile of the OutputIntent is not for four inks.")
    elif hashlib.sha256(data).hexdigest() not in thresholds("output-intent", "profiles"):
        yield Hit("the profile of the OutputIntent is not a known one.")


CHECK = PdfCheck(
    id="pdf.output-intent",
    severity={"press": "error"},
    rationale="Without it the press guesses what paper and inks the colours were mixed for.",
    proposal="Embed FOGRA39 as the profile of a PDF/X OutputIntent.",
    find=find,
)
