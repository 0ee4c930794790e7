"""Reviews: who approved which string, what un-reviews it, who may not approve, files that are wrong."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from leafletgen.catalog import Entry, read_catalog
from leafletgen.config import load_project
from leafletgen.errors import InputError, Place
from leafletgen.review import (
    Approval,
    Reading,
    Review,
    Translation,
    read_approvals,
    read_review,
    string_hash,
    write_approvals,
    wrong_name,
)
from leafletgen.segments import Segment
from leafletgen.sync import segments_of
from tests.test_bad_input import edit

Run = Callable[..., Result]
PO = "translations/ar/calais.po"
COMMON = "translations/ar/common.po"
SIDECAR = "translations/ar/calais.review.toml"
FREE = "**مجاني.** لن تدفع أي شيء."
TODAY = datetime.date(2026, 11, 24)
AMINA = Approval("Amina Karimi", datetime.date(2026, 3, 9))
"""Who signs in the fixture “approved”."""
pytestmark = pytest.mark.usefixtures("today")


def approve(run: Run, root: Path, *options: str, language: str = "ar", by: str = AMINA.by) -> Result:
    date = () if "--date" in options else ("--date", AMINA.date.isoformat())
    return run("approve", "--project", root, "calais", language, "--by", by, *date, *options)


def review(root: Path, leaflet: str = "calais", language: str = "ar") -> Review:
    project = load_project(root)
    path = project.catalog_path(leaflet, language)
    catalog = read_catalog(path, language, path.relative_to(root))
    return read_review(project, leaflet, segments_of(project, leaflet), catalog)


def unreviewed(root: Path) -> list[str]:
    found = review(root)
    strings = (*found.leaflet.translations, *found.common.translations)
    return [each.segment.msgid for each in strings if each.approval is None]


def test_nothing_is_reviewed_until_somebody_approves_it(copy: Path, run: Run) -> None:
    assert review(copy).leaflet.approved == 0
    assert review(copy).signature() is None
    result = approve(run, copy)
    assert result.exit_code == 0
    assert "70 approved now" in result.stdout
    assert unreviewed(copy) == []
    signature = review(copy).signature()
    assert signature is not None
    assert (signature.reviewers, signature.date) == ((AMINA.by,), AMINA.date)


def test_the_date_of_a_review_is_today_unless_it_is_given(copy: Path, run: Run) -> None:
    assert run("approve", "--project", copy, "calais", "ar", "--by", "Amina").exit_code == 0
    assert {approval.date for approval in read_approvals(copy / SIDECAR, Path(SIDECAR)).values()} == {TODAY}


def test_an_edit_unreviews_just_what_it_touches_and_a_revert_reviews_it_again(approved: Path) -> None:
    before = (approved / PO).read_bytes()
    edit(approved / PO, FREE, "**مجاني.** لا تدفع شيئًا.")
    assert unreviewed(approved) == ["**Gratuit.** Vous ne payez rien."]
    assert review(approved).signature() is None
    (approved / PO).write_bytes(before)
    assert unreviewed(approved) == []
    assert review(approved).signature() is not None


def test_an_edit_of_a_template_string_unreviews_it_alone(approved: Path) -> None:
    edit(approved / COMMON, 'msgstr "منتهية الصلاحية"', 'msgstr "انتهت صلاحيته"')
    assert unreviewed(approved) == ["périmé"]
    assert review(approved).leaflet.complete
    assert review(approved).signature() is None


def test_a_fuzzy_mark_unreviews_and_its_removal_reviews_again(approved: Path) -> None:
    edit(approved / PO, 'msgid "**Gratuit.**', '#, fuzzy\nmsgid "**Gratuit.**')
    assert unreviewed(approved) == ["**Gratuit.** Vous ne payez rien."]
    edit(approved / PO, "#, fuzzy\n", "")
    assert unreviewed(approved) == []


def test_a_changed_source_unreviews_what_changed(approved: Path, run: Run) -> None:
    edit(approved / "leaflets/calais/fr.md", "Vous ne payez rien.", "Vous ne payez rien du tout.")
    assert run("update", "--project", approved, "-l", "ar").exit_code == 0
    assert unreviewed(approved) == ["**Gratuit.** Vous ne payez rien du tout."]


def test_comments_and_places_do_not_touch_a_review(approved: Path, run: Run) -> None:
    edit(approved / PO, 'msgid "**Gratuit.**', '# Une note.\nmsgid "**Gratuit.**')
    edit(approved / "translations/en/calais.po", "You pay nothing.", "You will pay nothing.")
    assert run("update", "--project", approved, "-l", "ar", "-l", "en").exit_code == 0
    assert "You will pay nothing." in (approved / PO).read_text()
    assert unreviewed(approved) == []


def test_a_second_review_changes_the_lines_of_what_it_reviewed(approved: Path, run: Run) -> None:
    edit(approved / PO, FREE, "**مجاني.** لا تدفع شيئًا.")
    before = (approved / SIDECAR).read_text().splitlines()
    result = approve(run, approved, "--date", "2026-05-02", by="Karim")
    assert "1 approved now, 69 before, of 70" in result.stdout
    after = (approved / SIDECAR).read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert AMINA.by in changed[0][0]
    assert "Karim" in changed[0][1]
    assert "Gratuit" in changed[0][1]
    signature = review(approved).signature()
    assert signature is not None
    assert signature.reviewers == (AMINA.by, "Karim")
    assert signature.date == datetime.date(2026, 5, 2)


def test_a_text_that_a_reviewer_replaced_is_not_approved_any_more(approved: Path, run: Run) -> None:
    before = (approved / PO).read_bytes()
    edit(approved / PO, FREE, "**مجاني.** لا تدفع شيئًا.")
    assert approve(run, approved, by="Karim").exit_code == 0
    (approved / PO).write_bytes(before)
    assert unreviewed(approved) == ["**Gratuit.** Vous ne payez rien."]


def test_approving_again_changes_no_byte(approved: Path, run: Run) -> None:
    before = (approved / SIDECAR).read_bytes()
    assert "0 approved now" in approve(run, approved, by="Somebody else").stdout
    assert (approved / SIDECAR).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "msgid"),
    [
        (f'msgstr "{FREE}"', 'msgstr ""', "Gratuit"),
        ('msgid "**Gratuit.**', '#, fuzzy\nmsgid "**Gratuit.**', "Gratuit"),
        ('msgid "**Gratuit.**', 'msgctxt "x"\nmsgid "**Gratuit.**', "Gratuit"),
    ],
    ids=["not translated", "fuzzy", "not in the catalog"],
)
def test_what_is_not_translated_cannot_be_approved(copy: Path, run: Run, old: str, new: str, msgid: str) -> None:
    edit(copy / PO, old, new)
    result = approve(run, copy)
    assert result.exit_code == 3
    assert msgid in result.stderr
    assert re.search(rf"{PO}(:\d+)?: ", result.stderr)
    assert not list(copy.rglob("*.review.toml"))


def test_a_fuzzy_template_string_cannot_be_approved_either(copy: Path, run: Run) -> None:
    line = edit(copy / COMMON, 'msgctxt "state.expired"', '#, fuzzy\nmsgctxt "state.expired"')
    result = approve(run, copy)
    assert result.exit_code == 3
    found = re.search(rf"{COMMON}:(\d+): ", result.stderr)
    assert found
    assert abs(int(found[1]) - line) <= 3
    assert not list(copy.rglob("*.review.toml"))


@pytest.mark.parametrize(
    "name",
    ["", "   ", "…", "x" * 61, "Amina\n", "A\nB", "A\x1bB", "A\u202eB", "A\u2067B", "A\u200fB", "A\u200bB", "\u200cA"],
    ids=ascii,
)
def test_a_name_that_cannot_be_printed_is_refused(name: str) -> None:
    assert wrong_name(name)


@pytest.mark.parametrize(
    "name", ["Amina Karimi", "علی\u200cرضا", "क्\u200dष", "አበበ ቢቂላ", "Nguyễn Văn A", "O'Brien-Łuk (OIM)", "x" * 60]
)
def test_names_of_people_are_accepted(name: str) -> None:
    assert wrong_name(name) == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("calais", "ar", "--by", "A\u202eB"), "U+202E"),
        (("calais", "ar", "--by", "አበበ"), "ar"),
        (("calais", "ar", "--by", "Amina", "--date", "2026-12-24"), "2026-12-24"),
        (("calais", "ar", "--by", "Amina", "--date", "24/12/2026"), "24/12/2026"),
        (("calais", "ar"), "--by"),
        (("calais", "fr", "--by", "Amina"), "source language"),
        (("calais", "arr", "--by", "Amina"), "ar"),
        (("calay", "ar", "--by", "Amina"), "calais"),
    ],
    ids=["bidi control", "no glyph", "in the future", "not a date", "nobody", "source", "language", "leaflet"],
)
def test_an_approval_that_cannot_be_is_a_usage_error(
    copy: Path, run: Run, arguments: tuple[str, ...], says: str
) -> None:
    result = run("approve", "--project", copy, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not list(copy.rglob("*.review.toml"))


def test_approvals_survive_being_written_and_read(tmp_path: Path) -> None:
    names = ['Jean "Jo" \\ O’Brien', "علی\u200cرضا", "क्\u200dष", "ሰላም # x = y"]
    wanted: dict[str, Approval] = {}
    translations = []
    for number, name in enumerate(names):
        segment = Segment("context\n", f"text\n{number}\u2028 # [x]", "", "")
        entry = Entry('mot "x"', fuzzy=False, place=Place(Path("x.po"), number))
        translations.append(Translation(segment, entry, Approval(name, TODAY)))
        wanted[translations[-1].hash] = Approval(name, TODAY)
    path = tmp_path / "x.review.toml"
    reading = Reading(Path("x.po"), path, (*translations, replace(translations[0], approval=None)), ())
    write_approvals(path, reading)
    assert read_approvals(path, path) == wanted
    assert len(path.read_text().splitlines()) == 4 + len(names)
    assert read_approvals(tmp_path / "none.review.toml", path) == {}


def test_a_hash_depends_on_each_part_and_on_where_it_ends() -> None:
    parts = [("", "a", "b"), ("a", "", "b"), ("a", "b", ""), ("", "ab", ""), ("", "", "ab"), ("", "a", "b ")]
    assert len({string_hash(*each) for each in parts}) == len(parts)
    assert string_hash("", "a", "b") == "f8fb8533c4d297f1c9e34a3c1e8ab5e4"  # what is in people's files stays true


GOOD = '0123456789abcdef0123456789abcdef = { by = "A", date = 2026-01-31 }'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[approved]\n" + GOOD + "\n" + GOOD + "\n", 3),
        ("[approved]\n\nxyz = { by = 'A', date = 2026-01-31 }\n", 3),
        ("[approved]\n" + GOOD.replace("by", "who"), 2),
        ("[approved]\n" + GOOD.replace('"A"', "1"), 2),
        ("[approved]\n" + GOOD.replace("2026-01-31", '"2026-01-31"'), 2),
        ("[approved]\n" + GOOD.replace("2026-01-31", "2026-01-31T10:00:00"), 2),
        ("[approved]\n" + GOOD.replace('"A"', '"A\\u202eB"'), 2),
        ("[approved]\n" + GOOD.replace('"A"', f'"{"x" * 61}"'), 2),
        ("[approved]\n" + GOOD.split("=")[0] + '= "A"\n', 2),
        ("[approved]\n<<<<<<< HEAD\n" + GOOD, 2),
        ("# x\n[aproved]\n" + GOOD, 2),
        ("approved = 3\n", 1),
    ],
)
def test_a_bad_review_file_is_named_with_its_line_and_costs_only_its_language(
    copy: Path, run: Run, text: str, line: int
) -> None:
    (copy / SIDECAR).write_text(text)
    with pytest.raises(InputError) as caught:
        review(copy)
    assert caught.value.place == Place(Path(SIDECAR), line)
    result = run("status", "--project", copy, "--json")
    assert result.exit_code == 4
    rows = {row["language"]: row for row in json.loads(result.stdout)["rows"]}
    assert rows["ar"]["errors"] == 1
    assert f"{SIDECAR}:{line}: " in rows["ar"]["problem"]
    assert rows["fa"]["errors"] == 0
    assert rows["fa"]["translated"] == 70


def test_a_name_without_glyphs_in_a_review_file_is_bad_input(approved: Path, run: Run) -> None:
    path = approved / SIDECAR
    path.write_text(path.read_text().replace(AMINA.by, "አበበ"))
    result = run("build", "--project", approved, "-l", "ar")
    assert result.exit_code == 4
    assert SIDECAR in result.stderr


def test_status_counts_what_is_reviewed(approved: Path, run: Run) -> None:
    edit(approved / PO, FREE, "**مجاني.** لا تدفع شيئًا.")
    edit(approved / PO, 'msgid "**Confidentiel.**', '#, fuzzy\nmsgid "**Confidentiel.**')
    edit(approved / PO, 'msgstr "الشرطة"', 'msgstr ""')
    edit(approved / "translations/fa/calais.po", "۱۸", "۱۷")
    result = run("status", "--project", approved, "--json")
    assert result.exit_code == 0
    rows = {row["language"]: row for row in json.loads(result.stdout)["rows"]}
    counted = ("state", "total", "translated", "fuzzy", "untranslated", "reviewed", "common_total", "common_reviewed")
    assert [rows["ar"][key] for key in counted] == ["draft", 70, 68, 1, 1, 67, 11, 11]
    assert [rows["fa"][key] for key in counted] == ["draft", 70, 70, 0, 0, 0, 11, 0]
    assert [rows["fr"][key] for key in counted] == ["source", 70, 70, 0, 0, 0, 0, 0]
    assert [rows[code]["errors"] for code in ("ar", "fa", "fr")] == [0, 1, 0]
    assert rows["ar"]["words"] < rows["fa"]["words"]
    assert rows["ar"]["last_build"] == ""
    table = run("status", "--project", approved).stdout
    assert re.search(r"calais +ar +draft +68/70 +1 +1 +67/70 +11/11 ", table)


def test_the_template_strings_that_come_with_leafletgen_can_be_approved_elsewhere(small: Path, run: Run) -> None:
    assert run("update", "--project", small).exit_code == 0
    path = small / "translations/hi/water.po"
    text = path.read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    path.write_text(f"{head}\n\n" + re.sub(r'msgid "(.*)"\nmsgstr ""', r'msgid "\1"\nmsgstr "\1"', body))
    result = run("approve", "--project", small, "water", "hi", "--by", "Asha", "--date", "2026-01-31")
    assert result.exit_code == 0, result.stderr
    assert review(small, "water", "hi").signature() is not None
