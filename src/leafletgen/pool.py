"""Processes to work in: of this machine, or of a cluster; any `concurrent.futures.Executor` will do."""

from __future__ import annotations

import errno
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any

from leafletgen.cluster import cluster
from leafletgen.errors import LeafletError, RenderError
from leafletgen.files import own_temporary_files, scratch_folder
from leafletgen.signals import insist, undisturbed, unheard
from leafletgen.tasks import HEAVY, heed_composer, in_turn

MEMORY = "Is there enough memory? Close other programs, or try `leafletgen build -j 1`."
_REMEDIES = {
    errno.EMFILE: "Raise the number of files that a program may open: `ulimit -n 1024`.",
    errno.EAGAIN: "Raise the number of processes that you may have (`ulimit -u`), or end some.",
    errno.ENOENT: "Is this folder still there? And the one for temporary files (TMPDIR)?",
}
"""What to do where processes cannot start, by the system's reason."""
_TASKS = 100
"""What a process does, about, before a new one takes its place: WeasyPrint keeps some 80 kB of each layout."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Where tasks are done."""

    executor: Executor
    at_once: int
    """How many tasks keep all processes busy."""
    is_elsewhere: bool = False
    """Whether on other machines, which may have another leafletgen."""
    death: type[Exception] = BrokenProcessPool
    """How a task ends whose process died."""


class _Here(Executor):
    """Does each task in this process, when it is asked to; a fault of ours comes out at once, as it is."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except (LeafletError, OSError, MemoryError) as error:
            future.set_exception(error)
        insist()
        return future


class _Generations(Executor):
    """Processes that give way to new ones: after a while, and when one of them has died.

    `ProcessPoolExecutor` gives up when a process dies, and its `max_tasks_per_child` may hang (CPython 115634).
    """

    def __init__(self, processes: int, scratch: str) -> None:
        self._processes = processes
        self._scratch = scratch
        self._retiring: list[threading.Thread] = []
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("forkserver")
        self._current = ProcessPoolExecutor(
            self._processes, mp_context=context, initializer=heed_composer, initargs=(self._scratch,)
        )
        self._given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._given == _TASKS * self._processes:
            self._renew()
        self._given += 1
        with _starting():
            return self._submit(fn, *args, **kwargs)

    def _submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        try:
            return self._current.submit(in_turn, fn, *args, **kwargs)
        except BrokenProcessPool:
            self._renew()
            return self._current.submit(in_turn, fn, *args, **kwargs)

    def _renew(self) -> None:
        self._retiring.append(threading.Thread(target=self._current.shutdown))  # it finishes what it was given
        self._retiring[-1].start()
        self._begin()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        with suppress(RuntimeError):  # its thread could not even be started
            self._current.shutdown(wait, cancel_futures=cancel_futures)
        for thread in self._retiring if wait else ():
            thread.join()


@contextmanager
def _starting() -> Iterator[None]:
    """Let no signal in between while processes start; raises RenderError where none can."""
    try:
        with undisturbed():
            yield
    except (EOFError, ConnectionError):  # their server is gone
        raise _died() from None
    except OSError as error:
        hint = f"{MEMORY} Has the folder for temporary files (TMPDIR) room, and a short name?"
        hint = _REMEDIES.get(error.errno or 0, hint)
        raise RenderError(f"no worker process can be started: {error.strerror or error}.", hint) from None
    except RuntimeError as error:  # a thread that cannot be started
        raise RenderError(f"no worker process can be started: {error}.", _REMEDIES[errno.EAGAIN]) from None


def _died() -> RenderError:
    return RenderError("the worker processes died while they started.", MEMORY)


def warm_up(processes: int, modules: list[str] = HEAVY) -> None:
    """Have a server of processes load what they need, while this process goes on; `open_pool` takes them from it."""
    if processes == 1:
        return
    multiprocessing.get_context("forkserver").set_forkserver_preload(modules)
    with unheard(), suppress(OSError):  # then there will be a better moment to say so
        forkserver.ensure_running()


@contextmanager
def open_pool(processes: int, address: str = "", modules: list[str] = HEAVY) -> Iterator[Pool]:
    """Yield processes to work in, which load modules; `address` is a cluster's scheduler, which then takes all tasks.

    Raises RenderError where no process can be started.
    """
    if address:
        with cluster(address) as (executor, death):
            yield Pool(executor, 1000, is_elsewhere=True, death=death)
        return
    if processes == 1:
        with own_temporary_files():
            yield Pool(_Here(), 1)
        return
    warm_up(processes, modules)
    with ExitStack() as stack:
        with _starting():
            executor = stack.enter_context(_Generations(processes, stack.enter_context(scratch_folder())))
        try:
            yield Pool(executor, processes + 1)
        except BrokenProcessPool:
            raise _died() from None
        except BaseException:  # Ctrl-C, or an error of ours: nobody waits for what is half done
            with undisturbed():
                for process in multiprocessing.active_children():
                    process.kill()  # one that is halted would heed no other signal
                executor.shutdown(cancel_futures=True)
            raise
