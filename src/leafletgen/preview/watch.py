"""The door to watchfiles: which files of the project were saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

WATCHED = (".po", ".md", ".toml", ".svg", ".tsv")
"""Endings of the files that pages and findings are made of."""
SETTLE_MS = 20
"""How long to wait for more changes after one; an editor's save is one or two."""
AT_MOST_MS = 200


def _is_input(_change: Change, path: str) -> bool:
    return Path(path).suffix in WATCHED and not Path(path).name.startswith(".")


async def saved_files(root: Path, stop: asyncio.Event) -> AsyncIterator[frozenset[Path]]:
    """Yield the files under leaflets/ and translations/ that were saved, created or deleted, until `stop` is set."""
    folders = [folder for folder in (root / "leaflets", root / "translations") if folder.is_dir()]
    async for changes in awatch(
        *folders, watch_filter=_is_input, debounce=AT_MOST_MS, step=SETTLE_MS, stop_event=stop, rust_timeout=1000
    ):
        yield frozenset(Path(path) for _change, path in changes)
