"""Imposition: pages in reading order become the sides of sheets that fold right (pikepdf)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from leafletgen.boxes import PT_PER_MM, page_boxes
from leafletgen.errors import InputError, Place
from leafletgen.finish import save
from leafletgen.marks import SLUG_MM, inside_marks, outside_marks
from leafletgen.model import Direction
from leafletgen.pageforms import OddPages, PageForm, odd_pages, page_form
from leafletgen.pdfinput import opened
from leafletgen.schemes import (
    Binding,
    Flip,
    SheetPaper,
    Side,
    Slot,
    fold_sides,
    folds,
    for_flip,
    saddle_sides,
    sheet_papers,
    single_sides,
)
from leafletgen.tables import Paper

UNPRINTABLE_MM = 5.0
"""What an office printer cannot reach along each edge; nothing is drawn there."""
GUIDE_LABEL = "guide"
"""Of the page of instructions, in French and in English."""
GUIDE_PAGES = 2
"""The instructions and their empty back: a file that is printed whole, on both sides, keeps its sheets together."""
Marks = Literal["none", "inside", "outside"]


@dataclass(frozen=True, slots=True)
class Imposition:
    """What `leafletgen impose` is asked for."""

    scheme: str
    binding: Binding
    paper: str = "a4"
    creep_mm: float = 0.0
    flip: Flip = "short"
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Imposed:
    """A finished file: its bytes, its number of sheets, by how much pages were made smaller, which have other sizes."""

    data: bytes
    sheets: int
    scale: float
    odd: tuple[OddPages, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How sides are drawn: room round the trim, margins left white, scale, marks."""

    border_mm: tuple[float, float]
    """Between the trim and the edge of the medium, at the sides and at top and bottom."""
    bleed_mm: float
    unprintable_mm: float
    scale: float
    marks: Marks


def impose_office(data: bytes, paper: Paper, direction: Direction) -> bytes:
    """Return the sheet for an office printer: panels placed, margins clear, folds marked.

    `data` holds one page a panel in reading order. Text, fonts and vectors stay what they are.
    """
    return _impose_panels(data, paper, direction, _Look((0.0, 0.0), 0.0, UNPRINTABLE_MM, 1.0, "inside"))


def impose_flat(data: bytes, paper: Paper, direction: Direction) -> bytes:
    """Return the sheet for a press: panels with their bleed on the outer sides, room for slug and marks."""
    return _impose_panels(data, paper, direction, _Look((SLUG_MM, SLUG_MM), paper.bleed_mm, 0.0, 1.0, "none"))


def impose_office_booklet(data: bytes, direction: Direction) -> bytes:
    """Return a booklet's A4 sheets for an office printer: two pages a side, to be folded and stapled.

    `data` holds the A5 pages in reading order. Blank pages fill up to a multiple of
    four, before the back cover. Nothing is drawn within 5 mm of the sheet's edges; there is no room
    for marks outside the trim, and none inside: the fold is the middle. No creep: nobody cuts it.
    """
    binding, paper = _binding(direction), sheet_papers()["a4"]
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
        forms = [page_form(page, number) for number, page in enumerate(source.pages, 1)]
        sides = saddle_sides(len(forms), paper.width_mm / 2, paper.height_mm, binding, creep_mm=0.0)
        _draw(target, forms, sides, _Look((0.0, 0.0), 0.0, UNPRINTABLE_MM, 1.0, "none"))
        _copy_facts(source, target, "short", binding)
        return save(target)


def impose_singles(data: bytes, direction: Direction, bleed_mm: float) -> bytes:
    """Return a booklet's pages one by one for a press, with bleed on all sides and room for slug and marks.

    Blank pages fill up to a multiple of four, before the back cover.
    """
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
        forms = [page_form(page, number) for number, page in enumerate(source.pages, 1)]
        look = _Look((SLUG_MM, SLUG_MM), bleed_mm, 0.0, 1.0, "none")
        _draw(target, forms, page_sides(data), look)
        _copy_facts(source, target, "long", _binding(direction))
        return save(target)


def panel_sides(paper: Paper, direction: Direction) -> tuple[Side, ...]:
    """Return the sides of a format's sheet; right-to-left leaflets are bound on the right."""
    widths = [panel.width_mm for panel in paper.panels]
    return fold_sides(paper.sides, widths, paper.height_mm, _binding(direction))


def page_sides(data: bytes) -> tuple[Side, ...]:
    """Return a side for each page of a booklet, all as large as the first page's trim."""
    with pikepdf.open(io.BytesIO(data)) as source:
        trim = page_boxes(source.pages[0], 1).trim
        return single_sides(len(source.pages), trim.width / PT_PER_MM, trim.height / PT_PER_MM)


def _binding(direction: Direction) -> Binding:
    return "left" if direction == "ltr" else "right"


