"""A finding: one problem in one place, as every check reports it and --json prints it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: where it is, what is wrong, what to do."""

    id: str
    severity: Severity
    path: str
    """Relative to the project, with “/”."""
    line: int
    """From 1; 0 is the whole file."""
    leaflet: str
    language: str
    msgid: str
    message: str
    hint: str

    def as_dict(self) -> dict[str, object]:
        """Return the finding for --json."""
        return asdict(self)

    @property
    def place(self) -> str:
        """The file and line, as editors and terminals understand it."""
        return f"{self.path}:{self.line}" if self.line else self.path
