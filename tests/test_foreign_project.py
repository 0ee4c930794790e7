"""leafletgen on a project that is not ours: another leaflet, an English source, three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import polib
import pytest
from click.testing import Result

from leafletgen.config import load_project
from leafletgen.model import plain_text
from leafletgen.phrasebook import load_phrasebook
from leafletgen.prepare import prepared
from tests.visual import line_texts

pytestmark = pytest.mark.render

HINDI = {
    "Where to get water": "पानी कहाँ मिलेगा",
    "Clean water is **free**.": "साफ़ पानी **मुफ़्त** है।",
    "Two": "दो",
    "Open {hours}. Call {phone}.": "खुला: {hours} फ़ोन: {phone}।",
    "Three": "तीन",
    "One thing": "एक चीज़",
    "Another thing": "दूसरी चीज़",
    "Four": "चार",
    "First": "पहला",
    "Second": "दूसरा",
    "Five": "पाँच",
    "See [the map][map].": "[नक़्शा][map] देखें।",
    "Back": "पीछे",
    "Go to {place}.": "{place} जाएँ।",
}


def translate(project: Path) -> None:
    path = project / "translations/hi/water.po"
    po = polib.pofile(path.read_text(encoding="utf-8"), wrapwidth=0)
    for entry in po:
        entry.msgstr = HINDI[entry.msgid]
    path.write_text(str(po), encoding="utf-8")


def test_another_leaflet_in_another_source_language_builds(small: Path, run: Callable[..., Result]) -> None:
    updated = run("update", "--project", small)
    assert updated.exit_code == 0, updated.stderr
    assert (small / "translations/templates/water.pot").is_file()
    translate(small)
    result = run("build", "--project", small)
    assert result.exit_code == 0, result.stderr
    assert "14 UNTRANSLATED" in result.stdout  # Arabic: nobody has translated it
    for language in ("en", "ar", "hi"):
        with pikepdf.open(small / f"build/screen/water-{language}-screen.pdf") as pdf:
            assert len(pdf.pages) == 6
            assert pdf.Root.Lang == language
    hindi = (small / "build/screen/water-hi-screen.pdf").read_bytes()
    assert any("+442079460018" in line for line in line_texts(hindi, 1))
    english = (small / "build/screen/water-en-screen.pdf").read_bytes()
    assert "SundaytoThursday,from08:30to12:00" in "".join(line_texts(english, 1))
    with pikepdf.open(small / "build/screen/water-en-screen.pdf") as pdf:
        links = [str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
    assert "https://example.org/map?a=1&b=2" in links

    rows = json.loads(run("status", "--project", small, "--json").stdout)["rows"]
    assert {row["language"]: row["untranslated"] for row in rows} == {"en": 0, "ar": 14, "hi": 0}
    assert {row["language"]: row["built"] for row in rows}["hi"] == ["office", "screen"]


def test_catalogs_of_the_templates_begin_with_the_words_that_leafletgen_prints(
    small: Path, run: Callable[..., Result]
) -> None:
    assert run("update", "--project", small).exit_code == 0
    po = polib.pofile(str(small / "translations/ar/common.po"))
    assert po.untranslated_entries() == []
    assert {entry.msgctxt: entry.msgstr for entry in po}["state.draft"].startswith("مسودة")
    assert run("update", "--check", "--project", small).exit_code == 0


def test_what_preflight_found_in_a_file_is_told_to_who_asks(small: Path, run: Callable[..., Result]) -> None:
    for path, before, after in (
        (small / "leaflets/water/leaflet.toml", '"#224400"', '"#a0a0a0"'),
        (small / "pyproject.toml", '"office"', '"press"'),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    command = ("build", "--project", small, "-l", "en", "-e", "press", "-j", "1")
    told = run(*command)
    assert "preflight warning" in told.stdout, told.stderr
    result = run(*command, "--explain")
    assert re.search(r"press/water-en-press\.pdf: warning: .*\[pdf\.gray-contrast\]", result.stderr)


def test_what_stands_on_the_pages_for_staff_is_in_their_language(small: Path, run: Callable[..., Result]) -> None:
    assert run("update", "--project", small).exit_code == 0
    html = prepared(load_project(small), "water", "ar", date(2026, 11, 27)).html
    assert '<div class="called" lang="en" dir="ltr">Arabic</div>' in html.text
    assert re.search(r'class="staff[^>]*lang="en"[^>]*>.*draft translation', html.text)
    assert "WAT-ar  ·  Arabic  ·" in html.slug[0]
    assert [line.split("  ·  ")[4] for line in html.slug] == ["outside (front)", "inside (back)"]
    english = prepared(load_project(small), "water", "en", date(2026, 11, 27)).html
    assert "called" not in english.text
    assert "anglais" not in english.text


def test_the_templates_speak_the_reader_s_language_without_a_catalog_of_their_own(
    small: Path, run: Callable[..., Result]
) -> None:
    assert run("update", "--project", small).exit_code == 0
    (small / "translations/ar/common.po").unlink()
    phrases = load_phrasebook(load_project(small), "ar")
    assert "ترجمة" in plain_text(phrases.get("state.draft"))
    assert run("build", "--project", small, "-l", "ar", "-e", "screen").exit_code == 0
