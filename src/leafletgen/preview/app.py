"""The routes: the page itself, the project's leaflets and languages, views as they change, pictures.

Nothing of a URL ever becomes a path: static files and pictures are looked up in dictionaries, leaflets and languages
in the project's lists.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from leafletgen.config import Project
from leafletgen.preview.guard import Guard
from leafletgen.preview.live import Live, Name
from leafletgen.preview.watch import saved_files
from leafletgen.tables import languages
from leafletgen.terminal import error_line

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STATIC = {path.name: path for path in sorted((Path(__file__).parent / "static").iterdir()) if path.suffix in _TYPES}
"""The files of the page, by name; read once, when the program starts."""
ALIVE_SECONDS = 15.0
"""A comment is sent this often where nothing changes, so that a browser that went away is noticed."""


def make_app(live: Live, port: int, start: Name) -> Starlette:
    """Return the application, for a server on this port; `start` is the leaflet and language shown first."""
    files = {name: (path.read_bytes(), _TYPES[path.suffix]) for name, path in STATIC.items()}

    def static(name: str) -> Callable[[Request], Awaitable[Response]]:
        async def answer(_request: Request) -> Response:
            content, media_type = files[name]
            return Response(content, media_type=media_type)

        return answer

    async def project(_request: Request) -> Response:
        live.look_again()
        return Response(_project_json(live.project, start), media_type="application/json")

    async def view(request: Request) -> Response:
        found = await live.current(_name(live, request))
        return Response(found.as_json(), media_type="application/json")

    async def events(request: Request) -> Response:
        return StreamingResponse(_events(live, _name(live, request)), media_type="text/event-stream")

    async def picture(request: Request) -> Response:
        data = live.desk.pictures.get(request.path_params["digest"])
        if data is None:
            raise HTTPException(404)
        return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=3600, immutable"})

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_exception_handler(_Complaints())
        stop = asyncio.Event()
        watching = asyncio.create_task(_follow(live, stop))
        watching.add_done_callback(_tell_failure)
        live.draw_soon(start)  # while the browser starts
        yield
        stop.set()
        live.close()
        await asyncio.wait([watching])

    routes = [Route("/", static("index.html")), *(Route(f"/{name}", static(name)) for name in files)]
    routes += [Route("/project", project), Route("/view", view), Route("/events", events)]
    routes += [Route("/pictures/{digest:str}.png", picture)]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port)], lifespan=lifespan)


def _name(live: Live, request: Request) -> Name:
    name = (request.query_params.get("leaflet", ""), request.query_params.get("language", ""))
    if not live.knows(name):
        raise HTTPException(404, "no such leaflet or language in this project")
    return name


def _project_json(project: Project, start: Name) -> str:
    rows = [languages()[code] for code in project.languages]
    choices = [{"code": row.code, "autonym": row.autonym, "direction": row.direction} for row in rows]
    leaflet = start[0] if start[0] in project.leaflets else next(iter(project.leaflets), "")
    language = start[1] if start[1] in project.languages else project.source_language
    known = {"leaflets": project.leaflets, "languages": choices, "leaflet": leaflet, "language": language}
    return json.dumps(known, ensure_ascii=False)


async def _follow(live: Live, stop: asyncio.Event) -> None:
    async for paths in saved_files(live.project.root, stop):
        await live.changed(paths)


def _tell_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        what = f"saved files are not noticed any more: {task.exception()}. Start again."
        print(error_line(what), file=sys.stderr)


class _Complaints:
    """Tells what the event loop could not do, such as taking a connection without a free file, once each."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Tell what went wrong; asyncio's own handler prints a traceback, each second."""
        what = f"{context['message']}: {context.get('exception')}. The preview goes on."
        if what not in self._told:
            self._told.add(what)
            print(error_line(what), file=sys.stderr)


async def _events(live: Live, name: Name) -> AsyncIterator[str]:
    """Yield the view now and whenever it changes, as server-sent events (HTML Living Standard, 9.2)."""
    news = live.listen(name)
    live.draw_soon(name)
    try:
        while not live.closing:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), ALIVE_SECONDS)
            if news.is_set() and not live.closing:
                news.clear()
                yield f"data: {live.view(name).as_json()}\n\n"
            else:
                yield ": still here\n\n"
    finally:
        live.leave(name, news)
