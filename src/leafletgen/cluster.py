"""Work beyond this machine: the executor of a Dask cluster (the extra `leafletgen[cluster]`)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from urllib.parse import urlsplit

from leafletgen.errors import MachineError, UsageError

_PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, type[Exception]]]:
    """Yield the executor of the cluster whose scheduler listens at an address, such as tcp://10.0.0.5:8786.

    Beside it, the error with which a task ends whose workers died.

    Raises MachineError without Dask, UsageError for what is no address and where no scheduler answers.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise MachineError("Dask is not installed.", "pip install 'leafletgen[cluster]'") from None
    if not _is_address(address):
        raise UsageError(f"“{address}” is no address of a Dask scheduler.", "Write it like tcp://10.0.0.5:8786.")
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        hint = "Start one there with `dask scheduler`, and workers with `dask worker ADDRESS`."
        raise UsageError(f"no Dask scheduler answers at {address}: {error}.", hint) from None
    with client:
        yield client.get_executor(pure=False, retries=2), KilledWorker


def _is_address(address: str) -> bool:
    """Whether an address has a host and a port: Dask's client ends with a traceback where it has not."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        return bool(parts.hostname and parts.port)
    except ValueError:
        return False
