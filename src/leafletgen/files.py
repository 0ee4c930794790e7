"""Writing files whole or not at all: to a temporary name beside the target, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from leafletgen.errors import OutputError, Place

MARK = ".leafletgen-tmp-"
"""Part of the name of every temporary file, so that leftovers of a killed build are found."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically; raises OutputError and leaves the former file when it cannot."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{MARK}")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        hint = "Check free space and permissions of that folder; the former file is untouched."
        raise OutputError(f"cannot be written: {error.strerror}.", hint, Place(path)) from None


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically."""
    write_bytes(path, text.encode("utf-8"))


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
