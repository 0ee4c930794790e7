"""Fixtures: the project itself, its build (made once), and small projects of other people."""

from __future__ import annotations

import datetime
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from leafletgen.cli import main

ROOT = Path(__file__).parents[1]
THIRTEEN = ("fr", "en", "ar", "fa", "ckb", "ti", "so", "ur", "ps", "vi", "hi", "pa", "am")
RTL = ("ar", "fa", "ckb", "ur", "ps")


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command in this process; one that ends in a traceback fails the test."""

    def invoke(*args: Any) -> Result:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        return result

    return invoke


@pytest.fixture
def heard() -> Iterator[None]:
    """Have processes hear Ctrl-C and a closing terminal: tests in the background would let them inherit deaf ears."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of a build of everything; the workers of one run share it, the first to ask makes it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    out = shared / "build"
    with FileLock(shared / "build.lock"):
        result = CliRunner().invoke(main, ["build", "--project", str(ROOT), "--out", str(out)])
    assert result.exit_code == 0, result.output + result.stderr
    return out


def copied(target: Path, *left_out: str) -> Path:
    """Copy the project, but for some leaflets."""
    target.mkdir()
    shutil.copy(ROOT / "pyproject.toml", target)
    for folder in ("leaflets", "translations"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns(*left_out))
    return target


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the project that a test may spoil."""
    return copied(tmp_path / "project")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project with one leaflet, Calais, for what does not concern booklets: they take long to build."""
    return copied(tmp_path / "project", "arer", "arer.po*", "resettlement", "resettlement.po*")


def shortened(project: Path) -> Path:
    """Leave Calais few words, in French alone: for what does not depend on what its pages say."""
    text = "Il faut sur chaque page plus de lettres que n’en ont les mentions en petit."
    panels = (f"::::: panel {number}\n# Titre\n{text}\n:::::\n" for number in range(1, 7))
    (project / "leaflets/calais/fr.md").write_text("".join(panels), encoding="utf-8")
    return project


@pytest.fixture
def brief(copy: Path) -> Path:
    """A copy of the project with one leaflet of few words, which takes a quarter of the time to build."""
    return shortened(copy)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it 24 November 2026."""
    noon = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


@pytest.fixture
def approved(copy: Path, run: Callable[..., Result], today: None) -> Path:  # noqa: ARG001
    """A copy of the project whose Arabic is approved."""
    result = run("approve", "--project", copy, "calais", "ar", "--by", "Amina Karimi", "--date", "2026-03-09")
    assert result.exit_code == 0, result.stderr
    return copy


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary files, empty; its name is short, as sockets need it."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setattr("leafletgen.worker._TYPESETTERS", {})  # theirs are here, and gone afterwards
        yield Path(folder)


SMALL_SOURCE = """\
::::: panel front
# Where to get water
Clean water is **free**.
:::::
::::: panel two
# Two
Open {hours}. Call {phone}.
:::::
::::: panel three
# Three
- One thing
- Another thing
:::::
::::: panel four
# Four
1. First
2. Second
:::::
::::: panel five
# Five
See [the map][map].
:::::
::::: panel back
# Back
Go to {place}.
:::::
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Somebody else's project: its source is English, it has three languages and no fonts."""
    root = tmp_path / "water"
    folder = root / "leaflets" / "water"
    folder.mkdir(parents=True)
    (root / "pyproject.toml").write_text(
        '[tool.leafletgen]\nsource-language = "en"\nlanguages = ["en", "ar", "hi"]\neditions = ["screen", "office"]\n'
    )
    (folder / "en.md").write_text(SMALL_SOURCE)
    (folder / "leaflet.toml").write_text(
        'code = "WAT"\nformat = "letter-fold"\nversion = "2.1"\ndate = 2026-01-05\nvalid-until = 2099-01-01\n'
        'programme-status = "running"\nlegal-review = "approved"\naccent = "#224400"\n'
    )
    (root / "leaflets" / "contacts.toml").write_text(
        '[phone]\nkind = "phone"\nvalue = "+44 20 7946 0018"\n[place]\nkind = "name"\nvalue = "Camp B (gate 4)"\n'
        '[hours]\nkind = "hours"\ndays = ["sunday", "thursday"]\nopens = "08:30"\ncloses = "12:00"\n'
        '[map]\nkind = "url"\nvalue = "https://example.org/map?a=1&b=2"\n'
    )
    return root
