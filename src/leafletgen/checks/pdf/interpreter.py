"""Reading content streams (ISO 32000-1, 8 and 9): operators become marks with places and colours."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from leafletgen.boxes import IDENTITY, Matrix, Rectangle, apply, multiply, thinnest
from leafletgen.checks.pdf.colours import BLACK, CMYK, GRAY, RGB, Paint, Space, read_space
from leafletgen.checks.pdf.fontfacts import PdfFont
from leafletgen.checks.pdf.gradients import Known, heaviest
from leafletgen.checks.pdf.graphicsstate import EVERYWHERE, GraphicsState, changed, state_within
from leafletgen.checks.pdf.images import drawn, inlined
from leafletgen.checks.pdf.layers import Layers
from leafletgen.checks.pdf.marks import Mark, Shading, Shape
from leafletgen.checks.pdf.strings import shown

MAX_DEPTH = 40
"""Forms nested deeper than this are a ring."""
MAX_FORMS = 20_000
"""Forms drawn on a page; forms that draw others twice ask for millions with a few objects."""


class Interpreter:
    """Walks a page's content and the forms in it; `marks` is what it met.

    Within a layer that is off, `marks` is `hidden`.
    """

    def __init__(self, fonts: dict[tuple[int, int], PdfFont], layers: Layers) -> None:
        self.marks: list[Mark] = []
        self.hidden: list[Mark] = []
        self.layers = layers
        self.patterns: dict[Any, tuple[tuple[Mark, ...], int]] = {}
        """What the patterns show that were chosen, and how many forms they draw."""
        self.masks: dict[Any, list[Mark]] = {}
        """What the soft masks hold that were chosen (11.6.5), by the numbers of their forms."""
        self.with_patterns = False
        self.gradients: Known = {}
        self.fonts = fonts
        self.state = GraphicsState()
        self.stack: list[GraphicsState] = []
        self.points: list[tuple[float, float]] = []
        self.rectangles: list[Rectangle] = []
        self.pending_clip = False
        self.text = self.line_start = IDENTITY
        self.base = IDENTITY
        """The coordinates that this stream began with: those of the patterns in it (8.7.3.1)."""
        self.resources: Any = Dictionary()
        self.named_states: dict[str, dict[str, Any]] = {}
        """Entries of the graphics states that these resources name."""
        self.depth = self.forms = 0
        self.marked: list[int] = []
        self.outside: list[list[Mark]] = []
        """Where marks go again after each marked run."""
        self.actual: dict[int, str] = {}
        """/ActualText of the page's marked runs."""

    def run(self, content: Any, resources: Any) -> None:
        """Read one content stream; nested forms are read where they are drawn."""
        outer = (self.resources, self.named_states, self.stack, self.points, self.base)
        self.resources, self.named_states, self.stack, self.points = resources, {}, [], []
        self.base = self.state.matrix
        start, marks, marked, outside = copy(self.state), self.marks, self.marked, self.outside
        self.marked, self.outside = marked[-1:], []  # runs end where the stream does
        for instruction in pikepdf.parse_content_stream(content):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.marks.append(inlined(instruction.iimage, self.state, self.resources))
                continue
            handler = _OPERATORS.get(str(instruction.operator))
            if handler is not None:
                handler(self, list(instruction.operands))
        self.state, self.marks, self.marked, self.outside = start, marks, marked, outside
        self.resources, self.named_states, self.stack, self.points, self.base = outer

    # graphics state

    def save(self, _args: list[Any]) -> None:
        """Push the graphics state (q)."""
        self.stack.append(copy(self.state))

    def restore(self, _args: list[Any]) -> None:
        """Pop it again (Q)."""
        if self.stack:
            self.state = self.stack.pop()

    def concat(self, args: list[Any]) -> None:
        """Change the coordinates (cm)."""
        self.state.matrix = multiply(_matrix(args), self.state.matrix)

    def graphics_state(self, args: list[Any]) -> None:
        """Take over a named graphics state (gs)."""
        name = str(args[0])
        if name not in self.named_states:
            raw = self.resources.get("/ExtGState", {}).get(name)
            self.named_states[name] = dict(raw.items()) if isinstance(raw, Dictionary) else {}
        new, state = self.named_states[name], self.state
        state.line = float(new.get("/LW", state.line))
        state.ink = changed(state.ink, new)
        if "/Font" in new:
            state.font, state.size = self._font(new["/Font"][0]), float(new["/Font"][1])
        form = new["/SMask"].get("/G") if isinstance(new.get("/SMask"), Dictionary) else None
        if isinstance(form, Stream) and form.objgen not in self.masks and self.marks is not self.hidden:
            self.masks[form.objgen] = []
            self._apart(form, state.matrix, self.masks[form.objgen])

    def set_line(self, args: list[Any]) -> None:
        """Set the line width (w)."""
        self.state.line = float(args[0])

    def set_colour(self, args: list[Any], which: str, space: Space | None = None) -> None:
        """Set a colour's components, and its space where that is given."""
        space = space or getattr(self.state, which).space
        values = tuple(float(value) for value in args if not isinstance(value, Name))
        tile: tuple[Mark, ...] = ()
        if args and isinstance(args[-1], Name):
            self.with_patterns = True
            tile = self._pattern(self.resources.get("/Pattern", {}).get(str(args[-1])), space, values)
        setattr(self.state, which, Paint(space, values, tile))

    def _pattern(self, found: Any, space: Space, values: tuple[float, ...]) -> tuple[Mark, ...]:
        """Return what a pattern shows (ISO 32000-1, 8.7); each is read once for each place and colour."""
        if not isinstance(found, (Dictionary, Stream)) or self.depth >= MAX_DEPTH:
            return ()
        key = found.objgen if found.is_indirect else len(self.patterns), self.base, values
        if key not in self.patterns:
            self.patterns[key] = (), 0
            self._count_forms(1)
            before = self.forms
            marks = self._tile(found, Paint(space.under(), values) if values else None)
            self.patterns[key] = marks, self.forms - before
        else:
            self._count_forms(self.patterns[key][1])
        return self.patterns[key][0]

    def _tile(self, found: Any, stencil: Paint | None) -> tuple[Mark, ...]:
        if isinstance(shading := found.get("/Shading"), (Dictionary, Stream)):
            space = read_space(shading.get("/ColorSpace"), self.resources)
            return (Shading(EVERYWHERE, space, self.state.ink, heaviest(shading, space, self.gradients)),)
        inner = Interpreter(self.fonts, self.layers)
        inner.patterns, inner.gradients, inner.masks = self.patterns, self.gradients, self.masks
        inner.depth, inner.forms = self.depth + 1, self.forms
        own = stencil or BLACK
        inner.state = state_within(found, GraphicsState(self.base, fill=own, stroke=own))
        if isinstance(found, Stream):
            inner.run(found, found.get("/Resources", self.resources))
        self.forms = inner.forms
        return tuple(inner.marks)

    def set_space(self, args: list[Any], which: str) -> None:
        """Set a colour space with its initial colour (cs, CS)."""
        space = read_space(args[0], self.resources)
        start = {"cmyk": (0.0, 0.0, 0.0, 1.0), "spot": (1.0,) * space.components}
        setattr(self.state, which, Paint(space, start.get(space.kind, (0.0,) * space.components)))

    # paths

    def extend(self, args: list[Any]) -> None:
        """Add the points of m, l, c, v, y."""
        numbers = [float(value) for value in args]
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        self.points += [apply(self.state.matrix, x, y) for x, y in pairs]

    def rectangle(self, args: list[Any]) -> None:
        """Add a rectangle (re)."""
        x, y, w, h = (float(value) for value in args)
        self.extend([x, y, x + w, y, x + w, y + h, x, y + h])
        self.rectangles.append(_bounds(self.points[-4:]))

    def clip(self, _args: list[Any]) -> None:
        """Clip to the path, once it is painted (W, W*)."""
        self.pending_clip = True

    def paint(self, *, fill: bool, stroke: bool) -> None:
        """Paint the path and begin anew."""
        if self.points and (fill or stroke):
            box, state = _bounds(self.points), self.state
            width = state.line * thinnest(state.matrix, self.points)
            self.marks.append(
                Shape(
                    box,
                    state.fill if fill else None,
                    state.stroke if stroke else None,
                    width,
                    state.ink,
                    (box.grown(width / 2) if stroke else box).cut(state.clip),
                    tuple(self.rectangles),
                )
            )
        if self.pending_clip and self.points:
            self.state.clip = _bounds(self.points).cut(self.state.clip)
        self.points, self.rectangles, self.pending_clip = [], [], False

    # objects

    def draw(self, args: list[Any]) -> None:
        """Draw a form or an image (Do)."""
        found = self.resources.get("/XObject", {}).get(str(args[0]))
        if not isinstance(found, Stream):
            return
        marks = self.marks
        self._hide(found.get("/OC"))
        if found.get("/Subtype") == Name.Form:
            self._form(found)
        elif found.get("/Subtype") == Name.Image:
            self.marks.append(drawn(found, self.state, self.resources))
        self.marks = marks

    def annotate(self, form: Any, matrix: Matrix, layer: Any) -> None:
        """Draw the appearance of an annotation."""
        self._apart(form, matrix, self.hidden if self.layers.hides(layer) else self.marks)

    def _apart(self, form: Any, matrix: Matrix, marks: list[Mark]) -> None:
        """Draw a form in a graphics state of its own."""
        outer = self.marks, self.state
        self.marks, self.state = marks, GraphicsState(matrix)
        self._form(form)
        self.marks, self.state = outer

    def _hide(self, layer: Any) -> None:
        if self.layers.hides(layer):
            self.marks = self.hidden

    def _form(self, form: Any) -> None:
        if self.depth >= MAX_DEPTH:
            return
        self._count_forms(1)
        before = copy(self.state), self.text, self.line_start
        self.state = state_within(form, self.state)
        self.depth += 1
        self.run(form, form.get("/Resources", self.resources))
        self.depth -= 1
        self.state, self.text, self.line_start = before

    def _count_forms(self, count: int) -> None:
        self.forms += count
        if self.forms > MAX_FORMS:
            raise ValueError(f"more than {MAX_FORMS} forms are drawn on a page")

    def shade(self, args: list[Any]) -> None:
        """Fill the clipped area with a gradient (sh)."""
        found = self.resources.get("/Shading", {}).get(str(args[0]))
        if found is not None:
            space = read_space(found.get("/ColorSpace"), self.resources)
            self.marks.append(Shading(self.state.clip, space, self.state.ink, heaviest(found, space, self.gradients)))

    # marked content

    def begin_marked(self, args: list[Any]) -> None:
        """Enter a marked run (BMC, BDC); those of forms have numbers of their own."""
        properties = args[1] if len(args) > 1 else None
        if isinstance(properties, Name):
            properties = self.resources.get("/Properties", {}).get(str(properties))
        number = self.marked[-1] if self.marked else -1
        if isinstance(properties, Dictionary) and "/MCID" in properties and self.depth == 0:
            number = int(properties.MCID)
            if "/ActualText" in properties:
                self.actual[number] = str(properties.ActualText)
        self.marked.append(number)
        self.outside.append(self.marks)
        if args and args[0] == Name.OC:
            self._hide(properties)

    def end_marked(self, _args: list[Any]) -> None:
        """Leave it (EMC)."""
        if self.outside:
            self.marked.pop()
            self.marks = self.outside.pop()

    # text

    def _font(self, raw: Any) -> PdfFont:
        key = raw.objgen if raw.is_indirect else (-id(raw), 0)
        return self.fonts.setdefault(key, PdfFont(raw))

    def begin_text(self, _args: list[Any]) -> None:
        """Begin text (BT)."""
        self.text = self.line_start = IDENTITY

    def set_font(self, args: list[Any]) -> None:
        """Choose a font (Tf)."""
        raw = self.resources.get("/Font", {}).get(str(args[0]))
        self.state.font, self.state.size = None if raw is None else self._font(raw), float(args[1])

    def set_matrix(self, args: list[Any]) -> None:
        """Place the next line (Tm)."""
        self.text = self.line_start = _matrix(args)

    def move(self, args: list[Any]) -> None:
        """Go to another line (Td)."""
        self.text = self.line_start = multiply((1, 0, 0, 1, float(args[0]), float(args[1])), self.line_start)

    def next_line(self, _args: list[Any]) -> None:
        """Go to the next line (T*)."""
        self.move([0, -self.state.leading])

    def show(self, args: list[Any]) -> None:
        """Show strings, moved by numbers in between (Tj, TJ)."""
        items = args[0] if isinstance(args[0], Array) else (args[0],)
        found, by = shown(items, self.state, self.text, self.marked[-1] if self.marked else -1)
        self.marks += found
        a, b, c, d, e, f = self.text
        self.text = a, b, c, d, a * by + e, b * by + f


