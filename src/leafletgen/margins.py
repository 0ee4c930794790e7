"""The white round a page's text, and the small print at its foot: how much room text has."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.tables import Language, Paper

MM_PER_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """How the foot of a page and the imprint are set."""

    size_pt: float
    leading: float


@dataclass(frozen=True, slots=True)
class Margins:
    """The white round a page's text, in millimetres; never below a printer's 5 mm."""

    top: float
    side: float
    bottom: float
    head: float
    """Room for the running header above the text of a booklet's sections; 0 on a panel."""


def small_print(language: Language) -> SmallPrint:
    """Return a language's small print: six tenths of its body text."""
    return SmallPrint(round(0.6 * language.size_pt, 2), round(max(1.25, language.leading * 0.9), 3))


def margins(language: Language, paper: Paper) -> Margins:
    """Return the margins of a panel or page; the lower one holds two lines of state and one for staff."""
    small = small_print(language)
    foot_pt = 2 * small.size_pt * small.leading + 6 * 1.25
    bottom = round(6.5 + foot_pt * MM_PER_PT, 1)
    if not paper.flowing:
        return Margins(top=7.0, side=8.0, bottom=bottom, head=0.0)
    head_pt = small.size_pt * small.leading
    return Margins(top=7.0, side=11.0, bottom=bottom, head=round(9.0 + head_pt * MM_PER_PT, 1))
