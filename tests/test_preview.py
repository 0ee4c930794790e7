"""The translators' desk: what it shows, what it refuses, how fast it follows an edit."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pypdfium2
import pytest
from click.testing import Result
from PIL import Image

from leafletgen.config import LeafletSettings, Project, load_contacts, load_leaflet, load_project
from leafletgen.errors import MachineError
from leafletgen.finish import finish_screen
from leafletgen.html import Html
from leafletgen.layout import Typesetter
from leafletgen.model import Source
from leafletgen.pdf import render
from leafletgen.prepare import prepare
from leafletgen.preview.app import STATIC, make_app
from leafletgen.preview.desk import Desk, concerns, empty_view
from leafletgen.preview.live import Live
from leafletgen.preview.pages import DOTS_PER_INCH, Easel, Panel
from leafletgen.preview.serve import HOST, PORT, open_socket
from leafletgen.preview.state import EVERYTHING, Box, Entry, Page, View
from leafletgen.read import load_source
from tests.conftest import ROOT
from tests.visual import Glyph, glyphs

with warnings.catch_warnings():  # Starlette would like httpx2 better than httpx
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

TODAY = datetime.date(2026, 11, 24)
MM_PER_PT = 25.4 / 72
BASE = f"http://{HOST}:{PORT}"
PATHS = ("/", "/preview.js", "/project", "/view?leaflet=calais&language=ar", "/pictures/abc.png", "/nothing")


def desk(root: Path) -> Desk:
    return Desk(root, lambda: TODAY)


def show(where: Desk, language: str, view: View | None = None, changed: frozenset[Path] = EVERYTHING) -> View:
    view = view or empty_view(load_project(where.root), "calais", language)
    return where.refresh(view, changed, lambda _view: None)


def edit(root: Path, language: str, msgid: str, msgstr: str, flags: tuple[str, ...] = ()) -> Path:
    path = root / "translations" / language / "calais.po"
    po = polib.pofile(path.read_text(encoding="utf-8"), wrapwidth=0)
    entry = next(entry for entry in po if entry.msgid == msgid)
    entry.msgstr, entry.flags = msgstr, list(flags)
    path.write_text(str(po), encoding="utf-8")
    return path


def html_of(root: Path, language: str, *, marked: bool) -> Html:
    project = load_project(root)
    settings = load_leaflet(project, "calais")
    source = load_source(project, settings)
    return prepare(project, settings, source, load_contacts(project), language, today=TODAY, marked=marked).html


def lines_of_entry(path: Path, line: int) -> list[str]:
    """The lines from this one to the end of the entry."""
    rest = path.read_text(encoding="utf-8").splitlines()[line - 1 :]
    return rest[: rest.index("")] if "" in rest else rest


def entry_of(view: View, msgid: str) -> Entry:
    return next(entry for entry in view.entries if entry.msgid == msgid)


def pictures(view: View, side: int = 0) -> list[str]:
    return [page.picture for page in view.sides[side].pages]


@pytest.fixture
def client() -> TestClient:
    project = load_project(ROOT)
    return TestClient(make_app(Live(project, desk(ROOT)), PORT, ("calais", "ar")), base_url=BASE)


# ── who is answered ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"evil.example:{PORT}"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Host": "127.0.0.1"},
        {"Host": f"127.0.0.1:{PORT + 1}"},
        {"Host": f"0.0.0.0:{PORT}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT + 1}"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
    ids=str,
)
def test_requests_of_others_are_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 403
    assert answer.text.startswith("refused")


def test_a_leaflet_and_a_language_that_are_new_are_there_when_the_page_is_loaded_again(copy: Path) -> None:
    app = make_app(Live(load_project(copy), desk(copy)), PORT, ("calais", "ar"))
    settings = copy / "pyproject.toml"
    written = settings.read_text(encoding="utf-8")
    with TestClient(app, base_url=BASE) as client:
        assert client.get("/project").json()["leaflets"] == ["calais"]
        assert client.get("/view?leaflet=winter&language=ar").status_code == 404
        shutil.copytree(copy / "leaflets/calais", copy / "leaflets/winter")
        settings.write_text(written.replace('"fr", "en"', '"fr", "en", "bn"'), encoding="utf-8")
        known = client.get("/project").json()
        assert (known["leaflets"], known["leaflet"]) == (["calais", "winter"], "calais")
        assert "bn" in [each["code"] for each in known["languages"]]
        assert client.get("/view?leaflet=winter&language=ar").status_code == 200
        settings.write_text(written.replace('"fr"', '"fr'), encoding="utf-8")
        assert client.get("/project").json() == known, "a broken file changes nothing"
        settings.write_text(written, encoding="utf-8")
        shutil.rmtree(copy / "leaflets/calais")
        assert client.get("/project").json()["leaflet"] == "winter"


def test_a_request_without_a_host_or_with_two_is_refused(client: TestClient) -> None:
    assert client.get("/", headers=[("Host", f"{HOST}:{PORT}"), ("Host", "evil.example")]).status_code == 403
    assert client.get("/", headers={"Host": ""}).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_changed_through_the_preview(client: TestClient, method: str) -> None:
    for path in ("/project", "/nothing"):
        assert client.request(method, path).status_code == 405


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_s_browser_is_answered_with_strict_headers(client: TestClient, host: str) -> None:
    own = {"Host": f"{host}:{PORT}", "Origin": f"http://{host}:{PORT}", "Sec-Fetch-Site": "same-origin"}
    for path, status in (("/", 200), ("/preview.js", 200), ("/preview.css", 200), ("/project", 200), ("/nothing", 404)):
        answer = client.get(path, headers=own)
        assert answer.status_code == status
        policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/pyproject.toml",
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/static/preview.js",
        "/pictures/..%2f..%2fpyproject.toml.png",
        "/pictures/cover.svg.png",
        "//etc/passwd",
        "/view?leaflet=../calais&language=ar",
        "/view?leaflet=calais&language=../ar",
        "/view?leaflet=calais&language=de",
        "/view",
        "/events?leaflet=calais&language=zz",
    ],
)
def test_nothing_of_an_address_reaches_the_file_system(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_socket_is_on_loopback_only() -> None:
    with open_socket(None) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        taken = listener.getsockname()[1]
        with pytest.raises(MachineError, match=str(taken)):
            open_socket(taken)
        with open_socket(None) as second:
            assert second.getsockname()[1] != taken


def test_the_page_loads_nothing_from_elsewhere_and_has_no_inline_code() -> None:
    assert set(STATIC) == {"index.html", "preview.css", "preview.js", "icon.svg"}
    for name, path in STATIC.items():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.[a-z]", text), name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|style=|<style", text), name
    html = STATIC["index.html"].read_text(encoding="utf-8")
    assert not re.search(r"\son\w+=", html)
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) == [""]


def test_help_does_not_load_the_server() -> None:
    code = (
        "import sys\nfrom leafletgen.cli import main\n"
        "try: main(['preview', '--help'])\nexcept SystemExit: pass\n"
        "assert not {'starlette', 'uvicorn', 'watchfiles', 'weasyprint'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


# ── what is shown ──────────────────────────────────────────────────────────────────────────────


def test_catalogs_of_other_languages_do_not_concern_a_view() -> None:
    view = empty_view(load_project(ROOT), "calais", "ar")

    def changes(*names: str) -> bool:
        return concerns(view, frozenset(ROOT / name for name in names), load_project(ROOT))

    assert not changes("translations/fa/calais.po", "translations/vi/common.po")
    assert changes("translations/fa/calais.po", "translations/ar/common.po")
    assert changes("translations/en/calais.po")  # the reference
    assert changes("leaflets/calais/fr.md")
    assert changes("leaflets/contacts.toml")


@pytest.mark.render
def test_an_entry_says_all_that_its_translator_wants_to_know() -> None:
    view = show(desk(ROOT), "ar")
    assert not view.busy
    assert view.notices == ()
    entry = entry_of(view, "Les passeurs veulent de l’argent. Leurs promesses ne garantissent rien.")
    file, line = entry.place.rsplit(":", 1)
    assert f'msgstr "{entry.msgstr}"' in lines_of_entry(ROOT / file, int(line))
    file, line = entry.source_place.rsplit(":", 1)
    assert (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1] == entry.msgid
    assert "smuggler" in entry.comment
    assert "Smugglers" in entry.reference
    assert (entry.kind, entry.panel, entry.state) == ("paragraph", "dangers", "translated")
    small = entry_of(view, "brouillon de traduction")
    assert small.place.startswith("translations/ar/common.po:")
    pages = view.sides[0].pages
    assert all(any(small.id in box.entries for box in page.boxes) for page in pages)  # at the foot of each
    shown = {entry for page in pages for box in page.boxes for entry in box.entries}
    hidden = {entry.context for entry in view.entries if entry.id not in shown}
    assert hidden == {"state.reviewed", "state.expired", "imprint.reviewed", "contact.hours", "qr.alt"}


@pytest.mark.render
@pytest.mark.parametrize("language", ["fr", "ur"])
def test_pages_are_those_of_the_build_pixel_by_pixel(language: str) -> None:
    pdf = render(html_of(ROOT, language, marked=False), Typesetter.new())
    where = desk(ROOT)
    side = show(where, language).sides[0]
    assert side.scale == pdf.scale
    assert tuple(page.room_mm for page in side.pages) == pdf.room_mm
    with pypdfium2.PdfDocument(finish_screen(pdf.data, pdf.html)) as document:
        for page, built in zip(side.pages, document, strict=True):
            image = built.render(scale=DOTS_PER_INCH / 72).to_pil()
            drawn = Image.open(io.BytesIO(where.pictures[page.picture]))
            assert drawn.size == image.size
            assert drawn.tobytes() == image.tobytes()


@pytest.mark.render
def test_boxes_hold_the_texts_of_their_entries() -> None:
    # PDFium, which knows nothing of our boxes, says where the letters are
    view = show(desk(ROOT), "so")
    pdf = render(html_of(ROOT, "so", marked=False), Typesetter.new()).data
    texts = {e.id: e.msgstr for e in view.entries if e.panel and e.kind != "picture" and "{" not in e.msgstr}
    checked = set()
    for page in view.sides[0].pages:
        marks = glyphs(pdf, page.number - 1)
        for box in page.boxes:
            for entry in texts.keys() & set(box.entries):
                found = "".join(mark.char for mark in marks if is_inside(mark, page, box))
                # PDFium does not give the hyphen at the end of a line
                assert re.sub(r"^[•\d]|[-\ufffe]", "", found) == re.sub(r"\*\*|[\s-]", "", texts[entry])
                checked.add(entry)
    assert checked == set(texts)


def is_inside(mark: Glyph, page: Page, box: Box) -> bool:
    x = mark.middle * MM_PER_PT / page.width_mm - box.left
    y = 1 - (mark.top + mark.bottom) / 2 * MM_PER_PT / page.height_mm - box.top
    return 0 <= x <= box.width and 0 <= y <= box.height


@pytest.mark.render
def test_only_the_page_that_changed_is_drawn_again(copy: Path) -> None:
    where = desk(copy)
    before = show(where, "ur")
    steps: list[View] = []
    drawn = set(where.easel.drawn)
    path = edit(copy, "ur", "En mer", "سمندر میں، کشتی پر")
    after = where.refresh(before, frozenset([path]), steps.append)
    assert entry_of(after, "En mer").msgstr == "سمندر میں، کشتی پر"
    differing = [
        number for number, (a, b) in enumerate(zip(pictures(before), pictures(after), strict=True), 1) if a != b
    ]
    assert differing == [2]
    assert pictures(before, 1) == pictures(after, 1)
    assert len(set(where.easel.drawn) - drawn) == 1
    assert pictures(steps[0]) == pictures(after)  # the first news has the new page already
    assert set(where.pictures) >= {*pictures(after), *pictures(after, 1)}


@pytest.mark.render
def test_the_page_that_changed_is_shown_before_a_larger_size_is_tried(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = desk(copy)
    before = show(where, "ur")
    steps: list[View] = []
    shown: list[int] = []
    fit = Easel.fit

    def watched(self: Easel, html: Html, panels: tuple[Panel, ...]) -> float:
        shown.append(len(steps))
        return fit(self, html, panels)

    monkeypatch.setattr(Easel, "fit", watched)
    where.refresh(before, frozenset([edit(copy, "ur", "En mer", "سمندر میں، کشتی پر")]), steps.append)
    assert shown == [1]


@pytest.mark.render
def test_a_change_of_size_gives_what_a_build_gives(copy: Path) -> None:
    where = desk(copy)
    view = show(where, "vi")
    scale = view.sides[0].scale
    for text in ("Giấy tờ của bạn. " * 30, "Ngắn."):
        path = edit(copy, "vi", "Demandez un interprète. C’est gratuit.", text.strip())
        view = show(where, "vi", view, frozenset([path]))
        fresh = render(html_of(copy, "vi", marked=False), Typesetter.new())
        assert view.sides[0].scale == fresh.scale
        assert tuple(page.room_mm for page in view.sides[0].pages) == fresh.room_mm
    assert view.sides[0].scale >= scale


@pytest.mark.render
def test_an_edit_of_the_source_shows_on_both_sides(copy: Path) -> None:
    where = desk(copy)
    before = show(where, "ar")
    source = copy / "leaflets/calais/fr.md"
    source.write_text(source.read_text(encoding="utf-8").replace("## En mer", "## Sur la mer"), encoding="utf-8")
    after = show(where, "ar", before, frozenset([source]))
    for side in (0, 1):
        assert [a != b for a, b in zip(pictures(before, side), pictures(after, side), strict=True)].count(True) == 1
    entry = entry_of(after, "Sur la mer")
    assert entry.state == "missing"
    [notice] = after.notices
    assert (notice.finding.id, notice.entry) == ("po.stale", entry.id)


@pytest.mark.render
def test_the_source_is_read_again_when_it_may_have_changed_only(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = desk(copy)
    view = show(where, "so")
    reads: list[str] = []

    def counted(project: Project, settings: LeafletSettings) -> Source:
        reads.append(settings.id)
        return load_source(project, settings)

    monkeypatch.setattr("leafletgen.preview.desk.load_source", counted)
    catalog, source = edit(copy, "so", "En mer", "Badda dhexdeeda"), copy / "leaflets/calais/fr.md"
    view = show(where, "so", view, frozenset([catalog]))
    assert (entry_of(view, "En mer").msgstr, reads) == ("Badda dhexdeeda", [])
    for changed in (frozenset([catalog, source]), EVERYTHING):
        view = show(where, "so", view, changed)
        assert reads.pop() == "calais"
    text = source.read_text(encoding="utf-8")
    for broken in (True, False):
        source.write_text("<div>" + text if broken else text, encoding="utf-8")
        view = show(where, "so", view, frozenset([source]))
        view = show(where, "so", view, frozenset([catalog]))
        assert view.sides[0].stale == broken


@pytest.mark.render
def test_a_broken_catalog_is_shown_with_its_line_the_last_good_pages_stay_and_it_recovers(copy: Path) -> None:
    where = desk(copy)
    before = show(where, "ar")
    path = copy / "translations/ar/calais.po"
    good = path.read_text(encoding="utf-8")
    line = good[: good.index('msgstr "في البحر"')].count("\n") + 1
    path.write_text(good.replace('msgstr "في البحر"', 'msgstr "في البحر'), encoding="utf-8")
    broken = show(where, "ar", before, frozenset([path]))
    [notice] = broken.notices
    assert (notice.finding.id, notice.finding.severity) == ("build.input", "error")
    assert (notice.finding.path, notice.finding.line) == ("translations/ar/calais.po", line)
    assert [side.stale for side in broken.sides] == [True, False]
    assert pictures(broken) == pictures(before)
    assert broken.entries == before.entries
    path.write_text(good, encoding="utf-8")
    mended = show(where, "ar", broken, frozenset([path]))
    assert mended == before


@pytest.mark.render
def test_a_broken_source_or_settings_file_keeps_all_pages(copy: Path) -> None:
    where = desk(copy)
    before = show(where, "ar")
    for name, wrong in (("leaflets/calais/fr.md", "<b>no</b>\n\n"), ("leaflets/calais/leaflet.toml", "oops\n")):
        path = copy / name
        good = path.read_text(encoding="utf-8")
        path.write_text(wrong + good, encoding="utf-8")
        broken = show(where, "ar", before, frozenset([path]))
        assert [(n.finding.severity, n.finding.path, n.finding.line) for n in broken.notices] == [("error", name, 1)]
        assert all(side.stale for side in broken.sides)
        assert pictures(broken) == pictures(before)
        path.write_text(good, encoding="utf-8")
        assert show(where, "ar", broken, frozenset([path])) == before


@pytest.mark.render
def test_strings_that_are_not_printed_are_findings_at_their_place(copy: Path) -> None:
    edit(copy, "hi", "En mer", "")
    path = edit(copy, "hi", "Police", "पुलिस", ("fuzzy",))
    view = show(desk(copy), "hi")
    found = {notice.finding.id: notice for notice in view.notices}
    assert set(found) == {"state.untranslated", "state.fuzzy"}
    for id_, msgid in (("state.untranslated", "En mer"), ("state.fuzzy", "Police")):
        notice = found[id_]
        assert notice.entry == entry_of(view, msgid).id
        assert f'msgid "{msgid}"' in lines_of_entry(path, notice.finding.line)
        assert any(notice.entry in box.entries for page in view.sides[0].pages for box in page.boxes)


@pytest.mark.render
def test_text_that_is_too_long_is_shown_whole_and_found(copy: Path) -> None:
    edit(copy, "am", "Demandez un interprète. C’est gratuit.", "አስተርጓሚ ይጠይቁ። ነፃ ነው። " * 60)
    view = show(desk(copy), "am")
    [notice] = view.notices
    assert (notice.finding.id, notice.finding.severity) == ("fit.overflow", "error")
    assert "contacts" in notice.finding.message
    last = view.sides[0].pages[-1]
    assert last.room_mm < 0
    assert last.room_lines < 0
    assert last.height_mm >= last.limit_mm - last.room_mm
    assert any(entry_of(view, "Nom de votre conseiller").id in box.entries for box in last.boxes)  # after it
    assert all(page.room_mm >= 0 for page in view.sides[0].pages[:-1])


@pytest.mark.render
def test_more_findings_can_be_added_and_say_nothing_twice(copy: Path) -> None:
    edit(copy, "ar", "En mer", "")
    plain = show(desk(copy), "ar")
    [own] = plain.notices
    extra = replace(own.finding, id="num.missing", severity="error", line=0, message="the number 112 is missing.")
    where = Desk(
        copy,
        lambda: TODAY,
        checkers=(lambda *_args: (extra, replace(own.finding, severity="info", message="in other words.")),),
    )
    steps: list[View] = []
    view = where.refresh(empty_view(load_project(copy), "calais", "ar"), EVERYTHING, steps.append)
    assert [notice.finding.id for notice in view.notices] == ["num.missing", "state.untranslated"]
    assert own in view.notices, "it stays what it was shown as"
    assert {notice.entry for notice in view.notices} == {entry_of(view, "En mer").id}
    assert [notice.finding.id for notice in steps[-2].notices] == ["state.untranslated"]  # pages do not wait


@pytest.mark.render
def test_another_project_in_another_source_language_is_shown(small: Path, run: Callable[..., Result]) -> None:
    assert run("update", "--project", small).exit_code == 0
    (small / "translations/ar/common.po").unlink()  # leafletgen's own is printed then
    project = load_project(small)
    view = desk(small).refresh(empty_view(project, "water", "ar"), EVERYTHING, lambda _view: None)
    assert [(side.language, side.direction, len(side.pages)) for side in view.sides] == [
        ("ar", "rtl", 6),
        ("en", "ltr", 6),
    ]
    assert {entry.state for entry in view.entries} == {"untranslated"}
    assert {notice.finding.id for notice in view.notices} == {"state.untranslated"}
    assert len(view.notices) == 14
    source = desk(small).refresh(empty_view(project, "water", "en"), EVERYTHING, lambda _view: None)
    assert [side.language for side in source.sides] == ["en"]
    assert source.notices == ()


@pytest.mark.render
def test_what_is_no_longer_shown_is_forgotten(monkeypatch: pytest.MonkeyPatch, copy: Path) -> None:
    monkeypatch.setattr("leafletgen.preview.pages.KEPT", 13)
    where = desk(copy)
    view = show(where, "ar")
    for text in ("في البحر الآن", "في عرض البحر", "في البحر هنا"):
        view = show(where, "ar", view, frozenset([edit(copy, "ar", "En mer", text)]))
    assert len(where.pictures) <= 13
    assert set(pictures(view)) <= set(where.pictures)


@pytest.mark.render
def test_fitting_measures_only_panels_that_are_new() -> None:
    easel, html = Easel(), html_of(ROOT, "fr", marked=True)
    scale = easel.fit(html, Panel.all_of(html))
    easel.begin()
    assert easel.fit(html, Panel.all_of(html)) == scale
    assert easel.layouts == {}
    shorter = replace(html, text=html.text.replace("112", "1"))
    changed = {panel.key for panel in Panel.all_of(shorter)} - {panel.key for panel in Panel.all_of(html)}
    assert easel.fit(shorter, Panel.all_of(shorter)) >= scale
    assert {key for key, _scale in easel.layouts} == changed != set()
