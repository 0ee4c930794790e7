"""glossary.forbidden: a word that the glossary rules out for a term of the source."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.glossary import Term, contains_word, fold
from leafletgen.plain import words_only


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each ruled-out word (after ✗ in the glossary) where its term stands in the source."""
    source, target = words_only(unit.msgid), fold(words_only(unit.msgstr))
    for term in unit.around.glossary:
        for word in term.forbidden:
            if contains_word(source, term.source) and fold(word) in target:
                yield Problem(f"“{word}” must not translate “{term.source}”.")


_RETURN = Term("retour volontaire", ("العودة الطوعية",), ("ترحيل",))

CHECK = StringCheck(
    id="glossary.forbidden",
    severity="error",
    rationale="“Deportation” for “voluntary return” frightens people away from help, and is untrue.",
    proposal="Use the glossary's word.",
    find=find,
    cases=(
        bad("ar", "Le retour volontaire", "الترحيل الطوعي", glossary=(_RETURN,)),
        bad("vi", "Le retour volontaire", "trục xuất", glossary=(Term("retour volontaire", (), ("trục xuất",)),)),
        good("ar", "Le retour volontaire", "العودة الطوعية", glossary=(_RETURN,)),
        good("ar", "L’expulsion", "الترحيل", glossary=(_RETURN,)),
    ),
)
