"""Builds in processes of their own, and what they leave."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf


def start(project: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build in a session of its own, as a terminal does."""
    command = [sys.executable, "-m", "leafletgen", "build", "--project", str(project), "-e", "screen", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def whole(out: Path) -> int:
    """Open every PDF of a build; return how many there are."""
    paths = sorted(out.rglob("*.pdf"))
    for path in paths:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 6
    return len(paths)
