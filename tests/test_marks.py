"""Marks outside the trim: where they begin, how thick they are."""

from __future__ import annotations

import re

import pytest

from leafletgen.boxes import PT_PER_MM
from leafletgen.marks import outside_marks
from leafletgen.schemes import Side

SIDE = Side(297, 210, (), (97, 197), stitched=False)
_LINE = re.compile(r"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S")


@pytest.mark.parametrize(("bleed_mm", "begin_mm"), [(3.0, 3.0), (2.0, 2.0), (0.0, 1.0)])
def test_marks_begin_where_the_bleed_ends_and_never_at_the_trim(bleed_mm: float, begin_mm: float) -> None:
    lines = [[float(n) / PT_PER_MM for n in found] for found in _LINE.findall(outside_marks(SIDE, bleed_mm))]
    assert len(lines) == 8 + 4, "two at each corner, two for each fold"
    for x0, y0, x1, y1 in lines:
        beyond = max(-x0, x0 - 297, -y0, y0 - 210)
        assert beyond == pytest.approx(begin_mm, abs=0.001)
        assert max(-x1, x1 - 297, -y1, y1 - 210) == pytest.approx(begin_mm + 5, abs=0.001), "away from the page"


def test_lines_to_cut_and_to_fold_along_are_hairlines() -> None:
    assert re.findall(r"([\d.]+) w", outside_marks(SIDE, 3.0)) == ["0.25"]
