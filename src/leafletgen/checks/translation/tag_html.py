"""tag.html: the translation has HTML, which would be printed as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.markdown import RAW_HTML


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each tag, comment and character reference of HTML."""
    for html in dict.fromkeys(RAW_HTML.findall(unit.msgstr)):
        yield Problem(f"“{html}” would be printed.")


CHECK = StringCheck(
    id="tag.html",
    severity="error",
    rationale="Signs of HTML stand among the words on the page, and the word is not marked.",
    proposal=r"Write **word** for bold, *word* for italic, characters as such; \< or \& where it is to be printed.",
    find=find,
    cases=(
        bad("ar", "Vous ne **payez** rien.", "لن تدفع <b>شيئًا</b>."),
        bad("vi", "Gratuit.", "Miễn phí.<br>"),
        bad("hi", "Gratuit.", "मुफ़्त।<br/>"),
        bad("ti", "Gratuit.", "ብነጻ።&nbsp;"),
        bad("so", "Gratuit.", "Bilaash &#233;."),
        bad("fa", "Gratuit.", "رایگان <!-- check -->"),
        good("vi", "Moins de 18 ans : < 18", "Dưới 18 tuổi: < 18 > 3"),
        good("en", "Santé", "Health & care; R&D" r" \<b>"),
        good("ar", "Vous ne **payez** rien.", "لن تدفع **شيئًا**."),
    ),
)
