"""Bidi: nested runs give the order of the Unicode Bidirectional Algorithm, whatever the tags."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.bidi import Group, Leaf, Run, embedding_levels, resolve
from leafletgen.inline_html import to_html
from leafletgen.invisible import ZWJ
from leafletgen.model import Direction, Inline, Isolate, Link, Styled, Text
from leafletgen.textfacts import find_facts

ARABIC = ["سلام", "عالم", "دار", "محل", "کلمه", "طعام", "ښار", "ڕۆژ", "ہے", "ایران"]
LATIN = ["OIM", "France", "Calais", "abc", "préfecture", "SPADA"]
NUMBERS = ["12", "345", "2025", "٤٥", "۶۷"]
MARKS = ["(", ")", "[", "]", " ", " ", " ", " ", "-", "/", ".", ",", "،", "؟", ":", "+", "€", "«", "»"]
PIECES = st.sampled_from([*ARABIC, *LATIN, *NUMBERS, *MARKS])
DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")


def visual(run: Run, direction: Direction = "ltr") -> str:
    """Characters from left to right, when each box is laid out in its own direction."""
    if isinstance(run, Leaf):
        return run.text if direction == "ltr" else run.text[::-1]
    children = run.children if run.direction == "ltr" else reversed(run.children)
    return "".join(visual(child, run.direction) for child in children)


def judged(text: str, direction: Direction) -> str:
    """What python-bidi, which knows nothing of us, says."""
    return str(get_display(text, base_dir="R" if direction == "rtl" else "L"))


def isolated(text: str) -> str:
    """The text with U+2066 … U+2069 round what we isolate."""
    out, end = "", 0
    for fact in find_facts(text):
        held = text[fact.start : fact.end]
        held = re.sub("(?<=[٠-٩]) (?=[٠-٩])", "\u00a0", held)
        out += text[end : fact.start] + "\u2066" + held + "\u2069"
        end = fact.end
    return out + text[end:]


def without_controls(text: str) -> str:
    return re.sub("[\u2066-\u2069\u200d]", "", text)


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join), st.sampled_from(DIRECTIONS))
def test_levels_give_the_order_of_the_algorithm(text: str, direction: Direction) -> None:
    text = text.strip() or "x"
    levels = embedding_levels(text, direction)
    order = list(range(len(text)))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    assert "".join(text[i] for i in order) == judged(text, direction)


def tagged(rng: random.Random, depth: int = 0) -> tuple[tuple[Inline, ...], str]:
    """Random inline text with bold and links in it, and the same text without tags."""
    nodes: list[Inline] = []
    plain = ""
    for _ in range(rng.randint(1, 5)):
        if depth < 3 and rng.random() < 0.4:
            children, text = tagged(rng, depth + 1)
            tag = rng.choice(("strong", "a"))
            nodes.append(Styled("strong", children) if tag == "strong" else Link("https://example.org", children))
        else:
            text = "".join(rng.choice([*ARABIC, *LATIN, *NUMBERS, *MARKS]) for _ in range(rng.randint(1, 4)))
            nodes.append(Text(text))
        plain += text
    return tuple(nodes), plain


@pytest.mark.parametrize("seed", range(600))
def test_tags_do_not_change_the_order(seed: int) -> None:
    rng = random.Random(seed)
    inlines, plain = tagged(rng)
    inlines, plain = (Text("ا"), *inlines, Text("ا")), f"ا{plain}ا"
    direction = rng.choice(DIRECTIONS)
    found = without_controls(visual(resolve(inlines, direction)))
    assert found == without_controls(judged(isolated(plain), direction))


@pytest.mark.parametrize("seed", range(200))
def test_the_html_says_what_the_runs_say(seed: int) -> None:
    rng = random.Random(seed)
    inlines, _plain = tagged(rng)
    group = resolve(inlines, "rtl")
    assert boxes(str(to_html(group)), "rtl") == visual(group)


def boxes(html: str, direction: Direction) -> str:
    """Lay HTML out as an engine does that knows only boxes: each element's children in its direction."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.stack: list[tuple[str, list[str]]] = [(direction, [])]

        def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.stack.append((dict(attrs).get("dir") or self.stack[-1][0], []))

        def handle_endtag(self, _tag: str) -> None:
            own, parts = self.stack.pop()
            self.stack[-1][1].append("".join(parts if own == "ltr" else reversed(parts)))

        def handle_data(self, data: str) -> None:
            own, parts = self.stack[-1]
            parts.append(data if own == "ltr" else data[::-1])

    reader = Reader()
    reader.feed(html)
    reader.close()
    own, parts = reader.stack[0]
    return "".join(parts if own == "ltr" else reversed(parts))


@pytest.mark.parametrize(
    "fact",
    [
        "+33 1 99 00 11 22",
        "1 850 €",
        "+33 (0)1 99 00 11 22",
        "9 – 17",
        "€1,850",
        "9-17",
        "09:00",
        "24/11/2026",
        "A-12/34",
        "OFII/2025/12",
        "2025-XY-12/3",
        "12/34-B",
        "C3-12",
        "FR76 3000 6000",
        "L511-1",
        "L. 511-1",
        "R.425-10",
        "X1 12:30",
        "24h/24",
        "COVID-19",
        "https://example.org/a",
        "a.b@example.org",
        "38 °C",
        "-5 °C",
        "38 °",
        "*101#",
        "#123*4#",
        "@ofii_france",
        "#ofii",
        "US$50",
        "N° 12/2025",
    ],
)
@pytest.mark.parametrize(
    "text", ["اتصل {} الآن", "زنگ بزنید: {}.", "پەیوەندی بکە ({})", "فون کریں {}۔", "زنګ ووهئ {}؟"]
)
def test_facts_keep_their_own_order_in_right_to_left_text(text: str, fact: str) -> None:
    assert fact in visual(resolve((Text(text.format(fact)),), "rtl"))


