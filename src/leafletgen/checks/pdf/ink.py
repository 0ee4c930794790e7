"""The four inks together are not too much."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.boxes import Rectangle
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.colours import Paint
from leafletgen.checks.pdf.document import Document, PdfPage, threshold
from leafletgen.checks.pdf.marks import Image, Shading, paints
from leafletgen.samples import pixels


def find(document: Document) -> Iterator[Hit]:
    """Yield the heaviest colours inside the BleedBox of each page, areas and images."""
    limit = threshold("ink", "total")
    for page in document.pages:
        seen: set[tuple[float, ...]] = set()
        for mark, at in page.placed:
            if isinstance(mark, Image):
                total = _image_total(mark)
                if total is None:
                    hint = "Look at it yourself, or save it again as a plain picture with 8 bits an ink."
                    yield Hit("the inks of an image cannot be added up.", page.number, at, "warning", hint)
                elif total > limit:
                    yield Hit(f"an image has {total:.0f} % ink; {limit:.0f} % is the most.", page.number, at)
            if isinstance(mark, Shading) and _is_secret(mark, limit) and _inside(page, at):
                hint = "Look at it yourself, or make it a picture."
                yield Hit("the inks of a gradient cannot be added up.", page.number, at, "warning", hint)
            for paint in paints(mark):
                if _total(paint) > limit and paint.values not in seen and _inside(page, at):
                    seen.add(paint.values)
                    what = f"a colour has {_total(paint):.0f} % ink; {limit:.0f} % is the most."
                    yield Hit(what, page.number, at)


def _inside(page: PdfPage, at: Rectangle) -> bool:
    common = page.boxes.bleed.cut(at)
    return common.width > 0 and common.height > 0


def _total(paint: Paint) -> float:
    return 100 * sum(paint.values) if paint.kind in ("cmyk", "spot") else 0.0


def _is_secret(gradient: Shading, limit: float) -> bool:
    """Whether nobody can tell how much ink a gradient has, of which it may have too much."""
    most = 100 * gradient.space.components if gradient.space.kind in ("cmyk", "spot") else 0
    return most > limit and not gradient.heaviest.values


def _image_total(image: Image) -> float | None:
    """Return the heaviest pixel of a CMYK image, in percent; None where its pixels cannot be read."""
    if image.raw is None or image.space.kind != "cmyk":
        return 0.0
    try:
        found = pixels(image.raw)
    except ValueError:
        return None
    if found.mode != "CMYK":
        return None
    colours = found.resize((min(found.width, 400), min(found.height, 400)), 0).getcolors(160_000) or []
    return max((sum(colour) / 2.55 for _count, colour in colours if isinstance(colour, tuple)), default=0.0)


CHECK = PdfCheck(
    id="pdf.ink",
    severity={"press": "error"},
    rationale="Too much ink does not dry: sheets stick together and print off on each other.",
    proposal="Use a lighter mixture, with more black and less of the three colours.",
    find=find,
)
