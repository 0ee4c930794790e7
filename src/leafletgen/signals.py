"""Signals that ask for the end: Ctrl-C, `kill`, a terminal that closes. All end a command in the same, tidy way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""
_heard: list[int] = []
"""What asked for the end of this process."""


class Stopped(BaseException):
    """A signal asks for the end; its exit code is the one that shells give: 128 and the number of the signal.

    Not a KeyboardInterrupt, which click would turn into an error of its own.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def heed() -> None:
    """Have each raise Stopped; what is ignored, as SIGHUP is after `nohup`, stays so."""
    for number in ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def ignore() -> None:
    """Heed none any more: all is done, and this process is about to end."""
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)


def insist() -> None:
    """Raise Stopped again where it was raised before: WeasyPrint swallows all exceptions while it draws a picture."""
    for number in _heard[:1]:
        raise Stopped(number)


def _stop(number: int, _frame: FrameType | None) -> None:
    _heard.append(number)
    raise Stopped(number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold them back, so that nothing is left half begun or half cleared away."""
    came: list[int] = []
    try:
        with handled(ENDS, lambda number, _frame: came.append(number)):
            yield
    finally:  # a signal may also be why there is an error: our processes hear it, too
        for number in came[:1]:
            signal.raise_signal(number)


@contextmanager
def unheard() -> Iterator[None]:
    """Ignore them, as processes that begin meanwhile always will, but for SIGTERM, by which we end these."""
    with handled((number for number in ENDS if number != signal.SIGTERM), signal.SIG_IGN):
        yield


@contextmanager
def at_once() -> Iterator[None]:
    """Let each end this process then and there: for work that puts nothing down and that C does, deaf, for minutes."""
    with handled(ENDS, signal.SIG_DFL):
        yield


@contextmanager
def handled(numbers: Iterable[int], handler: Any) -> Iterator[None]:
    """Have signals handled in another way, those that are not ignored; other threads than the first cannot."""
    in_main = threading.current_thread() is threading.main_thread()
    before = {n: signal.getsignal(n) for n in numbers if in_main and signal.getsignal(n) is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
