"""A small PDF that passes every row of the preflight table, for tests to break one row at a time."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdfmaker import page_pdf

FONTS = Path(__file__).parents[1] / "fonts"
PROFILE = b"\0" * 12 + b"prtr" + b"CMYKLab " + b"\0" * 200
"""The head of a colour profile: enough to be recognized by its digest."""
PROFILE_SHA256 = hashlib.sha256(PROFILE).hexdigest()
TINT = "0.1 0 0 0 k -20 -20 1000 1000 re f"
TEXT = "Aide au retour volontaire"


@cache
def program(name: str, *, postscript_name: str = "") -> tuple[bytes, dict[str, int], dict[int, int]]:
    """A font file cut to printable ASCII and Arabic, its characters' glyphs and the glyphs' widths."""
    font = TTFont(FONTS / f"{name}.ttf")
    options = subset.Options(retain_gids=True, name_IDs=["*"], layout_features=["*"], notdef_outline=True)
    work = subset.Subsetter(options)
    work.populate(unicodes=[*range(32, 127), 0x20AC, *range(0x621, 0x64B)])
    characters = {chr(point): font.getGlyphID(glyph) for point, glyph in font.getBestCmap().items()}
    scale = 1000 / font["head"].unitsPerEm
    widths = {i: round(font["hmtx"][glyph][0] * scale) for i, glyph in enumerate(font.getGlyphOrder())}
    work.subset(font)
    if postscript_name:
        font["name"].setName(postscript_name, 6, 3, 1, 0x409)
        font["name"].setName(postscript_name, 6, 1, 0, 0)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), characters, widths


def add_font(pdf: Pdf, name: str, *, postscript_name: str = "", meaning: dict[int, str] | None = None) -> Any:
    """Embed a font; `meaning` replaces what its ToUnicode table says."""
    data, characters, widths = program(name, postscript_name=postscript_name)
    file = pdf.make_stream(data)
    base = Name(f"/ABCDEF+{postscript_name or name}")
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=base, Flags=4, FontFile2=file)
    descriptor.update(Dictionary(FontBBox=Array([0, -300, 1000, 1000]), ItalicAngle=0, Ascent=1000, Descent=-300))
    descriptor.update(Dictionary(CapHeight=700, StemV=80))
    shown = meaning if meaning is not None else {glyph: char for char, glyph in characters.items() if char < "\u0700"}
    table = "\n".join(f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in shown.items())
    cid = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        W=Array([0, Array(list(widths.values()))]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(cid)]),
            ToUnicode=pdf.make_stream(_cmap(table)),
        )
    )


def _cmap(rows: str) -> bytes:
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    lines = rows.splitlines()
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (head + body + "endcmap end").encode("ascii")


def codes(text: str, name: str = "NotoSans-Regular") -> str:
    """A text as the hexadecimal string of a Tj."""
    characters = program(name)[1]
    return "<" + "".join(f"{characters[char]:04x}" for char in text) + ">"


def show(text: str, x: float = 60, y: float = 300, *, size: float = 11, font: str = "F") -> str:
    """Operators for a line of text, in the colour that holds."""
    return f"BT /{font} {size} Tf {x} {y} Td {codes(text)} Tj ET"


def good() -> Pdf:
    """A booklet of four pages: PDF/X-4, CMYK, bleed painted, black text overprinting."""
    body = f"q {TINT} Q q /Over gs 0 0 0 1 k {show(TEXT, y=400)} Q"
    pdf = page_pdf([body] * 4, size_mm=(148, 210), bleed_mm=3)
    font = add_font(pdf, "NotoSans-Regular")
    over = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    for page in pdf.pages:
        page.Resources = Dictionary(Font=Dictionary(F=font), ExtGState=Dictionary(Over=over))
    profile = pdf.make_stream(PROFILE)
    profile.N = 4
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39")
    intent.DestOutputProfile = profile
    pdf.Root.OutputIntents = Array([intent])
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = "Aide au retour"
        metadata["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] = "PDF/X-4"
    pdf.docinfo[Name.Trapped] = Name("/False")
    return pdf


def draw(pdf: Pdf, operators: str, page: int = 1, **resources: Any) -> None:
    """Add operators to a page, and named resources such as XObject=Dictionary(X=...)."""
    pdf.pages[page].contents_add(pdf.make_stream(f"\nq {operators} Q".encode("latin-1")))
    own = Dictionary(dict(pdf.pages[page].Resources.items()))
    for key, value in resources.items():
        old = own.get(f"/{key}", Dictionary())
        own[f"/{key}"] = Dictionary({**dict(old.items()), **dict(value.items())})
    pdf.pages[page].Resources = own


def image(pdf: Pdf, space: pikepdf.Object, channels: int, pixels: int, value: int = 128) -> Any:
    """A square image of one colour."""
    stream = pdf.make_stream(bytes([value]) * (channels * pixels * pixels))
    stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=pixels, Height=pixels, BitsPerComponent=8))
    stream.ColorSpace = space
    return stream
