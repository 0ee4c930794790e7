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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import Result
from fontTools.ttLib import TTFont

from leafletgen import prepare
from leafletgen.files import MARK, scratch_folder, sweep
from leafletgen.fonts import FontFile, missing
from leafletgen.html import Html
from leafletgen.rendered import Laid
from leafletgen.worker import lay
from tests.conftest import ROOT
from tests.processes import alive

Run = Callable[..., Result]
pytestmark = pytest.mark.render


def start(project: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build in a session of its own, as a terminal does."""
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(project), "-e", "screen", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def whole(out: Path) -> int:
    """Open every PDF of a build; return how many there are."""
    paths = sorted(out.rglob("*.pdf"))
    for path in paths:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 6
    return len(paths)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Have processes hear Ctrl-C: where the tests run in the background, they would inherit that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary files, empty; its name is short, as sockets need it."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setattr("leafletgen.worker._TYPESETTERS", {})  # theirs are here, and gone afterwards
        yield Path(folder)


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


def test_a_build_leaves_no_temporary_folder(copy: Path, scratch: Path) -> None:
    for processes in ("1", "2"):
        process = start(copy, "-l", "fr", "-l", "ur", "--force", "-j", processes)
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


def test_three_builds_at_once_do_not_harm_each_other(copy: Path) -> None:
    builds = [start(copy, "-l", "fr", "-l", "hi", "-j", "1") for _ in range(3)]
    for build in builds:
        _out, err = build.communicate(timeout=240)
        assert build.returncode == 0, err
    assert whole(copy / "build") == 2
    assert set(json.loads((copy / "build/manifest.json").read_text())["targets"]) == {"calais-fr", "calais-hi"}


def test_a_file_that_changes_while_it_is_read_is_looked_at_again(
    copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = copy / "translations/so/calais.po"
    before = catalog.read_text(encoding="utf-8")
    prepare_all = prepare.prepare_all

    def meanwhile(*args: Any, **options: Any) -> Iterator[Any]:
        catalog.write_text(before.replace("Booliiska", "Booliis"), encoding="utf-8")
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
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((living, young))


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


@pytest.mark.parametrize("setting", [{"LC_ALL": "C"}, {"HOME": None}, {"TMPDIR": "."}])
def test_a_bare_environment_is_enough(
    copy: Path, tmp_path_factory: pytest.TempPathFactory, setting: dict[str, str | None]
) -> None:
    short = tmp_path_factory.mktemp("t")  # names of sockets have a limit
    environment = {k: v for k, v in os.environ.items() if k not in setting} | {k: v for k, v in setting.items() if v}
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(copy), "-l", "ur", "-e", "screen"]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=short, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert whole(copy / "build") == 1


def test_a_folder_of_temporary_files_with_too_long_a_name_is_told(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(copy), "-l", "ur", "-l", "fr", "-j", "2"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 6
    assert "no worker process can be started: AF_UNIX path too long." in done.stderr
    assert "TMPDIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_pipes_in_the_place_of_outputs_hold_nothing_up(copy: Path, run: Run) -> None:
    asked = ("build", "--project", copy, "-l", "fr", "-e", "screen", "-j", "1")
    assert run(*asked).exit_code == 0
    page = copy / "build/screen/calais-fr-screen.pdf"
    page.unlink()
    os.mkfifo(page)
    assert run(*asked).exit_code == 0
    assert page.read_bytes().startswith(b"%PDF")
    (copy / "build/manifest.json").unlink()
    os.mkfifo(copy / "build/manifest.json")
    assert run(*asked).exit_code == 0
    assert "nothing changed" in run(*asked, "--explain").stdout


@pytest.mark.parametrize("closed", ["| true", ">&-", ">&- 2>&-"])
def test_a_closed_standard_output_is_no_crash(copy: Path, closed: str) -> None:
    command = f"{sys.executable} -m leafletgen build --project {copy} -l fr -e screen {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert whole(copy / "build") == 1


def test_a_reader_of_events_that_goes_away_ends_the_build_and_nobody_else_is_blamed(copy: Path, scratch: Path) -> None:
    process = start(copy, "--json", "-j", "2")
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["event"] == "built"
    process.stdout.close()
    assert process.wait(timeout=60) == 7
    assert process.stderr.read() == ""
    process.stderr.close()
    assert 1 <= whole(copy / "build") < 13
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
def test_too_few_files_to_open_are_told(copy: Path) -> None:
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(copy), "-l", "ur", "-l", "fr", "-j", "2"]
    done = subprocess.run(["prlimit", "--nofile=12", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert done.stderr.startswith("error: no worker process can be started: Too many open files.")


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may read everything")
@pytest.mark.parametrize(
    ("closed", "command", "code", "message"),
    [
        ("translations/ar", "build -l fr -l ar", 4, "error: translations/ar/common.po: cannot be read: Permission"),
        ("translations/ar", "status", 4, "error: translations/ar/calais.po: cannot be read: Permission"),
        ("translations/ar", "update", 4, "error: translations/ar/calais.po: cannot be read: Permission"),
        ("translations", "check -l fr", 4, "error: translations/glossary.tsv: cannot be read: Permission"),
        ("leaflets", "build", 4, "/leaflets: Permission denied."),
        ("leaflets/calais", "build -l fr", 4, "error: leaflets/calais/leaflet.toml: cannot be read: Permission"),
        ("leaflets/calais/cover.svg", "build -l fr", 4, "error: leaflets/calais/fr.md:4: the picture cover.svg cannot"),
        ("build", "build -l fr", 7, "/build/screen/calais-fr-screen.pdf: cannot be written: Permission"),
        ("build/screen", "status", 0, ""),
    ],
)
def test_what_may_not_be_read_costs_what_is_made_from_it(
    copy: Path, closed: str, command: str, code: int, message: str
) -> None:
    as_anybody = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    line = [*as_anybody, sys.executable, "-m", "leafletgen", *command.split(), "--project", str(copy)]
    (copy / "build" / "screen").mkdir(parents=True)
    mode = (copy / closed).stat().st_mode
    (copy / closed).chmod(0)
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    (copy / closed).chmod(mode)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert (copy / "build/screen/calais-fr-screen.pdf").exists() == ("-l fr -l ar" in command)


def test_a_pipe_in_the_place_of_a_font_holds_nothing_up(copy: Path, run: Run) -> None:
    shutil.copytree(ROOT / "fonts", copy / "fonts")
    font = copy / "fonts" / "NotoNaskhArabic-Regular.ttf"
    font.unlink()
    os.mkfifo(font)
    result = run("build", "--project", copy, "-l", "fr", "-j", "1")
    assert result.exit_code == 5
    assert f"{font}: the font is not the one that fonts.toml describes" in result.stderr


def test_a_font_that_says_of_no_character_how_to_draw_it_draws_none(tmp_path: Path) -> None:
    with TTFont(ROOT / "fonts" / "NotoSans-Regular.ttf") as font:
        del font["cmap"]
        font.save(tmp_path / "bare.ttf")
    assert missing("a", (FontFile(tmp_path / "bare.ttf", "Bare", 400, "Bare", ""),)) == ("a",)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["build -l fr -e screen", "build -l fr -e screen --json", "check -l en", "status"])
def test_a_full_standard_output_is_told(copy: Path, command: str) -> None:
    line = f"{sys.executable} -m leafletgen {command} --project {copy} > /dev/full"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert done.stderr.startswith("error: No space left on device.")
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    line = f"mkdir {gone}; cd {gone}; rmdir {gone}; {sys.executable} -m leafletgen build"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr.startswith("error: No such file or directory. Is this folder still there?")


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="needs root to mount a small disk")
def test_a_full_disk_is_named_and_the_former_files_stay(copy: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        result = start(copy, "-l", "fr", "-l", "ur", "-j", "1", "--out", str(disk))
        _out, err = result.communicate(timeout=120)
        assert result.returncode == 7, err
        assert "No space left on device" in err
        assert "Traceback" not in err
        assert whole(disk) == 1
        assert list(disk.rglob(f"*{MARK}*")) == []
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
@pytest.mark.parametrize("processes", ["1", "2"])
def test_temporary_files_without_room_are_named(copy: Path, scratch: Path, processes: str) -> None:
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(copy), "-l", "ur", "-j", processes]
    limited = ["prlimit", "--fsize=20000", *command]
    done = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert done.stderr.startswith("error: calais-ur: File too large. Is there room on the disk")
    assert "TMPDIR" in done.stderr
    assert list(scratch.iterdir()) == []


def test_memory_that_is_used_up_is_no_fault_of_ours(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(html: Html, editions: tuple[str, ...], key: str) -> Laid:  # noqa: ARG001
        raise MemoryError

    monkeypatch.setattr("leafletgen.tasks.lay", no_memory)
    result = run("build", "--project", copy, "-l", "so", "-e", "screen", "-j", "1")
    assert result.exit_code == 6
    assert "calais-so: no memory is left. Is there enough memory?" in result.stderr


def test_a_fault_of_ours_in_one_leaflet_costs_no_other(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(html: Html, editions: tuple[str, ...], key: str) -> Laid:
        if html.language.code == "so":
            raise ZeroDivisionError("division by zero")
        return lay(html, editions, key)

    monkeypatch.setattr("leafletgen.tasks.lay", stumble)
    monkeypatch.setattr("leafletgen.pool.ProcessPoolExecutor", lambda *_args, **_more: ThreadPoolExecutor(1))
    result = run("build", "--project", copy, "-l", "so", "-l", "vi", "-e", "screen", "-j", "2")
    assert result.exit_code == 1
    assert "calais-so: ZeroDivisionError: division by zero" in result.stderr
    assert "leafletgen build calais -l so" in result.stderr
    assert (copy / "build/screen/calais-vi-screen.pdf").is_file()


class Dying(ThreadPoolExecutor):
    """Processes whose server is gone."""

    def submit(self, *_args: Any, **_more: Any) -> Any:
        raise EOFError  # what multiprocessing says then


@pytest.mark.parametrize("command", [("build", "-l", "so", "-l", "vi", "-e", "screen", "-j", "2"), ("status",)])
def test_a_server_of_workers_that_dies_at_once_is_named(
    copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("leafletgen.pool.ProcessPoolExecutor", lambda *_args, **_more: Dying(1))
    monkeypatch.setattr("leafletgen.report.worker_count", lambda _wanted: 2)
    result = run(*command, "--project", copy)
    assert result.exit_code == 6
    assert "the worker processes died while they started. Is there enough memory?" in result.stderr
