"""The text that can be copied and spoken is the text of the leaflet."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, threshold
from leafletgen.checks.pdf.glued import glued
from leafletgen.checks.pdf.spoken import spoken

_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line."""


def find(document: Document) -> Iterator[Hit]:
    """Yield pages whose letters say nothing, and a text that lacks too many of the expected words, or a space."""
    for font, number, glyph in document.used_fonts:
        if font.composite and "/ToUnicode" not in font.raw:
            yield Hit(f"the font {font.postscript_name} does not say what its glyphs mean.", number, glyph.box)
    copied = _copied(document)
    for page, text in zip(document.pages, copied, strict=True):
        wrong = sum(count for char, count in Counter(text).items() if _is_meaningless(char))
        if wrong:
            yield Hit(f"{wrong} copied characters mean nothing.", page.number)
        if len(page.glyphs) > 20 and not words((text,)):
            yield Hit("its letters cannot be copied as text.", page.number)
    if document.expected is not None:
        read = [spoken(document)] if "/StructTreeRoot" in document.pdf.Root else []
        wanted = words(document.expected.body if read else document.expected.texts)
        found = words(read) if read else words(copied) - words(_hidden(document))
        lost = wanted - found
        share = 1 - lost.total() / max(1, wanted.total())
        if share < threshold("text-copied", document.profile):
            examples = ", ".join(f"“{word}”" for word, _count in lost.most_common(5))
            yield Hit(f"{1 - share:.0%} of the words cannot be copied as they are: {examples}.")
        # what PDFium makes of right-to-left words is no measure: it orders glyphs by their place
        for both in glued(document.expected.texts, read if document.right_to_left else [*read, *copied]):
            yield Hit(f"“{both}” is copied or read out as one word.")


def _is_meaningless(char: str) -> bool:
    return char == "\ufffd" or (unicodedata.category(char) in ("Co", "Cn") and char != _HYPHEN)


def _copied(document: Document) -> list[str]:
    """Return the text of each page as PDFium copies it."""
    texts = []
    for page in document.drawer:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    return texts


def _hidden(document: Document) -> Iterator[str]:
    """Yield what PDFium copies from layers that are off, and nobody sees."""
    for page in document.pages:
        yield "".join(glyph.text for glyph in page.hidden_glyphs)


def words(texts: Iterable[str]) -> Counter[str]:
    """Count the words of texts: NFC, without signs and controls."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(unicodedata.normalize("NFC", text).translate(_LETTERS).split())
    return found


class _Letters(dict[int, str]):
    """What `str.translate` makes of characters: nothing of controls, spaces of what is no letter, mark or number."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        self[code] = "" if category == "Cf" else chr(code) if category[0] in "LMN" else " "
        return self[code]


_LETTERS = _Letters()


CHECK = PdfCheck(
    id="pdf.text-copied",
    severity={"press": "warning", "office": "warning", "screen": "error"},
    rationale="Who searches, copies into a translator or listens to the page gets other words than are printed.",
    proposal="Give the file /ActualText, as the screen edition has.",
    find=find,
)
