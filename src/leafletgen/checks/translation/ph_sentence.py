"""ph.sentence: placeholders or link targets have changed places between sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import names_by_sentence


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each sentence with as many placeholders as the source's, and not the same ones.

    Where sentences have other numbers of them, some were joined or parted, and nothing can be told. Within a
    sentence, word order is the language's; what is lost or new is for “ph” to say.
    """
    ours, theirs = names_by_sentence(unit.msgid), names_by_sentence(unit.msgstr)
    if [len(names) for names in ours] != [len(names) for names in theirs]:
        return
    if sorted(chain.from_iterable(ours)) != sorted(chain.from_iterable(theirs)):
        return
    for wanted, given in zip(ours, theirs, strict=True):
        if wanted != given:
            yield Problem(f"{_named(given)} stands in the sentence that has {_named(wanted)} in the source.")


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


CHECK = StringCheck(
    id="ph.sentence",
    severity="warning",
    rationale="“Call …, in danger” gives the number of an office that is closed at night.",
    proposal="Put each placeholder into the sentence where the source has it.",
    find=find,
    cases=(
        bad("en", "Appelez {shelter}. Écrivez à {ofii_phone}.", "Call {ofii_phone}. Write to {shelter}."),
        bad("ar", "En danger : {shelter}. Sinon : {ofii_phone}.", "في خطر: {ofii_phone}. وإلا: {shelter}."),
        bad("fa", "Appelez {shelter} ! Puis {ofii_phone}.", "به {ofii_phone} زنگ بزنید! بعد {shelter}."),
        bad("ckb", "Appelez {shelter}. Puis {ofii_phone}.", "پەیوەندی بکە بە {ofii_phone}. پاشان {shelter}."),
        bad("ur", "Appelez {shelter}. Puis {ofii_phone}.", "{ofii_phone} پر فون کریں۔ پھر {shelter}۔"),
        bad("ps", "Danger ? {shelter}. Sinon : {ofii_phone}.", "خطر؟ {ofii_phone}. که نه: {shelter}."),
        bad("ti", "Appelez {shelter}. Puis {ofii_phone}.", "ናብ {ofii_phone} ደውሉ። ብድሕሪኡ {shelter}።"),
        bad("so", "Lisez [ceci][map]. Puis [cela][ofii_site].", "Akhri [kan][ofii_site]. Kadib [kaas][map]."),
        bad("vi", "**Danger.** {shelter}. {ofii_phone} !", "**Nguy hiểm.** {ofii_phone}. {shelter}!"),
        bad("hi", "Appelez {shelter}. Puis {ofii_phone}.", "{ofii_phone} पर फ़ोन करें। फिर {shelter}।"),
        bad("am", "{a_b}. {c_d}. {e_f}.", "{c_d}። {e_f}። {a_b}።"),
        good("ar", "Le {ofii_phone}, puis {shelter}. Merci.", "{shelter} ثم {ofii_phone}. شكرًا."),
        good("fa", "Appelez {shelter}. Écrivez à {ofii_phone}.", "به {shelter} زنگ بزنید. به {ofii_phone} بنویسید."),
        good("hi", "Appelez {shelter}. Puis {ofii_phone}.", "{shelter} पर, फिर {ofii_phone} पर फ़ोन करें।"),
        good("ti", "Ici. Appelez {shelter}. Puis {ofii_phone}.", "ኣብዚ ናብ {shelter} ደውሉ። ብድሕሪኡ {ofii_phone}። ሕራይ።"),
        bad("pa", "{shelter}. En danger, {ofii_phone}.", "{ofii_phone}। ਖ਼ਤਰਾ? {shelter}।"),
        good("pa", "{shelter}. En danger, {ofii_phone}.", "{shelter}। ਖ਼ਤਰਾ? {ofii_phone}।"),
        good("am", "M. {ofii_phone} appelle. {shelter} aussi.", "{ofii_phone} ይደውላሉ። ደግሞ {shelter}።"),
    ),
)
