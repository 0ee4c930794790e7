"""What one worker process does: lay a leaflet out in one language; make one of its editions and examine it.

`key` is the composer's `program_key` where the process may be on another machine; empty on this one.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.colours import Inks
from leafletgen.config import PACKAGE_FONTS
from leafletgen.copyfit import fit
from leafletgen.errors import FindingsError, RenderError
from leafletgen.finish import finish_screen
from leafletgen.fonts import FontFile, verify_files
from leafletgen.html import Html, guide_html
from leafletgen.impose import impose_office, impose_office_booklet, put_before
from leafletgen.layout import Typesetter, faults
from leafletgen.manifest import program_key
from leafletgen.pdf import render, render_guide, render_slug
from leafletgen.pdffacts import check_fonts, page_count
from leafletgen.press import JobTicket, make_press, press_booklet
from leafletgen.rendered import Laid, Made

_SHOWN = 5
"""Errors of preflight that are told one by one; the rest is counted."""
_TYPESETTERS: dict[tuple[str, ...], Typesetter] = {}
"""Kept warm while their folder of temporary files, first in the key, is there: fonts and styles, parsed once for each
font stack."""


def lay(html: Html, editions: tuple[str, ...], key: str = "") -> Laid:
    """Lay a leaflet out once, with what these editions need beside its pages.

    Raises NoRoomError where it does not fit; RenderError where it cannot be set, or the machine is not fit for it.
    """
    started = time.perf_counter()
    html = _here(html, key)
    typesetter = _typesetter(html)
    with _fonts_of(html):
        pdf = render(html, typesetter)
        slug = render_slug(pdf.html, typesetter) if "press" in editions else b""
        guide = render_guide(guide_html(html), typesetter) if "office" in editions and html.guide else b""
        for data in filter(None, (pdf.data, slug, guide)):
            check_fonts(data, (font.postscript_name for font in html.fonts), html.name)
    return Laid(pdf.html, pdf.data, pdf.scale, pdf.size_pt, slug, guide, time.perf_counter() - started)


def make(edition: str, laid: Laid, key: str = "") -> Made:
    """Make one edition and examine it; raises RenderError, or FindingsError when preflight finds an error."""
    started = time.perf_counter()
    laid = replace(laid, html=_here(laid.html, key))
    with _fonts_of(laid.html):
        data = _edition(edition, laid)
        warnings = _examine(edition, data, laid.html)
    if edition == "office" and laid.guide:
        data = put_before(laid.guide, data)
    return Made(edition, data, page_count(data), warnings, time.perf_counter() - started)


def find_room(html: Html) -> float:
    """Lay a leaflet out and return its scale; raises NoRoomError, or RenderError, where it cannot be set."""
    with _fonts_of(html), faults(html):
        return fit(html, _typesetter(html)).scale


@contextmanager
def _fonts_of(html: Html) -> Iterator[None]:
    """Raise MachineError, and nothing else, where work fails and a font was changed since the build began."""
    try:
        yield
    except Exception:
        verify_files(html.fonts)
        raise


def _typesetter(html: Html) -> Typesetter:
    folder = tempfile.gettempdir()
    key = (folder, *(font.sha256 for font in html.fonts))
    if key not in _TYPESETTERS:
        for gone in [known for known in _TYPESETTERS if known[0] != folder]:
            del _TYPESETTERS[gone]
        _TYPESETTERS[key] = Typesetter.new()
    return _TYPESETTERS[key]


def _here(html: Html, key: str) -> Html:
    """Return the HTML with the fonts of this machine.

    Raises RenderError where it has another leafletgen (another `program_key`), or not the fonts.
    """
    if not key:
        return html
    if program_key() != key:
        hint = "Install the same version, with the same libraries, on all machines."
        raise RenderError(f"{html.name}: a worker has another leafletgen, or other libraries.", hint)
    return replace(html, fonts=tuple(_font_here(font, html.name) for font in html.fonts))


def _font_here(font: FontFile, name: str) -> FontFile:
    """Return a font by its file on this machine: the project's, else leafletgen's own."""
    for path in (font.path, *(folder / font.path.name for folder in PACKAGE_FONTS)):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == font.sha256:
            return replace(font, path=path)
    raise RenderError(f"{name}: a worker has no {font.path.name}.", "Copy the project's fonts to all machines.")


def _edition(edition: str, laid: Laid) -> bytes:
    html, pages = laid.html, laid.pages
    direction, flowing = html.language.direction, html.paper.flowing
    match edition:
        case "screen":
            return finish_screen(pages, html)
        case "office" if flowing:
            return impose_office_booklet(pages, direction)
        case "office":
            return impose_office(pages, html.paper, direction)
        case _:
            ticket = JobTicket(f"{html.title} ({html.language.code})", html.version, html.date, html.key())
            inks = Inks(dict(html.inks))
            if flowing:
                return press_booklet(pages, laid.slug, direction, html.paper.bleed_mm, inks, ticket)
            return make_press(pages, laid.slug, html.paper, direction, inks, ticket)


def _examine(edition: str, data: bytes, html: Html) -> tuple[PdfFinding, ...]:
    """Run preflight on an edition against the text that it must show; raises FindingsError."""
    shown = Path(edition) / f"{html.name}-{edition}.pdf"
    findings = preflight((Subject(shown, data, Expected.from_html(html)),), cast(Profile, edition), html.fonts)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        more = [f"and {len(errors) - _SHOWN} more"] if len(errors) > _SHOWN else []
        raise FindingsError("; ".join([*map(str, errors[:_SHOWN]), *more]))
    return findings
