"""Running the preview: a socket on 127.0.0.1, uvicorn, the browser."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from leafletgen.clock import today
from leafletgen.config import Project
from leafletgen.errors import MachineError
from leafletgen.files import own_temporary_files
from leafletgen.preview.app import make_app
from leafletgen.preview.desk import Desk
from leafletgen.preview.findings import translation_findings
from leafletgen.preview.live import Live, Name
from leafletgen.signals import ENDS, handled

HOST = "127.0.0.1"
_HANDOVER_SECONDS = 0.0005
"""How long the thread that draws may keep the interpreter to itself while a browser asks for what is drawn."""
PORT = 8321
"""Asked for first, so that a page that is still open finds the preview again."""
MAX_CONNECTIONS = 60
"""At once; browsers make a few each. More would take the files that pages are drawn from away from us."""
REQUEST_SECONDS = 5.0
"""How long a connection may take to ask for something."""


class _Connection(H11Protocol):
    """A connection of a browser; one too many, and one that asks for nothing, is closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MAX_CONNECTIONS:
            transport.abort()
        self.loop.call_later(REQUEST_SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None:
            self.transport.close()


class _Server(uvicorn.Server):
    """Lets the open pages go when it is told to end: they would keep the server waiting."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self.live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.live.close()
        super().handle_exit(sig, frame)


def open_socket(port: int | None) -> socket.socket:
    """Return a listening socket on 127.0.0.1; without a wish PORT, or any that is free.

    Raises MachineError when the port that was wished for is taken.
    """
    for candidate in (PORT, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            listener.listen()
        except OSError:
            listener.close()
            continue
        return listener
    raise MachineError(f"port {port} cannot be used.", "Give another with --port, or none.")


def serve(project: Project, start: Name, port: int | None, *, browser: bool, say: Callable[[str], None]) -> None:
    """Show a leaflet in a language until Ctrl-C."""
    listener = open_socket(port)
    number = listener.getsockname()[1]
    address = f"http://{HOST}:{number}/?leaflet={start[0]}&language={start[1]}"
    live = Live(project, Desk(project.root, today, checkers=(translation_findings,)))
    app = make_app(live, number, start)
    config = uvicorn.Config(app, http=_Connection, log_level="warning", ws="none", server_header=False)
    sys.setswitchinterval(_HANDOVER_SECONDS)
    say(f"Preview: {address}")
    say("Save a .po or .md file and look. Ctrl-C ends it.")
    if browser:
        webbrowser.open(address)
    server = _Server(config, live)
    with own_temporary_files(), listener, handled(ENDS, server.handle_exit):  # uvicorn knows nothing of SIGHUP
        server.run(sockets=[listener])
    if live.is_drawing:  # a page that nobody will see, and that may take long
        sys.stdout.flush()
        os._exit(0)
