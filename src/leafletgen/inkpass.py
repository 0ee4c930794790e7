"""The ink pass (pikepdf): every colour operator of a PDF's pages becomes CMYK, black text overprints.

What cannot be converted faithfully is refused with page and reason: shadings, patterns, soft
masks, colour spaces other than gray, RGB and CMYK, images that are not plain RGB or gray.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Pdf
from PIL import Image

from leafletgen.colours import BLACK, Cmyk, Inks, convert_image, grey
from leafletgen.errors import RenderError
from leafletgen.samples import pixels

OVERPRINT, KNOCKOUT = "/InkOverprint", "/InkKnockout"
"""Graphics states: areas and text in solid black print over what lies below them, everything else cuts it out.

Lines have no state of their own: they would keep that of the last area, whatever their colour, and white lines
that overprint vanish (ISO 32000-1, 8.6.7). So none of them overprints."""
_COLOURS = frozenset(("rg", "g", "k", "sc", "scn", "RG", "G", "K", "SC", "SCN"))
"""Operators that set a colour."""
_TAGS = ("BMC", "BDC", "EMC", "MP", "DP")
"""Marks for screen readers, which a sheet of pages has no order for."""
_PLAIN_SPACES = ("/DeviceCMYK", "/DeviceRGB", "/DeviceGray")


@dataclass(slots=True)
class _Pass:
    """One file under way: what was converted already, and where we are."""

    pdf: Pdf
    inks: Inks
    seen: set[tuple[int, int]] = field(default_factory=set)
    where: str = ""

    def refuse(self, what: str) -> RenderError:
        """Return the error for something that has no faithful conversion."""
        return RenderError(f"{self.where}: {what} cannot be converted for the press.", "Use plain flat colours.")


def to_inks(pdf: Pdf, inks: Inks) -> None:
    """Convert all pages of an open PDF, in place; raises RenderError naming page and reason."""
    work = _Pass(pdf, inks)
    for number, page in enumerate(pdf.pages, 1):
        work.where = f"page {number}"
        _resources(work, page.Resources)
        page.Contents = pdf.make_stream(_converted(work, page))
        if "/Group" in page:
            page.Group.CS = Name.DeviceCMYK


def _resources(work: _Pass, resources: Any) -> None:
    for key in ("/Shading", "/Pattern"):
        if len(resources.get(key, {})):
            raise work.refuse("a gradient or pattern")
        if key in resources:
            del resources[key]
    if "/ColorSpace" in resources:
        kept = {name: space for name, space in resources.ColorSpace.items() if _is_marks(space)}
        resources.ColorSpace = Dictionary(kept)
    for state in resources.get("/ExtGState", {}).values():
        if state.get("/SMask", Name("/None")) != Name("/None"):
            raise work.refuse("a soft mask")
    states = resources.get("/ExtGState", Dictionary())
    states[OVERPRINT] = Dictionary(Type=Name.ExtGState, OP=False, op=True, OPM=1)
    states[KNOCKOUT] = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)
    resources.ExtGState = states
    for form in resources.get("/XObject", {}).values():
        _xobject(work, form)


def _is_marks(space: Any) -> bool:
    return isinstance(space, Array) and space[0] == Name.Separation and space[1] == Name.All


def _xobject(work: _Pass, stream: Any) -> None:
    if stream.objgen in work.seen:
        return
    work.seen.add(stream.objgen)
    if stream.get("/Subtype") == Name.Image:
        _image(work, stream)
        return
    if "/Group" in stream:
        stream.Group.CS = Name.DeviceCMYK
    if "/Resources" in stream:
        _resources(work, stream.Resources)
    stream.write(_converted(work, stream))


def _image(work: _Pass, stream: Any) -> None:
    if "/SMask" in stream or "/Mask" in stream:
        raise work.refuse("an image with a mask")
    if stream.get("/ImageMask", False) or stream.get("/ColorSpace") in (Name.DeviceGray, Name.DeviceCMYK):
        return
    if stream.get("/ColorSpace") != Name.DeviceRGB or stream.get("/BitsPerComponent") != 8:
        raise work.refuse("an image that is not plain RGB")
    stream.write(convert_image(_pixels(work, stream).convert("RGB")).tobytes())
    stream.ColorSpace = Name.DeviceCMYK
    for key in ("/DecodeParms", "/Decode"):
        if key in stream:
            del stream[key]


def _pixels(work: _Pass, stream: Any) -> Image.Image:
    try:
        return pixels(stream)
    except ValueError:
        raise work.refuse("an image that cannot be read") from None


def _converted(work: _Pass, source: Any) -> bytes:
    """Return a content stream with its colours in inks; PDF starts out with black."""
    instructions = [*_painted(BLACK, stroke=False), *_painted(BLACK, stroke=True)]
    for instruction in pikepdf.parse_content_stream(source):
        if not isinstance(instruction, ContentStreamInstruction):
            raise work.refuse("an inline image")
        instructions += _instruction(work, instruction)
    return pikepdf.unparse_content_stream(instructions)


def _instruction(work: _Pass, instruction: ContentStreamInstruction) -> Iterator[ContentStreamInstruction]:
    operator, operands = str(instruction.operator), instruction.operands
    if operator in ("sc", "scn", "SC", "SCN") and len(operands) == 1:
        yield instruction  # a tint of the marks' colour
    elif operator in _COLOURS:
        values = [float(value) for value in operands]
        yield from _painted(_inks(work, values), stroke=operator.isupper())
    elif operator in ("cs", "CS"):
        if str(operands[0]) in _PLAIN_SPACES:
            return  # the colour that follows says it all
        yield instruction
    elif operator in _TAGS:
        return
    elif operator == "sh":
        raise work.refuse("a gradient")
    else:
        yield instruction


def _inks(work: _Pass, values: list[float]) -> Cmyk:
    match values:
        case [lightness]:
            return grey(lightness)
        case [red, green, blue]:
            return work.inks.of(red, green, blue)
        case [cyan, magenta, yellow, black]:
            return (cyan, magenta, yellow, black)
    raise work.refuse("a colour of an unknown kind")


def _painted(inks: Cmyk, *, stroke: bool) -> Iterator[ContentStreamInstruction]:
    yield ContentStreamInstruction(list(inks), Operator("K" if stroke else "k"))
    if not stroke:
        state = OVERPRINT if inks == BLACK else KNOCKOUT
        yield ContentStreamInstruction([Name(state)], Operator("gs"))
