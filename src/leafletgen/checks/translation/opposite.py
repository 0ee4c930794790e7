"""opposite: the translation says after for before, over for under, may for must, or never for not always."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.negations import negations
from leafletgen.plain import sentences
from leafletgen.scripts import WORD
from leafletgen.wordlists import expressions, unvowelled

_PAIRS = (("before", "after"), ("least", "most"), ("under", "over"), ("must", "may"), ("always", "never"))
_DENIED = frozenset({"always", "never"})
"""Opposites that are told apart where one denies: “not always” is not “never”, and कभी is “ever” by itself."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each sentence that says one of two opposites in the source and only the other one here.

    A sentence that denies may turn most of them round: no later than, not before, need not.
    """
    ours, theirs = sentences(unit.msgid), sentences(unit.msgstr)
    if len(ours) != len(theirs):
        return
    for source, target in zip(ours, theirs, strict=True):
        said = _said(source, unit.source_language)
        if not said:
            continue
        told = _said(target, unit.language.code)
        denies = bool(negations(source, unit.source_language) or negations(target, unit.language.code))
        for one, other in (*_PAIRS, *(pair[::-1] for pair in _PAIRS)):
            if denies == (one in _DENIED) and one in said and other not in said and other in told and one not in told:
                yield Problem(f"“{said[one]}” of the source became its opposite, “{told[other]}”.")


def _said(text: str, language: str) -> dict[str, str]:
    words = " ".join(word.casefold() for word in WORD.findall(unvowelled(text).replace("’", "’ ")))
    found = {name: pattern.search(words) for name, pattern in expressions("opposites", language).items()}
    return {name: match[0].strip() for name, match in found.items() if match}


CHECK = StringCheck(
    id="opposite",
    severity="warning",
    rationale="“After 5 May” for “before 5 May”, and the appeal is lost; “over 18” for “under 18”, and so is a child.",
    proposal="Say the same as the source: before or after, at least or at most, under or over, must or may.",
    find=find,
    cases=(
        bad("en", "Venez avant le 5 mai.", "Come after 5 May."),
        bad("ar", "**au moins** 18 ans", "18 سنة **على الأكثر**"),
        bad("fa", "Moins de 18 ans", "بیش از ۱۸ سال"),
        bad("ckb", "Après l’entretien", "پێش چاوپێکەوتنەکە"),
        bad("ti", "Moins de 18 ans", "ልዕሊ 18 ዓመት"),
        bad("so", "Avant le départ", "Bixitaanka ka dib"),
        bad("ur", "Au moins deux jours", "زیادہ سے زیادہ دو دن"),
        bad("ps", "Avant le départ", "له تګ وروسته"),
        bad("vi", "Au plus 20 kg", "Ít nhất 20 kg"),
        bad("hi", "Moins de 18 ans", "18 साल से ज़्यादा"),
        bad("pa", "Plus de 60 ans", "60 ਸਾਲ ਤੋਂ ਘੱਟ"),
        bad("am", "Plus de 60 ans", "ከ60 ዓመት በታች"),
        bad("en", "Vous devez prévenir la préfecture.", "You can tell the préfecture."),
        bad("ar", "Vous pouvez changer d’avis.", "يجب أن تغيّر رأيك."),
        bad("fa", "Vous devez la respecter.", "می\u200cتوانید به آن احترام بگذارید."),
        bad("ckb", "Vous pouvez demander l’asile.", "پێویستە داوای پەنابەری بکەن."),
        bad("ti", "Vous devez le déclarer.", "ከተመዝግብዎ ትኽእሉ ኢኹም።"),
        bad("so", "Vous devez prévenir la préfecture.", "Waad u sheegi kartaa préfecture."),
        bad("ur", "Vous pouvez changer d’avis.", "آپ کو اپنا فیصلہ بدلنا ہوگا۔"),
        bad("ps", "Vous pouvez demander l’asile.", "تاسو باید پناه وغواړئ."),
        bad("vi", "Vous pouvez changer d’avis.", "Bạn phải đổi ý."),
        bad("hi", "Vous devez prévenir la préfecture.", "आप préfecture को बता सकते हैं।"),
        bad("pa", "Vous devez la respecter.", "ਤੁਸੀਂ ਇਹ ਮੰਨ ਸਕਦੇ ਹੋ।"),
        bad("am", "Vous pouvez demander l’asile.", "ጥገኝነት መጠየቅ አለብዎት።"),
        bad("en", "La réponse n’est **pas** toujours oui.", "The answer is **never** yes."),
        bad("fa", "La réponse n’est **pas** toujours oui.", "جواب **هرگز** بله **نیست**."),
        bad("hi", "Gardez-le toujours.", "इसे कभी न रखें।"),
        bad("vi", "Ne le donnez jamais.", "Luôn đưa nó cho người khác."),
        good("en", "Avant le départ, après l’entretien", "Before you leave, after the interview"),
        good("en", "Pas plus de 20 kg", "Less than 20 kg"),
        good("ar", "Avant le départ", "قبل السفر"),
        good("fa", "Moins de 18 ans", "زیر ۱۸ سال"),
        good("ur", "Au moins deux jours", "کم از کم دو دن"),
        good("vi", "Moins de 18 ans", "Chưa đủ 18 tuổi"),
        good("hi", "Moins de 18 ans", "18 साल से कम"),
        good("am", "Avant le départ", "ከጉዞ በፊት"),
        good("so", "Avant de signer, lisez.", "Akhri intaadan saxiixin."),
        good("hi", "Vous pouvez toujours venir.", "आप कभी भी आ सकते हैं।"),
        good("vi", "Gardez-le toujours.", "Hãy luôn giữ lại."),
        good("ar", "Vous devez le déclarer.", "يجب أن تسجّله."),
        good("en", "Vous ne devez pas payer.", "You cannot be made to pay."),
    ),
)
