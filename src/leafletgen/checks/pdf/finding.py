"""A finding of preflight: one problem in one place of a PDF, as --json prints it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from leafletgen.checks.finding import Severity

Profile = Literal["press", "office", "screen"]


@dataclass(frozen=True, slots=True)
class PdfFinding:
    """One problem: in which file, on which page, where, what is wrong, what to do.

    The fields of a translation's finding come first, so that one reader of --json reads both.
    """

    id: str
    severity: Severity
    path: str
    line: int
    """Always 0: a PDF has no lines."""
    leaflet: str
    language: str
    msgid: str
    """Always empty."""
    message: str
    hint: str
    page: int
    """From 1; 0 is the whole file."""
    place_mm: tuple[float, float] | None
    """From the trim's left and top edges."""

    def as_dict(self) -> dict[str, object]:
        """Return the finding for --json."""
        return asdict(self)

    def __str__(self) -> str:
        """Return the line that a person reads: file, page, place, what, what to do."""
        where = self.path
        if self.page:
            where += f", page {self.page}"
        if self.place_mm is not None:
            where += f", {self.place_mm[0]:.0f} mm from the left, {self.place_mm[1]:.0f} mm from the top"
        return f"{where}: {self.severity}: {self.message} {self.hint} [{self.id}]"
