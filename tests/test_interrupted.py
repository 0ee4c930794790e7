"""Builds that are stopped, killed or crowded: finished files stay whole, nothing is left, the next build mends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import Result

from leafletgen import prepare
from leafletgen.files import MARK, scratch_folder, write_bytes
from tests.builds import start, whole
from tests.processes import alive

Run = Callable[..., Result]
pytestmark = [pytest.mark.render, pytest.mark.usefixtures("heard")]


@pytest.fixture
def running(copy: Path, scratch: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A build of thirteen languages that has finished at least one."""
    assert list(scratch.iterdir()) == []
    process = start(copy, "--json", "-j", "2")
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "built"
    yield process, copy
    for pid in alive(process.pid):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(
    ("tell", "number", "code"),
    [
        (os.killpg, signal.SIGINT, 130),  # Ctrl-C
        (os.kill, signal.SIGTERM, 143),  # somebody's `kill`
        (os.killpg, signal.SIGTERM, 143),  # `timeout`, a service manager
        (os.killpg, signal.SIGHUP, 129),  # a terminal that closes
    ],
)
def test_signals_end_all_processes_and_keep_what_is_finished(
    running: tuple[subprocess.Popen[str], Path],
    scratch: Path,
    tell: Callable[[int, int], None],
    number: int,
    code: int,
) -> None:
    process, project = running
    tell(process.pid, number)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert err == "stopped; what was finished is kept\n"
    deadline = time.monotonic() + 30
    while alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(process.pid) == []
    finished = whole(project / "build")
    assert 1 <= finished < 13
    targets = json.loads((project / "build" / "manifest.json").read_text())["targets"]
    assert len(targets) == finished
    assert list((project / "build").rglob(f"*{MARK}*")) == []
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_halted_processes_hold_up_no_end(running: tuple[subprocess.Popen[str], Path], scratch: Path) -> None:
    process, _project = running
    _server, *workers = sorted(pid for pid in alive(process.pid) if pid != process.pid and _memory(pid) > 60)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    process.terminate()
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 143
    assert err == "stopped; what was finished is kept\n"
    assert list(scratch.iterdir()) == []


