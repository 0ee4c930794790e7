"""Text is not smaller than its script can be read at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, threshold
from leafletgen.checks.pdf.marks import Glyph
from leafletgen.scripts import is_letter, script_of
from leafletgen.tables import languages

_FOOT = 0.08
"""Share of a page's height, from below, that holds small print."""
_SET_IN_NASTALIQ = {"Noto Nastaliq Urdu": "Nastaliq"}
"""A style of the Arabic script that needs more room than the others."""

_FIGURES = "figures"
"""Numbers, and letters that do not say what they are: they may be as small as small print, and belong to no script."""


def find(document: Document) -> Iterator[Hit]:
    """Yield the body text of the page's script where it is too small, and tiny print of any script.

    The body size of a script is that in which most of its letters are set; headings and notes
    have their own, and what stands at the very foot of a page is no body text.
    """
    sizes: dict[str, Counter[float]] = {}
    first: dict[tuple[str, float], tuple[int, Glyph]] = {}
    scripts: dict[tuple[int, int, str], str] = {}  # few letters make up a text
    tiny = threshold("text-size", "smallest_pt")
    for page in document.pages:
        foot = page.boxes.trim.bottom + _FOOT * page.boxes.trim.height
        for glyph in page.glyphs:
            letter = (id(glyph.font), glyph.code, glyph.text)
            if letter not in scripts:
                scripts[letter] = _main_script(glyph)
            script, size = scripts[letter], round(glyph.size_pt, 1)
            if script:
                if glyph.box.bottom > foot and script != _FIGURES:
                    sizes.setdefault(script, Counter())[size] += 1
                first.setdefault((script, size), (page.number, glyph))
    for (_script, size), (number, glyph) in first.items():
        if size < tiny:
            yield Hit(f"text of {size:g} pt; {tiny:g} pt is the smallest print.", number, glyph.box)
    if sizes:
        main = max(sizes, key=lambda script: sizes[script].total())
        body = sizes[main].most_common(1)[0][0]
        least = _least_pt(main)
        if body < least - 0.05:
            number, glyph = first[main, body]
            yield Hit(f"the text is set in {body:g} pt; {main} needs {least:g} pt.", number, glyph.box)


@cache
def _least_pt(script: str) -> float:
    """Return the smallest size at which any language of a script may be set (languages.toml)."""
    rows = [row for row in languages().values() if _SET_IN_NASTALIQ.get(row.fonts[0], row.script) == script]
    return min((row.min_pt for row in rows), default=0.0)


def _main_script(glyph: Glyph) -> str:
    """Return the script of a glyph's letters, as a row of the thresholds; empty for signs."""
    script = next((script_of(char) for char in glyph.text if is_letter(char)), "")
    if not script and (any(map(str.isdigit, glyph.text)) or (not glyph.text and glyph.drawn)):
        return _FIGURES
    return "Nastaliq" if script == "Arab" and "Nastaliq" in glyph.font.postscript_name else script


CHECK = PdfCheck(
    id="pdf.text-size",
    severity={"press": "error", "office": "error", "screen": "error"},
    rationale="Readers with poor light, poor eyes or little schooling cannot read it.",
    proposal="Shorten the text so that it fits at a larger size.",
    find=find,
)
