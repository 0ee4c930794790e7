"""The HTML of a leaflet in one language, complete with all that its pages are made of."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, replace

from leafletgen.colours import Cmyk, Rgb
from leafletgen.fonts import FontFile
from leafletgen.tables import Language, Paper


@dataclass(frozen=True, slots=True)
class Html:
    """Everything that a leaflet's pages are made of; nothing else changes them."""

    name: str
    """Leaflet and language, such as arer-ur, for messages."""
    language: Language
    title: str
    text: str
    style: str
    pictures: dict[str, bytes]
    fonts: tuple[FontFile, ...]
    paper: Paper
    panel_names: tuple[str, ...]
    states: tuple[str, ...]
    """How far it may be trusted, as keys of phrases: state.draft, state.reviewed, state.closed …"""

    inks: tuple[tuple[Rgb, Cmyk], ...]
    """The leaflet's own colours and how they are printed."""
    slug: tuple[str, ...]
    """What stands in the slug of each side of a press sheet, in French."""
    version: str
    date: datetime.date
    guide: tuple[str, ...] = ()
    """Text and style of the page of instructions; empty without one."""

    def key(self) -> str:
        """Return a digest of all of it: the same key, the same pages."""
        digest = hashlib.sha256()
        parts = [
            self.language.code,
            str(self.language),
            str(self.paper),
            self.text,
            self.style,
            str(self.inks),
            *self.slug,
            *self.guide,
        ]
        parts += [font.sha256 for font in self.fonts]
        for part in parts:
            digest.update(part.encode() + b"\0")
        for name, data in sorted(self.pictures.items()):
            digest.update(name.encode() + b"\0" + data)
        return digest.hexdigest()


def single_panel(html: Html, number: int, *, with_foot: bool = True) -> Html:
    """Return the HTML of one panel alone, counted from 1, with what stands in the margins of every page or without."""
    opening, _, rest = html.text.partition("<head>")
    foot, *panels = rest.partition("</head>")[2].split("<section")
    panel = panels[number - 1].partition("</section>")[0]
    text = f"{opening}{foot if with_foot else '<body>'}<section{panel}</section></body></html>"
    return replace(html, text=text, panel_names=(html.panel_names[number - 1],))


def guide_html(html: Html) -> Html:
    """Return the instructions as a document of their own."""
    text, style = html.guide
    return replace(html, text=text, style=style, pictures={})
