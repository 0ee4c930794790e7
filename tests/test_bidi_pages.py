"""Bidi on the page: glyphs stand where the algorithm says, in mixes with tags, wrapped or not."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import weasyprint
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration

from leafletgen.bidi import embedding_levels, resolve
from leafletgen.inline_html import to_html
from leafletgen.model import Direction, Inline, Link, Styled, Text
from leafletgen.textfacts import find_facts
from tests.conftest import ROOT
from tests.visual import line_texts

pytestmark = pytest.mark.render

# Words of letters without dots: their glyphs can be read back from the PDF one by one.
ARABIC = ["درس", "محمد", "عدل", "حمل", "صلح", "ورم", "هدم", "طمع", "علم", "سمع"]
LATIN = ["OIM", "France", "Calais", "bureau", "SPADA", "de", "la"]
FACTS = ["+33 1 99 00 11 22", "1 850 €", "9-17", "24/11/2026", "https://example.org/abc", "a@example.org", "112", "18"]
FACTS += ["12 rue de la Paix, 75002 Paris", "15 bis avenue Foch", "62100 Calais"]
BREAKS = [" ", " ", " ", " (", ") ", " / ", ", ", "؟ ", "، ", ": "]
CASES = 420
INVISIBLE = "\u2066\u2069 "
CLOSING = "\u2069 "


def paragraph(rng: random.Random) -> tuple[tuple[Inline, ...], str]:
    """A random paragraph of words, facts and brackets, with bold text and links round parts of it."""
    pieces = [rng.choice(ARABIC)]
    for _ in range(rng.randint(3, 9)):
        pieces += [rng.choice(BREAKS), rng.choice(rng.choice((ARABIC, LATIN, FACTS)))]
    nodes: list[Inline] = []
    start = 0
    while start < len(pieces):
        end = start + rng.randint(1, 4)
        text: Inline = Text("".join(pieces[start:end]))
        if rng.random() < 0.35:
            text = Link("https://example.org", (text,))
        if rng.random() < 0.35:
            text = Styled("strong", (text,))
        nodes.append(text)
        start = end
    return tuple(nodes), "".join(pieces)


def with_levels(text: str, direction: str) -> list[tuple[str, int]]:
    """Characters and levels of a paragraph in which every fact stands between isolates (UAX #9, X5a)."""
    shadow, inner, end = "", {}, 0
    for fact in find_facts(text):
        shadow += text[end : fact.start] + "\ufffc"
        inner[len(shadow) - 1] = text[fact.start : fact.end]
        end = fact.end
    shadow += text[end:]
    marks: list[tuple[str, int]] = []
    for index, level in enumerate(embedding_levels(shadow, "rtl" if direction == "rtl" else "ltr")):
        if index in inner:
            deeper = [2 + each for each in embedding_levels(inner[index], "ltr")]
            marks += [("\u2066", level), *zip(inner[index], deeper, strict=True), ("\u2069", level)]
        else:
            marks.append((shadow[index], level))
    return marks


def take(marks: list[tuple[str, int]], visible: int) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Split after so many visible characters."""
    end = 0
    while visible or (end < len(marks) and marks[end][0] in CLOSING):
        visible -= marks[end][0] not in INVISIBLE
        end += 1
    return marks[:end], marks[end:]


def reordered(line: list[tuple[str, int]], direction: str) -> str:
    """Rules L1 (spaces at the end of a line) and L2."""
    line = list(line)
    for index in range(len(line) - 1, -1, -1):
        if line[index][0] not in INVISIBLE:
            break
        line[index] = (line[index][0], 1 if direction == "rtl" else 0)
    for level in range(max(depth for _char, depth in line), 0, -1):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end][1] >= level:
                end += 1
            line[start:end] = reversed(line[start:end])
            start = max(end, start + 1)
    return plain("".join(char for char, _depth in line if char not in INVISIBLE))


def plain(text: str) -> str:
    """Brackets alike: which of a pair a mirrored glyph stands for, the PDF does not say."""
    return re.sub(r"[()\[\]]", "|", text)


FILES = (
    ("Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf", 400),
    ("Noto Naskh Arabic", "NotoNaskhArabic-Bold.ttf", 700),
    ("Noto Sans", "NotoSans-Regular.ttf", 400),
    ("Noto Sans", "NotoSans-Bold.ttf", 700),
)


def font_face(family: str, file: str, weight: int) -> str:
    url = (ROOT / "fonts" / file).as_uri()
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{url}") }}'


def render(bodies: list[Markup], direction: str, width_mm: int) -> bytes:
    fonts = "".join(font_face(*file) for file in FILES)
    style = (
        f"{fonts} @page {{ size: {width_mm}mm 120mm; margin: 4mm }} body {{ margin: 0; font-size: 10pt; line-height: 2;"
        ' font-family: "Noto Naskh Arabic", "Noto Sans" } p { margin: 0; break-after: page }'
        " .number { white-space: nowrap } .url { overflow-wrap: anywhere }"
    )
    if direction == "ltr":
        style = style.replace('"Noto Naskh Arabic", "Noto Sans" }', '"Noto Sans", "Noto Naskh Arabic" }')
    html = f'<html dir="{direction}"><style>{style}</style>' + "".join(f"<p>{body}</p>" for body in bodies)
    return bytes(weasyprint.HTML(string=html).write_pdf(font_config=FontConfiguration()))


@pytest.mark.parametrize(("direction", "width_mm"), [("rtl", 400), ("rtl", 52), ("ltr", 400), ("ltr", 52)])
def test_every_line_stands_in_the_order_of_the_algorithm(direction: Direction, width_mm: int) -> None:
    rng = random.Random(f"{direction}{width_mm}")
    cases = [paragraph(rng) for _ in range(CASES // 4)]
    data = render([to_html(resolve(inlines, direction)) for inlines, _text in cases], direction, width_mm)
    wrapped = 0
    for number, (_inlines, text) in enumerate(cases):
        marks = with_levels(text, direction)
        found = [plain(line) for line in line_texts(data, number)]
        wrapped += len(found) > 1
        for line in found:
            here, marks = take(marks, len(line))
            assert line == reordered(here, direction), f"{direction} {width_mm} mm, case {number}: {text!r}"
        assert not marks
    assert (wrapped > 60) is (width_mm < 100)


# Of letters whose dots PDFium does not take for Latin ones.
TO_AN_ADDRESS = {
    "ar": "اذهب إلى {} بعد العصر.",
    "fa": "پیش از ظهر به {} بیایید.",
    "ckb": "پێش نیوەڕۆ وەرە بۆ {}.",
    "ur": "دوپہر سے پہلے {} آئیں۔",
    "ps": "تاسو {} ته ورسی.",
}


@pytest.mark.parametrize("width_mm", [400, 52, 40, 30])
@pytest.mark.parametrize("language", TO_AN_ADDRESS)
def test_an_address_begins_with_its_number_on_the_page_however_it_is_broken(language: str, width_mm: int) -> None:
    address = "15 bis boulevard Jacquard, 62100 Calais"
    text = TO_AN_ADDRESS[language].format(address)
    data = render([to_html(resolve((Text(text),), "rtl"))], "rtl", width_mm)
    found = line_texts(data, 0)
    assert (len(found) > 1) is (width_mm < 100)
    assert "".join(re.sub(r"[^A-Za-z0-9,]", "", line) for line in found) == address.replace(" ", "")


@pytest.mark.parametrize("language", ["ar", "fa", "ckb", "ur", "ps"])
def test_every_number_of_the_contacts_panel_reads_left_to_right(built: Path, language: str) -> None:
    data = (built / "screen" / f"calais-{language}-screen.pdf").read_bytes()
    # the Arabic letters between and above are left out: their dots can reach into the next line
    page = re.sub(r"[^\n -~]", "", "\n".join(line_texts(data, 5)))
    for number in ("+33199001122", "+33199003344", "+33199005566", "114", "196", "VHF16"):
        assert number in page


@pytest.mark.parametrize(
    ("before", "bold", "after"),
    [
        ("Pour cela, allez voir ", "le bureau", " ouvert."),
        ("Qofku ha yimaado ", "waqtiga", " la sheegay."),
        ("Giấy thông hành này ", "không", " có giá trị."),
    ],
)
def test_a_wider_line_does_not_hold_less(before: str, bold: str, after: str) -> None:
    """At one width the words before the bold one have room without the space after them, and it has none."""
    body = to_html(resolve((Text(before), Styled("strong", (Text(bold),)), Text(after)), "ltr"))
    widths = [half / 2 for half in range(100, 400)]
    wide = [Markup(f'<span style="display: block; width: {width}pt">{body}</span>') for width in widths]
    data = render(wide, "ltr", 400)
    first = ["".join(plain(line_texts(data, page)[0]).split()) for page in range(len(widths))]
    held = [len(line) for line in first]
    assert held == sorted(held)
    assert len({*held}) >= 4  # the widths do tell the words apart
