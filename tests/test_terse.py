"""Contents of pages in fewer words paint the same."""

from __future__ import annotations

import pytest

from leafletgen.terse import terse

OPACITIES = {b"/a1.0": b"ca 1", b"/a1": b"ca 1", b"/a0.5": b"ca 0.5", b"/A1.0": b"CA 1"}


def lines(contents: str) -> list[str]:
    return terse(contents.encode(), OPACITIES).decode().splitlines()


def test_states_are_written_once_and_only_where_something_is_painted() -> None:
    assert lines("/a1.0 gs\n1 0 0 rg\n0 1 0 rg\n0 0 9 9 re\nf\n0 1 0 rg\n4 M\n0 0 5 5 re\nf") == [
        *("0 1 0 rg", "0 0 9 9 re", "f"),
        *("0 0 5 5 re", "f"),
    ]


def test_q_and_its_end_restore_states_without_being_written() -> None:
    assert lines("1 0 0 rg\nq\n0 0 1 rg\n0 0 9 9 re\nf\nQ\n0 0 5 5 re\nf") == [
        *("0 0 1 rg", "0 0 9 9 re", "f"),
        *("1 0 0 rg", "0 0 5 5 re", "f"),
    ]


def test_q_is_written_where_a_matrix_or_a_clip_must_be_taken_back() -> None:
    assert lines("q\nq\n1 0 0 1 5 5 cm\n0 g\n0 0 9 9 re\nf\nQ\n0 g\n0 0 5 5 re\nf\nQ") == [
        *("q", "1 0 0 1 5 5 cm", "0 g", "0 0 9 9 re", "f", "Q"),
        *("0 g", "0 0 5 5 re", "f"),
    ]
    assert lines("q\n0 0 9 9 re\nW\nn\nq\n0 0 9 9 re\nW\nn\n0 g\n1 1 2 2 re\nf\nQ\nQ") == [
        *("q", "0 0 9 9 re", "W", "n", "0 g", "1 1 2 2 re", "f", "Q"),
    ]


def test_an_opacity_is_kept_and_taken_back() -> None:
    assert lines("0 g\nq\n/a0.5 gs\n0 0 9 9 re\nf\nQ\n0 0 5 5 re\nf") == [
        *("0 g", "/a0.5 gs", "0 0 9 9 re", "f"),
        *("/a1 gs", "0 0 5 5 re", "f"),
    ]


def test_a_graphics_state_that_is_not_known_ends_with_its_level() -> None:
    assert lines("q\n/s0 gs\n0 g\n0 0 9 9 re\nf\nQ\n/a1 gs\n0 g\n0 0 5 5 re\nf") == [
        *("q", "/s0 gs", "0 g", "0 0 9 9 re", "f", "Q"),
        *("0 g", "0 0 5 5 re", "f"),
    ]


def test_a_colour_comes_with_its_colour_space() -> None:
    assert lines("/Pattern cs\n/p0 scn\n0 0 9 9 re\nf\n/Pattern cs\n/p1 scn\n0 0 5 5 re\nf") == [
        *("/Pattern cs", "/p0 scn", "0 0 9 9 re", "f"),
        *("/Pattern cs", "/p1 scn", "0 0 5 5 re", "f"),
    ]


def test_glyphs_without_gaps_are_one_string_and_gaps_add_up() -> None:
    text = "BT\n1 0 0 -1 9 9 Tm\n/F 12 Tf\n[<0001> 0 <0002>20<0003>-5.04] TJ\n[() 3 <0004>] TJ\nET"
    assert lines(text) == ["BT", "1 0 0 -1 9 9 Tm", "/F 12 Tf", "[<00010002>20<0003>-2<0004>]TJ", "ET"]


def test_a_gap_counts_in_the_size_of_the_font_before_it() -> None:
    text = "BT\n1 0 0 -1 9 9 Tm\n/F 12 Tf\n[<0001>20] TJ\n/G 9 Tf\n[<0002>] TJ\nET"
    assert lines(text)[2:] == ["/F 12 Tf", "[<0001>]TJ", "[20]TJ", "/G 9 Tf", "[<0002>]TJ", "ET"]


def test_a_gap_ends_with_its_line() -> None:
    text = "BT\n1 0 0 -1 9 9 Tm\n/F 12 Tf\n[<0001>20] TJ\n1 0 0 -1 9 19 Tm\n[<0002>] TJ\nET"
    assert lines(text)[3:] == ["[<0001>]TJ", "0 -10 Td", "[<0002>]TJ", "ET"]


def test_glyphs_above_the_line_keep_their_height() -> None:
    text = "BT\n1 0 0 -1 9 9 Tm\n/F 12 Tf\n[<0001>] TJ\n-1.2345 Ts\n[<2>] TJ\n0 Ts\n[()] TJ\n-1.2345 Ts\n[<3>] TJ\nET"
    assert lines(text)[3:] == ["[<0001>]TJ", "-1.23 Ts", "[<23>]TJ", "ET"]


def test_lines_of_text_follow_each_other_in_one_text_object() -> None:
    run = "/Span\n<</MCID {0}>>\nBDC\nBT\n1 0 0 -1 {1} Tm\n/F 12 Tf\n[<0001>] TJ\nET\nEMC\n"
    assert lines(run.format(0, "30.123456 50") + run.format(1, "40.5 70.25")) == [
        *("BT", "/Span<</MCID 0>>BDC", "1 0 0 -1 30.12 50 Tm", "/F 12 Tf", "[<0001>]TJ", "EMC"),
        *("/Span<</MCID 1>>BDC", "10.38 -20.25 Td", "[<0001>]TJ", "EMC", "ET"),
    ]


def test_lines_without_marks_are_placed_alike() -> None:
    run = "BT\n1 0 0 -1 {} Tm\n/F 12 Tf\n[<0001>] TJ\nET\n"
    turned = "BT\n0 1 1 0 5 5 Tm\n[<0001>] TJ\nET\n"
    assert lines(run.format("30 50") + "q\nQ\n" + run.format("40 50") + turned + run.format("50 60"))[3:] == [
        *(
            "[<0001>]TJ",
            "10 0 Td",
            "[<0001>]TJ",
            "0 1 1 0 5 5 Tm",
            "[<0001>]TJ",
            "1 0 0 -1 50 60 Tm",
            "[<0001>]TJ",
            "ET",
        ),
    ]


def test_text_that_is_turned_keeps_its_matrix() -> None:
    text = "BT\n0.866025 0.5 0.5 -0.866025 9 9 Tm\n/F 12 Tf\n[<0001>] TJ\nET"
    assert lines(text)[1] == "0.866025 0.5 0.5 -0.866025 9 9 Tm"


def test_large_units_are_not_rounded_as_much() -> None:
    assert lines("0 g\n1.23456 0 m\n2 2 l\nf")[1] == "1.23 0 m"
    assert lines("4 0 0 4 0 0 cm\n0 g\n1.23456 0 m\n2 2 l\nf")[2] == "1.235 0 m"


def test_decoration_with_nothing_in_it_goes() -> None:
    assert lines("/Artifact\nBMC\nq\nQ\nEMC\n0 g\n0 0 9 9 re\nf") == ["0 g", "0 0 9 9 re", "f"]


@pytest.mark.parametrize("contents", ["0 Tc\n1 g", "BI /W 1 ID", "/Artifact\n1 g", "1 g 2 g x"])
def test_what_weasyprint_does_not_write_is_refused(contents: str) -> None:
    with pytest.raises(ValueError, match="not an instruction"):
        terse(contents.encode(), OPACITIES)
