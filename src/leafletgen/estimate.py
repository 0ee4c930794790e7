"""About how high each part of a leaflet will stand, told from its text alone: where copyfit begins.

An estimate is wrong by three in a hundred, as a rule, and decides nothing: `fit.py` measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leafletgen.html import Html
from leafletgen.margins import MM_PER_PT, margins

_TAGS = re.compile(r"<[^>]+>")
_PICTURE = re.compile(r'<img class="picture[^>]* src="picture:([^"]+)"')
_VIEW_BOX = re.compile(rb'viewBox="\S+ \S+ (\S+) (\S+)"')
_LINES = {"</p>": 1.1, "</li>": 1.0, "</td>": 0.2, "</h1>": 3.1, "</h2>": 0.9, 'class="pair"': 0.8, 'class="box': 0.8}
"""Lines that a block takes beyond those that its letters fill: the rest of its last line, the space below it."""
_MM = {'class="qr"': 22.0, 'class="hero"': 22.0}
"""What has a height of its own."""
_PICTURE_WIDTH = 0.72
"""Of a booklet's pictures, as a share of the text's width; those of a panel take all of it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a part of a leaflet holds, in the units in which its height grows with the type."""

    letters_mm: float
    """Length of all letters in one row, for a type size of 1 mm."""
    lines: float
    """Lines beyond those of the letters."""
    fixed_mm: float
    """Height that the type does not change."""
    width_mm: float
    """Of the text."""
    leading: float

    def height_mm(self, size_pt: float) -> float:
        """Return the height at a type size: letters fill lines, and lines grow higher and hold less."""
        size_mm = size_pt * MM_PER_PT
        lines = self.lines + self.letters_mm * size_mm / self.width_mm
        return self.fixed_mm + lines * size_mm * self.leading


def estimates(html: Html) -> tuple[Estimate, ...]:
    """Return the estimate of each part."""
    return tuple(_estimate(html, part.partition("</section>")[0]) for part in html.text.split("<section")[1:])


def _estimate(html: Html, part: str) -> Estimate:
    language, paper = html.language, html.paper
    width_mm = paper.panels[0].width_mm - 2 * margins(language, paper).side
    picture_mm = width_mm * (_PICTURE_WIDTH if paper.flowing else 1.0)
    pictures = [html.pictures[name] for name in _PICTURE.findall(part) if name in html.pictures]
    return Estimate(
        letters_mm=len(_TAGS.sub("", part)) * language.letter_em,
        lines=sum(lines * part.count(mark) for mark, lines in _LINES.items()),
        fixed_mm=sum(mm * part.count(mark) for mark, mm in _MM.items()) + picture_mm * sum(map(_shape, pictures)),
        width_mm=width_mm,
        leading=language.leading,
    )


def _shape(picture: bytes) -> float:
    """Return the height of an SVG for a width of 1; a square's where it does not say."""
    box = _VIEW_BOX.search(picture)
    return float(box[2]) / float(box[1]) if box else 1.0
