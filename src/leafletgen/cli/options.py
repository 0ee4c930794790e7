"""Options and arguments that several commands have, and what they mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from leafletgen.config import load_project, unknown_leaflet
from leafletgen.errors import unknown

F = TypeVar("F", bound=Callable[..., Any])

some_languages = click.option("-l", "--language", "chosen", multiple=True, metavar="LANG", help="Only this language.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Output folder (default: build)."
)


def project_option(command: F) -> F:
    """Add --project DIR and hand the command a Project."""

    @click.option(
        "--project",
        "root",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=".",
        help="The project's folder (default: this one).",
    )
    @wraps(command)
    def wrapped(root: Path, *args: Any, **kwargs: Any) -> Any:
        return command(load_project(root.resolve()), *args, **kwargs)

    return wrapped  # type: ignore[return-value]


def some(wanted: Iterable[str], known: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return what was asked for in the project's order, all when nothing was; raises UsageError for what is not known.

    `what` is the word for such a thing.
    """
    names = [name for word in wanted for name in word.replace(",", " ").split()]
    for name in names:
        if name not in known:
            raise unknown_leaflet(name, known) if what == "leaflet" else unknown(what, name, known)
    return tuple(name for name in known if name in names) if names else known


def worker_count(wanted: int | None = None) -> int:
    """Return how many processes to use: what was asked for, else one a core."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, wanted or available)
