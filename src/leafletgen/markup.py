"""A localized leaflet becomes HTML and CSS: the door to Jinja2 (and to segno, for QR codes)."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from leafletgen.bidi import resolve
from leafletgen.colours import Cmyk, Rgb, tinted
from leafletgen.config import LeafletSettings
from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.fonts import FontFile
from leafletgen.html import Html
from leafletgen.imprint import Line, imprint_lines, state_lines
from leafletgen.inline_html import to_html
from leafletgen.localize import Localized
from leafletgen.margins import margins, small_print
from leafletgen.model import Block, Direction, Inline, Isolate, Kind, Text, plain_text
from leafletgen.phrasebook import Phrasebook
from leafletgen.review import Signature
from leafletgen.svg import read_picture
from leafletgen.tables import Language, Paper, in_digits

TINT = 0.09
"""Share of the accent colour in tinted boxes."""
COUNTERS = {
    "latn": "decimal", "arab": "arabic-indic", "arabext": "persian",
    "beng": "bengali", "deva": "devanagari", "guru": "gurmukhi",
}  # fmt: skip
"""CSS counter styles that number pages and lists, by system of digits."""
_SIDES = {
    "fr": ("extérieur (recto)  ·  traits tiretés : plier", "intérieur (verso)  ·  traits tiretés : plier"),
    "en": ("outside (front)  ·  dashed lines: fold", "inside (back)  ·  dashed lines: fold"),
}
"""What the slug of a folded sheet says of each side, by language of staff."""
TEMPLATES = Path(__file__).parent / "templates"
_SENTENCE_END = re.compile(r"(?<=[?؟!.።፧۔।])[ \u00a0](?=\w)")


@cache
def environment() -> Environment:
    """Return the door to the templates."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def make_html(
    localized: Localized,
    settings: LeafletSettings,
    phrasebook: Phrasebook,
    fonts: tuple[FontFile, ...],
    signature: Signature | None,
    *,
    states: tuple[str, ...],
    staff: str,
    tab_index: int,
    marked: bool = False,
) -> Html:
    """Return the pages' HTML; raises InputError for a missing or refused picture.

    `signature` is that of a translation which is approved in full; `states` are those of
    `imprint.states`; `staff` is the code of the language of staff; `tab_index` is the language's
    rank, from 0, and places the letters of the cover's index tab. `marked` gives the element of
    each text an id, block-N, N being the block's rank in a walk over all panels (small print: foot,
    imprint): for the preview, not for outputs.
    """
    language, paper = localized.language, settings.paper
    pictures = _pictures(localized, settings)
    foot = state_lines(language, settings, states, phrasebook, staff)
    imprint = imprint_lines(localized, settings, phrasebook, signature, staff)
    return Html(
        name=f"{settings.id}-{language.code}",
        language=language,
        title=localized.title,
        text=_text(localized, settings, phrasebook, foot, imprint, staff=staff, marked=marked),
        style=_style(language, paper, fonts, settings.accent, tab_index),
        pictures=pictures,
        fonts=fonts,
        paper=paper,
        panel_names=tuple(panel.name for panel in localized.panels),
        states=states,
        inks=brand_inks(settings),
        slug=_slug_lines(language, settings, staff),
        version=settings.version,
        date=settings.date,
    )


def _text(
    localized: Localized,
    settings: LeafletSettings,
    phrasebook: Phrasebook,
    foot: tuple[Line, ...],
    imprint: tuple[Line, ...],
    *,
    staff: str,
    marked: bool,
) -> str:
    language = localized.language
    hero, below = _cover(localized.panels[0])
    return (
        environment()
        .get_template("leaflet.html.j2")
        .render(
            language=language,
            staff=staff,
            title=localized.title,
            code=settings.code,
            version=settings.version,
            date=settings.date.isoformat(),
            panels=localized.panels,
            flowing=settings.paper.flowing,
            contents=contents(localized),
            heading=(Text(localized.title),),
            hero=hero,
            below=below,
            autonym=(Text(language.autonym),),
            states=foot,
            imprint=imprint,
            inline=_Inliner(language.direction),
            plain=plain_text,
            foreign=foreign,
            sentences=sentences,
            mark=_Marks(localized.panels if marked else ()),
            digits=lambda number: in_digits(str(number), language),
            mirrored=settings.mirrored_pictures if language.direction == "rtl" else (),
            qr_name=_qr_file,
            qr_alt=lambda name: plain_text(phrasebook.get("qr.alt", {"url": Text(name.removeprefix("qr "))})),
        )
    )


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a booklet's contents."""

    number: int
    """Of the part, from 1; of its page too, while no part takes more than one."""
    title: Block[tuple[Inline, ...]]


def contents(localized: Localized) -> tuple[ContentsLine, ...]:
    """Return a booklet's contents: its sections and its back, but for the section that holds the contents."""
    found: list[ContentsLine] = []
    for number, part in enumerate(localized.panels, 1):
        title = next((block for block in part.children if block.kind is Kind.HEADING), None)
        if number > 1 and title is not None and all(block.name != "contents" for block in part.children):
            found.append(ContentsLine(number, title))
    return tuple(found)


