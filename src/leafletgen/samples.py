"""The pixels of a picture in a PDF, as its /Decode turns its samples into colours (ISO 32000-1, 8.9.5.2)."""

from __future__ import annotations

import warnings
from typing import Any, cast

from pikepdf import Array, DependencyError, Name, Pdf, PdfError, PdfImage, Stream, UnsupportedImageTypeError
from PIL import Image, ImageChops

_UNREAD = (
    PdfError,
    UnsupportedImageTypeError,
    DependencyError,  # JBIG2 needs a program of its own
    Image.DecompressionBombError,
    RuntimeError,
    TypeError,
    LookupError,
    AttributeError,
)
_NOT_COLOURS = ("/SMask", "/Mask", "/Decode")


def pixels(picture: Any) -> Image.Image:
    """Return the pixels of a picture, without its mask; raises ValueError for those that cannot be read.

    Versions of pikepdf differ in whether they read /Decode, and Pillow takes all JPEGs of four inks for Photoshop's,
    which are inside out: so it is done here, once.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of what it rounds
            return _read(picture)
    except (*_UNREAD, OSError, NotImplementedError) as error:
        raise ValueError(str(error)) from None


def filters(stream: Any) -> list[Any]:
    """Return the names of a stream's filters; it may have one, several or none (ISO 32000-1, 7.3.8.2)."""
    found = stream.get("/Filter", Array())
    return list(found) if isinstance(found, Array) else [found]


def _read(picture: Any) -> Image.Image:
    decode = tuple(float(value) for value in picture.get("/Decode", ()))
    names = filters(picture)
    with Pdf.new() as aside:
        bare = aside.copy_foreign(picture)
        for key in _NOT_COLOURS:
            if key in bare:
                del bare[key]
        found = PdfImage(cast(Stream, bare)).as_pil_image()
        found.load()
    if Name.DCTDecode in names and found.mode == "CMYK":
        found = ImageChops.invert(found)
    return found if Name.JPXDecode in names else _decoded(found, decode, indexed=_is_indexed(picture))


def _is_indexed(picture: Any) -> bool:
    space = picture.get("/ColorSpace")
    return isinstance(space, Array) and space[0] in (Name.Indexed, Name("/I"))


def _decoded(found: Image.Image, decode: tuple[float, ...], *, indexed: bool) -> Image.Image:
    ends = tuple(zip(decode[::2], decode[1::2], strict=False))
    if not ends or set(ends) == {(0.0, 1.0)}:
        return found
    if indexed:
        if decode[0] == 0 and decode[1] > 1:
            return found
        raise ValueError("a palette that is read in another order")
    if found.mode == "1":
        found = found.convert("L")
    if len(ends) != len(found.getbands()):
        raise ValueError("its Decode does not fit its colours")
    return found.point([round(255 * min(1.0, max(0.0, a + (b - a) * n / 255))) for a, b in ends for n in range(256)])
