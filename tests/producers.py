"""PDFs by other programs: Chromium, LibreOffice, Typst, Ghostscript, MuPDF; each from the same small page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import typst

from tests import chromium
from tests.conftest import RTL

FONTS = Path(__file__).parents[1] / "fonts"
FAMILIES = {"ar": "NotoNaskhArabic", "ur": "NotoNastaliqUrdu", "hi": "NotoSansDevanagari", "am": "NotoSansEthiopic"}
NAMES = {
    "NotoNaskhArabic": "Noto Naskh Arabic",
    "NotoNastaliqUrdu": "Noto Nastaliq Urdu",
    "NotoSansDevanagari": "Noto Sans Devanagari",
    "NotoSansEthiopic": "Noto Sans Ethiopic",
    "NotoSans": "Noto Sans",
}
PHONE = "01 99 00 11 22"


def by_chromium(folder: Path, text: str, language: str, *, isolated: bool = False, torn: str = "") -> bytes:
    """A page of Chromium's, tagged by it; `torn` is a letter in colour."""
    source, made = folder / "page.html", folder / "chromium.pdf"
    source.write_text(_html(text, language, isolated=isolated, torn=torn), encoding="utf-8")
    flags = [flag for flag in chromium.FLAGS if flag != "--remote-debugging-pipe"]
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(chromium.PROGRAM), *flags, profile, "--no-pdf-header-footer", f"--print-to-pdf={made}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=120)
    return made.read_bytes()


def by_libreoffice(folder: Path, text: str, language: str) -> bytes:
    """A page of LibreOffice Writer's, in the project's fonts."""
    family = NAMES[FAMILIES.get(language, "NotoSans")]
    mode = "rl-tb" if language in RTL else "lr-tb"
    source, home = folder / "page.fodt", folder / "home"
    source.write_text(_FLAT_ODT.format(family=family, mode=mode, language=language, text=text), encoding="utf-8")
    (home / ".fonts").mkdir(parents=True)
    for font in FONTS.glob("*.ttf"):
        shutil.copy(font, home / ".fonts")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    environment = {**os.environ, "HOME": str(home)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
    return (folder / "page.pdf").read_bytes()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_FLAT_ODT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{_ODF}:office:1.0" xmlns:style="{_ODF}:style:1.0" xmlns:text="{_ODF}:text:1.0"
 xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{{family}}'"/></office:font-face-decls>
<office:automatic-styles><style:style style:name="P" style:family="paragraph">
<style:paragraph-properties style:writing-mode="{{mode}}"/><style:text-properties style:font-name="F"
 style:font-name-complex="F" fo:font-size="14pt" style:font-size-complex="14pt" style:language-complex="{{language}}"/>
</style:style></office:automatic-styles>
<office:body><office:text><text:p text:style-name="P">{{text}}</text:p></office:text></office:body>
</office:document>"""


def by_typst(folder: Path, text: str, language: str, *, isolated: bool = False, torn: str = "") -> bytes:
    """A page of Typst's, whose subsets number their glyphs anew."""
    body = text.replace(PHONE, f"#text(dir: ltr)[#box[{PHONE}]]") if isolated else text
    body = body.replace(torn, f"#text(fill: red)[{torn}]", 1) if torn else body
    family = NAMES[FAMILIES.get(language, "NotoSans")]
    head = (
        f'#set document(title: "Essai")\n#set text(font: ("{family}", "Noto Sans"), size: 14pt, lang: "{language}")\n'
    )
    source = folder / "page.typ"
    source.write_text(f"{head}#set page(width: 148mm, height: 210mm, margin: 15mm)\n{body}\n", encoding="utf-8")
    made: bytes = typst.compile(str(source), font_paths=[str(FONTS)])
    return made


def through_ghostscript(folder: Path, path: Path) -> bytes:
    """The same pages, distilled again by Ghostscript."""
    made = folder / "ghostscript.pdf"
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={made}", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made.read_bytes()


def through_mupdf(folder: Path, path: Path) -> bytes:
    """The same file, written anew by MuPDF."""
    made = folder / "mupdf.pdf"
    subprocess.run(["mutool", "clean", "-gggz", path, made], check=True, capture_output=True, timeout=120)
    return made.read_bytes()


def _html(text: str, language: str, *, isolated: bool, torn: str) -> str:
    family = FAMILIES.get(language, "NotoSans")
    rules = "".join(
        f"@font-face{{font-family:'{NAMES[name]}';font-weight:{weight};"
        f"src:url({(FONTS / f'{name}-{style}.ttf').as_uri()})}}"
        for name in (family, "NotoSans")
        for weight, style in ((400, "Regular"), (700, "Bold"))
    )
    body = text.replace(PHONE, f"<bdi dir=ltr style='white-space:nowrap'>{PHONE}</bdi>") if isolated else text
    body = body.replace(torn, f"<span style='color:#a00;display:inline-block'>{torn}</span>", 1) if torn else body
    style = f"{rules} @page{{size:148mm 210mm;margin:15mm}} body{{font:14pt '{NAMES[family]}','Noto Sans'}}"
    direction = "rtl" if language in RTL else "ltr"
    return (
        f"<!doctype html><html lang={language} dir={direction}><meta charset=utf-8><title>Essai</title>"
        f"<style>{style}</style><p>{body}</p></html>"
    )
