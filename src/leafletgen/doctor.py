"""Doctor: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.metadata
import platform
import sys
from dataclasses import dataclass

from leafletgen.config import Project
from leafletgen.errors import LeafletError
from leafletgen.fonts import load_fonts

PANGO_MINIMUM = (1, 50)
INSTALL = {
    "Debian, Ubuntu": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora": "dnf install pango harfbuzz",
    "macOS": "brew install pango",
}
_PANGO_NAMES = ("pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    found: str
    ok: bool
    remedy: str = ""


def examine(project: Project | None) -> tuple[Finding, ...]:
    """Look at the interpreter, the libraries and the project's fonts."""
    return (
        Finding("Python", platform.python_version(), sys.version_info >= (3, 11), "Install Python 3.11 or newer."),
        _pango(),
        _subsetter(),
        _package("weasyprint"),
        *([_fonts(project)] if project else []),
    )


def install_commands() -> str:
    """Return the command for each system that installs Pango."""
    return "; ".join(f"{system}: {command}" for system, command in INSTALL.items())


def _load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        for candidate in (ctypes.util.find_library(name), name):
            try:
                if candidate:
                    return ctypes.CDLL(candidate)
            except OSError:
                continue
    return None


def _pango() -> Finding:
    library = _load(_PANGO_NAMES)
    if library is None:
        return Finding("Pango", "missing", ok=False, remedy=install_commands())
    number = library.pango_version()
    version = (number // 10000, number // 100 % 100)
    return Finding("Pango", f"{version[0]}.{version[1]}", version >= PANGO_MINIMUM, install_commands())


def _subsetter() -> Finding:
    found = _load(("harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib")) is not None
    return Finding("HarfBuzz subsetter", "found" if found else "missing: builds are a little slower", ok=True)


def _package(name: str) -> Finding:
    try:
        return Finding(name, importlib.metadata.version(name), ok=True)
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, "missing", ok=False, remedy=f"pip install {name}")


def _fonts(project: Project) -> Finding:
    try:
        return Finding("fonts", f"{len(load_fonts(project.fonts))} files, as fonts.toml says", ok=True)
    except LeafletError as error:
        return Finding("fonts", str(error), ok=False, remedy=error.hint)