def test_who_presses_ctrl_c_again_and_again_is_told_once(
    running: tuple[subprocess.Popen[str], Path], scratch: Path
) -> None:
    process, _project = running
    for _ in range(8):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.01)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "stopped; what was finished is kept\n"
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("where", ["main", "main.make_context"], ids=["outside", "while the line is read"])
def test_a_signal_outside_of_all_commands_is_told_like_others(where: str) -> None:
    code = (
        "import signal; from leafletgen import __main__, cli\n"
        f"cli.{where} = lambda *args, **more: signal.raise_signal(signal.SIGTERM)\n__main__.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 143
    assert done.stderr == "stopped; what was finished is kept\n"


def test_a_signal_that_is_swallowed_is_told_all_the_same() -> None:
    """WeasyPrint takes whatever ends the drawing of a picture for a fault of the picture."""
    code = (
        "import signal\nfrom leafletgen.errors import RenderError\nfrom leafletgen.pool import open_pool\n"
        "from leafletgen.signals import Stopped, heed\nheed()\n"
        "def work():\n"
        "    try: signal.raise_signal(signal.SIGTERM)\n"
        "    except BaseException: raise RenderError('a picture')\n"
        "try:\n"
        "    with open_pool(1) as pool: pool.executor.submit(work)\n"
        "except Stopped as stop: raise SystemExit(stop.exit_code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 143, done.stderr


def test_a_signal_that_ends_our_processes_first_is_told_not_their_end() -> None:
    code = (
        "import signal\nfrom leafletgen.pool import _starting\nfrom leafletgen.signals import Stopped, heed\nheed()\n"
        "try:\n"
        "    with _starting():\n"
        "        signal.raise_signal(signal.SIGTERM)\n"
        "        raise EOFError\n"
        "except Stopped as stop: raise SystemExit(stop.exit_code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 143, done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_preflight_ends_at_once_while_a_library_draws(number: int) -> None:
    code = (
        "from leafletgen import __main__, preflight\n"
        "preflight.examine = lambda *args: print('drawing', flush=True) or sum(range(10**12))\n__main__.main()"
    )
    asked = [sys.executable, "-c", code, "preflight", "leaflet.pdf", "--profile", "press"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        try:
            _out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == -number
    assert err == ""


@pytest.mark.skipif(shutil.which("nohup") is None, reason="needs nohup")
def test_after_nohup_a_terminal_that_closes_ends_nothing(copy: Path) -> None:
    command = ["nohup", sys.executable, "-m", "leafletgen", "build", "--project", str(copy), "-e", "screen", "--json"]
    languages = ["-l", "fr", "-l", "so", "-j", "2"]
    with subprocess.Popen([*command, *languages], stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGHUP)
        process.communicate(timeout=120)
    assert process.returncode == 0
    assert whole(copy / "build") == 2


def test_a_killed_build_leaves_whole_files_and_the_next_one_mends(
    running: tuple[subprocess.Popen[str], Path], run: Run
) -> None:
    process, project = running
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert whole(project / "build") >= 1
    result = run("build", "--project", project, "-l", "fr", "-l", "ar", "-e", "screen", "-j", "1")
    assert result.exit_code == 0, result.stderr
    assert (project / "build/screen/calais-ar-screen.pdf").is_file()


def test_what_a_killed_build_of_one_process_put_down_is_swept(copy: Path, scratch: Path) -> None:
    killed = start(copy, "--json", "-j", "1")
    assert killed.stdout is not None
    assert json.loads(killed.stdout.readline())["event"] == "built"
    killed.kill()
    killed.communicate(timeout=30)
    assert list(scratch.rglob("weasyprint-*"))
    after = start(copy, "-l", "fr", "--force", "-j", "1")
    _out, err = after.communicate(timeout=120)
    assert after.returncode == 0, err
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_processes_end_with_a_composer_that_is_killed(
    running: tuple[subprocess.Popen[str], Path], scratch: Path
) -> None:
    process, project = running
    assert list(scratch.glob("leafletgen-*"))
    process.kill()
    process.communicate(timeout=30)
    deadline = time.monotonic() + 30
    while alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(process.pid) == []
    after = start(project, "-l", "fr", "-l", "so", "--force", "-j", "2")
    _out, err = after.communicate(timeout=120)
    assert after.returncode == 0, err
    assert list(scratch.glob("leafletgen-*")) == []


def test_a_build_leaves_no_temporary_folder(brief: Path, scratch: Path) -> None:
    for processes in ("1", "2"):
        process = start(brief, "-l", "fr", "-l", "ur", "--force", "-j", processes)
        _out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert list(scratch.iterdir()) == []


def test_a_killed_worker_costs_nothing(running: tuple[subprocess.Popen[str], Path]) -> None:
    process, project = running
    workers = [pid for pid in alive(process.pid) if pid != process.pid and _memory(pid) > 60]
    os.kill(workers[0], signal.SIGKILL)
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert whole(project / "build") == 13


def _memory(pid: int) -> float:
    """What a process holds, in megabytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_three_builds_at_once_do_not_harm_each_other(brief: Path) -> None:
    builds = [start(brief, "-l", "fr", "-l", "hi", "-j", "1") for _ in range(3)]
    for build in builds:
        _out, err = build.communicate(timeout=240)
        assert build.returncode == 0, err
    assert whole(brief / "build") == 2
    assert set(json.loads((brief / "build/manifest.json").read_text())["targets"]) == {"calais-fr", "calais-hi"}


@pytest.mark.parametrize("keeps_time", [False, True], ids=["", "and its time is set back"])
def test_a_file_that_changes_while_it_is_read_is_looked_at_again(
    copy: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    keeps_time: bool,  # noqa: FBT001
) -> None:
    catalog = copy / "translations/so/calais.po"
    times = catalog.stat().st_atime_ns, catalog.stat().st_mtime_ns
    before = catalog.read_text(encoding="utf-8")
    prepare_all = prepare.prepare_all

    def meanwhile(*args: Any, **options: Any) -> Iterator[Any]:
        catalog.write_text(before.replace("Booliiska", "Booliisko"), encoding="utf-8")
        if keeps_time:
            os.utime(catalog, ns=times)
        yield from prepare_all(*args, **options)  # what is read is not what was digested …
        catalog.write_text(before, encoding="utf-8")

    asked = ("build", "--project", copy, "-l", "so", "-e", "screen")
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "prepare_all", meanwhile)
        assert run(*asked).exit_code == 0
    made = copy / "build/screen/calais-so-screen.pdf"
    assert "Booliiska" not in text_of(made)
    assert run(*asked).exit_code == 0  # … and the next build finds out, though the digests are the same
    assert "Booliiska" in text_of(made)
    assert "nothing changed" in run(*asked, "--explain").stdout


def text_of(path: Path) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def test_half_written_files_of_the_dead_are_swept_and_those_of_the_living_stay(tmp_path: Path) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    dead = tmp_path / f".a.pdf{MARK}{gone.stdout.strip()}-x"
    living = tmp_path / f".a.pdf{MARK}{os.getpid()}-x"
    young = tmp_path / f".b.pdf{MARK}{gone.stdout.strip()}-x"
    for path in (dead, living, young):
        path.write_bytes(b"%PDF")
    for path in (dead, living):
        os.utime(path, (1, 1))
    write_bytes(tmp_path / "c.po", b"")
    assert sorted(tmp_path.iterdir()) == sorted((living, young, tmp_path / "c.po"))


def test_folders_that_others_keep_beside_temporary_files_stay(scratch: Path) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    left = Path(tempfile.mkdtemp(prefix=f"leafletgen-tmp-{gone.stdout.strip()}-"))
    others = [scratch / name for name in ("leafletgen-backup", "leafletgen-2026", "leafletgen-2026-copy")]
    for folder in others:
        folder.mkdir()
        (folder / "fr.md").write_text("a summer's work")
    with scratch_folder() as mine:
        assert sorted(scratch.iterdir()) == sorted((*others, Path(mine)))
    assert not left.exists()
    assert all((folder / "fr.md").is_file() for folder in others)
