"""Text that can be copied, searched and spoken: /ActualText on what fonts alone cannot tell.

Arabic is drawn from the left, and of some words the glyphs are not known (`letters.py`). So every marked run of text
whose glyphs do not spell its text gets that text (ISO 32000-1, 14.9.4). Which words a run holds is known from its
place: runs follow each other as the text does in the HTML.

Left-to-right runs get it in the page's content, where every viewer copies it from; where they lack nothing but the
space at the end of a line, a space that is drawn. Right-to-left
runs get it in the structure tree, for screen readers: PDFium and Poppler take text in the content
to be in visual order and would turn it round.

Runs in another language than the page's say so (/Lang, 14.9.2.2), for screen readers, and numbers of steps are labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, String

from leafletgen.bidi import first_strong
from leafletgen.errors import RenderError
from leafletgen.fonts import FontFile
from leafletgen.invisible import STEERING, ZWJ
from leafletgen.pdffacts import font_name
from leafletgen.tounicode import to_unicode

_VOID = frozenset({"img", "br", "meta"})
_SKIPPED = frozenset({"head", "header", "footer"})
"""Elements without text of their own on the page, or in its margin (which is not tagged)."""
_OWN_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_RTL_PAGES = re.compile(r'<html [^>]*dir="rtl"')
_MUTE = "\ufffd"
"""Stands for a glyph that spells nothing by itself, such as the dots of a letter."""
_UNSPELT = re.compile(f"[{ZWJ}{_MUTE}]")
"""Joiners are ours, where a tag parts letters that join. ZWNJ is not: words are written with it."""
_SPACES = re.compile(r"[ \t\r\n\u00a0\u202f]+")
_BETWEEN_BLOCKS = re.compile(r"^\s*\n\s*|\s*\n\s*$")
_GAPS = re.compile(r"[\s\u00a0\u202f/-]")
_WORD = re.compile(r"[^\s\u00a0\u202f/-]+")
_RUN = re.compile(rb"/Span\s*<</MCID (\d+)>>\s*BDC\n(.*?)EMC\n", re.DOTALL)
Key = tuple[int, int]
"""Page number from 0, and marked-content identifier on it."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What the codes of a font stand for."""

    table: dict[int, str]
    space: bytes
    """The code of the space as hexadecimal digits, where the font has one."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the glyphs of a run spell, and the space of their last font."""

    text: str
    space: bytes


def add_actual_text(pdf: pikepdf.Pdf, html: str, fonts: tuple[FontFile, ...]) -> None:
    """Give each marked run of text its own text and language; raises RenderError when they do not match.

    Word breaks are characters, also where a line ends and nothing is drawn (ISO 32000-1, 14.8.2.5).
    """
    numbers = _page_numbers(pdf)
    files = {font.postscript_name: font.path for font in fonts}
    known: dict[Any, _Spelling] = {}
    drawn = [_drawn_texts(page, files, known) for page in pdf.pages]
    nodes, languages, steps = text_nodes(html), foreign_languages(html), step_numbers(html)
    is_rtl = _RTL_PAGES.search(html) is not None
    texts: dict[Key, str] = {}
    spoken: list[Any] = []
    in_content: list[dict[int, str]] = [{} for _page in pdf.pages]
    spaced: list[dict[int, bytes]] = [{} for _page in pdf.pages]
    runs = [run for run in _runs_below(pdf.Root.StructTreeRoot, numbers) if run[0][1] in drawn[run[0][0]]]
    glyphs = [drawn[number][mcid].text for (number, mcid), _element in runs]
    owed = ""  # the space that parts a run without a text of its own from the next, which draws it
    for ((number, mcid), element), own, following in zip(runs, glyphs, [*glyphs[1:], ""], strict=True):
        text = texts[number, mcid] = owed + _take(nodes, own)
        if nodes:
            _describe(element, languages[-len(nodes)], is_step=steps[-len(nodes)])
        is_parted = not text.endswith(" ") or _SPACES.search(own[-1:] + following[:1])
        is_spelt = _MUTE not in own and text.strip() == _normal(own)
        owed = " " if is_spelt and text.endswith(" ") and not _SPACES.search(own[-1:]) else ""
        if is_spelt and is_parted:
            continue
        owed = ""
        if first_strong(text) == "rtl":
            spoken.append(element)
        elif is_spelt and not is_rtl and (space := drawn[number][mcid].space):
            spaced[number][mcid] = space
        else:
            in_content[number][mcid] = text
    for element in spoken:  # a link has the runs of its lines, and names in other scripts between them
        whole = "".join(texts.get(key, "") for key, _run in _runs_below(element, numbers))
        element.ActualText = String(_SPACES.sub(" ", whole))
    left = [text for text in nodes if text.strip()]
    if left:
        raise RenderError(f"the text “{left[0].strip()[:40]}” is not on the pages.", "This is a fault of leafletgen.")
    for page, marked, open_ended in zip(pdf.pages, in_content, spaced, strict=True):
        if marked or open_ended:
            _mark(page, marked, open_ended)


