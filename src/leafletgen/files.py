"""Writing files whole or not at all: to a temporary name beside the target, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from leafletgen.errors import OutputError, Place
from leafletgen.signals import undisturbed

MARK = ".leafletgen-tmp-"
"""Part of the name of every temporary file, before the number of its process: leftovers of killed ones are found."""
_STALE_SECONDS = 60
_SCRATCH = MARK.removeprefix(".")
_OWNER = re.compile(rf"{_SCRATCH}(\d+)-\w+$")
"""How the name of a temporary file or folder ends."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically; raises OutputError and leaves the former file when it cannot."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files, all of them or none; raises OutputError and leaves the former ones when it cannot.

    None gets its name before all are whole on the disk, and each is atomic for itself: who is killed while
    they get their names leaves some new, some former ones. What killed processes left half written beside
    them is deleted on the way.
    """
    for folder in {path.parent for path in files}:
        _sweep(folder)
    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            temporary[path] = _beside(path)
            temporary[path].write_bytes(data)
            temporary[path].chmod(0o666 & ~_umask())
        for path, written in temporary.items():
            written.replace(path)
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise OutputError(what, f"{_remedy(path, error)} The former file is untouched.", Place(path)) from None
    finally:
        for written in temporary.values():
            with contextlib.suppress(OSError):  # it has its name
                written.unlink()


def _remedy(path: Path, error: OSError) -> str:
    """Return what to do that a file can be written after all."""
    match error.errno:
        case errno.EISDIR:
            return "Move the folder of that name away."
        case errno.EEXIST | errno.ENOTDIR | errno.ELOOP:
            in_the_way = next((above for above in reversed(path.parents) if _is_no_folder(above)), path.parent)
            return f"Move {in_the_way} away: a folder must be there."
        case errno.ENAMETOOLONG:
            return "Choose a folder with a shorter path."
        case _:
            return "Check free space and permissions of that folder."


def _is_no_folder(path: Path) -> bool:
    """Whether something is there, if only a link that leads nowhere, and no folder."""
    return os.path.lexists(path) and not path.is_dir()


def _beside(path: Path) -> Path:
    """Return a new empty file beside a path that can be replaced by a file; raises OSError."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{MARK}{os.getpid()}-")
    os.close(handle)
    return Path(name)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically."""
    write_bytes(path, text.encode("utf-8"))


def _sweep(folder: Path) -> None:
    """Delete what a killed process left half written in a folder; what a living one writes stays."""
    try:
        found = tuple(folder.glob(f".*{MARK}*"))
    except OSError:  # who writes there says what is wrong
        return
    for path in found:
        with contextlib.suppress(OSError):
            if _is_orphan(path) and time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()


@contextlib.contextmanager
def scratch_folder() -> Iterator[str]:
    """Yield a folder for what processes of this one put down while they work; afterwards it is gone.

    What killed ones left is deleted on the way.
    """
    for path in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        if _is_orphan(path):
            shutil.rmtree(path, ignore_errors=True)
    name = tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-")
    try:
        yield name
    finally:
        with undisturbed():
            shutil.rmtree(name, ignore_errors=True)


@contextlib.contextmanager
def own_temporary_files() -> Iterator[None]:
    """Have libraries put their temporary files into a scratch folder, which is swept if this process is killed."""
    before = tempfile.tempdir
    with scratch_folder() as scratch:
        tempfile.tempdir = scratch
        try:
            yield
        finally:
            tempfile.tempdir = before


def _is_orphan(path: Path) -> bool:
    """Whether a temporary file or folder is one of ours, and the process that made it is gone."""
    owner = _OWNER.search(path.name)
    if owner is None:
        return False
    try:
        os.kill(int(owner[1]), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        pass  # there is one, of another user
    return False


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
