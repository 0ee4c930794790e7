"""Page contents in fewer words: the same marks, without what WeasyPrint says twice (ISO 32000-1, 8.4 and 9.4).

A state is written when something is painted with it, and only where it does not hold already; `q` and `Q` where they
take something back. Glyphs without gaps are one string. Lines of text follow each other in one text object, each placed
by its distance from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

_OPACITIES = (b"ca", b"CA")
_FILL = (b"fill", b"ca")
_STROKE = (b"stroke", b"CA", b"w", b"J", b"j", b"M", b"d")
_ALL = (*_FILL, *_STROKE, b"Tf", b"Ts", b"Tr")
_NEEDS = {
    **dict.fromkeys((b"f", b"f*"), _FILL),
    **dict.fromkeys((b"S", b"s"), _STROKE),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), (*_FILL, *_STROKE)),
}
"""The states that operators paint paths with."""
_SETS = {
    **dict.fromkeys((b"rg", b"g", b"k", b"cs", b"sc", b"scn"), b"fill"),
    **dict.fromkeys((b"RG", b"G", b"K", b"CS", b"SC", b"SCN"), b"stroke"),
    **{key: key for key in (b"w", b"J", b"j", b"M", b"d", b"Tf", b"Ts", b"Tr")},
}
"""The states that operators set."""
_INITIAL = {b"w": b"1 w", b"J": b"0 J", b"j": b"0 j", b"M": b"10 M", b"d": b"[ ] 0 d", b"Ts": b"0 Ts", b"Tr": b"0 Tr"}
"""What holds where a page begins (ISO 32000-1, tables 52 and 104); it is fully opaque, too."""
_LONG = re.compile(rb"-?\d+\.\d{3,}")
PIECE = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")
"""Glyphs, or a gap between them, in what TJ shows."""
_RUN = re.compile(rb"^(/Span<<[^\n]*>>BDC\n)BT\n((?:[^\n]*(?:TJ|Tm|Tf|Ts|rg|gs)\n)*)ET\nEMC\n", re.MULTILINE)
_TEXT_OBJECT = re.compile(rb"^BT\n.*?^ET\n", re.MULTILINE | re.DOTALL)
_UPRIGHT = b"1 0 0 -1 "
_PLACE = re.compile(rb"^(\S+ \S+ \S+ \S+ )(\S+) (\S+) Tm$", re.MULTILINE)
_DECORATION = b"/Artifact BMC"
_IDENTITY = b"1 0 0 1 0 0"
_FINE = 1.5
"""Units of drawings that are this large, in points or more, need thousandths."""


@dataclass(slots=True)
class _Level:
    """What holds between a q and its Q."""

    wanted: dict[bytes, bytes]
    """The instruction that sets each state."""
    scale: float
    """Of the units that hold here."""
    clips: frozenset[tuple[bytes, ...]] = frozenset()
    """Paths, in these units, outside of which nothing is painted."""
    before: dict[bytes, bytes] | None = None
    """What was in force before its q; None until that is written."""


def terse(contents: bytes, opacities: Mapping[bytes, bytes]) -> bytes:
    """Return the contents of a page that paint the same, coordinates in hundredths; a fifth less when compressed.

    `opacities` holds the graphics states that set nothing else, as “ca 1” or “CA 0.5”. Raises ValueError for what
    WeasyPrint does not write on our pages: other operators, instructions over several lines.
    """
    writer = _Writer(opacities)
    for operands, operator in _instructions(contents):
        writer.take(operands, operator)
    text = _RUN.sub(rb"BT\n\1\2EMC\nET\n", b"".join(line + b"\n" for line in writer.out))
    return _TEXT_OBJECT.sub(_by_distance, text.replace(b"\nET\nBT\n", b"\n"))


def _instructions(contents: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield operands and operator of each line; the beginning of marked content stands on several."""
    before = b""
    for line in filter(None, contents.split(b"\n")):
        operands, _space, operator = line.rpartition(b" ")
        if operator in _HANDLERS and (not before or operator in (b"BMC", b"BDC")):
            yield before + operands, operator
            before = b""
        elif line.startswith((b"/", b"<<")) and operator not in _HANDLERS:
            before += line
        else:
            raise ValueError(f"not an instruction of WeasyPrint: {line[-40:]!r}")


