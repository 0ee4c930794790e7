"""Which task is done when: leaflets laid out in the order in which they come; the editions of each, side by side."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from leafletgen import tasks
from leafletgen.config import Target
from leafletgen.errors import LeafletError, RenderError
from leafletgen.html import Html
from leafletgen.manifest import program_key
from leafletgen.pool import MEMORY, Pool
from leafletgen.rendered import Laid, Made, Rendered

T = TypeVar("T")
_LONGEST_FIRST = ("press", "office", "screen")
"""How long editions take, compared with each other."""
Jobs = Iterable[tuple[Target, Html]]
"""Taken one by one, as processes have time for them."""
Results = Iterator[tuple[Target, T | LeafletError]]


def render_all(pool: Pool, jobs: Jobs, editions: tuple[str, ...]) -> Results[Rendered]:
    """Yield what came of each job, in the order in which they end; of one that fails, the error."""
    key = program_key() if pool.is_elsewhere else ""
    laid: dict[Target, Laid] = {}
    made: dict[Target, list[Made]] = {}
    line = _Line(pool, jobs, lambda html: (tasks.lay, html, editions, key))
    for target, result in line.results():
        if isinstance(result, LeafletError):
            line.drop(target)
            laid.pop(target, None)
            yield target, result
        elif isinstance(result, Laid):
            laid[target], made[target] = result, []
            for edition in sorted(editions, key=_LONGEST_FIRST.index):
                line.begin(target, tasks.make, edition, result, key)
        else:
            made[target].append(result)
            if len(made[target]) == len(editions):
                yield target, _rendered(laid.pop(target), made.pop(target), editions)


def find_rooms(pool: Pool, jobs: Jobs) -> Results[float]:
    """Yield the scale at which each job fits, or why it does not."""
    yield from _Line(pool, jobs, lambda html: (tasks.find_room, html)).results()


def _rendered(laid: Laid, made: list[Made], editions: tuple[str, ...]) -> Rendered:
    files = sorted(made, key=lambda each: editions.index(each.edition))
    return Rendered(laid.scale, laid.size_pt, tuple(files), laid.seconds + sum(each.seconds for each in files))


@dataclass(frozen=True, slots=True)
class _Task:
    """One call for a job."""

    target: Target
    call: tuple[Any, ...]
    """A function and its arguments."""
    is_alone: bool = False
    """Whether nothing else runs beside it."""


@dataclass(slots=True)
class _Line:
    """Jobs that wait, and tasks that run; few enough that what was begun is finished before more is.

    When a process dies, nobody knows whose fault it was: all that ran is done again, one task at a time.
    """

    pool: Pool
    jobs: Jobs
    first: Callable[[Html], tuple[Any, ...]]
    """What a job begins with: a function and its arguments."""
    running: dict[Future[Any], _Task] = field(default_factory=dict)
    suspects: deque[_Task] = field(default_factory=deque)
    """What ran when a process died."""

    def results(self) -> Iterator[tuple[Target, Any]]:
        """Yield what each task returned, or the error with which it ended."""
        jobs = iter(self.jobs)
        while True:
            if not self.suspects:
                for target, html in islice(jobs, max(0, self.pool.at_once - len(self.running))):
                    self.begin(target, *self.first(html))
            if not self.running and not self.suspects:
                return
            if self.suspects and not self.running:
                self._begin(replace(self.suspects.popleft(), is_alone=True))
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                task = self.running.pop(future, None)
                if task is None:  # it was dropped meanwhile
                    continue
                if isinstance(future.exception(), self.pool.death) and not task.is_alone:
                    self.suspects.append(task)
                else:
                    yield task.target, self._result(task.target, future)

    def begin(self, target: Target, *call: Any) -> None:
        """Have a task of a job done."""
        self._begin(_Task(target, call))

    def _begin(self, task: _Task) -> None:
        self.running[self.pool.executor.submit(*task.call)] = task

    def drop(self, target: Target) -> None:
        """Forget what is still to come of a job."""
        self.suspects = deque(task for task in self.suspects if task.target != target)
        for future in [future for future, task in self.running.items() if task.target == target]:
            future.cancel()
            del self.running[future]

    def _result(self, target: Target, future: Future[Any]) -> Any:
        try:
            return future.result()
        except LeafletError as error:
            return error
        except self.pool.death:
            return RenderError(f"{target.name}: the worker process died, with nothing beside it.", MEMORY)
        except MemoryError:
            return RenderError(f"{target.name}: no memory is left.", MEMORY)
        except OSError as error:
            hint = "Is there room on the disk, also where temporary files go (TMPDIR)?"
            return RenderError(f"{target.name}: {_told(error)}.", hint)
        except Exception as error:  # a fault of ours in one leaflet must not cost the others
            where = f"`leafletgen build {target.leaflet} -l {target.language} -j 1` shows where."
            return LeafletError(f"{target.name}: {type(error).__name__}: {error}", f"A fault of leafletgen: {where}")


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
