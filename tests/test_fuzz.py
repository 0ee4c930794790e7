"""Hostile input: whatever stands in a file, the readers return a value or an error with its place, and soon."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from leafletgen.bidi import resolve
from leafletgen.catalog import read_catalog
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.config import load_contacts, load_leaflet, load_project
from leafletgen.errors import InputError, Place
from leafletgen.fonts import load_fonts
from leafletgen.markdown import VARIABLE, parse_inline
from leafletgen.read import read_source
from leafletgen.segments import leaflet_segments
from leafletgen.svg import MAX_DEPTH, MAX_ELEMENTS, read_picture
from leafletgen.tables import papers
from tests.conftest import ROOT
from tests.pdfmaker import data, page_pdf
from tests.readers import READERS, reads

Run = Callable[..., Result]
PLACE = Place(Path("x"), 1)
QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SNIPPETS = (
    *(
        "::::: panel x",
        ":::::",
        "::: cards",
        "# a",
        "#### b",
        "| a | b |",
        "|---|",
        "- ",
        "1. ",
        "<!-- translators: -->",
    ),
    *(
        "![a](b.svg)",
        "{x}",
        "**",
        "[a][b]",
        "\u202e",
        "\u2066",
        "\0",
        "\ud7ff",
        "\u0661",
        "<script>",
        "&#0;",
        "{{ 7 }}",
    ),
    *('msgid "', 'msgstr ""', "#~ msgid", "#, fuzzy", "\\", '"', "[", "]", "=", "<use href='#a'/>", "<!DOCTYPE a>"),
)
"""What the formats give a meaning to."""


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[float, int, str]]:
    """A few edits: where (share of the file), how much goes, what comes."""
    text = st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20))
    one = st.tuples(st.floats(0, 1), st.integers(0, 40), text)
    return draw(st.lists(one, min_size=1, max_size=6))


def edited(text: str, changes: list[tuple[float, int, str]]) -> bytes:
    for where, gone, new in changes:
        at = int(where * len(text))
        text = text[:at] + new + text[at + gone :]
    return text.encode("utf-8", "replace")


@QUICK
@given(edits())
def test_a_spoilt_source_is_read_or_refused(tmp_path: Path, changes: list[tuple[float, int, str]]) -> None:
    path = tmp_path / "fr.md"
    path.write_bytes(edited((ROOT / "leaflets/arer/fr.md").read_text(encoding="utf-8"), changes))
    reads(lambda: leaflet_segments(read_source(path, path), papers()["a5-booklet"]))


@QUICK
@given(edits())
def test_a_spoilt_catalog_is_read_or_refused(tmp_path: Path, changes: list[tuple[float, int, str]]) -> None:
    path = tmp_path / "calais.po"
    path.write_bytes(edited((ROOT / "translations/am/calais.po").read_text(encoding="utf-8"), changes))
    reads(lambda: read_catalog(path, "am", path))


@QUICK
@given(edits())
def test_a_spoilt_picture_is_read_or_refused(tmp_path: Path, changes: list[tuple[float, int, str]]) -> None:
    path = tmp_path / "cover.svg"
    path.write_bytes(edited((ROOT / "leaflets/calais/cover.svg").read_text(encoding="utf-8"), changes))
    reads(lambda: read_picture(path, PLACE))


@QUICK
@given(edits())
@pytest.mark.parametrize("name", ["calais/leaflet.toml", "contacts.toml"])
def test_spoilt_settings_are_read_or_refused(copy: Path, name: str, changes: list[tuple[float, int, str]]) -> None:
    (copy / "leaflets" / name).write_bytes(edited((ROOT / "leaflets" / name).read_text(encoding="utf-8"), changes))
    project = load_project(copy)
    reads(lambda: load_leaflet(project, "calais"))
    reads(lambda: load_contacts(project))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=12)), max_size=30).map("".join))
def test_any_text_becomes_runs_that_lose_no_letter(text: str) -> None:
    assume(not VARIABLE.search(text))  # those are filled before
    try:
        inlines = parse_inline(text, PLACE, ())
    except InputError:
        return
    for direction in ("ltr", "rtl"):
        resolve(inlines, direction)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=8))
@example([(0.25, b"("), (0.0703125, b"\x00")])
def test_a_spoilt_pdf_gives_findings_or_is_refused(changes: list[tuple[float, bytes]]) -> None:
    raw = bytearray(data(page_pdf(["BT /F 12 Tf 30 30 Td (112) Tj ET"] * 2)))
    for where, new in changes:
        at = int(where * len(raw))
        raw[at : at + len(new)] = new
    fonts = load_fonts(ROOT / "fonts")
    reads(lambda: preflight((Subject(Path("x.pdf"), bytes(raw)),), "screen", fonts))


@pytest.mark.parametrize(
    "text",
    [
        "*" * 4999,
        "[" * 4999,
        "`" * 4999,
        "**a" * 1600,
        "\u2067" * 4999,
        "א1" * 2400,
        "(" * 2400 + ")" * 2400,
        "+33 " * 1200,
    ],
)
def test_text_made_to_be_slow_is_not(text: str) -> None:
    try:
        inlines = parse_inline(text, PLACE, ())
    except InputError:
        return
    resolve(inlines, "rtl")


@pytest.mark.parametrize(
    "body",
    [
        "<g>" * (MAX_DEPTH + 1) + "</g>" * (MAX_DEPTH + 1),
        "<path d='M0 0'/>" * (MAX_ELEMENTS + 1),
        "<g id='a'><path d='M0 0'/></g><use href='#a'/>",
    ],
)
def test_a_picture_that_asks_for_too_much_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.svg"
    path.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{body}</svg>")
    with pytest.raises(InputError):
        read_picture(path, PLACE)


@pytest.mark.parametrize(
    "name",
    [
        "leaflets/calais/fr.md",
        "leaflets/calais/leaflet.toml",
        "leaflets/contacts.toml",
        "translations/ar/calais.po",
        "translations/ar/calais.review.toml",
        "leaflets/calais",
        "translations/ar",
    ],
)
def test_a_link_to_what_is_elsewhere_is_refused(approved: Path, run: Run, tmp_path: Path, name: str) -> None:
    secret = (approved / name).rename(tmp_path / "secret")
    (approved / name).symlink_to(secret)
    result = run("build", "--project", approved, "-l", "ar", "-e", "screen")
    assert result.exit_code == 4
    kind = "folder" if secret.is_dir() else "file"
    assert f"{name}: a link to another {kind}. Links are refused: copy the {kind}." in result.stderr


@pytest.mark.parametrize("name", ["translations/glossary.tsv", "translations/templates", "translations/ar"])
def test_nothing_is_written_through_a_link(copy: Path, run: Run, tmp_path: Path, name: str) -> None:
    elsewhere = (copy / name).rename(tmp_path / "elsewhere")
    (copy / name).symlink_to(elsewhere)
    for path in elsewhere.glob("calais.po*"):
        path.unlink()
    result = run("update", "--project", copy)
    assert result.exit_code == 4
    assert f"error: {name}: a link to another" in result.stderr
    assert not list(elsewhere.glob("calais.po*"))


def test_the_folders_of_all_texts_may_lie_elsewhere(copy: Path, run: Run, tmp_path: Path) -> None:
    for name in ("leaflets", "translations"):
        elsewhere = (copy / name).rename(tmp_path / name)
        (copy / name).symlink_to(elsewhere)
    assert run("check", "--project", copy, "-l", "ar").exit_code == 0
    assert run("update", "--project", copy).exit_code == 0


CORPUS = sorted((ROOT / "tests" / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_may_break_a_reader_does_not(path: Path) -> None:
    READERS[path.parent.name](path)
