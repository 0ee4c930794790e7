"""Jobs spread over processes: any `concurrent.futures.Executor` will do."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

from leafletgen.cluster import cluster
from leafletgen.config import Target
from leafletgen.errors import LeafletError, RenderError
from leafletgen.html import Html
from leafletgen.manifest import program_key
from leafletgen.prepare import Job
from leafletgen.worker import Rendered, make_editions, make_editions_there, warm_up

T = TypeVar("T")
_MEMORY = "Is there enough memory? Try -j 1."
Results = Iterator[tuple[Target, T | LeafletError]]


def render_all(
    jobs: Mapping[Target, Job], editions: tuple[str, ...], processes: int, address: str = ""
) -> Results[Rendered]:
    """Yield what came of each job, in the order in which they end.

    `address` is that of a cluster's scheduler, which then takes all jobs.
    """
    if not address:
        yield from spread(jobs, partial(make_editions, editions=editions), processes)
        return
    with cluster(address) as executor:
        yield from spread_on(executor, jobs, partial(make_editions_there, editions=editions, key=program_key()))


def spread(jobs: Mapping[Target, Job], work: Callable[[Html], T], processes: int) -> Results[T]:
    """Yield what some work makes of each job's HTML; one job, or one process, is done here.

    Raises RenderError where no process can be started.
    """
    if len(jobs) < 2 or processes == 1:
        for target, job in jobs.items():
            try:
                yield target, work(job.html)
            except LeafletError as error:
                yield target, error
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["leafletgen.worker"])
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context, initializer=warm_up) as executor:
        try:
            yield from spread_on(executor, jobs, work)
        except (BrokenProcessPool, EOFError, ConnectionError):  # died before it could take a job
            raise RenderError("the worker processes died while they started.", _MEMORY) from None
        except BaseException:  # Ctrl-C, or an error of ours: nobody waits for what is half done
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def spread_on(executor: Executor, jobs: Mapping[Target, Job], work: Callable[[Html], T]) -> Results[T]:
    """Do the same on an executor, the longest job begun first."""
    longest_first = sorted(jobs.items(), key=lambda item: -len(item[1].html.text))
    futures = {executor.submit(work, job.html): target for target, job in longest_first}
    for future in as_completed(futures):
        target = futures[future]
        try:
            yield target, future.result()
        except LeafletError as error:
            yield target, error
        except BrokenProcessPool:
            yield target, RenderError(f"{target.name}: the worker process died.", _MEMORY)
        except Exception as error:  # a fault of ours in one leaflet must not cost the others
            hint = f"A fault of leafletgen: `leafletgen build {target.leaflet} -l {target.language}` shows where."
            yield target, LeafletError(f"{target.name}: {type(error).__name__}: {error}", hint)
