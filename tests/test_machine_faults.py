"""Machines that refuse: files, folders, memory, room, output. Each is told with what to do; what can be made, is."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fontTools.ttLib import TTFont

from leafletgen import worker
from leafletgen.files import MARK
from leafletgen.fonts import FontFile, missing
from leafletgen.html import Html
from leafletgen.rendered import Laid
from leafletgen.worker import lay
from tests.builds import start, whole
from tests.conftest import ROOT

Run = Callable[..., Result]
pytestmark = pytest.mark.render


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


def test_pipes_in_the_place_of_outputs_hold_nothing_up(brief: Path, run: Run) -> None:
    asked = ("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1")
    assert run(*asked).exit_code == 0
    page = brief / "build/screen/calais-fr-screen.pdf"
    page.unlink()
    os.mkfifo(page)
    assert run(*asked).exit_code == 0
    assert page.read_bytes().startswith(b"%PDF")
    (brief / "build/manifest.json").unlink()
    os.mkfifo(brief / "build/manifest.json")
    assert run(*asked).exit_code == 0
    assert "nothing changed" in run(*asked, "--explain").stdout


@pytest.mark.parametrize("option", ["--explain", "--json"])
def test_a_manifest_that_cannot_be_written_hides_no_result(brief: Path, run: Run, option: str) -> None:
    (brief / "build" / "manifest.json").mkdir(parents=True)
    result = run("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1", option)
    assert result.exit_code == 7
    assert "build/manifest.json: cannot be written: Is a directory. Move the folder of that name away" in result.stderr
    assert "never built" in result.stdout
    assert whole(brief / "build") == 1


def test_what_is_in_the_way_of_a_folder_is_named(brief: Path, run: Run) -> None:
    (brief / "file").touch()
    (brief / "loop").symlink_to("loop")
    (brief / "nowhere").symlink_to("/proc/nothing")
    for name in ("file", "loop", "nowhere"):
        for out in (brief / name, brief / name / "more"):
            result = run("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1", "--out", out)
            assert result.exit_code in (2, 7)  # click itself refuses a file
            assert result.exit_code == 2 or f"Move {brief / name} away: a folder must be there." in result.stderr


def test_too_long_a_path_is_told(brief: Path, run: Run) -> None:
    out = brief.joinpath(*["x" * 200] * 20)
    result = run("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1", "--out", out)
    assert result.exit_code == 7
    assert "cannot be written: File name too long. Choose a folder with a shorter path." in result.stderr


def test_a_project_that_lies_too_deep_is_told(copy: Path) -> None:
    deep = copy
    while len(str(deep)) < 3850:
        deep /= "x" * 200
    deep /= "x" * (4070 - len(str(deep)))  # the folder can be reached, the files within cannot
    deep.mkdir(parents=True)
    for name in ("pyproject.toml", "leaflets"):
        (copy / name).rename(deep / name)
    command = [sys.executable, "-m", "leafletgen", "check"]
    done = subprocess.run(command, cwd=deep, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "File name too long. Move the project to a folder with a shorter path." in done.stderr


def test_a_name_that_is_no_text_does_no_harm(brief: Path, run: Run) -> None:
    (brief / "leaflets" / "calais" / os.fsdecode(b"\xff.txt")).touch()
    asked = ("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1")
    assert run(*asked).exit_code == 0
    assert "nothing changed" in run(*asked, "--explain").stdout
    (brief / "leaflets" / "calais" / os.fsdecode(b"\xff.txt")).unlink()
    assert r"changed: leaflets/calais/\xff.txt" in run(*asked, "--json").stdout.replace("\\\\", "\\")


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="other file systems know no such years")
@pytest.mark.parametrize("seconds", [99_999_999_999_999, -99_999_999_999, 253_402_300_799, -62_135_596_800])
def test_a_file_of_another_millennium_has_no_date(brief: Path, run: Run, seconds: int) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as out:
        assert run("build", "--project", brief, "-l", "fr", "-e", "screen", "-j", "1", "--out", out).exit_code == 0
        os.utime(Path(out) / "screen" / "calais-fr-screen.pdf", (seconds, seconds))
        result = run("status", "--project", brief, "--out", out, "--json")
    assert result.exit_code == 0
    assert [row["last_build"] for row in json.loads(result.stdout)["rows"] if row["scale"]] == [""]


@pytest.mark.parametrize("closed", ["| true", ">&-", ">&- 2>&-"])
def test_a_closed_standard_output_is_no_crash(brief: Path, closed: str) -> None:
    command = f"{sys.executable} -m leafletgen build --project {brief} -l fr -e screen {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert whole(brief / "build") == 1


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
    assert done.stderr.startswith("error: no worker process can be started: Too many open files. Raise the number of")


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


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # fontTools leaves a file open that is no font
@pytest.mark.parametrize("becomes", ["gone", "garbage"])
@pytest.mark.parametrize("moment", ["lay", "make"])
def test_a_font_that_changes_during_a_build_is_named(
    copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, becomes: str, moment: str
) -> None:
    shutil.copytree(ROOT / "fonts", copy / "fonts")
    font = copy / "fonts" / "NotoNaskhArabic-Regular.ttf"
    work = getattr(worker, moment)

    def meanwhile(*args: Any) -> Any:
        font.unlink(missing_ok=True)
        if becomes == "garbage":
            font.write_bytes(b"garbage")
        return work(*args)

    monkeypatch.setattr(f"leafletgen.tasks.{moment}", meanwhile)
    monkeypatch.setattr("leafletgen.worker._TYPESETTERS", {})
    result = run("build", "--project", copy, "-l", "ar", "-e", "screen", "-j", "1")
    assert result.exit_code == 5
    assert f"error: {font}: the font " in result.stderr
    del result
    gc.collect()


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


@pytest.mark.parametrize("error", [MemoryError(), ImportError("libx.so: failed to map segment from shared object")])
def test_a_command_without_memory_is_told(
    copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise error

    monkeypatch.setattr("leafletgen.sync.update", fail)
    result = run("update", "--project", copy)
    assert result.exit_code == 5
    assert "memory" in result.stderr


class Threadless(ThreadPoolExecutor):
    """What a user has who may start no more threads."""

    def submit(self, *_args: Any, **_more: Any) -> Any:
        raise RuntimeError("can't start new thread")

    def shutdown(self, *_args: Any, **_more: Any) -> None:
        raise RuntimeError("cannot join thread before it is started")


def test_threads_that_cannot_be_started_are_told(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.pool.ProcessPoolExecutor", lambda *_args, **_more: Threadless(1))
    result = run("build", "--project", copy, "-l", "so", "-l", "vi", "-e", "screen", "-j", "2")
    assert result.exit_code == 6
    assert "can't start new thread. Raise the number of processes" in result.stderr


class Dying(ThreadPoolExecutor):
    """Processes whose server is gone."""

    def submit(self, *_args: Any, **_more: Any) -> Any:
        raise EOFError  # what multiprocessing says then


@pytest.mark.parametrize("command", [("build", "-l", "so", "-l", "vi", "-e", "screen", "-j", "2"), ("status",)])
def test_a_server_of_workers_that_dies_at_once_is_named(
    copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("leafletgen.pool.ProcessPoolExecutor", lambda *_args, **_more: Dying(1))
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    result = run(*command, "--project", copy)
    assert result.exit_code == 6
    assert "the worker processes died while they started. Is there enough memory?" in result.stderr
