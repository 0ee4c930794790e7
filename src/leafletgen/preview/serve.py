"""Running the preview: a socket on 127.0.0.1, uvicorn, the browser."""

from __future__ import annotations

import socket
import sys
import webbrowser
from collections.abc import Callable
from types import FrameType

import uvicorn

from leafletgen.checks.finding import Finding
from leafletgen.checks.run import check, select
from leafletgen.clock import today
from leafletgen.config import COMMON, Project
from leafletgen.errors import MachineError
from leafletgen.preview.app import make_app
from leafletgen.preview.desk import Desk
from leafletgen.preview.live import Live, Name
from leafletgen.signals import ENDS, handled

HOST = "127.0.0.1"
_HANDOVER_SECONDS = 0.0005
"""How long the thread that draws may keep the interpreter to itself while a browser asks for what is drawn."""
PORT = 8321
"""Asked for first, so that a page that is still open finds the preview again."""


class _Server(uvicorn.Server):
    """Lets the open pages go when it is told to end: they would keep the server waiting."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self.live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.live.close()
        super().handle_exit(sig, frame)


def translation_findings(project: Project, leaflet: str, language: str) -> tuple[Finding, ...]:
    """Return what the translation checks find in the catalogs of a page."""
    return check(project, select(project, (leaflet, COMMON), (language,))).findings


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
    config = uvicorn.Config(make_app(live, number, start), log_level="warning", ws="none", server_header=False)
    sys.setswitchinterval(_HANDOVER_SECONDS)
    say(f"Preview: {address}")
    say("Save a .po or .md file and look. Ctrl-C ends it.")
    if browser:
        webbrowser.open(address)
    server = _Server(config, live)
    with listener, handled(ENDS, server.handle_exit):  # uvicorn itself knows nothing of terminals that close
        server.run(sockets=[listener])
