"""The press edition: panels with bleed imposed flat, in inks, with marks and slug, as PDF/X-4."""

from __future__ import annotations

import datetime
import io
import uuid
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from leafletgen.boxes import PT_PER_MM
from leafletgen.colours import CONDITION, PROFILE, Inks
from leafletgen.finish import save
from leafletgen.impose import impose_flat, impose_singles, page_sides, panel_sides
from leafletgen.inkpass import to_inks
from leafletgen.marks import SLUG_MM, outside_marks
from leafletgen.model import Direction
from leafletgen.schemes import Side
from leafletgen.tables import Paper

_PREFIXES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True, slots=True)
class JobTicket:
    """What a print shop must be told: title, version, date, and the key of the contents."""

    title: str
    version: str
    date: datetime.date
    key: str


def make_press(panels: bytes, slug: bytes, paper: Paper, direction: Direction, inks: Inks, ticket: JobTicket) -> bytes:
    """Return the press file.

    `panels` holds a page a panel with its bleed, `slug` a strip of text for each side of the
    sheet. Trim, bleed and media boxes are set; the same input gives the same bytes. Raises
    RenderError for what has no faithful conversion to inks.
    """
    flat, sides = impose_flat(panels, paper, direction), panel_sides(paper, direction)
    return _finished(flat, slug, sides, paper.bleed_mm, inks, ticket)


def press_booklet(
    pages: bytes, slug: bytes, direction: Direction, bleed_mm: float, inks: Inks, ticket: JobTicket
) -> bytes:
    """Return a booklet's press file: its pages one by one in reading order; the press imposes them itself.

    `pages` holds the pages with their bleed, all of one size, `slug` a strip of text for each of
    them. Blank pages, without a slug, fill up to a multiple of four before the back cover. Boxes,
    marks and keys are those of `make_press`. Raises RenderError for what cannot become ink.
    """
    flat = impose_singles(pages, direction, bleed_mm)
    return _finished(flat, slug, page_sides(pages), bleed_mm, inks, ticket)


def _finished(
    flat: bytes, slug: bytes, sides: tuple[Side, ...], bleed_mm: float, inks: Inks, ticket: JobTicket
) -> bytes:
    """Return sides laid flat as a press file: slug, inks, marks, and what it says of itself."""
    with pikepdf.open(io.BytesIO(flat)) as pdf:
        with pikepdf.open(io.BytesIO(slug)) as strips:
            _add_slug(pdf, strips, sides)
        to_inks(pdf, inks)
        for page, side in zip(pdf.pages, sides, strict=True):
            _add_marks(pdf, page, side, bleed_mm)
        _say_what_it_is(pdf, ticket)
        return save(pdf, "1.6")


def _add_slug(pdf: Pdf, strips: Pdf, sides: tuple[Side, ...]) -> None:
    printed = [page for page, side in zip(pdf.pages, sides, strict=True) if any(slot.page for slot in side.slots)]
    for page, strip in zip(printed, strips.pages, strict=True):
        form = pdf.copy_foreign(strip.as_form_xobject())
        page.Resources.XObject[Name("/Slug")] = form
        place = f"q 1 0 0 1 0 {(1.2 - SLUG_MM) * PT_PER_MM:.4f} cm /Slug Do Q"  # from the trim's corner
        page.contents_add(f"\n{place}\n".encode("ascii"), prepend=False)


def _add_marks(pdf: Pdf, page: pikepdf.Page, side: Side, bleed_mm: float) -> None:
    """Draw marks in the colour /All, which prints on every plate (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])
    page.Resources.ColorSpace = Dictionary(Marks=space)
    marks = outside_marks(side, bleed_mm, "/Marks CS 1 SCN")
    page.contents_add(f"\n{marks}".encode("ascii"), prepend=False)


def _say_what_it_is(pdf: Pdf, ticket: JobTicket) -> None:
    """Write the output intent and the PDF/X-4 keys (ISO 15930-7), with the leaflet's own date."""
    profile = pdf.make_stream(PROFILE.read_bytes(), N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFX"),
        OutputConditionIdentifier=String(CONDITION),
        OutputCondition=String("ISO Coated v2 (ISO 12647-2:2004/Amd 1), FOGRA39"),
        RegistryName=String("http://www.color.org"),
        Info=String("FOGRA39 (leafletgen), total ink at most 300 %"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])
    stamp = f"{ticket.date.isoformat()}T00:00:00+00:00"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        for prefix, uri in _PREFIXES.items():
            meta.register_xml_namespace(uri, prefix)
        meta["dc:title"] = ticket.title
        meta["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        meta["pdf:Trapped"] = "False"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            meta[key] = stamp
        meta["xmpMM:DocumentID"] = f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ticket.key)}"
        meta["xmpMM:VersionID"] = ticket.version
        meta["xmpMM:RenditionClass"] = "default"
    date = f"D:{ticket.date:%Y%m%d}000000Z"
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(ticket.title), Trapped=Name("/False")))
    pdf.trailer.Info.CreationDate = pdf.trailer.Info.ModDate = String(date)
