"""A finding of preflight: one problem in one place of a PDF, as --json prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leafletgen.checks.finding import Finding

Profile = Literal["press", "office", "screen"]


@dataclass(frozen=True, slots=True)
class PdfFinding(Finding):
    """One problem: in which file, on which page, where, what is wrong, what to do.

    The fields of a translation's finding come first, so that one reader of --json reads both; `path`
    is as it was given, and a PDF has no lines (0) and no msgid (empty).
    """

    page: int
    """From 1; 0 is the whole file."""
    place_mm: tuple[float, float] | None
    """From the trim's left and top edges."""

    def __str__(self) -> str:
        """Return the line that a person reads: file, page, place, what, what to do."""
        where = self.path
        if self.page:
            where += f", page {self.page}"
        if self.place_mm is not None:
            where += f", {self.place_mm[0]:.0f} mm from the left, {self.place_mm[1]:.0f} mm from the top"
        return f"{where}: {self.severity}: {self.message} {self.hint} [{self.id}]"
