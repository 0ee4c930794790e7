"""Bad input: file and line, the right exit code, no traceback, and the other languages built."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from leafletgen.config import load_project

Run = Callable[..., Result]
pytestmark = pytest.mark.render


def build(run: Run, root: Path, *options: str) -> Result:
    return run("build", "--project", root, "-l", "fr", "-l", "ar", "-e", "screen", "-j", "1", *options)


def lost_nothing(root: Path, result: Result, code: int, place: str) -> None:
    assert result.exit_code == code, result.output + result.stderr
    assert place in result.stderr
    assert (root / "build" / "screen" / "calais-fr-screen.pdf").is_file()
    assert not (root / "build" / "screen" / "calais-ar-screen.pdf").exists()


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence; return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


PO = "translations/ar/calais.po"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("broken", lambda data: data.replace(b'msgstr "', b"msgstr ", 2)),
        ("truncated in a string", lambda data: data[: data.rindex(b'msgstr "') + 12]),
        ("truncated after a msgid", lambda data: data[: data.rindex(b"msgstr")]),
        ("latin-1 bytes", lambda data: data.replace(b"#. list item", "#. é".encode("latin-1"), 1)),
        ("NUL byte", lambda data: data.replace(b"#. list item", b"#. \0", 1)),
        ("another charset declared", lambda data: data.replace(b"charset=UTF-8", b"charset=ISO-8859-6")),
        ("empty", lambda _data: b""),
        ("another language", lambda data: data.replace(b"Language: ar", b"Language: fa")),
        ("UTF-16", lambda data: data.decode().encode("utf-16")),
        ("BOM", lambda data: b"\xef\xbb\xbf" + data),
        ("an entry twice", lambda data: data + b'\nmsgid "Police"\nmsgstr "x"\n\nmsgid "Police"\nmsgstr "y"\n'),
        ("a line separator", lambda data: data.replace(b"#. list item", "#. list\u2028item".encode(), 1)),
        ("a bad escape", lambda data: data.replace(b'msgstr "', b'msgstr "\\q', 2)),
    ],
)
def test_a_bad_catalog_costs_only_its_language(
    brief: Path, run: Run, name: str, spoil: Callable[[bytes], bytes]
) -> None:
    path = brief / PO
    path.write_bytes(spoil(path.read_bytes()))
    result = build(run, brief)
    lost_nothing(brief, result, 4, PO)
    if name not in ("empty", "another language", "another charset declared"):
        assert re.search(rf"{PO}:\d+: ", result.stderr)


@pytest.mark.parametrize(
    "command", [("build", "-l", "ar", "-e", "screen", "-j", "1"), ("update",), ("status",), ("export", "calais", "ar")]
)
def test_what_a_catalog_holds_does_nothing_to_the_terminal(copy: Path, run: Run, command: tuple[str, ...]) -> None:
    path = copy / PO
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "a\x1b[2J\u202eb"\nmsgstr "x"\n' * 2, encoding="utf-8")
    result = run(*command, "--project", copy)
    assert result.exit_code == 4
    assert "a\\u001b[2J\\u202eb" in result.stderr
    assert not {"\x1b", "\u202e"} & set(result.stderr)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{child_protection}", "{child_protectoin}", "child_protection"),
        ("{child_protection}", "119", "{child_protection} is missing"),
        ("{shelter}", "{shelter} {shelter} {fire}", "{fire} is too many, {shelter} is too many"),
        ("SMS", "[SMS](https://evil.example)", "evil.example"),
        ("SMS", "[SMS](file:///etc/passwd) {{ 7*7 }} {emergency_sms}", "emergency_sms"),
        ("SMS", "[SMS][oim_sitee]", "oim_sitee"),
        ("SMS", "SMS \u4f60", "U+4F60"),
        ("SMS", "SMS \u202eabc", "U+202E"),
        ("SMS", "x" * 6000, "6"),
    ],
)
def test_a_translation_that_cannot_be_printed_is_named_with_its_line(
    copy: Path, run: Run, old: str, new: str, says: str
) -> None:
    text = (copy / PO).read_text(encoding="utf-8")
    in_msgstr = re.search(rf"(?m)^msgstr .*?{re.escape(old)}", text)
    assert in_msgstr
    start = in_msgstr.end() - len(old)
    (copy / PO).write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8")
    result = build(run, copy)
    lost_nothing(copy, result, 4, PO)
    assert says in result.stderr
    assert re.search(rf"{PO}:\d+: ", result.stderr)


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\v", "\f", "\x1c", "\r"])
def test_an_invisible_end_of_line_in_a_catalog_is_named(copy: Path, run: Run, char: str) -> None:
    path = copy / PO
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("SMS")].count("\n") + 1
    path.write_bytes(text.replace("SMS", f"SMS{char}", 1).encode())
    result = run("check", "--project", copy, "-l", "ar")
    assert f"{PO}:{line}" in result.output
    assert f"U+{ord(char):04X}" in result.output


def test_a_placeholder_that_stands_twice_in_the_source_and_once_in_the_translation_is_missing(
    copy: Path, run: Run
) -> None:
    edit(copy / "leaflets/calais/fr.md", "Appelez le {shelter}.", "Appelez le {shelter}, toujours le {shelter}.")
    edit(copy / PO, "Appelez le {shelter}.", "Appelez le {shelter}, toujours le {shelter}.")
    result = build(run, copy)
    lost_nothing(copy, result, 4, PO)
    assert "placeholder {shelter} is missing" in result.stderr


def test_code_in_a_translation_is_shown_as_text_and_never_run(copy: Path, run: Run) -> None:
    poison = "<script>alert(1)</script> {% include 'x' %} {{ 7*7 }} &lt; <img src='file:///etc/passwd'> ![x](../x.svg)"
    path = copy / PO
    text = path.read_text(encoding="utf-8")
    start = text.index('msgid "Police"\nmsgstr "') + len('msgid "Police"\nmsgstr "')
    poisoned = poison.replace("![x](../x.svg)", "")
    path.write_text(text[:start] + poisoned + text[start:], encoding="utf-8")
    result = build(run, copy)
    assert result.exit_code == 0, result.stderr
    from tests.visual import line_texts

    page = "\n".join(line_texts((copy / "build/screen/calais-ar-screen.pdf").read_bytes(), 5))
    for shown in ("script", "7*7", "include", "passwd"):
        assert shown in page
    path.write_text(text[:start] + poison + text[start:], encoding="utf-8")
    refused = build(run, copy)
    assert refused.exit_code == 4
    assert "../x.svg" in refused.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("## Les passeurs", "<div>x</div>\n\n## Les passeurs", "raw HTML"),
        ("## Les passeurs", "## Les <b>passeurs</b>", "“<b>”"),
        ("## Les passeurs", "## Les passeurs <!-- to check -->", "“<!--”"),
        ("- Qui m’a dit cela ?", "- Qui m’a dit\n  cela&nbsp;?", "“&nbsp;”"),
        ("::: warning", "::: warnign", "warning"),
        ("(sea.svg)", "(../../contacts.toml)", "refused"),
        ("(sea.svg)", "(nosuch.svg)", "nosuch.svg"),
        ("{shelter}", "{sheltr}", "shelter"),
        ("## En mer", "#### En mer", "level"),
        ("::::: panel uk", "::::: panel", "panel"),
        ("- Qui m’a dit cela ?", "-", "list item"),
    ],
)
def test_a_wrong_source_is_named_with_its_line(copy: Path, run: Run, old: str, new: str, says: str) -> None:
    line = edit(copy / "leaflets/calais/fr.md", old, new)
    result = build(run, copy)
    assert result.exit_code == 4, result.stderr
    assert says in result.stderr
    found = re.search(r"leaflets/calais/fr\.md:(\d+): ", result.stderr)
    assert found
    assert abs(int(found[1]) - line) <= 2


def test_a_panel_may_have_a_name_like_a_qr_code(copy: Path, run: Run) -> None:
    edit(copy / "leaflets/calais/fr.md", "::::: panel uk", "::::: panel qr codes")
    result = run("build", "calais", "--project", copy, "-l", "fr", "-e", "screen", "-j", "1")
    assert result.exit_code == 0, result.stderr


def test_a_source_that_is_not_utf8_is_named_as_the_project_names_it(copy: Path, run: Run) -> None:
    path = copy / "leaflets/calais/fr.md"
    path.write_bytes(path.read_bytes().replace("é".encode(), "é".encode("latin-1"), 1))
    result = build(run, copy)
    assert result.exit_code == 4
    assert re.search(r"(?m)(?:^|\s)leaflets/calais/fr\.md:\d+: not UTF-8 text\. Save", result.stderr)


@pytest.mark.parametrize("name", ["translations/glossary.tsv", "leaflets/calais/fr.md", "pyproject.toml"])
def test_a_byte_order_mark_is_named_and_not_taken_for_text(copy: Path, run: Run, name: str) -> None:
    path = copy / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    result = run("update", "--project", copy)
    assert result.exit_code == 4
    assert f"{name}:1: the file starts with a byte order mark" in result.stderr


@pytest.mark.parametrize("name", ["translations/glossary.tsv", "leaflets/calais/fr.md", "leaflets/contacts.toml", PO])
@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "||||||| 2b08799", ">>>>>>> Somali, second reading"])
def test_what_git_could_not_merge_is_named_and_not_printed(copy: Path, run: Run, name: str, mark: str) -> None:
    path = copy / name
    first, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{first}\n{mark}\n{rest}", encoding="utf-8")
    result = run("check", "--project", copy, "-l", "ar")
    assert result.exit_code == 4
    said = re.escape(f"two versions that git could not merge ({mark[:7]})")
    assert re.search(rf"{name}:2: (error: )?{said}", result.stdout + result.stderr)


def test_what_programs_keep_hidden_beside_leaflets_is_none(copy: Path) -> None:
    for name in (".stversions", ".Trash-1000"):
        shutil.copytree(copy / "leaflets/calais", copy / "leaflets" / name)
    assert load_project(copy).leaflets == ("calais",)


def test_a_catalog_in_utf_16_is_not_taken_for_a_damaged_one(copy: Path, run: Run) -> None:
    path = copy / PO
    path.write_bytes(path.read_bytes().decode().encode("utf-16"))
    result = run("build", "--project", copy, "-l", "ar")
    assert f"{PO}:1: UTF-16, not UTF-8. Save" in result.stderr


def test_a_damaged_template_is_written_anew(copy: Path, run: Run) -> None:
    path = copy / "translations/templates/calais.pot"
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + b"\xff" + whole[200:])
    assert run("extract", "--project", copy).exit_code == 0
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("leaflets/calais/leaflet.toml", "legal-review", "legal-reviev", "legal-review"),
        ("leaflets/calais/leaflet.toml", 'format = "letter-fold"', 'format = "leter-fold"', "letter-fold"),
        ("leaflets/calais/leaflet.toml", 'version = "1.0"', "version = 1.0", "version"),
        ("leaflets/calais/leaflet.toml", 'accent = "#0b4f6c"', 'accent = "url(http://x)"', "accent"),
        ("leaflets/calais/leaflet.toml", 'code = "CAL"', 'code = "CAL', "TOML"),
        ("leaflets/calais/leaflet.toml", "valid-until = 2027", "valid-until = 2017", "before date"),
        ("leaflets/contacts.toml", 'kind = "phone"', 'kind = "fone"', "phone"),
        ("leaflets/contacts.toml", 'opens = "09:00"', 'opens = "9h"', "opens"),
        (
            "leaflets/contacts.toml",
            'value = "https://example.org/calais"',
            'value = "file:///etc/passwd"',
            "web address",
        ),
        ("leaflets/contacts.toml", "\nsample = true", "\nsmaple = true", "sample"),
        (
            "leaflets/calais/leaflet.toml",
            'legal-review = "pending"',
            'legal-review = "pending"\nmirrored-pictures = ["boat.svg"]',
            "boat.svg",
        ),
        ("pyproject.toml", '"fr", "en"', '"fr", "eng"', "en"),
        ("pyproject.toml", "reference-language", "referense-language", "reference-language"),
    ],
)
def test_wrong_settings_are_named_with_their_line(
    copy: Path, run: Run, file: str, old: str, new: str, says: str
) -> None:
    line = edit(copy / file, old, new)
    result = build(run, copy)
    assert result.exit_code == 4, result.output
    assert says in result.stderr
    found = re.search(re.escape(file) + r":(\d+): ", result.stderr)
    assert found
    assert abs(int(found[1]) - line) <= 1


@pytest.mark.parametrize(
    "poison",
    [
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
        "<svg><image href='file:///etc/passwd'/></svg>",
        "<svg onload='x'/>",
        "<svg",
        "<svg><use href='http://x/y#z'/></svg>",
        "<svg viewBox='0 0 0 0'><path d='M0 0'/></svg>",
        "<svg viewBox='0 0 10'/>",
        "<svg width='1e308' height='10'/>",
        "<svg viewBox='0 0 10 10'><rect width='nan' height='1'/></svg>",
        "<svg viewBox='0 0 10 10'><path d='M0 0L1e9 0'/></svg>",
    ],
)
def test_a_picture_that_reaches_out_is_refused(copy: Path, run: Run, poison: str) -> None:
    (copy / "leaflets/calais/sea.svg").write_text(poison)
    result = build(run, copy)
    assert result.exit_code == 4
    assert re.search(r"(?m)(?:^|\s)leaflets/calais/sea\.svg:1: ", result.stderr)


def test_a_picture_that_is_a_link_is_refused(copy: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    picture = copy / "leaflets/calais/sea.svg"
    picture.unlink()
    picture.symlink_to(tmp_path / "secret.svg")
    assert build(run, copy).exit_code == 4


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(PO, 'msgstr "', "msgstr “"), ("leaflets/contacts.toml", 'kind = "phone"', "kind = “phone”")],
)
def test_quotes_of_a_word_processor_are_called_so(copy: Path, run: Run, name: str, old: str, new: str) -> None:
    path = copy / name
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith(old) and number > 20)
    lines[number] = lines[number].replace(old, new).rstrip('"')
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run("check", "--project", copy, "-l", "ar")
    assert result.exit_code == 4
    assert re.search(rf"{name}:{number + 1}: .*straight quotes", result.stdout + result.stderr)


@pytest.mark.parametrize("name", ["leaflets/contacts.toml", "build/manifest.json"])
def test_what_concerns_all_leaflets_is_told_to_programs_too(small: Path, run: Run, name: str) -> None:
    if name == "leaflets/contacts.toml":
        edit(small / name, 'kind = "phone"', 'kind = "fone"')
    else:
        (small / name).mkdir(parents=True)
    result = run("build", "--project", small, "-l", "en", "-e", "screen", "-j", "1", "--json")
    event = json.loads(result.stdout.splitlines()[-1])
    assert event["event"] == "failed"
    assert event["exit_code"] == result.exit_code == (4 if name.endswith(".toml") else 7)
    assert name in event["message"]
    assert event["message"] in result.stderr


def test_two_leaflets_with_one_code_are_both_refused_and_no_other(small: Path, run: Run) -> None:
    leaflets = small / "leaflets"
    for name in ("earth", "fire"):
        shutil.copytree(leaflets / "water", leaflets / name)
    edit(leaflets / "earth/leaflet.toml", '"WAT"', '"EAR"')
    edit(leaflets / "fire/leaflet.toml", "code", "\ncode")
    places = ("leaflets/fire/leaflet.toml:2", "leaflets/water/leaflet.toml:1")
    result = run("build", "--project", small, "-l", "en", "-e", "screen", "-j", "1")
    assert result.exit_code == 4, result.stderr
    assert [result.stderr.count(place) for place in places] == [1, 1]  # told once for both
    assert [path.stem for path in (small / "build/screen").glob("*.pdf")] == ["earth-en-screen"]
    checked = run("check", "--project", small, "-l", "en")
    assert checked.exit_code == 4
    assert [checked.output.count(place) for place in places] == [1, 1]


def test_a_leaflet_that_is_up_to_date_is_refused_when_another_takes_its_code(small: Path, run: Run) -> None:
    command = ("build", "water", "--project", small, "-l", "en", "-e", "screen", "-j", "1")
    assert run(*command).exit_code == 0
    shutil.copytree(small / "leaflets/water", small / "leaflets/fire")
    assert run(*command).exit_code == 4
    edit(small / "leaflets/fire/leaflet.toml", '"WAT"', '"FIR"')
    assert "up to date" in run(*command, "--explain").stdout


def test_too_long_a_panel_names_panel_language_and_excess(copy: Path, run: Run) -> None:
    path = copy / PO
    text = path.read_text(encoding="utf-8")
    start = text.index('msgstr "', text.index("panel “rights”")) + len('msgstr "')
    path.write_text(text[:start] + "كلمة طويلة جدا هنا. " * 60 + text[start:], encoding="utf-8")
    result = build(run, copy)
    lost_nothing(copy, result, 6, "ar: ")
    assert "“rights”" in result.stderr
    assert re.search(r"by \d+ lines", result.stderr)


def test_an_unreadable_font_is_a_fault_of_the_machine(copy: Path, run: Run) -> None:
    from tests.conftest import ROOT

    (copy / "fonts").mkdir()
    for path in (ROOT / "fonts").iterdir():
        (copy / "fonts" / path.name).symlink_to(path)
    bad = copy / "fonts" / "NotoNaskhArabic-Regular.ttf"
    bad.unlink()
    bad.write_bytes(b"not a font")
    result = build(run, copy)
    assert result.exit_code == 5
    assert "NotoNaskhArabic-Regular.ttf" in result.stderr


def test_an_output_that_cannot_be_written_keeps_the_former_file(copy: Path, run: Run) -> None:
    assert build(run, copy).exit_code == 0
    folder = copy / "build" / "screen"
    former = (folder / "calais-ar-screen.pdf").read_bytes()
    edit(copy / "leaflets/contacts.toml", "+33 1 99 00 11 22", "+33 1 99 00 11 23")
    blocked = copy / "blocked"
    blocked.write_text("a file where a folder should be")
    result = build(run, copy, "--out", str(blocked / "build"))
    assert result.exit_code == 7
    assert (folder / "calais-ar-screen.pdf").read_bytes() == former
    assert not [path for path in folder.iterdir() if "tmp" in path.name]


def test_an_edition_that_cannot_be_replaced_keeps_the_former_ones_beside_it(copy: Path, run: Run) -> None:
    options = ("build", "--project", copy, "-l", "ar", "-e", "screen", "-e", "office", "-j", "1")
    assert run(*options).exit_code == 0
    screen, office = (copy / f"build/{edition}/calais-ar-{edition}.pdf" for edition in ("screen", "office"))
    former = screen.read_bytes()
    office.unlink()
    office.mkdir()
    edit(copy / "leaflets/contacts.toml", "+33 1 99 00 11 22", "+33 1 99 00 11 23")
    result = run(*options)
    assert result.exit_code == 7
    assert "former files kept" in result.stdout
    assert "calais-ar-office.pdf: cannot be written" in result.stderr
    assert screen.read_bytes() == former
    assert not [path for path in screen.parent.iterdir() if "tmp" in path.name]


def test_unknown_names_on_the_command_line_are_usage_errors(copy: Path, run: Run) -> None:
    assert run("build", "--project", copy, "calai").exit_code == 2
    assert run("build", "--project", copy, "-l", "arabic").exit_code == 2
    assert run("build", "--project", copy, "-e", "offise").exit_code == 2
    assert run("build", "--project", copy / "translations").exit_code == 2


@pytest.mark.parametrize("command", ["build", "check", "preview"])
def test_a_language_in_the_place_of_a_leaflet_is_known_for_one(small: Path, run: Run, command: str) -> None:
    result = run(command, "--project", small, "-l", "ar", "hi")
    assert result.exit_code == 2
    assert "-l hi" in result.stderr
    assert "-l" not in run(command, "--project", small, "fire").stderr


def test_status_reports_a_bad_catalog_and_goes_on(copy: Path, run: Run) -> None:
    (copy / PO).write_bytes(b"")
    result = run("status", "--project", copy, "--json")
    assert result.exit_code == 4
    rows = {row["language"]: row for row in json.loads(result.stdout)["rows"]}
    assert PO in rows["ar"]["problem"]
    assert rows["fa"]["translated"] == rows["fa"]["total"] > 60
