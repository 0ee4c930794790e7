"""Imposition: panels in reading order become the two sides of a sheet that folds right."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from leafletgen.finish import save
from leafletgen.model import Direction
from leafletgen.tables import Paper

PT_PER_MM = 72 / 25.4
UNPRINTABLE_MM = 5.0
"""What an office printer cannot reach along each edge; nothing is drawn there."""
MARK_MM = 2.5
"""Length of a fold mark, drawn just inside the printable area."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel on a side of the sheet: its number in reading order, its left edge and its width."""

    panel: int
    left_mm: float
    width_mm: float


def sides(paper: Paper, direction: Direction) -> tuple[tuple[Placed, ...], ...]:
    """Return where each panel lies on each side of the sheet, from the left.

    Right-to-left leaflets are bound on the right: every side is mirrored. The sides lie back to
    back when the sheet turns over its short edge, like the page of a book.
    """
    placed = []
    for side in paper.sides:
        left = 0.0
        row = []
        for number in side if direction == "ltr" else reversed(side):
            width = paper.panels[number - 1].width_mm
            row.append(Placed(number, left, width))
            left += width
        placed.append(tuple(row))
    return tuple(placed)


def folds_mm(side: tuple[Placed, ...]) -> tuple[float, ...]:
    """Return the folds of a side, in millimetres from its left edge."""
    return tuple(each.left_mm for each in side[1:])


def impose_office(data: bytes, paper: Paper, direction: Direction) -> bytes:
    """Return the sheet for an office printer: panels placed, margins clear, folds marked.

    `data` holds one page a panel in reading order. Text, fonts and vectors stay what they are.
    """
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as sheet:
        for side in sides(paper, direction):
            _draw_side(sheet, source, side, paper.height_mm)
        _copy_facts(source, sheet)
        sheet.remove_unreferenced_resources()
        return save(sheet)


def _draw_side(sheet: Pdf, source: Pdf, side: tuple[Placed, ...], height_mm: float) -> None:
    width_mm = sum(each.width_mm for each in side)
    forms = Dictionary()
    parts = [_rectangle(UNPRINTABLE_MM, UNPRINTABLE_MM, width_mm, height_mm) + " W n"]
    for each in side:
        name = Name(f"/Panel{each.panel}")
        form = sheet.copy_foreign(source.pages[each.panel - 1].as_form_xobject())
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                del form[key]
        forms[name] = form
        left, width = each.left_mm * PT_PER_MM, each.width_mm * PT_PER_MM
        clip = f"{left:.4f} 0 {width:.4f} {height_mm * PT_PER_MM:.4f} re W n"
        parts.append(f"q {clip} 1 0 0 1 {left:.4f} 0 cm {name} Do Q")
    parts += [_fold_mark(fold, edge) for fold in folds_mm(side) for edge in _mark_edges(height_mm)]
    sheet.add_blank_page(page_size=(width_mm * PT_PER_MM, height_mm * PT_PER_MM))
    page = sheet.pages[-1]
    page.Resources = Dictionary(XObject=forms)
    page.Contents = sheet.make_stream("\n".join(parts).encode("ascii"))
    _set_boxes(page, width_mm, height_mm)


def _rectangle(left: float, bottom: float, width_mm: float, height_mm: float) -> str:
    """Return the path of the sheet's area inside the given margins, in points."""
    values = (left, bottom, width_mm - 2 * left, height_mm - 2 * bottom)
    return " ".join(f"{value * PT_PER_MM:.4f}" for value in values) + " re"


def _mark_edges(height_mm: float) -> tuple[tuple[float, float], ...]:
    top = height_mm - UNPRINTABLE_MM
    return (UNPRINTABLE_MM, UNPRINTABLE_MM + MARK_MM), (top, top - MARK_MM)


def _fold_mark(x_mm: float, edge: tuple[float, float]) -> str:
    """Return a short line, black within white, seen on paper and on colour."""
    x, start, end = (value * PT_PER_MM for value in (x_mm, *edge))
    line = f"{x:.4f} {start:.4f} m {x:.4f} {end:.4f} l S"
    return f"q 1 G 1.6 w {line} 0 G 0.5 w {line} Q"


def _set_boxes(page: Page, width_mm: float, height_mm: float) -> None:
    box = Array([0, 0, *(Decimal(f"{value * PT_PER_MM:.4f}") for value in (width_mm, height_mm))])
    page.MediaBox = page.TrimBox = box


def _copy_facts(source: Pdf, sheet: Pdf) -> None:
    """Carry over the language and title."""
    for key in ("/Lang",):
        if key in source.Root:
            sheet.Root[key] = source.Root[key]
    sheet.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge)
    with source.open_metadata() as old, sheet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as new:
        for key in ("dc:title", "dc:description"):
            if key in old:
                new[key] = old[key]
