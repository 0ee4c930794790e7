"""A preview that meets faults of its machine, or of files that change while they are read."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path
from typing import Any

import pytest

from leafletgen.checks.finding import Finding
from leafletgen.config import Project, load_project
from leafletgen.errors import InputError, Place
from leafletgen.preview.desk import Desk
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
