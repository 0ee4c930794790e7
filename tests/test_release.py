"""Releases: what refuses one, what it writes, and what the pages say of who reviewed them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from leafletgen.config import load_contacts, load_leaflet, load_project
from leafletgen.errors import Place
from leafletgen.prepare import prepare
from leafletgen.read import read_source
from leafletgen.release import Reason, refusal
from tests.test_bad_input import edit
from tests.visual import line_texts

Run = Callable[..., Result]
PO = "translations/ar/calais.po"
COMMON = "translations/ar/common.po"
FREE = "**مجاني.** لن تدفع أي شيء."
TODAY = datetime.date(2026, 11, 24)
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def ready(approved: Path) -> Path:
    """The project with nothing in the way of releasing its Arabic."""
    contacts = approved / "leaflets/contacts.toml"
    contacts.write_text(re.sub(r"(?m)^sample = true\n", "", contacts.read_text()))
    edit(approved / "leaflets/calais/leaflet.toml", 'legal-review = "pending"', 'legal-review = "approved"')
    return approved


def reasons(root: Path, language: str = "ar", today: datetime.date = TODAY) -> tuple[Reason, ...]:
    project = load_project(root)
    settings = load_leaflet(project, "calais")
    source = read_source(settings.source, settings.source.relative_to(root))
    return prepare(project, settings, source, load_contacts(project), language, today=today).reasons


def test_a_leaflet_with_nothing_in_the_way_may_be_released(ready: Path) -> None:
    assert reasons(ready) == ()
    assert reasons(ready, "fr") == ()


def test_the_source_language_needs_no_review_of_a_translation(copy: Path) -> None:
    assert {reason.id for reason in reasons(copy, "fr")} == {"state.legal", "state.sample"}
    assert {reason.id for reason in reasons(copy)} == {"state.legal", "state.sample", "state.unreviewed"}


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        (PO, f'msgstr "{FREE}"', 'msgstr ""', "state.untranslated"),
        (PO, 'msgid "**Gratuit.**', '#, fuzzy\nmsgid "**Gratuit.**', "state.fuzzy"),
        (PO, FREE, "**مجاني.** لا تدفع شيئًا.", "state.unreviewed"),
        (COMMON, 'msgstr "منتهية الصلاحية"', 'msgstr "انتهت صلاحيته"', "state.unreviewed"),
        (PO, 'msgid "Police"', 'msgid "Nouveau"\nmsgstr "جديد"\n\nmsgid "Police"', "po.stale"),
        ("leaflets/contacts.toml", 'value = "17"', 'value = "17"\nsample = true', "state.sample"),
        ("leaflets/calais/leaflet.toml", 'legal-review = "approved"', 'legal-review = "pending"', "state.legal"),
        (
            "leaflets/calais/leaflet.toml",
            "date = 2026-11-24\nvalid-until = 2027-11-30",
            "date = 2026-11-01\nvalid-until = 2026-11-23",
            "state.expired",
        ),
    ],
)
def test_each_reason_alone_refuses_a_release(ready: Path, run: Run, file: str, old: str, new: str, wanted: str) -> None:
    line = edit(ready / file, old, new)
    (reason,) = reasons(ready)
    assert reason.id == wanted
    assert reason.place.path == Path(file)
    assert abs(reason.place.line - line) <= 6  # an entry is named by its first line, a contact by its header
    result = run("build", "--project", ready, "-l", "ar", "--release")
    assert result.exit_code == 3
    assert f"{file}:{reason.place.line}: " in result.stderr
    assert "calais-ar" in result.stderr
    assert not (ready / "build").exists()


def test_a_catalog_that_lacks_a_text_of_the_source_is_stale(ready: Path) -> None:
    edit(ready / "leaflets/calais/fr.md", "Vous ne payez rien.", "Vous ne payez rien du tout.")
    found = reasons(ready)
    assert [reason.id for reason in found] == ["po.stale", "po.stale"]
    assert "Vous ne payez rien du tout." in found[0].what
    assert found[1].place.line > 0


def test_a_leaflet_may_be_released_on_its_last_day_and_when_its_programme_is_closed(ready: Path) -> None:
    assert 'programme-status = "closed"' in (ready / "leaflets/calais/leaflet.toml").read_text()
    assert reasons(ready, today=datetime.date(2027, 11, 30)) == ()
    assert [reason.id for reason in reasons(ready, today=datetime.date(2027, 12, 1))] == ["state.expired"]


def test_many_reasons_of_one_kind_are_counted() -> None:
    many = tuple(Reason("state.unreviewed", Place(Path("x.po"), n), "not read.", "Read it.") for n in range(1, 71))
    other = Reason("state.legal", Place(Path("leaflet.toml"), 9), "not checked.", "Check it.")
    lines = str(refusal("x is not released:", (*many, other))).splitlines()
    assert len(lines) == 8
    assert lines[6] == "  x.po:6: and 65 more like this."
    assert lines[7].startswith("  leaflet.toml:9: ")


def page(root: Path, language: str, number: int) -> list[str]:
    return line_texts((root / f"build/screen/calais-{language}-screen.pdf").read_bytes(), number)


@pytest.mark.render
@pytest.mark.parametrize(
    ("language", "mark", "imprint"),
    [
        ("en", "translationreviewed", "TranslationreviewedbyAminaKarimi,9March2026"),
        ("so", "turjumaadlahubiyay", "Hubintaturjumaadda:AminaKarimi,9Maarso2026"),
        ("ar", "traductionrelue", "AminaKarimi"),
    ],
)
def test_the_pages_say_who_reviewed_them_until_somebody_edits(
    copy: Path, run: Run, language: str, mark: str, imprint: str
) -> None:
    signed = run("approve", "--project", copy, "calais", language, "--by", "Amina Karimi", "--date", "2026-03-09")
    assert signed.exit_code == 0
    options = ("--project", copy, "-l", language, "-e", "screen")
    built = run("build", *options)
    assert built.exit_code == 0, built.stderr
    assert "reviewed, closed" in built.stdout
    for number in range(6):
        text = "\n".join(page(copy, language, number))
        assert mark in text
        assert "traductionrelue" in text
        assert "brouillon" not in text
    assert any(imprint in line for line in page(copy, language, 5))
    catalog = copy / f"translations/{language}/calais.po"
    catalog.write_text(re.sub(r'(?m)^(msgstr "[^"]+)"$', r'\1."', catalog.read_text(), count=1))
    again = run("build", *options)
    assert "draft, closed" in again.stdout
    for number in range(6):
        assert "brouillondetraduction" in "\n".join(page(copy, language, number))
        assert "traductionrelue" not in "\n".join(page(copy, language, number))
    assert not any("AminaKarimi" in line for line in page(copy, language, 5))


@pytest.mark.render
def test_a_release_has_the_bytes_of_a_normal_build_and_refuses_one_language_alone(ready: Path, run: Run) -> None:
    options = ("--project", ready, "-l", "ar", "-l", "vi", "-j", "1")
    assert run("build", *options).exit_code == 0
    former = {path.name: path.read_bytes() for path in (ready / "build").rglob("*.pdf")}
    assert len(former) == 6
    released = run("build", *options, "--release", "--out", str(ready / "release"))
    assert released.exit_code == 3
    assert "calais-vi" in released.stderr
    assert "calais-ar" not in released.stderr
    assert "NOT RELEASED" in released.stdout
    made = {path.name: path.read_bytes() for path in (ready / "release").rglob("*.pdf")}
    assert made == {name: data for name, data in former.items() if "-ar-" in name}
    edit(ready / "leaflets/contacts.toml", 'value = "17"', 'value = "71"')
    refused = run("build", *options, "--release")
    assert refused.exit_code == 3
    assert (ready / "build/office/calais-vi-office.pdf").read_bytes() == former["calais-vi-office.pdf"]
    assert (ready / "build/office/calais-ar-office.pdf").read_bytes() != former["calais-ar-office.pdf"]
    row = json.loads(run("status", "--project", ready, "--json").stdout)["rows"][2]
    assert (row["language"], row["built"]) == ("ar", ["office", "press", "screen"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", row["last_build"])