def _describe(element: Any, language: str, *, is_step: bool) -> None:
    if language:
        element.Lang = String(language)
    if is_step:
        element.S = Name.Lbl


class _TextNodes(HTMLParser):
    """Collects the text nodes of the pages, spaces collapsed, in document order."""

    def __init__(self) -> None:
        super().__init__()
        self.skipping = 0
        self.nodes: list[str] = []
        self.within: list[tuple[str, bool]] = []
        """Of the elements that are open, the language and whether they hold the number of a step."""
        self.languages: list[str] = []
        self.steps: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._space()
        if tag in _VOID:
            return
        language, _is_step = self.within[-1] if self.within else ("", False)
        self.within.append((dict(attrs).get("lang") or language, ("class", "step") in attrs))
        if self.skipping or tag in _SKIPPED:
            self.skipping += 1

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        del self.within[-1:]
        self.skipping = max(0, self.skipping - 1)

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        text = _collapsed(_BETWEEN_BLOCKS.sub("", data))
        if text.startswith(" "):
            self._space()
        if text.strip():
            self.nodes.append(text.lstrip())
            language, is_step = self.within[-1] if self.within else ("", False)
            self.languages.append(language)
            self.steps.append(is_step)

    def _space(self) -> None:
        if self.nodes and not self.nodes[-1].endswith(" "):
            self.nodes[-1] += " "


def text_nodes(html: str) -> list[str]:
    """Return the text nodes of a document's body, in order, each with the space that parts it from the next."""
    return _parsed(html).nodes


def foreign_languages(html: str) -> list[str]:
    """Return the language of each text node where it is not the document's, else “”."""
    own = _OWN_LANGUAGE.search(html)
    return ["" if own and language == own[1] else language for language in _parsed(html).languages]


def step_numbers(html: str) -> list[bool]:
    """Tell of each text node whether it is the number of a step."""
    return _parsed(html).steps


def _parsed(html: str) -> _TextNodes:
    parser = _TextNodes()
    parser.feed(html)
    parser.close()
    return parser


def _collapsed(text: str) -> str:
    return _SPACES.sub(" ", _UNSPELT.sub("", STEERING.sub("", text)))


def _normal(text: str) -> str:
    return _collapsed(text).strip()


def _take(nodes: list[str], drawn: str) -> str:
    """Take from the front of the nodes what a run draws: the same text, or as many words.

    The space after it comes with it, also where a line ends: words of two runs are not one word.
    """
    seen = _normal(drawn)
    while nodes and not nodes[0]:
        nodes.pop(0)
    if not nodes or not seen:
        return drawn
    rest = nodes[0]
    whole = len(seen) == len(rest) or _GAPS.match(rest[len(seen) :]) or seen[-1:] in "/-" or seen.isascii()
    if rest.startswith(seen) and whole and _MUTE not in drawn:
        end = len(seen)
    else:
        words = list(_WORD.finditer(rest))
        count = max(1, len(_WORD.findall(drawn)))
        end = words[count].start() if count < len(words) else len(rest)
    nodes[0] = rest[end:].lstrip()
    return rest[: len(rest) - len(nodes[0])]


def marked_runs(pdf: pikepdf.Pdf) -> Iterator[tuple[Key, Any]]:
    """Return the runs of text and their structure elements in reading order, list markers left out."""
    return _runs_below(pdf.Root.StructTreeRoot, _page_numbers(pdf))


