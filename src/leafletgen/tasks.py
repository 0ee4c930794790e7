"""What a process may be asked to do, by name: only the process that does it loads WeasyPrint and the checks."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leafletgen.html import Html
    from leafletgen.rendered import Laid, Made

HEAVY = ["leafletgen.worker"]
"""Modules that a process needs for these tasks and that take long to load."""


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


def heed_composer() -> None:
    """Initialize a process: Ctrl-C is for the composer to obey."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
