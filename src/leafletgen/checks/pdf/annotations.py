"""Annotations (ISO 32000-1, 12.5): which of them show, and where they draw what they draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pikepdf import Dictionary, Name, Stream

from leafletgen.boxes import IDENTITY, Matrix, Rectangle

_HIDDEN = 2
"""The flag of those that neither show nor print (table 165)."""
_SILENT = (Name.Link, Name.Popup)
"""Those that show nothing of their own, or only once somebody asks for it."""


class Annotation(NamedTuple):
    """One that shows."""

    kind: str
    """Its subtype, such as FreeText."""
    at: Rectangle | None
    """Where it says that it stands."""
    form: Any
    """What it draws; None where each program draws it in its own way."""
    layer: Any
    """The layer that it belongs to."""

    @property
    def silent(self) -> bool:
        """Whether nothing is drawn for it."""
        return self.form is None and f"/{self.kind}" in _SILENT

    @property
    def matrix(self) -> Matrix | None:
        """What fits the drawing into its place (12.5.5, algorithm 8.1); None where it has none."""
        if self.form is None or self.at is None:
            return None
        a, b, c, d, e, f = (float(value) for value in self.form.get("/Matrix", IDENTITY))
        x0, y0, x1, y1 = (float(value) for value in self.form.get("/BBox", (0, 0, 0, 0)))
        drawn = Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)).transformed((a, b, c, d, e, f))
        if not drawn.width or not drawn.height:
            return None
        across, up = self.at.width / drawn.width, self.at.height / drawn.height
        return across, 0.0, 0.0, up, self.at.left - across * drawn.left, self.at.bottom - up * drawn.bottom


def annotations_of(page: Any) -> Iterator[Annotation]:
    """Yield a page's annotations, but for those that are hidden."""
    for raw in page.get("/Annots", ()):
        if not isinstance(raw, Dictionary) or int(raw.get("/F", 0)) & _HIDDEN:
            continue
        kind = str(raw.get("/Subtype", "/Unknown")).removeprefix("/")
        yield Annotation(kind, _place(raw.get("/Rect", ())), _form(raw), raw.get("/OC"))


def _place(corners: Any) -> Rectangle | None:
    values = [float(value) for value in corners]
    if len(values) != 4:
        return None
    (left, right), (bottom, top) = sorted(values[::2]), sorted(values[1::2])
    return Rectangle(left, bottom, right, top)


def _form(raw: Dictionary) -> Any:
    """Return its normal appearance, in the state that it is in."""
    found = raw.get("/AP", Dictionary()).get("/N")
    if isinstance(found, Dictionary) and "/AS" in raw:
        found = found.get(str(raw.AS))
    return found if isinstance(found, Stream) else None
