"""What a preflight check is: a permanent id, its severity in each profile, its reasons, a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leafletgen.boxes import Rectangle
from leafletgen.checks.finding import Severity
from leafletgen.checks.pdf.document import Document
from leafletgen.checks.pdf.finding import Profile


@dataclass(frozen=True, slots=True)
class Hit:
    """The facts of one problem, as a check's function yields them."""

    message: str
    page: int = 0
    at: Rectangle | None = None
    """Where on the page, in its own points."""
    severity: Severity | None = None
    """Where it is milder than the check's."""
    hint: str = ""
    """What to do, where the check's proposal is not exact enough."""


@dataclass(frozen=True, slots=True)
class PdfCheck:
    """A check of finished PDFs."""

    id: str
    severity: Mapping[Profile, Severity]
    """Profiles that are not named do not ask for it."""
    rationale: str
    """What goes wrong on paper or screen."""
    proposal: str
    """What to do about it."""
    find: Callable[[Document], Iterator[Hit]]