class _Writer:
    """Takes instructions, and writes those that make a difference."""

    def __init__(self, opacities: Mapping[bytes, bytes]) -> None:
        self.out: list[bytes] = []
        self.opacities = opacities
        self.names = {meaning: name for name, meaning in opacities.items()}
        opaque = {key: self.names.get(key + b" 1", b"") + b" gs" for key in _OPACITIES}
        self.in_force = {**_INITIAL, **opaque}
        self.levels = [_Level(dict(self.in_force), 1.0)]
        self.path: list[bytes] = []
        self.clip = b""
        self.strings: list[bytes] = []
        self.gap = 0.0
        """Between the last glyph and the next, in thousandths of the type size, to the left."""

    def take(self, operands: bytes, operator: bytes) -> None:
        handler = _HANDLERS[operator]
        if handler not in (_Writer._show, _Writer._set):
            self._end_string()
        handler(self, operands, operator)

    def _save(self, _operands: bytes, _operator: bytes) -> None:
        level = self.levels[-1]
        self.levels.append(_Level(dict(level.wanted), level.scale, level.clips))

    def _restore(self, _operands: bytes, _operator: bytes) -> None:
        level = self.levels.pop()
        if level.before is not None:
            self.in_force = level.before
            self.out.append(b"Q")

    def _open(self) -> None:
        """Write the q of this level, because of something that only its Q takes back."""
        level = self.levels[-1]
        if len(self.levels) > 1 and level.before is None:
            level.before = dict(self.in_force)
            self.out.append(b"q")

    def _transform(self, operands: bytes, _operator: bytes) -> None:
        if operands == _IDENTITY:
            return
        a, b, c, d, _e, _f = map(float, operands.split())
        level = self.levels[-1]
        level.scale *= abs(a * d - b * c) ** 0.5
        level.clips = frozenset()
        self._open()
        self.out.append(operands + b" cm")

    def _set_many(self, operands: bytes, _operator: bytes) -> None:
        """Take a graphics state: an opacity, or what must be written as it is and may hold one."""
        wanted = self.levels[-1].wanted
        if meaning := self.opacities.get(operands):
            wanted[meaning[:2]] = self.names[meaning] + b" gs"
            return
        self._need(_OPACITIES)
        self._open()
        self.out.append(operands + b" gs")
        for key in _OPACITIES:
            wanted.pop(key, None)
            self.in_force.pop(key, None)

    def _set(self, operands: bytes, operator: bytes) -> None:
        """Remember a state; a colour of a colour space comes after its space."""
        wanted, key = self.levels[-1].wanted, _SETS[operator]
        if operator == b"Tf" and self.gap:  # in the size of the last font
            self._need(_ALL)
            self._end_string()
            self.out.append(b"[%b]TJ" % self._taken_gap())
        if operator == b"Ts":
            operands = self._rounded(operands)
        line = operands + b" " + operator
        if operator in (b"sc", b"scn", b"SC", b"SCN"):
            line = wanted.get(key, b"").partition(b"\n")[0] + b"\n" + line
        wanted[key] = line

    def _need(self, keys: tuple[bytes, ...]) -> None:
        """Write the states that do not hold yet."""
        wanted, in_force = self.levels[-1].wanted, self.in_force
        for key in keys:
            line = wanted.get(key)
            if line is not None and line != in_force.get(key):
                self._end_string()
                self.out.append(line)
                in_force[key] = line

    def _extend(self, operands: bytes, operator: bytes) -> None:
        if operator in (b"m", b"re") and self.path[-1:] and self.path[-1].endswith(b" m"):
            self.path.pop()  # nothing starts there
        self.path.append(self._rounded(operands) + b" " + operator if operands else operator)

    def _clip(self, _operands: bytes, operator: bytes) -> None:
        self.clip = operator

    def _end_path(self, _operands: bytes, operator: bytes) -> None:
        """Paint the path, or clip to it where that is not done already."""
        shape, level = (*self.path, self.clip), self.levels[-1]
        if operator != b"n":
            self._need(_NEEDS[operator])
        elif shape in level.clips or not self.clip:
            self.path, self.clip = [], b""
            return
        if self.clip:
            self._open()
            self.path.append(self.clip)
            level.clips |= {shape}
        self.out += [*self.path, operator]
        self.path, self.clip = [], b""

    def _draw(self, operands: bytes, operator: bytes) -> None:
        self._need(_ALL)
        self.out.append(operands + b" " + operator)

    def _mark(self, operands: bytes, operator: bytes) -> None:
        """Begin or end marked content, unless it is decoration with nothing in it."""
        if operator == b"EMC" and self.out[-1:] == [_DECORATION]:
            self.out.pop()
        else:
            self.out.append(operands + (b" " if operator == b"BMC" else b"") + operator)

    def _begin_or_end_text(self, _operands: bytes, operator: bytes) -> None:
        self.gap = 0.0
        self.out.append(operator)

    def _place(self, operands: bytes, _operator: bytes) -> None:
        self.gap = 0.0
        self.out.append((self._rounded(operands) if operands.startswith(_UPRIGHT) else operands) + b" Tm")

    def _show(self, operands: bytes, _operator: bytes) -> None:
        for glyphs, gap in PIECE.findall(operands):
            if gap:
                self.gap += float(gap)
            elif glyphs:
                self._need(_ALL)
                before = self._taken_gap()
                if self.strings and not before:
                    self.strings[-1] = self.strings[-1][:-1] + glyphs + b">"
                else:
                    self.strings.append(b"%b<%b>" % (before, glyphs))

    def _taken_gap(self) -> bytes:
        gap, self.gap = round(self.gap, 1), 0.0
        return b"%g" % gap if gap else b""

    def _end_string(self) -> None:
        if self.strings:
            self.out.append(b"[%b]TJ" % b"".join(self.strings))
            self.strings = []

    def _rounded(self, operands: bytes) -> bytes:
        form = b"%.2f" if self.levels[-1].scale < _FINE else b"%.3f"
        return _LONG.sub(lambda found: (form % float(found[0])).rstrip(b"0").rstrip(b"."), operands)


