"""Who looks at what: the open pages of the browser, each told when its leaflet is drawn again."""

from __future__ import annotations

import asyncio
import traceback
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from leafletgen.checks.finding import Finding
from leafletgen.checks.pages import refusal
from leafletgen.config import Project, load_project
from leafletgen.errors import LeafletError, refused_by_system
from leafletgen.preview.desk import Desk, concerns, empty_view
from leafletgen.preview.state import EVERYTHING, View, notices

Name = tuple[str, str]
"""A leaflet and a language."""


@dataclass(slots=True)
class _Topic:
    """One leaflet in one language, and those who look at it."""

    view: View
    current: bool = False
    """Whether the view shows the files as they are; nobody draws what nobody looks at."""
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    listeners: set[asyncio.Event] = field(default_factory=set)


class Live:
    """The views by name. All methods belong to the event loop; the desk works in a thread of its own."""

    def __init__(self, project: Project, desk: Desk) -> None:
        self.project, self.desk = project, desk
        self.closing = False
        self._closed = asyncio.Event()
        self._topics: dict[Name, _Topic] = {}
        self._drawings: set[asyncio.Task[View]] = set()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._works: set[Future[View]] = set()

    def look_again(self) -> None:
        """Learn which leaflets and languages there are by now; settings that are wrong change nothing."""
        with suppress(LeafletError, OSError):
            self.project = load_project(self.project.root)

    def knows(self, name: Name) -> bool:
        """Whether the project has such a leaflet and language."""
        return name[0] in self.project.leaflets and name[1] in self.project.languages

    async def current(self, name: Name) -> View:
        """Return a view that is up to date, drawing it (or waiting until it is drawn) where needed.

        When the preview ends meanwhile, the view is returned as it is.
        """
        topic = self._topic(name)
        await self._refresh(topic, EVERYTHING)
        return topic.view

    def draw_soon(self, name: Name) -> None:
        """Begin to bring a view up to date; it goes on when whoever asked goes away."""
        drawing = asyncio.get_running_loop().create_task(self.current(name))
        self._drawings.add(drawing)
        drawing.add_done_callback(self._drawings.discard)

    def view(self, name: Name) -> View:
        """Return a view as it is now."""
        return self._topic(name).view

    def listen(self, name: Name) -> asyncio.Event:
        """Return an event that is set whenever the view has changed; end with `leave`."""
        event = asyncio.Event()
        event.set()
        self._topic(name).listeners.add(event)
        return event

    def leave(self, name: Name, event: asyncio.Event) -> None:
        """Listen no more."""
        self._topic(name).listeners.discard(event)

    async def changed(self, paths: frozenset[Path]) -> None:
        """Draw again what is looked at and may have changed; remember it of the rest."""
        for topic in self._topics.values():
            if concerns(topic.view, paths, self.project):
                topic.current = False
        watched = [topic for topic in self._topics.values() if topic.listeners and not topic.current]
        for topic in watched:
            await self._refresh(topic, paths)

    def close(self) -> None:
        """Let all listeners go."""
        self.closing = True
        self._closed.set()
        for topic in self._topics.values():
            self._tell(topic)
        self._worker.shutdown(wait=False, cancel_futures=True)

    @property
    def is_drawing(self) -> bool:
        """Whether the desk is at work; nothing can stop it but the end of this process."""
        return any(work.running() for work in self._works)

    def _topic(self, name: Name) -> _Topic:
        if name not in self._topics:
            self._topics[name] = _Topic(empty_view(self.project, *name))
        return self._topics[name]

    async def _refresh(self, topic: _Topic, paths: frozenset[Path]) -> None:
        loop = asyncio.get_running_loop()

        def publish(view: View) -> None:
            loop.call_soon_threadsafe(self._show, topic, view)

        async with topic.drawing:
            if topic.current or self.closing:
                return
            topic.current = True
            work = self._worker.submit(self.desk.refresh, topic.view, paths, publish)
            self._works = {each for each in (*self._works, work) if not each.done()}
            drawn, closed = asyncio.wrap_future(work), loop.create_task(self._closed.wait())
            await asyncio.wait((drawn, closed), return_when=asyncio.FIRST_COMPLETED)
            closed.cancel()
            if self.closing:
                return
            try:
                await drawn
            except OSError as error:  # it may be better next time
                topic.current = False
                refused = refusal(refused_by_system(error), self.project.root, topic.view.leaflet, topic.view.language)
                self._show(topic, _with_finding(topic.view, refused))
            except Exception as error:  # a fault of ours must not end the preview: it is shown, and told in full
                traceback.print_exc()
                self._show(topic, _with_finding(topic.view, _fault(topic.view, error)))

    def _show(self, topic: _Topic, view: View) -> None:
        topic.view = view
        self._tell(topic)

    def _tell(self, topic: _Topic) -> None:
        for event in topic.listeners:
            event.set()


def _fault(view: View, error: Exception) -> Finding:
    what, hint = f"{type(error).__name__}: {error}", "The terminal says more. Please report it."
    return Finding("preview.fault", "error", "", 0, view.leaflet, view.language, "", what, hint)


def _with_finding(view: View, finding: Finding) -> View:
    return replace(view, busy=False, notices=notices([finding], view.entries))
