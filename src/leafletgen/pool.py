"""Processes to work in: of this machine, or of a cluster; any `concurrent.futures.Executor` will do."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any

from leafletgen.cluster import cluster
from leafletgen.errors import LeafletError, RenderError
from leafletgen.tasks import HEAVY, heed_composer

MEMORY = "Is there enough memory? Try -j 1."


@dataclass(frozen=True, slots=True)
class Pool:
    """Where tasks are done."""

    executor: Executor
    at_once: int
    """How many tasks keep all processes busy."""
    is_elsewhere: bool = False
    """Whether on other machines, which may have another leafletgen."""


class _Here(Executor):
    """Does each task in this process, when it is asked to; what is no LeafletError comes out at once, as it is."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except LeafletError as error:
            future.set_exception(error)
        return future


def warm_up(processes: int) -> None:
    """Have a server of processes load what they need, while this process goes on; `open_pool` takes them from it."""
    if processes == 1:
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload(HEAVY)
    in_main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main else None  # a server that loads ignores it, too
    try:
        with suppress(OSError):  # then there will be a better moment to say so
            forkserver.ensure_running()
    finally:
        if in_main:
            signal.signal(signal.SIGINT, handler)


@contextmanager
def open_pool(processes: int, address: str = "") -> Iterator[Pool]:
    """Yield processes to work in; `address` is that of a cluster's scheduler, which then takes all tasks.

    Raises RenderError where no process can be started.
    """
    if address:
        with cluster(address) as executor:
            yield Pool(executor, 1000, is_elsewhere=True)
        return
    if processes == 1:
        yield Pool(_Here(), 1)
        return
    warm_up(processes)
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=heed_composer) as executor:
        try:
            yield Pool(executor, processes + 1)
        except (BrokenProcessPool, EOFError, ConnectionError):  # died before it could take a task
            raise RenderError("the worker processes died while they started.", MEMORY) from None
        except BaseException:  # Ctrl-C, or an error of ours: nobody waits for what is half done
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise
