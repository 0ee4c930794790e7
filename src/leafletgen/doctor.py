"""Doctor: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from dataclasses import dataclass

from leafletgen.config import Project
from leafletgen.errors import LeafletError
from leafletgen.fonts import load_fonts
from leafletgen.native import SUBSETTER, load, pango_version

PANGO_MINIMUM = (1, 50)
INSTALL = {
    "Debian, Ubuntu": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora": "dnf install pango harfbuzz",
    "macOS": "brew install pango",
}


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


def _install_commands() -> str:
    """Return the command for each system that installs Pango."""
    return "; ".join(f"{system}: {command}" for system, command in INSTALL.items())


def _pango() -> Finding:
    version = pango_version()
    if version is None:
        return Finding("Pango", "missing", ok=False, remedy=_install_commands())
    return Finding("Pango", f"{version[0]}.{version[1]}", version >= PANGO_MINIMUM, _install_commands())


def _subsetter() -> Finding:
    return Finding("HarfBuzz subsetter", "found" if load(SUBSETTER) else "missing: builds are a little slower", ok=True)


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
