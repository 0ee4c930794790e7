"""Resolved inline text as HTML: every direction explicit, every character escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup, escape

from leafletgen.bidi import Group, Leaf, Run, Style

_BREAKS = "\u2063\u200b"
"""Two breaks of neither width nor glyph, after the space at the end of a run.

Where a run of several words has room but for its last space, and what comes after it has none, WeasyPrint ends the
line at the run's first space: one word would stand alone on it. So a space is not the last character there. A line
can end before INVISIBLE SEPARATOR (UAX #14: AL), when the space has no room, and after ZERO WIDTH SPACE (ZW).
Not in right-to-left paragraphs: there they end lines too early round a left-to-right name.
"""


def to_html(paragraph: Group) -> Markup:
    """Return the HTML of a paragraph's runs; its own direction is its element's."""
    runs = paragraph.children if paragraph.direction == "rtl" else tuple(map(_with_breaks, paragraph.children))
    return Markup("").join(_pieces(runs, 0))


def _with_breaks(run: Run) -> Run:
    if isinstance(run, Group):
        return replace(run, children=tuple(map(_with_breaks, run.children)))
    ends_in_space = run.text.endswith(" ") and " " in run.text.strip()
    return replace(run, text=run.text + _BREAKS) if ends_in_space else run


def _pieces(runs: tuple[Run, ...], depth: int) -> Iterator[Markup]:
    """Yield HTML, opening each tag round the longest stretch of runs that share it."""
    for style, stretch in groupby(runs, key=lambda run: _style_at(run, depth)):
        members = tuple(stretch)
        if style is None:
            for run in members:
                yield _run(run, depth)
        else:
            inner = Markup("").join(_pieces(members, depth + 1))
            yield (
                Markup('<a href="{}">{}</a>').format(style.href, inner)
                if style.tag == "a"
                else Markup(f"<{style.tag}>{{}}</{style.tag}>").format(inner)
            )


def _style_at(run: Run, depth: int) -> Style | None:
    styles = _shared_styles(run)
    return styles[depth] if depth < len(styles) else None


def _shared_styles(run: Run) -> tuple[Style, ...]:
    """Return the styles, outermost first, that hold for all of a run."""
    if isinstance(run, Leaf) or run.isolated:
        return run.styles
    common = [_shared_styles(child) for child in run.children]
    length = 0
    while all(length < len(styles) and styles[length] == common[0][length] for styles in common):
        length += 1
    return common[0][:length]


def _run(run: Run, depth: int) -> Markup:
    if isinstance(run, Leaf):
        return escape(run.text)
    inner_depth = 0 if run.isolated else depth
    inner = Markup("").join(_pieces(run.children, inner_depth))
    names = " ".join(name for name in (run.css_class, "" if _is_latin(run) else "own") if name)
    css = Markup(' class="{}"').format(names) if names else ""
    lang = Markup(' lang="{}"').format(run.lang) if run.lang else ""
    return Markup('<span dir="{}"{}{}>{}</span>').format(run.direction, lang, css, inner)


def _is_latin(run: Run) -> bool:
    """Whether a run holds Latin letters or their figures, which are set in the Latin font."""
    if isinstance(run, Leaf):
        return any(char.isascii() and char.isalnum() for char in run.text)
    return any(_is_latin(child) for child in run.children)
