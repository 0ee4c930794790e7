"""A booklet once its pages are known: page numbers for the contents, blank pages before the back."""

from __future__ import annotations

import re
from dataclasses import replace

from leafletgen.errors import RenderError
from leafletgen.html import Html
from leafletgen.tables import in_digits

_PAGE_OF = re.compile(r'(<span dir="ltr" class="page-of-(\d+)">)[^<]*')
_BLANK = '<section class="section blank"></section>\n'
MOST_BLANK = 3
"""Pages that folding in fours may leave empty; more are a wrong number of pages."""


def complete(html: Html, starts: dict[int, int], pages: int) -> Html:
    """Return a booklet with the true page numbers in its contents, and blank pages before its back.

    `starts` says on which page, from 1, each part begins; `pages` is how many its text takes.
    Raises RenderError where the booklet would have more than three blank pages.
    """
    blank = len(html.paper.panels) - pages
    if blank > MOST_BLANK:
        wanted = (pages + 3) // 4 * 4
        raise RenderError(
            f"{html.name}: the text fills {pages} of {len(html.paper.panels)} pages, in the largest size.",
            f"Set pages = {wanted} in leaflet.toml, or add text.",
        )
    text = _PAGE_OF.sub(lambda found: found[1] + in_digits(str(starts[int(found[2])]), html.language), html.text)
    before, back, rest = text.rpartition('<section class="panel back"')
    return replace(html, text=before + _BLANK * blank + back + rest)
