"""Processes that die, or grow old, cost at most the task that kills them."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from leafletgen import pool as pool_module
from leafletgen.config import Target, load_project
from leafletgen.errors import LeafletError
from leafletgen.html import Html
from leafletgen.pool import Pool, open_pool
from leafletgen.prepare import prepared
from leafletgen.rendered import Laid, Made
from leafletgen.schedule import find_rooms, render_all

LANGUAGES = ("am", "ar", "fr", "hi", "so", "ur")


class Mortal(Executor):
    """Does what it was asked to when somebody asks for the result; a deadly task takes with it all that waits."""

    def __init__(self, deadly: Callable[..., bool]) -> None:
        self.deadly = deadly
        self.deaths = 0
        self.waiting: list[tuple[Future[Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:  # noqa: ARG002
        future: Future[Any] = Future()
        self.waiting.append((future, args))
        if len(self.waiting) == 3:
            self.work()
        return future

    def work(self) -> None:
        tasks, self.waiting = self.waiting, []
        dies = any(self.deadly(*args) for _future, args in tasks)
        self.deaths += dies
        for future, args in tasks:
            if dies:
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(_answer(*args))


def _answer(first: Html | str, *more: Any) -> Any:
    match first:
        case Html():
            return Laid(first, b"pages", 1.0, 10.0, b"", b"", 0.0) if more else 1.0
        case edition:
            return Made(edition, b"pdf", 1, (), 0.0)


@pytest.fixture(scope="module")
def jobs() -> dict[Target, Html]:
    project = load_project(Path(__file__).parents[1])
    today = datetime.date(2026, 1, 1)
    return {Target("calais", code): prepared(project, "calais", code, today).html for code in LANGUAGES}


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., bool]], Mortal]:
    """An executor in which some tasks are deadly; it works when somebody waits for it."""

    def make(deadly: Callable[..., bool]) -> Mortal:
        executor = Mortal(deadly)

        def wait(futures: Any, return_when: str) -> Any:  # noqa: ARG001
            if not any(future.done() for future in futures):
                executor.work()
            return wait_for(futures, return_when=FIRST_COMPLETED)

        monkeypatch.setattr("leafletgen.schedule.wait", wait)
        return executor

    return make


def test_only_the_leaflet_that_kills_its_process_fails(jobs: dict[Target, Html], mortal: Any) -> None:
    executor = mortal(lambda html, *_: isinstance(html, Html) and html.language.code == "ur")
    results = dict(render_all(Pool(executor, 3), jobs.items(), ("screen", "office")))
    failed = {target.language: result for target, result in results.items() if isinstance(result, LeafletError)}
    assert set(results) == set(jobs)
    assert list(failed) == ["ur"]
    assert "calais-ur: the worker process died, with nothing beside it." in str(failed["ur"])
    assert executor.deaths == 2


def test_an_edition_that_kills_its_process_costs_its_leaflet_only(jobs: dict[Target, Html], mortal: Any) -> None:
    executor = mortal(lambda what, *more: what == "press" and more[0].html.language.code == "am")
    results = dict(render_all(Pool(executor, 3), jobs.items(), ("screen", "press")))
    assert [target.language for target, result in results.items() if isinstance(result, LeafletError)] == ["am"]
    assert set(results) == set(jobs)


def test_a_process_that_dies_once_costs_nothing(jobs: dict[Target, Html], mortal: Any) -> None:
    moods = iter([True])
    executor = mortal(lambda *_: next(moods, False))
    assert set(dict(find_rooms(Pool(executor, 3), jobs.items())).values()) == {1.0}
    assert executor.deaths == 1


def test_processes_give_way_to_new_ones_when_they_are_old_or_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_TASKS", 3)
    with open_pool(2, modules=[]) as pool:
        assert len({pool.executor.submit(os.getpid).result() for _ in range(18)}) >= 3
        with pytest.raises(BrokenProcessPool):
            pool.executor.submit(os._exit, 1).result()
        assert pool.executor.submit(os.getpid).result() != os.getpid()


def test_what_a_task_leaves_in_a_ring_is_collected_before_the_next_one() -> None:
    leave = "import sys, weakref\nring = type('Ring', (), {})()\nring.own, sys.left = ring, weakref.ref(ring)\ndel ring"
    with open_pool(2, modules=[]) as pool:  # one of them does all, as it is never busy
        pool.executor.submit(exec, leave, {}).result()
        assert not pool.executor.submit(eval, "__import__('gc').isenabled()").result()
        assert pool.executor.submit(eval, "__import__('sys').left() is None").result()