def _matrix(args: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in args)
    return a, b, c, d, e, f


def _bounds(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


_Handler = Callable[[Interpreter, list[Any]], None]


def _setter(name: str, convert: Callable[[float], Any] = float) -> _Handler:
    def handler(self: Interpreter, args: list[Any]) -> None:
        setattr(self.state, name, convert(float(args[0])))

    return handler


def _painter(*, fill: bool, stroke: bool) -> _Handler:
    return lambda self, _args: self.paint(fill=fill, stroke=stroke)


def _colour(which: str, space: Space | None = None) -> _Handler:
    return lambda self, args: self.set_colour(args, which, space)


def _quote(self: Interpreter, args: list[Any]) -> None:
    if len(args) == 3:
        self.state.word_space, self.state.char_space = float(args[0]), float(args[1])
    self.next_line([])
    self.show(args[-1:])


def _move_leading(self: Interpreter, args: list[Any]) -> None:
    self.state.leading = -float(args[1])
    self.move(args)


_OPERATORS: dict[str, _Handler] = {
    "q": Interpreter.save,
    "Q": Interpreter.restore,
    "cm": Interpreter.concat,
    "gs": Interpreter.graphics_state,
    "w": Interpreter.set_line,
    **dict.fromkeys(("m", "l", "c", "v", "y"), Interpreter.extend),
    "re": Interpreter.rectangle,
    **dict.fromkeys(("W", "W*"), Interpreter.clip),
    "n": _painter(fill=False, stroke=False),
    **dict.fromkeys(("f", "F", "f*"), _painter(fill=True, stroke=False)),
    **dict.fromkeys(("S", "s"), _painter(fill=False, stroke=True)),
    **dict.fromkeys(("B", "B*", "b", "b*"), _painter(fill=True, stroke=True)),
    "g": _colour("fill", GRAY),
    "G": _colour("stroke", GRAY),
    "rg": _colour("fill", RGB),
    "RG": _colour("stroke", RGB),
    "k": _colour("fill", CMYK),
    "K": _colour("stroke", CMYK),
    **dict.fromkeys(("sc", "scn"), _colour("fill")),
    **dict.fromkeys(("SC", "SCN"), _colour("stroke")),
    "cs": lambda self, args: self.set_space(args, "fill"),
    "CS": lambda self, args: self.set_space(args, "stroke"),
    "Do": Interpreter.draw,
    "sh": Interpreter.shade,
    **dict.fromkeys(("BMC", "BDC"), Interpreter.begin_marked),
    "EMC": Interpreter.end_marked,
    "BT": Interpreter.begin_text,
    "Tf": Interpreter.set_font,
    "Tm": Interpreter.set_matrix,
    "Td": Interpreter.move,
    "TD": _move_leading,
    "T*": Interpreter.next_line,
    "Tj": Interpreter.show,
    "TJ": Interpreter.show,
    "'": _quote,
    '"': _quote,
    "Tc": _setter("char_space"),
    "Tw": _setter("word_space"),
    "Tz": _setter("scale", lambda value: value / 100),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": _setter("mode", int),
}
