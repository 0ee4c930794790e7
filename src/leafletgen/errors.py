"""Every way in which leafletgen stops on purpose, each with its exit code."""

from __future__ import annotations

import difflib
import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file that a person can open and mend; lines count from 1, 0 is the whole file."""

    path: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


class LeafletError(Exception):
    """Something that the user can mend; says where, what, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, hint: str = "", place: Place | None = None) -> None:
        self.what, self.hint, self.place = what, hint, place
        super().__init__(what, hint, place)  # the arguments, so that the error survives pickling

    def __str__(self) -> str:
        start = f"{self.place}: " if self.place else ""
        return f"{start}{self.what}" + (f" {self.hint}" if self.hint else "")


class UsageError(LeafletError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class FindingsError(LeafletError):
    """A check found something of error level."""

    exit_code = 3


class RefusedError(FindingsError):
    """A leaflet is not fit to be released, or a translation to be approved."""


class InputError(LeafletError):
    """A source, catalog, settings or contacts file is wrong."""

    exit_code = 4


class MachineError(LeafletError):
    """A library or font is missing on this machine."""

    exit_code = 5


class RenderError(LeafletError):
    """A page could not be made, or does not fit."""

    exit_code = 6


class NoRoomError(RenderError):
    """Parts of a leaflet do not fit their pages at the smallest type that is allowed."""

    def __init__(
        self, what: str, hint: str = "", place: Place | None = None, excess: tuple[tuple[int, int], ...] = ()
    ) -> None:
        super().__init__(what, hint, place)
        self.excess = excess
        """Number of each such part, from 1, and by how many lines it is too long."""


class OutputError(LeafletError):
    """A result could not be written."""

    exit_code = 7


_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


def refused_by_system(error: OSError | MemoryError | ImportError) -> LeafletError:
    """Return what to tell of a refusal that no closer place foresaw, such as of a standard output that is full."""
    if isinstance(error, MemoryError):
        return MachineError("no memory is left.", "Close other programs.")
    if isinstance(error, ImportError):
        return MachineError(f"{error}.", "Is there enough memory? If there is, install leafletgen again.")
    place = Place(Path(os.fsdecode(error.filename))) if isinstance(error.filename, str | bytes) else None
    what = f"{error.strerror or error}."
    if error.errno in _WRITING:
        return OutputError(what, "Make room where it goes: a disk, the place of standard output.", place)
    if error.errno == errno.ENAMETOOLONG:
        return MachineError(what, "Move the project to a folder with a shorter path.", place)
    if place is not None:
        return InputError(what, "Is it still there, and may you read it and the folders above it?", place)
    return MachineError(what, "Is this folder still there?")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return “Did you mean …?” for the nearest known word, or the list of known words."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"Known: {', '.join(choices)}." if choices else ""


def unknown(what: str, word: str, known: Iterable[str]) -> UsageError:
    """Return the error for a word that names no such thing in the project."""
    return UsageError(f"no {what} “{word}” in this project.", did_you_mean(word, known))