def _impose_panels(data: bytes, paper: Paper, direction: Direction, look: _Look) -> bytes:
    sides = panel_sides(paper, direction)
    with pikepdf.open(io.BytesIO(data)) as source, Pdf.new() as sheet:
        forms = [page_form(page, number) for number, page in enumerate(source.pages, 1)]
        _draw(sheet, forms, sides, look)
        _copy_facts(source, sheet, "short", _binding(direction))
        return save(sheet)


def impose(path: Path, wanted: Imposition) -> Imposed:
    """Impose any PDF; raises InputError for one that cannot be read or does not fit the scheme.

    Pages lie by their TrimBox, at true size or, where the sheet is too small, made smaller. Bleed
    stays on the outer sides and ends at spine and folds. The medium is the sheet, and larger where
    bleed or marks need room outside the trim.
    """
    with opened(path) as source, Pdf.new() as sheet:
        forms = [_placed_form(page, number, path) for number, page in enumerate(source.pages, 1)]
        paper = sheet_papers()[wanted.paper]
        if wanted.scheme == "saddle":
            sides, scale = _saddle(forms, paper, wanted)
        else:
            sides, scale = _folded(forms, paper, wanted, path)
        sides = for_flip(sides, wanted.flip)
        _draw(sheet, forms, sides, _look(forms, sides[0], paper, scale, marks=wanted.marks))
        _copy_facts(source, sheet, wanted.flip, wanted.binding)
        _copy_layers(source, sheet)
        pairs = _pairs(forms, sides)
        odd = odd_pages((slot.page, form, slot.width_mm) for form, (_side, slot) in pairs)
        return Imposed(save(sheet), len(sides) // 2, min(scale, *(_fit(f, s, scale) for f, s in pairs)), odd)


def _placed_form(page: pikepdf.Page, number: int, path: Path) -> PageForm:
    try:
        return page_form(page, number)
    except InputError as error:
        raise InputError(error.what, error.hint, Place(path)) from None


def _saddle(forms: list[PageForm], paper: SheetPaper, wanted: Imposition) -> tuple[tuple[Side, ...], float]:
    width, height = (max(form.trim.width for form in forms), max(form.trim.height for form in forms))
    width, height = width / PT_PER_MM, height / PT_PER_MM
    scale = min(1.0, paper.width_mm / 2 / width, paper.height_mm / height)
    scale = 1.0 if scale > 0.999 else scale  # rounding of points is no reason to shrink
    return saddle_sides(len(forms), width * scale, height * scale, wanted.binding, wanted.creep_mm), scale


def _folded(forms: list[PageForm], paper: SheetPaper, wanted: Imposition, path: Path) -> tuple[tuple[Side, ...], float]:
    fold = folds()[wanted.scheme]
    if len(forms) != fold.pages:
        what = f"{len(forms)} pages; {wanted.scheme} folds {fold.pages}, one a panel, in reading order."
        raise InputError(what, "Give it that many pages, or use --scheme saddle.", Place(path))
    sides = fold_sides(fold.sides, fold.widths_mm(paper.width_mm), paper.height_mm, wanted.binding)
    return sides, min(_fit(form, place, 1.0) for form, place in _pairs(forms, sides))


def _look(forms: list[PageForm], side: Side, paper: SheetPaper, scale: float, *, marks: bool) -> _Look:
    bleed = max(form.bleed_pt for form in forms) / PT_PER_MM * scale
    need = SLUG_MM if marks else bleed
    border = [
        max(need, (whole - trim) / 2)
        for whole, trim in ((paper.width_mm, side.width_mm), (paper.height_mm, side.height_mm))
    ]
    return _Look((border[0], border[1]), bleed, 0.0, scale, "outside" if marks else "none")


def _pairs(forms: list[PageForm], sides: tuple[Side, ...]) -> list[tuple[PageForm, tuple[Side, Slot]]]:
    return [(forms[slot.page - 1], (side, slot)) for side in sides for slot in side.slots if slot.page]


def _fit(form: PageForm, place: tuple[Side, Slot], scale: float) -> float:
    """Return the scale at which a page goes into its slot: the given one, or less."""
    side, slot = place
    fitting = min(slot.width_mm * PT_PER_MM / form.trim.width, side.height_mm * PT_PER_MM / form.trim.height)
    return scale if fitting > 0.995 * scale else fitting


def _draw(sheet: Pdf, forms: list[PageForm], sides: tuple[Side, ...], look: _Look) -> None:
    for side in sides:
        _draw_side(sheet, forms, side, look)
    sheet.remove_unreferenced_resources()


def _draw_side(sheet: Pdf, forms: list[PageForm], side: Side, look: _Look) -> None:
    across, up = look.border_mm
    width, height = (side.width_mm + 2 * across) * PT_PER_MM, (side.height_mm + 2 * up) * PT_PER_MM
    resources = Dictionary()
    parts = [f"-1 0 0 -1 {width:.4f} {height:.4f} cm"] if side.turned else []
    if look.unprintable_mm:
        parts.append(_clip(look.unprintable_mm, side))
    if across or up:
        parts.append(f"1 0 0 1 {across * PT_PER_MM:.4f} {up * PT_PER_MM:.4f} cm")
    for form, (_side, slot) in _pairs(forms, (side,)):
        name = Name(f"/Panel{slot.page}")
        resources[name] = sheet.copy_foreign(form.form)
        parts.append(_place(form, side, slot, look, str(name)))
    if look.marks == "inside":
        parts.append(inside_marks(side, look.unprintable_mm))
    elif look.marks == "outside":
        parts.append(outside_marks(side, look.bleed_mm))
    sheet.add_blank_page(page_size=(width, height))
    page = sheet.pages[-1]
    page.Resources = Dictionary(XObject=resources)
    page.Contents = sheet.make_stream("\n".join(parts).encode("ascii"))
    _set_boxes(page, side, look)


def _clip(margin_mm: float, side: Side) -> str:
    values = (margin_mm, margin_mm, side.width_mm - 2 * margin_mm, side.height_mm - 2 * margin_mm)
    return " ".join(f"{value * PT_PER_MM:.4f}" for value in values) + " re W n"


def _place(form: PageForm, side: Side, slot: Slot, look: _Look, name: str) -> str:
    """Return the operators that draw a page in its slot, clipped at folds and spine."""
    scale = _fit(form, (side, slot), look.scale)
    width, height = form.trim.width * scale, form.trim.height * scale
    free = slot.width_mm * PT_PER_MM - width
    at_spine = 1.0 if slot.left_mm == 0 else 0.0  # the spine is on the right of a left page
    x = slot.left_mm * PT_PER_MM + free * (at_spine if side.stitched else 0.5) + slot.creep_mm * PT_PER_MM
    y = (side.height_mm * PT_PER_MM - height) / 2
    left = slot.left_mm - (look.bleed_mm if slot.left_mm == 0 else 0)
    right = slot.right_mm + (look.bleed_mm if slot is side.slots[-1] else 0)
    box = (left, -look.bleed_mm, right - left, side.height_mm + 2 * look.bleed_mm)
    clip = " ".join(f"{value * PT_PER_MM:.4f}" for value in box)
    move = f"{scale:.6g} 0 0 {scale:.6g} {x - form.trim.left * scale:.4f} {y - form.trim.bottom * scale:.4f} cm"
    return f"q {clip} re W n {move} {name} Do Q"


def _set_boxes(page: pikepdf.Page, side: Side, look: _Look) -> None:
    across, up = look.border_mm
    page.MediaBox = _box(0, 0, side.width_mm + 2 * across, side.height_mm + 2 * up)
    page.TrimBox = _box(across, up, across + side.width_mm, up + side.height_mm)
    if look.bleed_mm:
        bleed = look.bleed_mm
        page.BleedBox = _box(across - bleed, up - bleed, across + side.width_mm + bleed, up + side.height_mm + bleed)


def _box(*values_mm: float) -> Array:
    return Array([Decimal(f"{value * PT_PER_MM:.4f}") if value else 0 for value in values_mm])


def _copy_facts(source: Pdf, sheet: Pdf, flip: Flip, binding: Binding) -> None:
    """Carry over the language and title, and say how to print the sheets: at their size, how to flip, where to bind."""
    if "/Lang" in source.Root:
        sheet.Root.Lang = source.Root.Lang
    duplex = Name.DuplexFlipShortEdge if flip == "short" else Name.DuplexFlipLongEdge
    sheet.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=duplex, PrintScaling=Name("/None"))
    if binding == "right":
        sheet.Root.ViewerPreferences.Direction = Name.R2L
    with source.open_metadata() as old, sheet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as new:
        for key in ("dc:title", "dc:description"):
            if key in old:
                new[key] = old[key]