def sentences(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], ...]:
    """Return a title's sentences, one a line; text with markup in it stays whole."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        return tuple((Text(part),) for part in _SENTENCE_END.split(inlines[0].text))
    return (inlines,)


def foreign(inlines: tuple[Inline, ...]) -> str:
    """Return the language of a text that is not in the page's as a whole; else “”."""
    return inlines[0].lang if len(inlines) == 1 and isinstance(inlines[0], Isolate) else ""


class _Inliner:
    """The template's filter for inline text: bidi resolved, then markup."""

    def __init__(self, direction: Direction) -> None:
        self.direction = direction

    def __call__(self, inlines: tuple[Inline, ...], direction: Direction | None = None) -> Markup:
        return _inline_html(inlines, direction or self.direction)


@lru_cache(maxsize=4096)
def _inline_html(inlines: tuple[Inline, ...], direction: Direction) -> Markup:
    """Return inline text as markup; remembered, since of a leaflet that is edited most texts stay."""
    return to_html(resolve(inlines, direction))


class _Marks:
    """The template's attribute that names the element of a block; empty where nobody asked for it."""

    def __init__(self, panels: tuple[Block[tuple[Inline, ...]], ...]) -> None:
        blocks = (block for panel in panels for block in panel.walk())
        self.ids = {id(block): number for number, block in enumerate(blocks)}  # two blocks may be equal

    def named(self, name: str) -> Markup:
        """Return the attribute for small print, which has no block."""
        return Markup(' id="{}"').format(name) if self.ids else Markup("")

    def __call__(self, block: Block[tuple[Inline, ...]]) -> Markup:
        number = self.ids.get(id(block))
        return Markup("") if number is None else Markup(f' id="block-{number}"')


def _cover(panel: Block[tuple[Inline, ...]]) -> tuple[tuple[Block[tuple[Inline, ...]], ...], ...]:
    """Split the cover into what stands on the accent colour, to its title, and the rest."""
    kinds = [block.kind for block in panel.children]
    end = kinds.index(Kind.HEADING) + 1 if Kind.HEADING in kinds else 0
    return panel.children[:end], panel.children[end:]


def _style(language: Language, paper: Paper, fonts: tuple[FontFile, ...], accent: str, tab_index: int) -> str:
    return (
        environment()
        .get_template("leaflet.css.j2")
        .render(
            language=language,
            fonts=fonts,
            stack=Markup(", ".join(f'"{family}"' for family in language.fonts)),
            accent=accent,
            tint=tint(accent, TINT),
            paper=paper,
            page_height_mm=Markup("PAGE_HEIGHT"),
            margin=margins(language, paper),
            small=small_print(language),
            bleed=paper.bleed_mm,
            heading_leading=round(max(1.2, language.leading * 0.78), 3),
            badge_top=round((language.leading / 0.9 - 1.5) / 2, 3),
            latin_size=round(language.latin_size, 3),
            tick_top=round((language.leading - 1.05) / 2, 3),
            counter=COUNTERS[language.digits],
            tab_left_mm=round(5.4 + 6.8 * (tab_index % 13) - margins(language, paper).side, 2),
        )
    )


def brand_inks(settings: LeafletSettings) -> tuple[tuple[Rgb, Cmyk], ...]:
    """Return the inks of the accent colour and of its tint, where leaflet.toml sets them."""
    if settings.accent_inks is None:
        return ()
    solid = settings.accent_inks
    pairs = ((settings.accent, solid), (tint(settings.accent, TINT), tinted(solid, TINT)))
    return tuple((rgb(colour), inks) for colour, inks in pairs)


def _slug_lines(language: Language, settings: LeafletSettings, staff: str) -> tuple[str, ...]:
    """Return what tells the print shop which sheet and side it holds."""
    called = language.name_for(staff)
    name = f"{settings.code}-{language.code}  ·  {called}  ·  version {settings.version}  ·  {settings.date}"
    if settings.paper.flowing:
        count = len(settings.paper.panels)
        return tuple(f"{name}  ·  page {number}/{count}" for number in range(1, count + 1))
    return tuple(f"{name}  ·  {side}" for side in _SIDES[staff])


def rgb(colour: str) -> Rgb:
    """Return red, green and blue of a colour such as #0b4f6c."""
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def tint(colour: str, share: float) -> str:
    """Return a colour mixed with white; `share` of 0 is white, of 1 the colour itself."""
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in rgb(colour))


def _pictures(localized: Localized, settings: LeafletSettings) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for panel in localized.panels:
        for block in panel.walk():
            if block.kind is Kind.PICTURE:
                found[block.name] = read_picture(settings.folder / block.name, block.place)
            elif block.qr:
                found[_qr_file(block.name)] = _qr_code(block.qr, block.place)
    lost = sorted(set(settings.mirrored_pictures) - set(found))
    if lost:
        what = f"“mirrored-pictures” names {lost[0]}, which the text does not show."
        raise InputError(what, did_you_mean(lost[0], found), settings.mirrored_pictures_place)
    return found


def _qr_file(name: str) -> str:
    return f"qr-{hashlib.sha256(name.encode()).hexdigest()[:12]}.svg"


def _qr_code(address: str, place: Place) -> bytes:
    """Return a QR code with the quiet zone of four modules that ISO/IEC 18004 asks for."""
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        raise InputError("the address is too long for a QR code.", "Use a shorter one.", place) from None
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return re.sub(rb"\s+class=\"[^\"]*\"", b"", out.getvalue())
