"""A preview that meets faults of its machine, or of files that change while they are read."""

from __future__ import annotations

import asyncio
import errno
import shutil
from pathlib import Path
from typing import Any

import pytest

from leafletgen.checks.finding import Finding
from leafletgen.config import Project, load_project
from leafletgen.errors import InputError, Place
from leafletgen.preview.desk import Desk, empty_view
from leafletgen.preview.live import Live
from leafletgen.preview.state import View
from tests.test_preview import TODAY, desk, show

pytestmark = pytest.mark.render


def test_a_checker_that_finds_an_input_wrong_by_then_makes_a_finding(copy: Path) -> None:
    def too_late(_project: Project, _leaflet: str, _language: str) -> tuple[Finding, ...]:
        raise InputError("not TOML.", "Mend it.", Place(Path("leaflets/contacts.toml"), 3))

    view = show(Desk(copy, lambda: TODAY, checkers=(too_late,)), "so")
    found = [each.finding for each in view.notices if each.finding.id == "build.input"]
    assert [(each.path, each.line) for each in found] == [("leaflets/contacts.toml", 3)]


def test_a_code_that_another_leaflet_has_is_a_finding_until_it_has_its_own(small: Path) -> None:
    shutil.copytree(small / "leaflets/water", small / "leaflets/fire")
    it, water = Desk(small, lambda: TODAY), empty_view(load_project(small), "water", "en")
    refused = show(it, "en", water)
    assert [each.finding.path for each in refused.notices] == ["leaflets/fire/leaflet.toml"]
    settings = small / "leaflets/fire/leaflet.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"WAT"', '"FIR"'), encoding="utf-8")
    assert show(it, "en", water).sides[0].pages


def test_a_machine_that_refuses_is_shown_and_tried_again(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh, refused = Desk.refresh, [OSError(errno.EMFILE, "Too many open files")]

    def no_files(self: Desk, *args: Any) -> View:
        if refused:
            raise refused.pop()
        return refresh(self, *args)

    monkeypatch.setattr(Desk, "refresh", no_files)

    async def look() -> tuple[View, View]:
        live = Live(load_project(copy), desk(copy))
        return await live.current(("calais", "so")), await live.current(("calais", "so"))

    first, second = asyncio.run(look())
    assert [each.finding.id for each in first.notices] == ["build.machine"]
    assert "build.machine" not in [each.finding.id for each in second.notices]
    assert second.sides[0].pages
    assert capsys.readouterr().err == ""
