"""Characters that nobody sees count nowhere, but for joiners, which words are written with."""

from __future__ import annotations

import pytest

from leafletgen.actualtext import text_nodes
from leafletgen.checks.pdf.lines import squeezed
from leafletgen.plain import visible

STEERING = "\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2063\u2066\u2069\ufeff"


@pytest.mark.parametrize("char", STEERING, ids=[f"{ord(char):04X}" for char in STEERING])
def test_what_steers_words_is_no_part_of_them(char: str) -> None:
    assert visible(f"نص{char}نص") == "نصنص"
    assert text_nodes(f"<p>نص{char}نص</p>") == ["نصنص"]
    assert squeezed(f"نص{char}نص") == "نصنص"


def test_a_joiner_is_copied_where_spelling_asks_for_it_and_draws_nothing() -> None:
    assert visible("می\u200cشود") == "می\u200cشود"
    assert text_nodes("<p>می\u200cشود</p>") == ["می\u200cشود"]
    assert squeezed("می\u200cشود") == "میشود"


def test_the_joiners_round_a_tag_are_not_copied() -> None:
    assert text_nodes("<p>ال\u200d<b>\u200dكتاب</b></p>") == ["ال", "كتاب"]
    assert visible("अधिकार्\u200dय") == "अधिकार्\u200dय"