def _copy_layers(source: Pdf, sheet: Pdf) -> None:
    """Carry over what says which layers are hidden, and the printing condition of the colours."""
    for key in ("/OCProperties", "/OutputIntents"):
        if key in source.Root:
            holder = source.make_indirect(source.Root[key])
            sheet.Root[key] = sheet.copy_foreign(holder)


def put_before(guide: bytes, sheet: bytes) -> bytes:
    """Return a PDF with the instructions, and their empty back, before the sheet; what the file says of itself stays.

    They are labelled (ISO 32000-1, 12.4.2); the pages behind them are called by their places, as programs that know
    no labels do: “print 3–4” must mean the same in all.
    """
    with pikepdf.open(io.BytesIO(sheet)) as pdf, pikepdf.open(io.BytesIO(guide)) as pages:
        for page in (pages.pages[0], pages.pages[0]):
            pdf.pages.insert(0, page)
        pdf.pages[1].Contents = pdf.make_stream(b"")
        rest = Dictionary(S=Name.D, St=GUIDE_PAGES + 1)
        pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=GUIDE_LABEL), GUIDE_PAGES, rest])
        return save(pdf)


def has_guide(pdf: Pdf) -> bool:
    """Whether instructions stand before a PDF's sheets."""
    return "/PageLabels" in pdf.Root and len(pdf.pages) > GUIDE_PAGES and pdf.pages[0].label == GUIDE_LABEL
