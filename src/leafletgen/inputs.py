"""What a leaflet in one language is made from, as digests of whole files: a quick look whether anything changed."""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from leafletgen.config import COMMON, PACKAGE_CATALOGS, Project
from leafletgen.manifest import program_key

ABSENT = "absent"
"""In place of the digest of a file that is not there."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Reads each file of a project once, for all leaflets and languages of one build."""

    project: Project
    today: datetime.date
    """A leaflet past its date looks different; the rest of the program reads the clock nowhere."""
    options: str
    """What the command line asks for that shapes pages."""
    known: dict[Path, tuple[str, str]] = field(default_factory=dict)
    """Name and digest of each file that was read."""
    stamps: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    """Of each file, as it was just before."""
    folders: dict[Path, tuple[Path, ...]] = field(default_factory=dict)

    def of(self, leaflet: str, language: str) -> dict[str, str]:
        """Return a digest by name: of each file that may shape the pages, of the program, of the day.

        The same digests mean the same pages; other digests need not mean other pages.
        """
        named = (self._read(path) for path in self._paths(leaflet, language))
        found = {name: digest for name, digest in named if digest != ABSENT}
        return {**found, "leafletgen": program_key()[:16], "the day": self.today.isoformat(), "options": self.options}

    def are_steady(self, leaflet: str, language: str) -> bool:
        """Whether no file of a leaflet in a language was written since its digest was taken."""
        self.folders.clear()
        return all(self.stamps.get(path) == _stamp(path) for path in self._paths(leaflet, language))

    def size(self, leaflet: str, language: str) -> int:
        """Return how many bytes they are, of what `of` has read."""
        return sum(self.stamps.get(path, (0, 0, 0, 0))[1] for path in self._paths(leaflet, language))

    def _paths(self, leaflet: str, language: str) -> set[Path]:
        root, project = self.project.root, self.project
        files = {
            root / "pyproject.toml",
            root / "leaflets" / "contacts.toml",
            *self._files(root / "leaflets" / leaflet),
            *self._files(project.fonts),
            *(folder / language / f"{COMMON}.po" for folder in PACKAGE_CATALOGS),
        }
        for name in (leaflet, COMMON):
            files |= {project.catalog_path(name, language), project.review_path(name, language)}
        return files

    def _read(self, path: Path) -> tuple[str, str]:
        if path not in self.known:
            self.stamps[path] = _stamp(path)
            self.known[path] = _shown(path, self.project.root), _read_digest(path)
        return self.known[path]

    def _files(self, folder: Path) -> tuple[Path, ...]:
        if folder not in self.folders:
            self.folders[folder] = _files(folder)
        return self.folders[folder]


def changes(before: dict[str, str], now: dict[str, str]) -> tuple[str, ...]:
    """Return the names of inputs that are not what they were."""
    return tuple(name for name in sorted({*before, *now}) if before.get(name) != now.get(name))


def _files(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return ()


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what changes when a file is written: its number, size and times; the last, nobody can set back."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read_digest(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ABSENT
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ABSENT


def _shown(path: Path, root: Path) -> str:
    """Return a file's name as text; bytes in it that are none are written out."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"leafletgen’s {path.name}"
    return os.fsencode(name).decode(errors="backslashreplace")