def _page_numbers(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages)}


def _runs_below(
    element: Any, numbers: dict[Any, int], seen: set[tuple[int, int]] | None = None
) -> Iterator[tuple[Key, Any]]:
    """Yield the runs of an element's branches, each read once: it has one parent (ISO 32000-1, table 323)."""
    seen = set() if seen is None else seen
    if element.get("/S") == Name.Lbl:
        return
    children = element.get("/K", ())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, int):
            yield (numbers[element.Pg.objgen], int(child)), element
        elif isinstance(child, Dictionary) and "/S" in child and child.objgen not in seen:
            if child.is_indirect:
                seen.add(child.objgen)
            yield from _runs_below(child, numbers, seen)


def _instructions(page: pikepdf.Page, only: str) -> Iterator[tuple[list[Any], str]]:
    """Yield the operands and operator of some instructions; our pages hold no inline images."""
    for instruction in pikepdf.parse_content_stream(page, only):
        if isinstance(instruction, ContentStreamInstruction):
            yield list(instruction.operands), str(instruction.operator)


def _drawn_texts(page: pikepdf.Page, files: dict[str, Path], known: dict[Any, _Spelling]) -> dict[int, _Drawn]:
    """Return what the glyphs of each marked run spell, by the fonts' ToUnicode tables; `known` remembers the fonts'."""
    fonts: Any = page.resources.get("/Font", {})
    found: dict[int, tuple[list[str], _Spelling]] = {}
    mcid = -1
    font = _Spelling({}, b"")
    outside = [font]
    for operands, operator in _instructions(page, "BDC EMC Tf Tj TJ q Q"):
        match operator:
            case "BDC":
                properties = operands[1]
                mcid = int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else -1
            case "EMC":
                mcid = -1
            case "q":
                outside.append(font)
            case "Q":
                font = outside.pop()
            case "Tf":
                raw = fonts[str(operands[0])]
                font = known.get(raw.objgen) or known.setdefault(raw.objgen, _spelling(raw, files))
            case "Tj" | "TJ" if mcid >= 0:
                strings = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                shown = [bytes(string) for string in strings if not isinstance(string, int | Decimal)]
                text = [_decode(codes, font.table) for codes in shown]
                found[mcid] = ([*found[mcid][0], *text] if mcid in found else text, font)
    return {key: _Drawn("".join(parts), font.space) for key, (parts, font) in found.items()}


def _decode(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(int.from_bytes(codes[i : i + 2], "big")) or _MUTE for i in range(0, len(codes), 2))


def _spelling(font: Any, files: dict[str, Path]) -> _Spelling:
    """Return what each glyph code stands for, with the gaps between words taken from the font itself."""
    gaps = _gap_codes(files[font_name(font.DescendantFonts[0].FontDescriptor)])
    said = to_unicode(font)
    space = next((b"%04x" % code for code, text in said.items() if text == gaps.get(code) == " "), b"")
    return _Spelling({code: _GAPS.sub("x", text) for code, text in said.items()} | gaps, space)


@cache
def _gap_codes(path: Path) -> dict[int, str]:
    with TTFont(path, lazy=True) as font:
        glyphs = font.getBestCmap()
        return {font.getGlyphID(glyphs[ord(c)]): c for c in "/-\u202f\u00a0 " if ord(c) in glyphs}


def _mark(page: pikepdf.Page, texts: dict[int, str], spaces: dict[int, bytes]) -> None:
    """Write /ActualText into the property lists of marked runs, and spaces at the end of others."""

    def marked(run: re.Match[bytes]) -> bytes:
        number, drawn = int(run[1]), run[2]
        if number in spaces:
            return run[0].removesuffix(b"EMC\n") + b"[<%b>]TJ\nEMC\n" % spaces[number]
        if number not in texts:
            return run[0]
        return b"/Span<</MCID %d/ActualText%b>>BDC\n%bEMC\n" % (number, String(texts[number]).unparse(), drawn)

    page.Contents.write(_RUN.sub(marked, page.Contents.read_bytes()))
