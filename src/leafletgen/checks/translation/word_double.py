"""word.double: the same word stands twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.plain import words_only
from leafletgen.checks.scripts import WORD
from leafletgen.checks.unit import Unit

_REDUPLICATING = frozenset({"hi", "pa", "ur"})
"""Languages that double words freely: धीरे धीरे."""
_ALLOWED = {
    "fr": "nous vous très",
    "en": "had that very bye",
    "ar": "جدا كثيرا",
    "vi": "luôn dần từ thường đời người nhà ngày xa rất mãi hằng càng ai đâu đó song mau nhanh",
    "fa": "کم یک آرام تند زود تک خیلی قدم دانه سال پاره گاه جدا بخش",
    "ckb": "زۆر یەک هەندێک ورد بەرە کەم",
    "ps": "لږ ورو ډېر یو ځای ډول",
    "so": "yar kala aad mid kow dhow",
    "am": "ቀስ አንዳንድ ቶሎ በጣም ትንሽ የተለያዩ ጥቂት እየ ልዩ አልፎ",
    "ti": "ቀስ ሓደ ነፍሲ ቁሩብ ኣዝዩ ነናይ በብ ቶሎ ዝተፈላለየ",
}
"""Words that a language doubles on purpose."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each doubled word, unless the language doubles it on purpose or the source does too."""
    if unit.language.code in _REDUPLICATING:
        return
    text, allowed = words_only(unit.msgstr), _ALLOWED.get(unit.language.code, "").split()
    matches = list(WORD.finditer(text))
    for first, second in pairwise(matches):
        word = first[0].casefold()
        if word != second[0].casefold() or text[first.end() : second.start()].strip() or word in allowed:
            continue
        if f"{word} {word}" not in unit.msgid.casefold():
            yield Problem(f"“{first[0]}” stands twice.")


CHECK = StringCheck(
    id="word.double",
    severity="warning",
    rationale="The reader stumbles, and trusts the leaflet less.",
    proposal="Delete one of the two.",
    find=find,
    cases=(
        bad("en", "dans le train", "in the the train"),
        bad("ar", "en France", "في في فرنسا"),
        bad("ckb", "en mer", "لە لە دەریادا"),
        bad("am", "en mer", "ባሕር ባሕር ላይ"),
        bad("vi", "en mer", "trên biển biển"),
        good("hi", "doucement", "धीरे धीरे"),
        good("vi", "toujours", "luôn luôn"),
        good("fa", "peu à peu", "کم کم"),
        good("en", "Feu ! Feu !", "Fire! Fire!"),
    ),
)
