"""What a process may be asked to do, by name: only the process that does it loads WeasyPrint and the checks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import tempfile
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from leafletgen.config import Project, Target
    from leafletgen.html import Html
    from leafletgen.rendered import Laid, Made

HEAVY = ["leafletgen.worker"]
"""Modules that a process needs to make leaflets and that take long to load."""
CHECKS = ["leafletgen.checks.run"]
"""Those that it needs to check texts."""


def lay(html: Html, editions: tuple[str, ...], key: str) -> Laid:
    """Do `worker.lay`."""
    from leafletgen.worker import lay as work

    return work(html, editions, key)


def make(edition: str, laid: Laid, key: str) -> Made:
    """Do `worker.make`."""
    from leafletgen.worker import make as work

    return work(edition, laid, key)


def find_room(html: Html) -> float:
    """Do `worker.find_room`."""
    from leafletgen.worker import find_room as work

    return work(html)


def count_errors(project: Project, languages: tuple[str, ...]) -> Counter[Target]:
    """Do `checks.run.count_errors`."""
    from leafletgen.checks.run import count_errors as work

    return work(project, languages)


def in_turn(work: Callable[..., Any], *args: Any) -> Any:
    """Do one of these in a process so initialized, after what the one before has left is collected."""
    gc.collect()
    return work(*args)


def heed_composer(scratch: str) -> None:
    """Initialize a process: it ends with the composer, who alone obeys Ctrl-C, and who clears away `scratch`.

    WeasyPrint puts fonts into that folder, and a process of a pool ends without deleting them.
    Python's collector of cycles rests, but between tasks (`in_turn`): a layout is millions of objects that all stay.
    """
    gc.freeze()
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_composer, daemon=True).start()


def _end_with_composer() -> None:
    composer = multiprocessing.parent_process()
    if composer is not None:
        composer.join()
        os._exit(1)
