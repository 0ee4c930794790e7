"""Results for people: tables in the terminal (rich), findings and failures as text."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from leafletgen.errors import FindingsError, LeafletError, RefusedError
from leafletgen.terminal import count, error_line, escaped

if TYPE_CHECKING:  # a build need not load what `status` reads with
    from leafletgen.build import Outcome
    from leafletgen.status import Row

_STATES = {
    "state.draft": "draft",
    "state.reviewed": "reviewed",
    "state.closed": "closed",
    "state.legal": "legal?",
    "state.sample": "samples",
    "state.expired": "EXPIRED",
}
"""Short words for the states that the pages print in full."""


def stdout() -> Console:
    """Return the console for results; wide when nobody's window limits it."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def stderr() -> Console:
    """Return the console for progress and messages."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 10_000)


class BuildProgress:
    """A progress bar on standard error: what was built last, and the time left."""

    def __init__(self, console: Console) -> None:
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task("reading", total=None)

    def __enter__(self) -> BuildProgress:
        """Show the bar."""
        self.progress.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        """Take the bar away."""
        self.progress.stop()

    def __call__(self, total: int, outcome: Outcome) -> None:
        """Count one more outcome."""
        name = outcome.target.name
        self.progress.update(self.task, total=total, advance=1, description=name)


def print_event(total: int, outcome: Outcome) -> None:
    """Print an outcome as a line of JSON on standard output, at once."""
    record, error = outcome.record, outcome.error
    event: dict[str, object] = {
        "event": "failed" if error else "built" if outcome.seconds else "current",
        "leaflet": outcome.target.leaflet,
        "language": outcome.target.language,
        "of": total,
        "seconds": round(outcome.seconds, 3),
        "why": outcome.why,
    }
    if record:
        event["files"] = {edition: output.path for edition, output in sorted(record.editions.items())}
        event["untranslated"] = record.untranslated
    _print_json(event | _told(error) if error else event)


def print_failure(error: LeafletError) -> None:
    """Print, as such a line, what concerns all leaflets and languages, and so names none."""
    _print_json({"event": "failed", "leaflet": "", "language": "", **_told(error)})


def _told(error: LeafletError) -> dict[str, object]:
    return {"message": str(error), "exit_code": error.exit_code}


def _print_json(event: dict[str, object]) -> None:
    print(json.dumps(event, ensure_ascii=False), flush=True)


def outcome_table(outcomes: Iterable[Outcome]) -> Table:
    """Return the table at the end of a build."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("leaflet", "language", "type", "scale", "pages", "size", "state", "time"):
        table.add_column(name, justify="right" if name in ("type", "scale", "size", "time") else "left", no_wrap=True)
    for outcome in outcomes:
        table.add_row(outcome.target.leaflet, outcome.target.language, *_outcome_cells(outcome))
    return table


def _outcome_cells(outcome: Outcome) -> tuple[str, ...]:
    record = outcome.record
    if record is None:
        return "", "", "", "", f"{_failure(outcome.error)}, former files kept", ""
    editions = sorted(record.editions.items())
    sizes = " + ".join(f"{output.bytes / 1000:.0f}" for _edition, output in editions)
    pages = " + ".join(f"{output.pages} {edition}" for edition, output in editions)
    state = ", ".join(_STATES.get(key, "?") for key in record.states) or "final"
    found = sum(len(output.findings) for output in record.editions.values())
    if found:
        state = f"{state}, {count(found, 'preflight warning')}"
    if record.untranslated:
        state = f"{record.untranslated} UNTRANSLATED, {state}"
    time = f"{outcome.seconds:.1f} s" if outcome.seconds else "up to date"
    return f"{record.size_pt:.1f} pt", f"{record.scale:.0%}", pages, f"{sizes} kB", state, time


def _failure(error: LeafletError | None) -> str:
    match error:
        case RefusedError():
            return "NOT RELEASED"
        case FindingsError():
            return "FAILED PREFLIGHT"
        case _:
            return "FAILED"


def status_table(rows: Iterable[Row]) -> Table:
    """Return the table of `leafletgen status`; problems are not in it, since they are long."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("leaflet", "language", "state"):
        table.add_column(name, overflow="fold")
    numbers = ("trans-\nlated", "fuzzy", "untrans-\nlated", "reviewed", "common\n.po", "words", "errors", "scale")
    for name in numbers:
        table.add_column(name, justify="right", overflow="fold")
    table.add_column("last build", overflow="fold")
    for row in rows:
        table.add_row(row.leaflet, row.language, *_status_cells(row), _last_build(row))
    return table


def _status_cells(row: Row) -> tuple[str, ...]:
    """Return the cells from “state” to “scale”; no review is counted for a source, nothing for a wrong input."""
    counts = (f"{row.translated}/{row.total}", str(row.fuzzy), str(row.untranslated)) if row.state else ("", "", "")
    review = row.state in ("draft", "reviewed")
    reviewed = (f"{row.reviewed}/{row.total}", f"{row.common_reviewed}/{row.common_total}") if review else ("", "")
    scale = f"{row.scale:.0%}" if row.scale else ""
    return row.state, *counts, *reviewed, str(row.words) if row.state else "", str(row.errors), scale


def _last_build(row: Row) -> str:
    """Return when the last build was, on the clock of this machine."""
    if not row.last_build:
        return ""
    return f"{datetime.datetime.fromisoformat(row.last_build).astimezone():%Y-%m-%d %H:%M}"


def print_warnings(outcomes: Iterable[Outcome]) -> None:
    """Print what preflight found in the files, on standard error."""
    console = stderr()
    for record in (outcome.record for outcome in outcomes if outcome.record):
        for found in (found for _edition, output in sorted(record.editions.items()) for found in output.findings):
            line = f"{found['path']}: {found['severity']}: {found['message']} {found['hint']} [{found['id']}]"
            console.print(escaped(line), markup=False, soft_wrap=True)


def print_errors(errors: Iterable[object]) -> None:
    """Print each error once, on standard error."""
    console = stderr()
    for line in dict.fromkeys(error_line(error) for error in errors):
        console.print(line, markup=False, soft_wrap=True)
