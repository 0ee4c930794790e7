"""The preview as its users meet it: the command, a real server, a real headless Chromium."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.chromium import PROGRAM, Chromium
from tests.conftest import ROOT
from tests.test_preview import edit

pytestmark = [pytest.mark.render, pytest.mark.usefixtures("heard")]
CHOSEN, SOURCE = ".spread > :first-child", ".spread > :last-child"
IDLE = "document.querySelector('#status').textContent.includes('Up to date')"


@pytest.fixture
def server(copy: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`leafletgen preview calais -l ar` on a copy of the project, and its port."""
    command = [sys.executable, "-m", "leafletgen", "preview", "calais", "-l", "ar", "--no-browser"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        wished = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [*command, "--project", str(copy), "--port", wished],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"Preview: http://127\.0\.0\.1:(\d+)/\?leaflet=calais&language=ar\n", line)
    assert found, line + process.stdout.read()
    assert found[1] == wished
    yield process, int(found[1])
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chromium]:
    """A browser with a new, empty profile."""
    with Chromium(tmp_path / "profile") as chromium:
        yield chromium


def get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200
    data = answer.read()
    connection.close()
    return data


def test_a_saved_catalog_is_told_at_once_and_its_page_can_be_fetched(
    server: tuple[subprocess.Popen[str], int], copy: Path
) -> None:
    process, port = server
    before = json.loads(get(port, "/view?leaflet=calais&language=ar"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/events?leaflet=calais&language=ar")
    events = connection.getresponse()
    assert events.headers["content-type"].startswith("text/event-stream")
    assert json.loads(events.readline().removeprefix(b"data: ")) == before
    edit(copy, "ar", "En mer", "في البحر، على متن القارب")
    started = time.monotonic()
    view = before
    while time.monotonic() - started < 30:
        line = events.readline()
        if line.startswith(b"data: "):
            view = json.loads(line.removeprefix(b"data: "))
            if view["sides"][0]["pages"][1]["picture"] != before["sides"][0]["pages"][1]["picture"]:
                break
    assert get(port, f"/pictures/{view['sides'][0]['pages'][1]['picture']}.png").startswith(b"\x89PNG")
    assert time.monotonic() - started < 3  # a quarter of a second on an idle machine; this one may be busy
    assert "على متن القارب" in json.dumps(view, ensure_ascii=False)

    process.send_signal(signal.SIGINT)  # Ctrl-C, while a page is open
    assert process.wait(timeout=20) == 0
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()
    connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_kill_and_a_terminal_that_closes_end_it_quietly(
    server: tuple[subprocess.Popen[str], int], number: signal.Signals
) -> None:
    process, port = server
    get(port, "/project")
    process.send_signal(number)
    assert process.wait(timeout=20) == 0
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()


def test_folders_that_go_and_come_back_are_noticed(server: tuple[subprocess.Popen[str], int], copy: Path) -> None:
    _process, port = server

    def errors() -> set[str]:
        view = json.loads(get(port, "/view?leaflet=calais&language=ar"))
        return {each["finding"]["id"] for each in view["notices"] if each["finding"]["severity"] == "error"}

    def until(*, wrong: bool) -> bool:
        deadline = time.monotonic() + 20
        while bool(errors()) != wrong and time.monotonic() < deadline:
            time.sleep(0.1)
        return bool(errors()) == wrong

    for name in ("leaflets/calais", "translations/ar", "translations"):
        assert until(wrong=False), name
        (copy / name).rename(copy / "away")
        assert until(wrong=True), name
        (copy / "away").rename(copy / name)
    saved = shutil.copytree(copy, copy.with_name("saved"))
    assert until(wrong=False)
    shutil.rmtree(copy)
    assert until(wrong=True)
    shutil.copytree(saved, copy)
    assert until(wrong=False)
    edit(copy, "ar", "En mer", "{gone}")
    assert until(wrong=True)


def test_it_ends_at_once_while_a_page_is_drawn(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    asking = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(3)]
    for connection, language in zip(asking, ("ar", "am", "ur"), strict=True):
        connection.request("GET", f"/view?leaflet=calais&language={language}")
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    assert process.wait(timeout=20) == 0
    assert time.monotonic() - started < 1.5  # the pages that were asked for take several seconds
    assert process.stdout is not None
    assert process.stdout.read() == "Save a .po or .md file and look. Ctrl-C ends it.\n"
    for connection in asking:
        connection.close()


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
def test_connections_that_ask_for_nothing_lock_nobody_out(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    get(port, "/view?leaflet=calais&language=ar")
    subprocess.run(["prlimit", f"--pid={process.pid}", "--nofile=128"], check=True)
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    for connection in silent:
        with suppress(OSError):  # one too many
            connection.send(b"GET /project HTTP/1.1\r\nHost:")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            assert get(port, "/project")
            break
        time.sleep(0.2)
    else:
        pytest.fail("nobody is answered any more")
    assert json.loads(get(port, "/view?leaflet=calais&language=so"))["sides"][0]["pages"]
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()
    for connection in silent:
        connection.close()


def test_the_server_listens_on_127_0_0_1_only(server: tuple[subprocess.Popen[str], int]) -> None:
    _process, port = server
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).is_file()
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening in ([f"0100007F:{port:04X}"], [])  # no such table outside Linux


@pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed: apt-get install chromium")
def test_a_translator_s_round_in_chromium(
    server: tuple[subprocess.Popen[str], int], copy: Path, browser: Chromium
) -> None:
    _process, port = server
    browser.open(f"http://127.0.0.1:{port}/", 1280, 900)
    browser.until(IDLE)
    browser.until(f"document.querySelectorAll('{CHOSEN} img').length === 6")
    browser.until(f"document.querySelectorAll('{SOURCE} img').length === 6")

    # Tab goes from the two choices to the pages, and from there on: one stop each
    for _ in range(3):
        browser.press("Tab")
    assert browser.ask(f"document.activeElement.matches('{CHOSEN} .box')")
    browser.press("Tab")
    assert browser.ask("document.activeElement.id") == "filter"

    # Arabic beside the French, in reading order from the right, each text where it says
    places = browser.ask(
        f"['{CHOSEN}', '{SOURCE}'].map((s) => document.querySelector(s).getBoundingClientRect())"
        ".map((r) => [r.left, r.top])"
    )
    assert places[0][0] > places[1][0]
    assert places[0][1] == places[1][1]
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    assert browser.ask("[...document.querySelectorAll('#strings .target')].every((e) => e.matches(':dir(rtl)'))")
    assert browser.ask("[...document.querySelectorAll('#strings .source')].every((e) => e.matches(':dir(ltr)'))")

    # a click on a text of the page opens its entry
    box = f"{CHOSEN} .box[aria-label='في البحر']"
    browser.click(box)
    facts = browser.until("document.querySelector('#facts').innerText")
    for fact in ("في البحر", "En mer", "At sea", "translations/ar/calais.po:", "leaflets/calais/fr.md:", "room left"):
        assert fact in facts
    assert browser.ask("getComputedStyle(document.querySelector('#facts [lang=ar]')).direction") == "rtl"
    assert browser.ask(f"document.querySelectorAll('{SOURCE} .box.selected').length") == 1

    # with keys alone: to the next text, back, away
    browser.press("ArrowDown")
    assert "Les bateaux" not in browser.until("document.querySelector('#facts').innerText")
    assert "L’eau est très froide" in browser.ask("document.querySelector('#facts').innerText")
    assert browser.ask("document.activeElement.matches('.box.selected')")
    browser.press("ArrowUp")
    assert "En mer" in browser.ask("document.querySelector('#facts').innerText")

    # a save shows; the entry stays open and the focus where it was
    picture = browser.ask(f"document.querySelector(`{box}`).closest('.sheet').querySelector('img').src")
    path = edit(copy, "ar", "En mer", "في عرض البحر")
    browser.until("document.querySelector('#facts').innerText.includes('في عرض البحر')")
    box = f"{CHOSEN} .box[aria-label='في عرض البحر']"
    browser.until(f"document.querySelector(`{box}`).closest('.sheet').querySelector('img').src !== '{picture}'")
    assert browser.ask("document.activeElement.matches('.box.selected')")
    browser.press("Escape")
    assert browser.ask("document.querySelector('#entry').hidden")

    # an untranslated text is a finding, outlined on the page
    edit(copy, "ar", "En mer", "")
    browser.until("document.querySelector('#findings').innerText.includes('translations/ar/calais.po:')")
    assert browser.ask(f"document.querySelector(`{CHOSEN} .box.warning`).ariaLabel") == "En mer"
    browser.click("#findings button")
    assert browser.ask(f"document.querySelector(`{CHOSEN} .box.selected`).ariaLabel") == "En mer"

    # a broken catalog says where; the last good pages stay; it recovers
    good = path.read_text(encoding="utf-8")
    line = good[: good.index('msgid "En mer"')].count("\n") + 1
    path.write_text(good.replace('msgid "En mer"', 'msgid "En mer'), encoding="utf-8")
    browser.until(f"document.querySelector('#findings').innerText.includes('translations/ar/calais.po:{line}')")
    browser.until("document.querySelector('#status').textContent.startsWith('The last good pages')")
    assert browser.ask(f"document.querySelectorAll('{CHOSEN}.stale img').length") == 6
    path.write_text(good, encoding="utf-8")
    browser.until(IDLE)
    assert browser.ask("document.querySelectorAll('.stale').length") == 0
    assert browser.complaints == []


@pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed: apt-get install chromium")
def test_a_phone_shows_the_same_in_one_column(server: tuple[subprocess.Popen[str], int], browser: Chromium) -> None:
    _process, port = server
    browser.open(f"http://127.0.0.1:{port}/?leaflet=calais&language=fr", 390, 844)
    browser.until(IDLE)
    browser.until(f"document.querySelectorAll('{CHOSEN} img').length === 6")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    assert browser.ask("document.querySelector('.spread').children.length") == 1  # French beside itself: once
    browser.ask("(s => { s.value = 'ur'; s.dispatchEvent(new Event('change')); })(document.querySelector('#language'))")
    browser.until(f"document.querySelectorAll('{CHOSEN} img').length === 6 && {IDLE}")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    tops = browser.ask(f"['{CHOSEN}', '{SOURCE}'].map((s) => document.querySelector(s).getBoundingClientRect().top)")
    assert tops[0] < tops[1]
    browser.click(".spread:nth-child(2) > :first-child .box")
    sheet = browser.ask(
        "(r => [r.left, r.bottom, r.width, r.height])(document.querySelector('#entry').getBoundingClientRect())"
    )
    assert sheet[0] == 0
    assert sheet[1] == 844
    assert 100 < sheet[3] <= 844 / 2
    # the text that was touched is not under it
    assert browser.ask("document.querySelector('.box.selected').getBoundingClientRect().bottom") <= 844 - sheet[3]
    browser.click("#close")
    assert browser.ask("document.querySelector('#entry').hidden")
    assert browser.complaints == []


def test_ci_installs_the_browser() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"apt-get install .*\bchromium\b.*>/dev/null", script, re.DOTALL)
