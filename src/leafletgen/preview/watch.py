"""The door to watchfiles: which files of the project were saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, awatch

from leafletgen.preview.state import EVERYTHING

WATCHED = (".po", ".md", ".toml", ".svg", ".tsv")
"""Endings of the files that pages and findings are made of."""
SETTLE_MS = 20
"""How long to wait for more changes after one; an editor's save is one or two."""
AT_MOST_MS = 200
LOOK_MS = 1000
"""How often to look whether the folders are still those that are watched."""


async def saved_files(root: Path, stop: asyncio.Event) -> AsyncIterator[frozenset[Path]]:
    """Yield the files under leaflets/ and translations/ that were saved, created or deleted, until `stop` is set.

    Where one of these folders itself was taken away or came back, EVERYTHING is yielded.
    """
    while not stop.is_set():
        folders = _folders(root)
        async for paths in _saved_in(tuple(folders), stop):
            if paths:
                yield paths
            if not folders.keys().isdisjoint(paths) or _folders(root) != folders:
                break
        if not stop.is_set() and (folders or _folders(root)):
            yield EVERYTHING


def _folders(root: Path) -> dict[Path, tuple[int, int]]:
    """Return the folders to watch that there are, and which they are for the system."""
    found = {}
    for folder in (root / "leaflets", root / "translations"):
        with suppress(OSError):
            found[folder] = (folder.stat().st_dev, folder.stat().st_ino)
    return found


async def _saved_in(folders: tuple[Path, ...], stop: asyncio.Event) -> AsyncIterator[frozenset[Path]]:
    """Yield the files, or folders themselves, that changed; nothing, now and then; end where there is no folder."""

    def is_input(_change: Change, name: str) -> bool:
        path = Path(name)
        if path in folders or (path.parent in folders and not path.suffix):
            return True  # all the files of a leaflet or a language may have come or gone with their folder
        return path.suffix in WATCHED and not path.name.startswith(".")

    if not folders:
        await asyncio.wait((asyncio.create_task(stop.wait()),), timeout=LOOK_MS / 1000)
        return
    with suppress(FileNotFoundError):  # it was there just now
        async for changes in awatch(
            *folders,
            watch_filter=is_input,
            debounce=AT_MOST_MS,
            step=SETTLE_MS,
            stop_event=stop,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        ):
            yield frozenset(Path(path) for _change, path in changes)
