"""Where a line may not end, and where an unbreakable space would make the page engine end it too early."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leafletgen.catalog import Catalog, Entry
from leafletgen.errors import Place
from leafletgen.fonts import load_fonts, stack
from leafletgen.localize import localize
from leafletgen.model import Block, Kind, Message, Source, plain_text
from leafletgen.phrasebook import Phrasebook
from leafletgen.tables import languages
from leafletgen.typography import NARROW, NBSP, typeset
from tests.conftest import ROOT

HERE = Place(Path("x.md"), 1)


def localized(source: str, msgid: str, target: str, msgstr: str) -> str:
    """The text of a leaflet with one message, translated from one language into another."""
    message = Message(msgid, "", "", Kind.PARAGRAPH, "a", HERE)
    catalog = Catalog(Path("a.po"), target, {message.key: Entry(msgstr, fuzzy=False, place=HERE)})
    panel = Block(Kind.PANEL, HERE, name="a", children=(Block(Kind.PARAGRAPH, HERE, message),))
    language, fonts = languages()[target], load_fonts(ROOT / "fonts")
    leaflet = localize(
        Source((panel,)), catalog, {}, Phrasebook({"contact.hours": ()}), language,
        source_language=languages()[source], fonts=stack(fonts, language),
    )  # fmt: skip
    return "".join(plain_text(block.content) for block in leaflet.panels[0].walk() if block.content)


def test_french_marks_stay_with_their_word_in_translations_too() -> None:
    assert localized("en", "Are you in Calais?", "fr", "Vous êtes à Calais ?") == f"Vous êtes à{NBSP}Calais{NARROW}?"


def test_untranslated_french_is_set_as_french() -> None:
    assert f"danger{NARROW}?" in localized("fr", "Vous êtes en danger ?", "vi", "")
    assert f"danger{NARROW}?" not in localized("fr", "Danger ?", "vi", "Bạn có danger ?")


@pytest.mark.parametrize("text", ["بخصوص حليب الرضيع، اسأل منظمة OIM.", "برای شاگردان ممنوع است (قانون سال ۲۰۰۴)."])
def test_a_last_word_that_becomes_a_box_is_not_tied_to_the_one_before(text: str) -> None:
    assert typeset(text, french=False) == text


@pytest.mark.parametrize("text", ["Vous pouvez appeler le soir.", "يمكنك الاتصال بنا كل يوم."])
def test_a_short_last_word_does_not_stand_alone(text: str) -> None:
    assert typeset(text, french=False) == text[: text.rindex(" ")] + NBSP + text[text.rindex(" ") + 1 :]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Les enfants de moins de 6 ans sont suivis.", "6 ans"),
        ("ካብ 16 ክሳዕ 18 ዓመት ክቕጽሉ ኣለዎም።", "18 ዓመት"),
        ("18 साल से कम उम्र के लोग यहाँ आएँ।", "18 साल"),
    ],
)
def test_a_short_number_stays_with_what_it_counts(text: str, together: str) -> None:
    assert together.replace(" ", NBSP) in typeset(text, french=False)


@pytest.mark.parametrize("text", ["Ouvert de 09:30 jusqu’au soir.", "عمرك أقل من 18 سنة؟ لك الحق في الحماية هنا."])
def test_times_and_right_to_left_numbers_are_not_tied_to_the_next_word(text: str) -> None:
    assert f"30{NBSP}" not in typeset(text, french=False)
    assert f"18{NBSP}" not in typeset(text, french=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Le timbre coûte 1 850 € par personne.", "1 850 €"),
        ("Ring +44 20 7946 0018 at any time.", "+44 20 7946 0018"),
        ("Waxaad bixinaysaa 50 % qiimaha oo dhan.", "50 %"),
        ("Lệ phí là 50 000 đồng cho mỗi người.", "50 000"),
        ("ዋጋው 1 850 € ነው እንጂ ነጻ አይደለም።", "1 850 €"),
        ("बुखार 38 °C से ज़्यादा हो तो 15 पर फ़ोन करें।", "38 °C"),
    ],
)
def test_a_number_does_not_go_over_the_end_of_a_line(text: str, number: str) -> None:
    assert number.replace(" ", NBSP) in typeset(text, french=False)


@pytest.mark.parametrize(
    "text",
    [
        "እዚህ ፡ ነጻ ነው ።",
        "ይሕተቱ ፤ ነጻ እዩ ።",
        "यह मुफ़्त है ।",
        "ਇਹ ਮੁਫ਼ਤ ਹੈ ॥",
        "Bạn có con không ?",
        "کیا آپ بیمار ہیں ؟",
        "این رایگان است ، بپرسید",
    ],
)
def test_no_line_begins_with_a_mark_that_has_a_space_before_it(text: str) -> None:
    assert not re.search(r" [፡።፤।॥?؟،]", typeset(text, french=False))
