"""All preflight checks, the most basic first; ids never change."""

from __future__ import annotations

from leafletgen.checks.pdf import (
    black_text,
    bleed,
    fact_order,
    fonts_embedded,
    fonts_ours,
    gray_contrast,
    hidden_layers,
    image_resolution,
    ink,
    interactive,
    isolated_letter,
    missing_glyph,
    output_intent,
    overprint,
    page_boxes,
    page_count,
    pdfx_keys,
    qr,
    readable,
    rgb,
    safe_zone,
    same_in_all,
    spots,
    tagging,
    text_copied,
    text_size,
    thin_lines,
    transparency,
)

CHECKS = tuple(
    module.CHECK
    for module in (
        readable,
        fonts_embedded,
        fonts_ours,
        missing_glyph,
        page_boxes,
        bleed,
        safe_zone,
        rgb,
        ink,
        black_text,
        overprint,
        image_resolution,
        thin_lines,
        text_size,
        interactive,
        hidden_layers,
        output_intent,
        pdfx_keys,
        transparency,
        spots,
        page_count,
        same_in_all,
        text_copied,
        fact_order,
        isolated_letter,
        qr,
        tagging,
        gray_contrast,
    )
)
"""Whether a file can be read comes first: the others rely on it."""
