"""word.double: the same word, or a row of words, stands twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible, words_only
from leafletgen.scripts import WORD

_NEVER_DOUBLED = {
    "hi": "का के की को में से ने है हैं और या कि यह भी नहीं लिए तो",
    "pa": "ਦਾ ਦੇ ਦੀ ਨੂੰ ਵਿੱਚ ਤੋਂ ਨੇ ਹੈ ਹਨ ਅਤੇ ਜਾਂ ਕਿ ਇਹ ਵੀ ਨਹੀਂ ਲਈ ਤਾਂ",
    "ur": "کا کے کی کو میں سے نے ہے ہیں اور یا کہ یہ بھی نہیں لیے تو",
}
"""Languages that double words freely (धीरे धीरे), with small words that they do not."""
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
_LEAST_RUN = {"vi": 3}
"""Words of a row that no language doubles on purpose; Vietnamese ones are syllables: từng bước từng bước."""
_TOKEN = re.compile(rf"\{{\w+\}}|\d+|{WORD.pattern}")
_MOST_WORDS = 100
"""Of a row: longer texts than twice that have no place in a leaflet."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each doubled word, unless the language doubles it on purpose or the source does too, and doubled rows."""
    row = _doubled_row(unit.msgstr, _LEAST_RUN.get(unit.language.code, 2))
    if row and not _doubled_row(unit.msgid, 2):
        yield Problem(f"“{' '.join(row)[:60]}” stands twice.")
    only = _NEVER_DOUBLED.get(unit.language.code, "").split()
    text, allowed = words_only(unit.msgstr), _ALLOWED.get(unit.language.code, "").split()
    matches = list(WORD.finditer(text))
    for first, second in pairwise(matches):
        word = first[0].casefold()
        if word != second[0].casefold() or text[first.end() : second.start()].strip() or word in allowed:
            continue
        if (not only or word in only) and f"{word} {word}" not in unit.msgid.casefold():
            yield Problem(f"“{first[0]}” stands twice.")


def _doubled_row(text: str, least: int) -> tuple[str, ...]:
    """Return the longest row of different words that is followed by itself, a sentence perhaps."""
    words = tuple(word.casefold() for word in _TOKEN.findall(visible(text)))
    for length in range(min(len(words) // 2, _MOST_WORDS), least - 1, -1):
        same = 0
        for end, (first, second) in enumerate(zip(words, words[length:], strict=False), 1):
            same = same + 1 if first == second else 0
            if same == length and len(set(words[end - length : end])) > 1:
                return words[end - length : end]
    return ()


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
        bad("en", "C’est gratuit pour tous.", "It is free for all. It is free for all."),
        bad("hi", "Allez à l’hôpital.", "अस्पताल जाएँ। अस्पताल जाएँ।"),
        bad("ur", "C’est gratuit.", "یہ مفت ہے۔ یہ مفت ہے۔"),
        bad("vi", "Vous pouvez demander l’asile ici.", "Bạn có thể bạn có thể xin tị nạn ở đây."),
        bad("hi", "en France", "फ़्रांस में में"),
        bad("ur", "l’aide de l’OIM", "OIM کی کی مدد"),
        bad("pa", "C’est gratuit.", "ਇਹ ਮੁਫ਼ਤ ਹੈ ਹੈ।"),
        good("hi", "à chacun le sien", "अपने अपने घर"),
        good("ps", "De {a} à {b}, de {c} à {d}", "له {a} تر {b}، له {c} تر {d}"),
        good("vi", "peu à peu", "từng bước từng bước"),
        good("hi", "doucement", "धीरे धीरे"),
        good("vi", "toujours", "luôn luôn"),
        good("fa", "peu à peu", "کم کم"),
        good("en", "Feu ! Feu !", "Fire! Fire!"),
    ),
)
