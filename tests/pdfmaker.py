"""Small PDFs written operator by operator, so that a test can break just one thing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

MM = 72 / 25.4


def rectangle(left: float, bottom: float, right: float, top: float) -> Array:
    """A box in millimetres."""
    return Array([round(value * MM, 4) for value in (left, bottom, right, top)])


def page_pdf(
    contents: Sequence[str],
    *,
    size_mm: tuple[float, float] = (148, 210),
    bleed_mm: float = 0.0,
    trim_box: bool = True,
    **extra: Any,
) -> Pdf:
    """A PDF with a page for each string of operators; the origin is the lower left of the trim."""
    pdf = Pdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    width, height = size_mm
    for content in contents:
        pdf.add_blank_page(page_size=(100, 100))
        page = pdf.pages[-1]
        page.MediaBox = rectangle(-bleed_mm, -bleed_mm, width + bleed_mm, height + bleed_mm)
        if trim_box:
            page.TrimBox = rectangle(0, 0, width, height)
            page.BleedBox = page.MediaBox
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(content.encode("latin-1"))
        for key, value in extra.items():
            page[f"/{key}"] = value
    return pdf


def numbered(count: int, **options: Any) -> Pdf:
    """A PDF whose pages say p1, p2 … in their middle, on a tint that reaches the bleed."""
    return page_pdf(
        [f"0.9 g -50 -50 2000 2000 re f 0 g BT /F 40 Tf 150 300 Td (p{n}) Tj ET" for n in range(1, count + 1)],
        **options,
    )


def data(pdf: Pdf, **options: Any) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def write(path: Path, pdf: Pdf, **options: Any) -> Path:
    """Write a PDF, return its path."""
    path.write_bytes(data(pdf, **options))
    return path


def reopened(path: Path) -> Pdf:
    """A written PDF again."""
    return pikepdf.open(path)
