"""Preflight of PDFs that other programs made: right verdicts, no crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.checks.pdf.finding import Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.fonts import load_fonts
from tests import chromium
from tests.producers import FONTS, by_chromium, by_libreoffice, by_typst, through_ghostscript, through_mupdf

pytestmark = pytest.mark.render
needs_chromium = pytest.mark.skipif(chromium.PROGRAM is None, reason="Chromium is not installed")
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
needs_mupdf = pytest.mark.skipif(shutil.which("mutool") is None, reason="MuPDF is not installed")
TEXTS = {
    "ar": "اتصل بالرقم 01 99 00 11 22، المكالمة مجانية.",
    "ur": "فون کریں 01 99 00 11 22 پر، یہ مفت ہے۔",
    "hi": "01 99 00 11 22 पर कॉल करें, यह मुफ़्त है।",
    "am": "ወደ 01 99 00 11 22 ይደውሉ። በነጻ ነው።",
    "fr": "Appelez le 01 99 00 11 22, c’est gratuit.",
}
READING = {"pdf.fonts-ours", "pdf.missing-glyph", "pdf.text-size", "pdf.fact-order", "pdf.isolated-letter"}
"""What a page of ours set by another program must be judged by its look alone."""
Maker = Callable[..., bytes]


def ids(content: bytes, language: str, profile: Profile = "screen") -> set[str]:
    subject = Subject(Path(f"calais-{language}-{profile}.pdf"), content)
    return {finding.id for finding in preflight((subject,), profile, load_fonts(FONTS))}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("make", [pytest.param(by_chromium, marks=needs_chromium), by_typst])
def test_numbers_are_judged_by_where_their_figures_stand(tmp_path: Path, make: Maker, language: str) -> None:
    bare = ids(make(tmp_path, TEXTS[language], language), language)
    isolated = ids(make(tmp_path, TEXTS[language], language, isolated=True), language)
    assert bare & READING == ({"pdf.fact-order"} if language in ("ar", "ur") else set())
    assert isolated & READING == set()


@pytest.mark.parametrize(("language", "letter"), [("ar", "ك"), ("ur", "ف")])
@pytest.mark.parametrize("make", [pytest.param(by_chromium, marks=needs_chromium), by_typst])
def test_a_torn_word_is_found_whatever_the_glyphs_are_numbered(
    tmp_path: Path, make: Maker, language: str, letter: str
) -> None:
    text = {"ar": "المكالمة مجانية دائمًا", "ur": "یہ سب مفت ہے"}[language]
    assert "pdf.isolated-letter" not in ids(make(tmp_path, text, language), language)
    assert "pdf.isolated-letter" in ids(make(tmp_path, text, language, torn=letter), language)


@needs_libreoffice
def test_libreoffice_scrambles_a_number_and_does_not_tag(tmp_path: Path) -> None:
    arabic, french = tmp_path / "ar", tmp_path / "fr"
    arabic.mkdir()
    french.mkdir()
    assert ids(by_libreoffice(arabic, TEXTS["ar"], "ar"), "ar") >= {"pdf.fact-order", "pdf.tags"}
    content = by_libreoffice(french, TEXTS["fr"], "fr")
    assert ids(content, "fr") & READING == set()
    assert "pdf.rgb" not in ids(content, "fr", "office")


@pytest.mark.parametrize("make", [pytest.param(by_chromium, marks=needs_chromium), by_typst])
def test_what_was_made_for_screens_is_refused_by_the_press_for_the_right_reasons(tmp_path: Path, make: Maker) -> None:
    found = ids(make(tmp_path, TEXTS["fr"], "fr"), "fr", "press")
    assert found >= {"pdf.boxes", "pdf.bleed", "pdf.output-intent", "pdf.pdfx-keys", "pdf.page-count"}
    assert found & {"pdf.readable", "pdf.fonts-embedded", "pdf.spots", "pdf.ink", "pdf.transparency"} == set()
    assert ("pdf.rgb" in found) == (make is by_chromium)  # Typst writes black as gray


@needs_ghostscript
@pytest.mark.parametrize("language", ["fr", "ur", "hi"])
def test_ghostscript_loses_what_it_is_known_to_lose_and_nothing_else(
    built: Path, tmp_path: Path, language: str
) -> None:
    edition: Profile
    for edition in ("screen", "press"):
        path = built / edition / f"calais-{language}-{edition}.pdf"
        before = ids(path.read_bytes(), language, edition)
        lost = ids(through_ghostscript(tmp_path, path), language, edition) - before
        right = {"pdf.same-in-all"} if language == "ur" else set()  # /Direction
        unreadable = {"pdf.text-copied"} if language == "hi" else set()  # /ActualText
        keys = {"pdf.output-intent", "pdf.pdfx-keys"} if edition == "press" else {"pdf.tags"}
        assert lost == keys | right | unreadable


@needs_mupdf
@pytest.mark.parametrize("language", ["fr", "ar", "am"])
def test_mupdf_writes_the_same_file_in_other_words(built: Path, tmp_path: Path, language: str) -> None:
    edition: Profile
    for edition in ("screen", "office", "press"):
        path = built / edition / f"calais-{language}-{edition}.pdf"
        before = ids(path.read_bytes(), language, edition)
        assert ids(through_mupdf(tmp_path, path), language, edition) == before
