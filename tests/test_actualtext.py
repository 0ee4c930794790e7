"""Runs of glyphs find their text again, also where glyphs spell nothing by themselves."""

from __future__ import annotations

import pytest

from leafletgen.actualtext import _take

MUTE = "\ufffd"
"""A glyph that spells nothing, such as the e of ẹ where a font draws both with one glyph."""


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("OIM France", f"OIM Franc{MUTE}"),
        ("Association Exemple", f"Ass{MUTE}ciati{MUTE}n Ex{MUTE}mpl{MUTE}"),
        ("học nghề", "hoịc nghề"),
        ("OIM", "OIM"),
        ("خانه، کار", f"ر{MUTE}ک ،ه{MUTE}اخ"),
    ],
)
def test_a_run_takes_its_own_words_and_leaves_the_rest(text: str, drawn: str) -> None:
    nodes = [f"{text} và tiếp theo", "sau"]
    assert _take(nodes, drawn) == text
    assert nodes == ["và tiếp theo", "sau"]


def test_a_word_parted_at_the_end_of_a_line_is_taken_in_two() -> None:
    nodes = ["leaflet.example.org/arer"]
    assert _take(nodes, "leaflet.example.") == "leaflet.example."
    assert _take(nodes, "org/arer") == "org/arer"
    assert nodes == [""]
