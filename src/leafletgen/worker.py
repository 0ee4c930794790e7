"""What one worker process does: set a leaflet in one language, make its editions and examine them."""

from __future__ import annotations

import hashlib
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.colours import Inks
from leafletgen.config import PACKAGE_FONTS
from leafletgen.copyfit import fit
from leafletgen.errors import FindingsError, RenderError
from leafletgen.finish import finish_screen
from leafletgen.fonts import FontFile
from leafletgen.guide import guide_html, put_before
from leafletgen.html import Html
from leafletgen.impose import impose_office, impose_office_booklet
from leafletgen.layout import Press, faults
from leafletgen.manifest import program_key
from leafletgen.pdf import Pdf, render, render_guide, render_slug
from leafletgen.pdffacts import check_fonts, page_count
from leafletgen.press import Job, make_press, press_booklet


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, examined and fit to be written."""

    edition: str
    data: bytes
    pages: int
    warnings: tuple[PdfFinding, ...]
    """What preflight found that is not of error level."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came out of one leaflet in one language."""

    scale: float
    size_pt: float
    files: tuple[Made, ...]
    seconds: float


_PRESSES: dict[tuple[str, ...], Press] = {}
"""Kept warm while the process lives: fonts and styles, parsed once for each font stack."""


def make_editions(html: Html, editions: tuple[str, ...]) -> Rendered:
    """Render a leaflet once; make and examine each edition.

    Raises RenderError, or FindingsError when preflight finds an error.
    """
    started = time.perf_counter()
    press = _press(html)
    pdf = render(html, press)
    html = pdf.html
    check_fonts(pdf.data, (font.postscript_name for font in html.fonts), html.name)
    files = []
    for edition in editions:
        data = _edition(edition, html, press, pdf)
        warnings = _examine(edition, data, html)
        data = _guided(edition, data, html, press)
        files.append(Made(edition, data, page_count(data), warnings))
    return Rendered(pdf.scale, pdf.size_pt, tuple(files), time.perf_counter() - started)


def find_room(html: Html) -> float:
    """Lay a leaflet out and return its scale; raises NoRoomError, or RenderError, where it cannot be set."""
    with faults(html):
        return fit(html, _press(html)).scale


def make_editions_there(html: Html, editions: tuple[str, ...], key: str) -> Rendered:
    """Do the same in a process that may be on another machine.

    Raises RenderError where that machine has another leafletgen (another `program_key`), or not the fonts.
    """
    if program_key() != key:
        hint = "Install the same version, with the same libraries, on all machines."
        raise RenderError(f"{html.name}: a worker has another leafletgen, or other libraries.", hint)
    fonts = tuple(_font_here(font, html.name) for font in html.fonts)
    return make_editions(replace(html, fonts=fonts), editions)


def _press(html: Html) -> Press:
    return _PRESSES.setdefault(tuple(font.sha256 for font in html.fonts), Press.new())


def _font_here(font: FontFile, name: str) -> FontFile:
    """Return a font by its file on this machine: the project's, else leafletgen's own."""
    for path in (font.path, *(folder / font.path.name for folder in PACKAGE_FONTS)):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == font.sha256:
            return replace(font, path=path)
    raise RenderError(f"{name}: a worker has no {font.path.name}.", "Copy the project's fonts to all machines.")


def _guided(edition: str, data: bytes, html: Html, press: Press) -> bytes:
    """Return an office sheet with its page of instructions before it, where one is wanted."""
    if edition != "office" or not html.guide:
        return data
    return put_before(render_guide(guide_html(html), press), data)


def _examine(edition: str, data: bytes, html: Html) -> tuple[PdfFinding, ...]:
    """Run preflight on an edition against the text that it must show; raises FindingsError."""
    profile: Profile = "screen" if edition == "screen" else "office" if edition == "office" else "press"
    shown = Path(edition) / f"{html.name}-{edition}.pdf"
    findings = preflight((Subject(shown, data, Expected.from_html(html)),), profile, html.fonts)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise FindingsError("; ".join(str(error) for error in errors[:5]))
    return findings


def _edition(edition: str, html: Html, press: Press, pdf: Pdf) -> bytes:
    direction, flowing = html.language.direction, html.paper.flowing
    match edition:
        case "screen":
            return finish_screen(pdf.data, html)
        case "office" if flowing:
            return impose_office_booklet(pdf.data, direction)
        case "office":
            return impose_office(pdf.data, html.paper, direction)
        case _:
            slug = render_slug(html, press)
            job = Job(f"{html.title} ({html.language.code})", html.version, html.date, html.key())
            inks = Inks(dict(html.inks))
            if flowing:
                return press_booklet(pdf.data, slug, direction, html.paper.bleed_mm, inks, job)
            return make_press(pdf.data, slug, html.paper, direction, inks, job)


def warm_up() -> None:
    """Initialize a worker: the imports of this module are the slow part. Ctrl-C is for the composer to obey."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
