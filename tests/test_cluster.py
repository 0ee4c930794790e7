"""A build on a Dask cluster: the same bytes as here, and a word on what is wrong with a cluster."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from leafletgen.clock import today
from leafletgen.config import load_project
from leafletgen.errors import RenderError
from leafletgen.manifest import program_key
from leafletgen.prepare import prepared
from leafletgen.worker import lay, make
from tests.conftest import ROOT

distributed = pytest.importorskip("distributed")
Run = Callable[..., Result]
pytestmark = pytest.mark.render


def test_a_cluster_gives_the_same_bytes(built: Path, copy: Path, run: Run, tmp_path: Path) -> None:
    where = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "local_directory": str(tmp_path)}
    with distributed.LocalCluster(**where, silence_logs=50) as cluster:
        address = cluster.scheduler_address
        result = run("build", "--project", copy, "-l", "ar", "-l", "vi", "-l", "fr", "--cluster", address)
    assert result.exit_code == 0, result.stderr
    made = sorted(path.relative_to(copy / "build") for path in (copy / "build").rglob("*.pdf"))
    assert len(made) == 9
    for path in made:
        assert (copy / "build" / path).read_bytes() == (built / path).read_bytes()


def test_no_scheduler_is_a_usage_error(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.cluster._PATIENCE", "1s")
    result = run("build", "--project", copy, "-l", "fr", "-e", "screen", "--cluster", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in result.stderr


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "tcp://127.0.0.1", "tcp://127.0.0.1:none"])
def test_what_is_no_address_is_a_usage_error_without_a_traceback(copy: Path, address: str) -> None:
    command = [sys.executable, "-m", "leafletgen", "build", "calais", "-l", "fr", "--cluster", address]
    ended = subprocess.run([*command, "--project", str(copy)], capture_output=True, text=True, check=False)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith("error: ")
    assert "Traceback" not in ended.stderr


def test_a_worker_takes_its_own_fonts_and_refuses_other_ones(built: Path) -> None:
    html = prepared(load_project(ROOT), "calais", "so", today()).html
    elsewhere = tuple(replace(font, path=Path("/nowhere") / font.path.name) for font in html.fonts)
    laid = lay(replace(html, fonts=elsewhere), ("screen",), program_key())
    made = make("screen", replace(laid, html=replace(laid.html, fonts=elsewhere)), program_key())
    assert made.data == (built / "screen" / "calais-so-screen.pdf").read_bytes()
    other = tuple(replace(font, sha256="0" * 64) for font in html.fonts)
    with pytest.raises(RenderError, match="a worker has no Noto"):
        lay(replace(html, fonts=other), ("screen",), program_key())
    for work in (lambda: lay(html, ("screen",), "0"), lambda: make("screen", laid, "0")):
        with pytest.raises(RenderError, match="another leafletgen"):
            work()
