"""What a check is: an id that never changes, its reasons, a plain function and the cases that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leafletgen.checks.cases import Case, CatalogCase
from leafletgen.checks.finding import Severity
from leafletgen.checks.unit import CatalogFile, SourceText, Unit


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check's function yields: the facts of one problem; the rest comes from the check."""

    message: str
    hint: str = ""
    """What to do, where the check's proposal is not exact enough."""
    severity: Severity | None = None
    """Where it differs from the check's."""
    line: int = 0
    """Where it differs from the entry's."""
    msgid: str = ""
    """For checks of whole catalogs: the entry concerned."""


@dataclass(frozen=True, slots=True)
class _Check:
    id: str
    """Permanent: it stands in PO flags (ignore-<id>) and in other people's scripts."""
    severity: Severity
    rationale: str
    """How a reader is harmed."""
    proposal: str
    """What to do, as a sentence for the translator."""


@dataclass(frozen=True, slots=True)
class StringCheck(_Check):
    """A check of one translated string; sees only what may be printed unless `all_states`."""

    find: Callable[[Unit], Iterator[Problem]]
    cases: tuple[Case, ...]
    all_states: bool = False


@dataclass(frozen=True, slots=True)
class CatalogCheck(_Check):
    """A check of a whole .po file."""

    find: Callable[[CatalogFile], Iterator[Problem]]
    cases: tuple[CatalogCase, ...]


@dataclass(frozen=True, slots=True)
class SourceCheck(_Check):
    """A check of a text in the source language, with words unless `all_texts`; its cases have no translation."""

    find: Callable[[SourceText], Iterator[Problem]]
    cases: tuple[Case, ...]
    all_texts: bool = False


Check = StringCheck | CatalogCheck | SourceCheck