@pytest.mark.parametrize(
    "text",
    [
        "Arabe (العربية) : +33 1 99 00 11 22",
        "Arabic (العربية): 01/02/2026 – 03/04/2026",
        "Tiếng Ả Rập (العربية): 1 850 €",
        "Persan (فارسی) : 9 – 17",
    ],
)
def test_facts_behind_a_right_to_left_word_keep_their_order_in_left_to_right_text(text: str) -> None:
    assert visual(resolve((Text(text),), "ltr")).endswith(text.partition(":")[2])


@pytest.mark.parametrize(
    "address",
    [
        "12 rue de la Paix, 75002 Paris",
        "15, boulevard Jacquard, 62100 Calais",
        "1er étage, 5 bis avenue Foch",
        "12-14 av. Victor-Hugo, Bât. B, F-62100 Calais",
        "3 ter, place d’Armes، 59000 Lille",
        "n° 12 rue St. Denis, BP 40 123 62100 Calais cedex 9",
        "62100 Calais",
        "94120 FONTENAY-SOUS-BOIS",
        "۱۲ rue de la Paix",
        "١٢ rue de la Paix",
    ],
)
@pytest.mark.parametrize("text", ["اذهب إلى {} غدًا.", "به {} بیایید.", "({}) ناونیشان", "پتہ: {}۔", "«{}» ته لاړ شئ؟"])
def test_an_address_of_a_street_keeps_its_number_in_front(text: str, address: str) -> None:
    assert address in visual(resolve((Text(text.format(address)),), "rtl"))


def test_an_address_may_go_over_the_end_of_a_line_and_a_phone_behind_it_may_not() -> None:
    text = "العنوان 12 rue de la Paix, 75002 Paris 01 99 00 11 22 أو www.example.org/rue"
    boxes = [run for run in resolve((Text(text),), "rtl").children if isinstance(run, Group)]
    assert [(box.css_class, visual(box)) for box in boxes] == [
        ("address", "12 rue de la Paix, 75002 Paris"),
        ("number", "01 99 00 11 22"),
        ("url", "www.example.org/rue"),
    ]


@pytest.mark.parametrize("text", ["5 places", "12000 EUR", "3 cha", "9 h", "à 5 m"])
def test_not_every_number_begins_an_address(text: str) -> None:
    assert find_facts(text) == ()


def test_letters_of_the_sentence_do_not_get_into_an_address() -> None:
    seen = visual(resolve((Text("اكتب لinfo@example.org الآن"),), "rtl"))
    assert seen == "نآلا info@example.orgل بتكا"


@pytest.mark.parametrize("number", ["٠١ ٩٩ ٠٠ ١١ ٢٢", "٢٤/١١/٢٠٢٦", "۰۱ ۹۹ ۰۰ ۱۱ ۲۲"])
def test_numbers_in_their_own_figures_keep_their_order(number: str) -> None:
    seen = visual(resolve((Text(f"ژمارە {number} ە"),), "rtl"))
    assert number in seen.replace("\u00a0", " ")
    spaces = {"\u00a0" if "٠" in number else " "}
    assert spaces >= {char for char in seen.partition("ە ")[2].rpartition(" ")[0] if char.isspace()}


def test_a_fact_with_tags_in_it_keeps_its_order() -> None:
    inlines = (Text("اتصل "), Styled("strong", (Text("+33"),)), Text(" 1 99 00 11 22 الآن"))
    assert "+33 1 99 00 11 22" in visual(resolve(inlines, "rtl"))


def test_isolates_of_translators_are_respected_and_overrides_dropped() -> None:
    assert visual(resolve((Text("ا \u2066B-A ب\u2069 ج"),), "rtl")) == "ج B-A ب ا"
    assert "abc" in visual(resolve((Text("ا \u202eabc\u202c"),), "rtl"))


@pytest.mark.parametrize(
    ("before", "inside", "after", "joined"),
    [
        ("ال", "كتاب", "ة", (True, True)),
        ("دا", "ر", "س", (False, False)),
        ("پښ", "ت", "و", (True, True)),
        ("ه", "ې", "څ", (True, True)),
        ("ډ", "ې", "ر", (False, True)),
        ("ڕۆ", "ژ", "ێک", (False, False)),
    ],
)
def test_joiners_stand_where_letters_join_across_a_tag(
    before: str, inside: str, after: str, joined: tuple[bool, bool]
) -> None:
    group = resolve((Text(before), Styled("strong", (Text(inside),)), Text(after)), "rtl")
    texts = [run.text for run in group.children if isinstance(run, Leaf)]
    found = tuple(left.endswith(ZWJ) and right.startswith(ZWJ) for left, right in pairwise(texts))
    assert found == joined


def test_isolates_do_not_let_their_text_out() -> None:
    isolate = Isolate("ltr", (Text("Camp B (gate 4)"),), "name")
    assert visual(resolve((Text("إلى "), isolate, Text("!")), "rtl")) == "!Camp B (gate 4) ىلإ"


def test_plain_left_to_right_text_stays_one_run() -> None:
    assert resolve((Text("Appelez le 112."),), "ltr") == Group("ltr", (Leaf("Appelez le 112."),))
