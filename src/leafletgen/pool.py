"""Jobs spread over processes: any `concurrent.futures.Executor` will do."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from leafletgen.cluster import cluster
from leafletgen.config import Target
from leafletgen.errors import LeafletError, RenderError
from leafletgen.manifest import program_key
from leafletgen.prepare import Job
from leafletgen.worker import Rendered, make_editions, make_editions_there, warm_up

Result = tuple[Target, Rendered | LeafletError]


def render_all(
    jobs: Mapping[Target, Job], editions: tuple[str, ...], processes: int, address: str = ""
) -> Iterator[Result]:
    """Yield what came of each job, in the order in which they end; one job, or one process, is done here.

    `address` is that of a cluster's scheduler, which then takes all jobs.
    """
    if address:
        with cluster(address) as executor:
            yield from render_in(executor, jobs, editions)
        return
    if len(jobs) < 2 or processes == 1:
        for target, job in jobs.items():
            try:
                yield target, make_editions(job.html, editions)
            except LeafletError as error:
                yield target, error
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["leafletgen.worker"])
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context, initializer=warm_up) as executor:
        try:
            yield from render_in(executor, jobs, editions)
        except BaseException:  # Ctrl-C, or an error of ours: nobody waits for what is half done
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def render_in(executor: Executor, jobs: Mapping[Target, Job], editions: tuple[str, ...]) -> Iterator[Result]:
    """Yield what came of each job on an executor, the longest begun first."""
    longest_first = sorted(jobs.items(), key=lambda item: -len(item[1].html.text))
    key = program_key()
    futures = {executor.submit(make_editions_there, job.html, editions, key): target for target, job in longest_first}
    for future in as_completed(futures):
        target = futures[future]
        try:
            yield target, future.result()
        except LeafletError as error:
            yield target, error
        except BrokenProcessPool:
            died = RenderError(f"{target.name}: the worker process died.", "Is there enough memory? Try -j 1.")
            yield target, died
