"""What comes out of the workers: plain values, which the composer can hold without loading WeasyPrint."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.checks.pdf.finding import PdfFinding
from leafletgen.html import Html


@dataclass(frozen=True, slots=True)
class Laid:
    """A leaflet in one language, laid out: all that its editions are made of."""

    html: Html
    """What stands on the pages: a booklet's contents with their page numbers."""
    pages: bytes
    """The PDF of the pages, tagged, with their bleed (`pdf.Pdf`)."""
    scale: float
    """Factor on the language's base size."""
    size_pt: float
    slug: bytes
    """The PDF of what stands beside the sheets of a press edition; empty where there is none."""
    guide: bytes
    """The PDF of the page of instructions before an office sheet; empty where there is none."""
    seconds: float
    """What it took."""


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, examined and fit to be written."""

    edition: str
    data: bytes
    pages: int
    warnings: tuple[PdfFinding, ...]
    """What preflight found that is not of error level."""
    seconds: float
    """What it took."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came out of one leaflet in one language."""

    scale: float
    size_pt: float
    files: tuple[Made, ...]
    seconds: float
    """Of work, in all processes together."""