def _by_distance(text_object: re.Match[bytes]) -> bytes:
    """Return a text object with its lines placed by their distance from the one before (ISO 32000-1, 9.4.2)."""
    last: list[Decimal] = []

    def moved(place: re.Match[bytes]) -> bytes:
        here = [Decimal(number.decode()) for number in place.groups()[1:]]
        by = (here[0] - last[0], last[1] - here[1]) if last and place[1] == _UPRIGHT else ()
        last[:] = here if place[1] == _UPRIGHT else ()
        return b"%b %b Td" % tuple(f"{each.normalize():f}".encode() for each in by) if by else place[0]

    return _PLACE.sub(moved, text_object[0])


_HANDLERS: dict[bytes, Callable[[_Writer, bytes, bytes], None]] = {
    **dict.fromkeys(_SETS, _Writer._set),
    **dict.fromkeys((*_NEEDS, b"n"), _Writer._end_path),
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y", b"h", b"re"), _Writer._extend),
    **dict.fromkeys((b"W", b"W*"), _Writer._clip),
    **dict.fromkeys((b"BMC", b"BDC", b"EMC"), _Writer._mark),
    **dict.fromkeys((b"BT", b"ET"), _Writer._begin_or_end_text),
    **dict.fromkeys((b"Do", b"sh"), _Writer._draw),
    b"q": _Writer._save,
    b"Q": _Writer._restore,
    b"cm": _Writer._transform,
    b"gs": _Writer._set_many,
    b"Tm": _Writer._place,
    b"TJ": _Writer._show,
}
"""What the operators do that WeasyPrint writes."""
