"""Where a line may not end, and where an unbreakable space would make the page engine end it too early."""

from __future__ import annotations

import pytest

from leafletgen.typography import NBSP, typeset


@pytest.mark.parametrize("text", ["بخصوص حليب الرضيع، اسأل منظمة OIM.", "برای شاگردان ممنوع است (قانون سال ۲۰۰۴)."])
def test_a_last_word_that_becomes_a_box_is_not_tied_to_the_one_before(text: str) -> None:
    assert typeset(text, french=False) == text


@pytest.mark.parametrize("text", ["Vous pouvez appeler le soir.", "يمكنك الاتصال بنا كل يوم."])
def test_a_short_last_word_does_not_stand_alone(text: str) -> None:
    assert typeset(text, french=False) == text[: text.rindex(" ")] + NBSP + text[text.rindex(" ") + 1 :]
