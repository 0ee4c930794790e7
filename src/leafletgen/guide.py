"""The page of instructions in front of an office sheet: how to print and fold it, in French and English."""

from __future__ import annotations

from dataclasses import replace

from leafletgen.html import Html
from leafletgen.markup import environment


def with_guide(html: Html) -> Html:
    """Return a leaflet's HTML with its page of instructions, drawn for the leaflet's direction."""
    mirrored = html.language.direction == "rtl"
    name = "  ·  ".join(html.slug[0].split("  ·  ")[:4])  # without the side or page
    sheets = len(html.paper.panels) // 4 if html.paper.flowing else 0
    text = environment().get_template("guide.html.j2").render(name=name, mirrored=mirrored, sheets=sheets)
    style = environment().get_template("guide.css.j2").render(fonts=html.fonts)
    return replace(html, guide=(text, style))
