"""Letters that Arabic and Indic fonts build from parts are one glyph each: they can be copied, and look as before."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import ImageChops, ImageFilter

from leafletgen.actualtext import text_nodes
from leafletgen.checks.pdf.arabic_forms import project_forms
from leafletgen.checks.pdf.numbering import original_number
from leafletgen.checks.pdf.text_copied import words
from leafletgen.clock import today
from leafletgen.config import load_project
from leafletgen.fonts import FontFile, load_fonts
from leafletgen.html import single_panel
from leafletgen.layout import Typesetter, lay_out
from leafletgen.lean import lean
from leafletgen.letters import letters_of
from leafletgen.pdffacts import font_name
from leafletgen.prepare import prepared
from leafletgen.tounicode import to_unicode
from tests.conftest import ROOT, RTL

FREE = 2000
"""Beyond the glyphs of all fonts."""
SHARE = {"ar": 0.95, "ur": 0.93}
"""Of words copied whole, by language; vowel signs, and the steep lines of Nastaliq, part some."""


def font(name: str) -> FontFile:
    return next(each for each in load_fonts(ROOT / "fonts") if each.postscript_name == name)


@pytest.mark.parametrize(
    ("word", "language", "spelt"),
    [
        ("البحر", "ar", ["ر", "ح", "ب", "ل", "ا"]),
        ("شكرًا", "ar", ["ا", "ً", "ر", "ك", "ش"]),  # a vowel sign stands before the letter that bears it
        ("می\u200cشود", "fa", ["د", "و", "ش", "\u200c", "ی", "م"]),
        ("کتا\u200d", "fa", ["ا", "ت", "ک"]),  # a joiner is no letter
        ("نەخۆش", "ckb", ["ش", "ۆ", "خ", "ە", "ن"]),
        ("څوک", "ps", ["ک", "و", "څ"]),
    ],
)
def test_a_word_is_its_letters_from_the_left(word: str, language: str, spelt: list[str]) -> None:
    found = letters_of([word], font("NotoNaskhArabic-Regular"), language, FREE)
    [letters] = found.words.values()
    assert [letter.text for letter in letters] == spelt
    glyphs = tuple(glyph for letter in letters for glyph in letter.glyphs)
    assert tuple(found.spelt((0, *glyphs, 0))) == (0, *letters, 0)


@pytest.mark.parametrize(
    ("word", "script", "language", "spelt"),
    [
        ("किसी", "Devanagari", "hi", ["कि", "सी"]),  # the sign of i is drawn before its letter
        ("फ़्रांस", "Devanagari", "hi", ["फ़्रां", "स"]),
        ("ਸਿਹਤ", "Gurmukhi", "pa", ["ਸਿ", "ਹ", "ਤ"]),
        ("আমি", "Bengali", "bn", ["আ", "মি"]),
    ],
)
def test_an_indic_word_is_its_syllables(word: str, script: str, language: str, spelt: list[str]) -> None:
    found = letters_of([word], font(f"NotoSans{script}-Regular"), language, FREE)
    [letters] = found.words.values()
    assert [letter.text for letter in letters] == spelt


def test_letters_that_share_a_body_have_codes_of_their_own() -> None:
    found = letters_of(["بنت", "تبن", "ثبت"], font("NotoNaskhArabic-Regular"), "ar", FREE)
    letters = {letter for word in found.words.values() for letter in word}
    codes = {letter: found.code(letter) for letter in letters}
    assert len(set(codes.values())) == len(letters)
    assert {codes[letter] >= FREE for letter in letters if len(letter.parts) > 1} == {True}
    assert found.code(next(iter(letters))) == codes[next(iter(letters))]


def test_nothing_is_known_of_words_that_a_font_cannot_draw() -> None:
    assert not letters_of(["البحر"], font("NotoSans-Regular"), "ar", FREE).words


@pytest.mark.render
@pytest.mark.parametrize("language", [*RTL, "hi", "pa"])
def test_words_are_copied_whole(built: Path, language: str) -> None:
    html = prepared(load_project(ROOT), "calais", language, today()).html
    wanted = words(text_nodes(html.text))
    for edition in ("screen", "office"):
        with pypdfium2.PdfDocument(built / edition / f"calais-{language}-{edition}.pdf") as document:
            found = words(page.get_textpage().get_text_range() for page in document)
        assert 1 - (wanted - found).total() / wanted.total() > SHARE.get(language, 0.97)


@pytest.mark.render
def test_the_sign_that_keeps_letters_apart_is_copied_in_its_place(built: Path) -> None:
    with pypdfium2.PdfDocument(built / "screen" / "calais-fa-screen.pdf") as document:
        copied = document[1].get_textpage().get_text_range()
    assert "می\u200cشود" in copied
    assert "قایق\u200cها" in copied


@pytest.mark.render
@pytest.mark.parametrize("language", [*RTL, "hi", "pa"])
def test_pages_look_as_before(language: str) -> None:
    html = single_panel(prepared(load_project(ROOT), "calais", language, today()).html, 4)
    document = lay_out(html, Typesetter.new(), html.paper.height_mm, 1.0)
    pictures = []
    for finisher in (lean, partial(lean, html=html)):
        out = io.BytesIO()
        document.write_pdf(out, finisher=finisher)
        with pypdfium2.PdfDocument(out.getvalue()) as pdf:
            page = pdf[0].render(scale=2.5, grayscale=True).to_pil()
        pictures.append(page.filter(ImageFilter.GaussianBlur(2.2)))
    difference = ImageChops.difference(*pictures).tobytes()
    assert max(difference) < 64


@pytest.mark.render
@pytest.mark.parametrize("language", ["ckb", "ur"])
def test_preflight_knows_the_bodies_of_composed_letters(built: Path, language: str) -> None:
    files = {each.postscript_name: each.path for each in load_fonts(ROOT / "fonts")}
    bodies: list[bool] = []
    with pikepdf.open(built / "screen" / f"calais-{language}-screen.pdf") as pdf:
        for raw in pdf.pages[1].resources.Font.values():
            descriptor = raw.DescendantFonts[0].FontDescriptor
            name = font_name(descriptor)
            if "Arabic" not in name and "Nastaliq" not in name:
                continue
            with TTFont(io.BytesIO(descriptor.FontFile2.read_bytes())) as embedded, TTFont(files[name]) as whole:
                number_of = original_number(embedded, files[name])
                composed = {code: number_of(code) for code in to_unicode(raw) if number_of(code) not in (code, -1)}
                for code, number in composed.items():
                    advance = embedded["hmtx"][embedded.getGlyphName(code)][0]
                    assert whole["hmtx"][whole.getGlyphName(number)][0] == advance
            bodies += [number in project_forms(files[name]).isolated for number in composed.values()]
    assert len(bodies) > 40
    assert any(bodies)
