"""Pictures: SVG files read with suspicion, so that drawing one can reach nothing outside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from leafletgen.errors import InputError, Place

MAX_BYTES = 500_000
_ALLOWED = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("defs", "clipPath", "title", "desc"),
    )
)
"""Plain vector shapes: no scripts, styles, text, images, filters, animation or foreign content, nor <use>, by which
a short file can ask for millions of shapes."""
_HINT = "Use plain shapes only, converted to paths (in Inkscape: optimised SVG, CSS attributes converted to XML)."
MAX_ELEMENTS = 5_000
MAX_DEPTH = 40
"""Elements within each other."""
MAX_NUMBER = 100_000
"""Greatest coordinate or size, in units of the picture; a page is some hundred units wide."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NAME = re.compile(r"#[\w-]+|https?:\S+")
"""A colour, the name of an element, a namespace: nothing to measure."""
_NO_NUMBER = re.compile(r"\b(?:nan|inf|infinity)\b|[-+]{9}", re.IGNORECASE)
"""What WeasyPrint takes for numbers; rows of signs keep it busy."""


def read_picture(path: Path, place: Place) -> bytes:
    """Return an SVG file's bytes.

    Raises InputError when it is missing, leads out of the leaflet's folder, is not SVG, or holds
    anything but plain shapes (entities, references to other files, text, images, scripts).
    """
    try:
        if path.is_symlink() or not path.is_file():
            hint = "Put it beside the source." if not path.is_symlink() else "Links are refused: copy the file."
            raise InputError(f"the picture {path.name} is missing.", hint, place)
        data = path.read_bytes()
    except OSError as error:
        what = f"the picture {path.name} cannot be read: {error.strerror}."
        raise InputError(what, "Look at its permissions.", place) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"the picture {path.name} is larger than {MAX_BYTES} bytes.", "Simplify it.", place)
    _check(data, Place(place.path.with_name(path.name)))
    return data


@dataclass(slots=True)
class _Clipping:
    """What clipping costs: each clipped element draws all that its path holds, and paths in paths multiply that."""

    clipped: int = 0
    held: int = 0
    """Elements of the path that is being read."""
    most: int = 0
    """Elements of the largest."""

    def wrong(self, name: str, attributes: Mapping[str, str], around: Sequence[str]) -> str:
        """Return what is wrong with an element within others; empty when nothing is."""
        if "clipPath" not in around:
            self.held = 0
        elif name == "clipPath" or "clip-path" in attributes:
            return "a clipping path within another"
        else:
            self.held += 1
            self.most = max(self.most, self.held)
        if name == "clipPath" and "clip-path" in attributes:
            return "a clipped clipping path"
        self.clipped += "clip-path" in attributes
        return f"clipping by more than {MAX_ELEMENTS} elements" if self.clipped * self.most > MAX_ELEMENTS else ""


def _check(data: bytes, place: Place) -> None:
    parser = expat.ParserCreate()
    names: list[str] = []
    open_names: list[str] = []
    clipping = _Clipping()

    def refuse(what: str) -> None:
        raise InputError(f"{what} in the picture.", _HINT, Place(place.path, parser.CurrentLineNumber))

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        open_names.append(name)
        if len(names) > MAX_ELEMENTS or len(open_names) > MAX_DEPTH:
            refuse(f"more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} within each other,")
        if name not in _ALLOWED:
            refuse(f"<{name}>")
        found = (
            clipping.wrong(name, attributes, open_names[:-1]),
            *(_wrong(name, *each) for each in attributes.items()),
        )
        for wrong in filter(None, found):
            refuse(wrong)

    def doctype(*_parts: object) -> None:
        refuse("a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_names.pop()
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise InputError("not an SVG file.", f"It says: {error}.", Place(place.path, error.lineno)) from None
    if not names or names[0] != "svg":
        refuse("no <svg> element")


def _wrong(name: str, key: str, value: str) -> str:
    """Return what is wrong with an attribute of an element; empty when nothing is."""
    shown = f"{key}=“{value[:40]}”"
    href = key.rpartition(":")[2] == "href"
    outside = (href and not value.startswith("#")) or re.search(r"url\((?!\s*['\"]?#)", value)
    if outside or key.startswith("on") or key == "style":
        return shown
    if key in ("id", "class") or ":" in key:  # a name, or what a drawing program keeps for itself: never drawn
        return ""
    numbers = [float(found) for found in _NUMBER.findall(_NAME.sub("", value))]
    if any(abs(number) > MAX_NUMBER for number in numbers) or _NO_NUMBER.search(value):
        return f"a number beyond {MAX_NUMBER}, {shown},"
    if name == "svg" and not _is_size(key, numbers):
        return f"a size that cannot be drawn, {shown},"
    return ""


def _is_size(key: str, numbers: list[float]) -> bool:
    """Whether the numbers of an attribute of <svg> can be drawn, where they give its size."""
    match key:
        case "viewBox":
            return len(numbers) == 4 and min(numbers[2:]) > 0
        case "width" | "height":
            return len(numbers) == 1 and numbers[0] > 0
        case _:
            return True
