"""What an import did, row by row, for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from leafletgen.exchange.desk import Imported
from leafletgen.exchange.judge import Result, Verdict
from leafletgen.report import stdout
from leafletgen.terminal import count, escaped

_SOURCE_LENGTH = 48


def refused(imported: Imported) -> int:
    """Return how many rows were refused."""
    return len(imported.judged.of(Result.REFUSED))


def print_import(imported: Imported) -> None:
    """Print a table of the rows that were taken or refused, then the figures."""
    console = stdout()
    told = [verdict for verdict in imported.judged.verdicts if verdict.result is not Result.UNCHANGED]
    if told:
        console.print(_table(told))
    for line in summary(imported):
        console.print(Text(escaped(line)), soft_wrap=True)


def _table(verdicts: list[Verdict]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("row", "result", "why", "source"):
        table.add_column(name, justify="right" if name == "row" else "left", overflow="fold")
    for verdict in verdicts:
        result = f"{verdict.result}: {verdict.why}" if verdict.why else str(verdict.result)
        source = verdict.row.source or verdict.row.translation
        cells = (str(verdict.row.number), result, verdict.message, source[:_SOURCE_LENGTH])
        table.add_row(*(Text(escaped(cell)) for cell in cells))
    return table


def summary(imported: Imported) -> list[str]:
    """Return the lines under the table: figures, characters put right, what was not read."""
    judged = imported.judged
    counts = {result: len(judged.of(result)) for result in Result}
    reasons = Counter(str(verdict.why) for verdict in judged.of(Result.REFUSED))
    why = f" ({', '.join(f'{number} {name}' for name, number in sorted(reasons.items()))})" if reasons else ""
    figures = ", ".join(f"{number} {result}" for result, number in counts.items())
    lines = [f"{imported.catalog}: {figures}{why}"]
    if judged.absent:
        lines.append(f"not in the file: {count(judged.absent, 'text')} of the catalog, left as before")
    if judged.characters:
        put_right = ", ".join(f"{number} × {name}" for name, number in judged.characters)
        lines.append(f"characters put right: {put_right}")
    lines += [f"note: {note}" for note in imported.notes]
    if not imported.written:
        lines.append("nothing was written (--dry-run)")
    return lines
