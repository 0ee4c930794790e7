"""The same texts as files that other programs can set: HTML for WeasyPrint's command, markup for Typst."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from leafletgen.clock import today
from leafletgen.config import Project
from leafletgen.html import Html
from leafletgen.prepare import prepared

_TEXTS = ("h1", "h2", "h3", "p", "li", "td", "th", "div")


@dataclass(frozen=True, slots=True)
class Document:
    """One leaflet in one language, and the files of it that were written."""

    name: str
    html: Path
    typst: Path


def documents(project: Project, folder: Path, scales: dict[str, float]) -> tuple[Document, ...]:
    """Write every leaflet in every language for both programs; `scales` are those at which leafletgen set them."""
    made = []
    for leaflet in project.leaflets:
        for language in project.languages:
            html = prepared(project, leaflet, language, today()).html
            made.append(_write(html, f"{leaflet}-{language}", folder, scales[f"{leaflet}-{language}"]))
    return tuple(made)


def _write(html: Html, name: str, folder: Path, scale: float) -> Document:
    for picture, data in html.pictures.items():
        (folder / f"{name}-{picture}").write_bytes(data)
    fonts = {font.path.name: font.path for font in html.fonts}
    style = html.style.replace("PAGE_HEIGHT", str(html.paper.height_mm))
    style = re.sub(r"font:([\w.-]+)", lambda found: fonts[found[1]].as_uri() if found[1] in fonts else found[0], style)
    style += f"\nhtml {{ font-size: {html.language.size_pt * scale:.4f}pt }}"
    text = re.sub(r"picture:([^\"')]+)", rf"{name}-\1", html.text)
    text = re.sub(r"picture:([^\"')]+)", rf"{name}-\1", text.replace("</head>", f"<style>{style}</style></head>", 1))
    document = Document(name, folder / f"{name}.html", folder / f"{name}.typ")
    document.html.write_text(text, encoding="utf-8")
    document.typst.write_text(_typst(html, scale), encoding="utf-8")
    return document


def _typst(html: Html, scale: float) -> str:
    """Return the texts as paragraphs on pages of the same size, in the same fonts at the same size."""
    families = ", ".join(f'"{family}"' for family in html.language.fonts)
    size, language = html.language.size_pt * scale, html.language.code
    panel = html.paper.panels[0]
    lines = [
        f"#set page(width: {panel.width_mm}mm, height: {html.paper.height_mm}mm, margin: 9mm)",
        f'#set text(font: ({families},), size: {size:.2f}pt, lang: "{language}", dir: {html.language.direction})',
    ]
    for element in lxml.html.fromstring(html.text).iter(*_TEXTS):
        if element.tag == "div" and any(child.tag in _TEXTS for child in element.iter() if child is not element):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text:
            quoted = text.replace("\\", "\\\\").replace('"', '\\"')
            wrap = "strong" if element.tag in ("h1", "h2", "h3", "th") else "par"
            lines.append(f'#{wrap}(text("{quoted}"))\n')
    return "\n".join(lines) + "\n"
