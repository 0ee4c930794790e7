"""Runs of glyphs find their text again, also where glyphs spell nothing by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from leafletgen.actualtext import _take, text_nodes
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.spoken import spoken
from leafletgen.checks.pdf.text_copied import words
from leafletgen.clock import today
from leafletgen.config import load_project
from leafletgen.finish import _elements
from leafletgen.prepare import prepared
from tests.conftest import ROOT, RTL

MUTE = "\ufffd"
"""A glyph that spells nothing, such as the e of ẹ where a font draws both with one glyph."""
_NUMBER = re.compile(r"(?<=[^\W\d])(?=\d)")
"""Where a number begins right after a letter, as after the Amharic “from”; elements may part them."""


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("OIM France", f"OIM Franc{MUTE}"),
        ("Association Exemple", f"Ass{MUTE}ciati{MUTE}n Ex{MUTE}mpl{MUTE}"),
        ("học nghề", "hoịc nghề"),
        ("OIM", "OIM"),
        ("خانه، کار", f"ر{MUTE}ک ،ه{MUTE}اخ"),
    ],
)
def test_a_run_takes_its_own_words_and_leaves_the_rest(text: str, drawn: str) -> None:
    nodes = [f"{text} và tiếp theo", "sau"]
    assert _take(nodes, drawn) == f"{text} "
    assert nodes == ["và tiếp theo", "sau"]


def test_a_word_parted_at_the_end_of_a_line_is_taken_in_two() -> None:
    nodes = ["leaflet.example.org/arer"]
    assert _take(nodes, "leaflet.example.") == "leaflet.example."
    assert _take(nodes, "org/arer") == "org/arer"
    assert nodes == [""]


def test_words_of_neighbouring_runs_stay_apart() -> None:
    nodes = text_nodes("<body><p>Hãy gọi <span>số 112</span>. Đứng trên <b>bờ</b>\n</p>\n<p>Gọi</p>")
    runs = ["Hãy goịi", "số 112", ". Đứng", "trên", "bờ"]
    assert "".join(_take(nodes, run) for run in runs) == "Hãy gọi số 112. Đứng trên bờ"


@pytest.mark.render
@pytest.mark.parametrize("language", RTL)
def test_a_link_is_read_out_whole_with_the_latin_name_in_it(built: Path, language: str) -> None:
    html = prepared(load_project(ROOT), "resettlement", language, today()).html
    with pikepdf.open(built / "screen" / f"resettlement-{language}-screen.pdf") as pdf:
        links = [each for each in _elements(pdf.Root.StructTreeRoot) if each.get("/S") == pikepdf.Name.Link]
        spoken = {str(link.ActualText).strip() for link in links if "/ActualText" in link}
    texts = [" ".join("".join(text_nodes(text)).split()) for text in re.findall(r"<a [^>]*>(.*?)</a>", html.text)]
    with_name = [text for text in texts if "OFPRA" in text]
    assert with_name
    assert set(with_name) <= spoken


@pytest.mark.render
@pytest.mark.parametrize("language", ["fr", "vi"])
def test_lines_end_with_a_space_that_is_drawn_not_with_their_text_once_more(built: Path, language: str) -> None:
    path = built / "screen" / f"calais-{language}-screen.pdf"
    with pikepdf.open(path) as pdf:
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert contents.count(b"/ActualText") < 10
    with pypdfium2.PdfDocument(path) as document:
        copied = " ".join(page.get_textpage().get_text_range() for page in document)
    html = prepared(load_project(ROOT), "calais", language, today()).html
    assert words(text_nodes(html.text)) - words([copied]) == Counter()


@pytest.mark.render
@pytest.mark.parametrize("language", ["am", "fr", "hi", "pa", "so", "ti", "vi"])
def test_a_space_is_copied_that_only_a_run_with_a_text_of_its_own_draws(built: Path, language: str) -> None:
    with pypdfium2.PdfDocument(built / "screen" / f"calais-{language}-screen.pdf") as document:
        found = words(page.get_textpage().get_text_range() for page in document)
    html = prepared(load_project(ROOT), "calais", language, today()).html
    text = "".join(text_nodes(html.text))
    pairs = pairwise(unicodedata.normalize("NFC", text).split())
    assert [a + b for a, b in pairs if a + b in found and a + b not in words([text])] == []


@pytest.mark.render
@pytest.mark.parametrize("language", ["am", "fr", "so", "vi"])
def test_words_stay_apart_where_a_line_ends(built: Path, language: str) -> None:
    html = prepared(load_project(ROOT), "calais", language, today()).html
    with pikepdf.open(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        found = words([_NUMBER.sub(" ", spoken(Document(Path("calais.pdf"), b"", pdf, "screen", ())))])
    assert words(_NUMBER.sub(" ", " ".join(text_nodes(html.text))).split()) - found == Counter()
