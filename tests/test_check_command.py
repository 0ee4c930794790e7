"""`leafletgen check`: what it prints and with which code it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.conftest import ROOT

Run = Callable[..., Result]


def edit(root: Path, language: str, old: str, new: str, name: str = "calais") -> Path:
    path = root / "translations" / language / f"{name}.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_projects_own_translations_have_no_error(run: Run) -> None:
    result = run("check", "--project", ROOT, "--json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.output)["summary"]
    assert (summary["errors"], summary["catalogs"]) == (0, 52)
    assert summary["strings"] > 900


def test_an_error_ends_with_3_and_names_the_line_and_what_to_do(run: Run, copy: Path) -> None:
    path = edit(copy, "fa", "۱۸", "۱۷")
    before = path.read_text(encoding="utf-8").split("۱۷")[0]
    first_line_of_entry = before[: before.rindex("\n\n")].count("\n") + 3
    result = run("check", "--project", copy, "calais", "-l", "fa")
    assert result.exit_code == 3
    found = next(text for text in result.output.splitlines() if "[num.missing]" in text)
    assert found.startswith(f"translations/fa/calais.po:{first_line_of_entry}: error: ")
    assert "Write the number of the source." in found


def test_numbers_agree_with_their_nouns(run: Run, copy: Path) -> None:
    edit(copy, "fa", "۱۸", "۱۷")
    printed = run("check", "--project", copy, copy / "translations/fa/calais.po").output
    assert re.search(r"\b1 error, \d+ \w+, \d+ \w+ in \d+ strings of 1 file\b", printed), printed


def test_json_is_one_object_with_findings_and_summary(run: Run, copy: Path) -> None:
    edit(copy, "ti", "ናብ {shelter}", "ናብ 115")
    result = run("check", "--project", copy, "-l", "ti", "--json")
    data = json.loads(result.output)
    assert set(data) == {"findings", "summary"}
    finding = next(each for each in data["findings"] if each["id"] == "ph")
    assert list(finding) == ["id", "severity", "path", "line", "leaflet", "language", "msgid", "message", "hint"]
    assert (finding["severity"], finding["leaflet"], finding["language"]) == ("error", "calais", "ti")
    assert "{shelter}" in finding["msgid"]
    assert data["summary"]["errors"] == sum(each["severity"] == "error" for each in data["findings"])


def test_a_catalog_of_another_language_than_the_one_asked_for_is_a_wrong_command(run: Run) -> None:
    path = ROOT / "translations/ar/calais.po"
    assert run("check", path, "-l", "fa", "--project", ROOT).exit_code == 2
    assert run("check", path, "-l", "fa", "-l", "ar", "--project", ROOT).exit_code == 0


def test_an_unreadable_catalog_ends_with_4_and_the_others_are_checked(run: Run, copy: Path) -> None:
    (copy / "translations" / "ar" / "calais.po").write_text('msgid "torn', encoding="utf-8")
    edit(copy, "hi", "18 साल", "81 साल")
    result = run("check", "--project", copy, "calais", "--json")
    assert result.exit_code == 4
    data = json.loads(result.output)
    assert data["summary"]["unreadable"] == ["translations/ar/calais.po"]
    ids = {(each["language"], each["id"]) for each in data["findings"]}
    assert {("ar", "po.syntax"), ("hi", "num.missing")} <= ids


def test_a_catalog_in_another_languages_folder_ends_with_4(run: Run, copy: Path) -> None:
    edit(copy, "ur", "Language: ur", "Language: ps")
    result = run("check", "--project", copy, "calais", "-l", "ur", "--json")
    assert result.exit_code == 4
    assert [each["id"] for each in json.loads(result.output)["findings"]] == ["po.header"]


def test_a_broken_source_ends_with_4_and_names_its_line(run: Run, copy: Path) -> None:
    source = copy / "leaflets" / "calais" / "fr.md"
    source.write_text("# no panel\n", encoding="utf-8")
    result = run("check", "--project", copy, "-l", "vi", "--json")
    assert result.exit_code == 4
    finding = json.loads(result.output)["findings"][0]
    assert (finding["path"], finding["line"]) == ("leaflets/calais/fr.md", 1)


def test_pictures_that_the_build_would_refuse_are_named(run: Run, copy: Path) -> None:
    (copy / "leaflets/calais/sea.svg").unlink()
    (copy / "leaflets/calais/cover.svg").write_text("<svg", encoding="utf-8")
    result = run("check", "calais", "-l", "fr", "--project", copy, "--json")
    assert result.exit_code == 4
    found = {each["path"]: each["message"] for each in json.loads(result.output)["findings"]}
    assert set(found) == {"leaflets/calais/fr.md", "leaflets/calais/cover.svg"}
    assert "sea.svg is missing" in found["leaflets/calais/fr.md"]


@pytest.mark.parametrize("command", [("check", "-l", "fr"), ("check", "-l", "vi"), ("update",), ("status",)])
def test_a_source_without_all_its_panels_is_named_before_it_is_built(
    run: Run, copy: Path, command: tuple[str, ...]
) -> None:
    source = copy / "leaflets/calais/fr.md"
    text = source.read_text(encoding="utf-8")
    shorter = text[: text.rindex("::::: panel")]
    source.write_text(shorter, encoding="utf-8")
    last = shorter[: shorter.rindex("::::: panel")].count("\n") + 1
    result = run(*command, "--project", copy)
    assert result.exit_code == 4
    assert f"leaflets/calais/fr.md:{last}: " in result.output + result.stderr
    assert "5 panels; the format letter-fold has 6." in result.output + result.stderr


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("{oim_phone}", "{oim_phon}", "oim_phon"),
        ("changent souvent.", "changent [souvent][leaflet_ulr].", "leaflet_ulr"),
        ("::: qr leaflet_url", "::: qr leaflet_ulr", "leaflet_ulr"),
        ("::: qr leaflet_url", "::: qr oim_phone", "oim_phone"),
    ],
)
def test_a_name_that_contacts_do_not_have_is_an_error_at_its_line(
    run: Run, copy: Path, old: str, new: str, name: str
) -> None:
    source = copy / "leaflets/calais/fr.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", "calais", "-l", "fr", "--project", copy, "--json")
    assert result.exit_code == 3
    [found] = [each for each in json.loads(result.output)["findings"] if each["severity"] == "error"]
    line = text[: text.index(old)].count("\n") + 1
    assert (found["id"], found["path"], found["line"]) == ("source.contact", "leaflets/calais/fr.md", line)
    assert f"“{name}”" in found["message"]


def test_a_flag_silences_one_check_for_one_string_and_is_counted(run: Run, copy: Path) -> None:
    before = 'msgid "La réalité au Royaume-Uni"'
    edit(copy, "fa", 'msgstr "واقعیت در بریتانیا"', 'msgstr "واقعیت در بریتانیا؟"')
    assert "[punct.end]" in run("check", "--project", copy, "-l", "fa").output
    edit(copy, "fa", before, f"#, ignore-punct.end\n{before}")
    result = run("check", "--project", copy, "-l", "fa", "--json")
    data = json.loads(result.output)
    assert data["summary"]["ignored"] == {"punct.end": 1}
    assert "punct.end" not in {each["id"] for each in data["findings"]}


def test_a_flag_survives_an_update(run: Run, copy: Path) -> None:
    before = 'msgid "La réalité au Royaume-Uni"'
    path = edit(copy, "fa", before, f"#, ignore-punct.end\n{before}")
    assert run("update", "--project", copy, "-l", "fa").exit_code == 0
    assert "ignore-punct.end" in path.read_text(encoding="utf-8")


def test_github_format_is_workflow_commands(run: Run, copy: Path) -> None:
    edit(copy, "am", "**በነጻ ነው።**", "**በነጻ ነው {100%}")
    result = run("check", "--project", copy, "-l", "am", "--format", "github")
    line = next(text for text in result.output.splitlines() if "md.unbalanced" in text)
    assert line.startswith("::error file=translations/am/calais.po,line=")
    assert "{100%25}" in result.output


def test_terminals_without_bidi_see_right_to_left_words_in_reading_order(run: Run, copy: Path) -> None:
    edit(copy, "ar", "أقل من 18 سنة", "أقل من 18 18 سنة سنة")
    shaped = run("check", "--project", copy, "-l", "ar", "--shaped").output
    raw = run("check", "--project", copy, "-l", "ar").output  # into a file or a pipe
    assert run("check", "--project", copy, "-l", "ar", "--raw").output == raw
    assert "“سنة” stands twice" in raw
    assert "“ﺔﻨﺳ” stands twice" in shaped


def test_control_characters_of_a_translation_do_nothing_in_the_terminal(run: Run, copy: Path) -> None:
    edit(copy, "so", "Xuquuq kale", "Xuquuq {\u202ekale}")
    result = run("check", "--project", copy, "-l", "so", "--raw")
    assert result.exit_code == 3
    assert "bidi.override" in result.output
    assert "{\\u202ekale}" in result.output
    assert "\u202e" not in result.output


def test_a_path_checks_one_catalog(run: Run, copy: Path) -> None:
    result = run("check", "--project", copy, copy / "translations" / "pa" / "common.po", "--json")
    assert json.loads(result.output)["summary"]["catalogs"] == 1


def test_an_unknown_name_ends_with_2(run: Run, copy: Path) -> None:
    assert run("check", "--project", copy, "calis").exit_code == 2
    assert run("check", "--project", copy, "elsewhere/ar/calais.po").exit_code == 2


def test_another_source_language_and_no_glossary_are_fine(run: Run, small: Path) -> None:
    assert run("update", "--project", small).exit_code == 0
    result = run("check", "--project", small, "--json")
    assert result.exit_code == 0, result.output
    assert {each["id"] for each in json.loads(result.output)["findings"]} == {"state.untranslated", "source.ambiguous"}


def test_checking_does_not_load_the_page_engine() -> None:
    code = (
        "import sys; from pathlib import Path; from leafletgen.config import load_project; "
        "from leafletgen.checks import run, show; p = load_project(Path(sys.argv[1])); "
        "show.as_json(run.check(p, run.select(p, ('common',), ('ar',)))); sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(ROOT)], check=False).returncode == 0


def test_a_changed_number_in_the_source_is_stale_then_fuzzy_and_named(run: Run, copy: Path) -> None:
    source = copy / "leaflets" / "calais" / "fr.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("Moins de 18 ans", "Moins de 16 ans"), encoding="utf-8"
    )
    stale = run("check", "--project", copy, "calais", "-l", "am", "--json")
    assert stale.exit_code == 3
    assert {each["id"] for each in json.loads(stale.output)["findings"]} == {"po.stale"}
    assert run("update", "--project", copy).exit_code == 0
    fuzzy = run("check", "--project", copy, "calais", "-l", "am", "--json")
    assert fuzzy.exit_code == 0
    findings = {each["id"]: each for each in json.loads(fuzzy.output)["findings"]}
    assert set(findings) == {"state.fuzzy", "fuzzy.facts"}
    assert "18 became 16" in findings["fuzzy.facts"]["message"]


def test_a_torn_glossary_ends_with_4_and_names_its_line(run: Run, copy: Path) -> None:
    glossary = copy / "translations" / "glossary.tsv"
    glossary.write_text("fr\tar\nasile\n", encoding="utf-8")
    result = run("check", "--project", copy)
    assert result.exit_code == 4
    assert "translations/glossary.tsv:2" in result.stderr


@pytest.mark.render
def test_layout_finds_the_panel_whose_text_has_no_room_at_the_line_of_its_first_text(copy: Path, run: Run) -> None:
    path = copy / "translations/am/calais.po"
    po = polib.pofile(path.read_text(encoding="utf-8"), wrapwidth=0)
    po.find("Demandez un interprète. C’est gratuit.").msgstr = "አስተርጓሚ ይጠይቁ። ነፃ ነው። " * 60
    path.write_text(str(po), encoding="utf-8")
    asked = ("check", "--project", copy, "calais", "-l", "am", "-l", "fr", "--json")
    assert not any(each["id"] == "fit.overflow" for each in json.loads(run(*asked).output)["findings"])
    result = run(*asked, "--layout")
    assert result.exit_code == 3
    [found] = [each for each in json.loads(result.output)["findings"] if each["id"] == "fit.overflow"]
    assert (found["severity"], found["path"], found["language"]) == ("error", "translations/am/calais.po", "am")
    comments = [entry for entry in polib.pofile(path.read_text(encoding="utf-8")) if entry.linenum == found["line"]]
    assert ["panel “contacts”" in entry.comment for entry in comments] == [True]
    assert found["message"].startswith("“contacts” ")


@pytest.mark.render
def test_layout_reports_what_the_build_would_refuse_and_each_file_once(copy: Path, run: Run) -> None:
    (copy / "translations" / "ar" / "calais.po").write_text('msgid "torn', encoding="utf-8")
    (copy / "leaflets/calais/cover.svg").unlink()
    result = run("check", "--project", copy, "calais", "-l", "ar", "-l", "fa", "--layout", "--json")
    found = [each for each in json.loads(result.output)["findings"] if each["severity"] == "error"]
    assert sorted((each["id"], each["language"]) for each in found) == [("build.input", "fa"), ("po.syntax", "ar")]
