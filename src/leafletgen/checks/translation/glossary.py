"""glossary: a term of the source is not translated as the glossary says."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.glossary import Term, contains, contains_word
from leafletgen.plain import words_only


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each term whose sure forms are all absent, inflection and clitics tolerated."""
    source, target = words_only(unit.msgid), words_only(unit.msgstr)
    found = [term for term in unit.around.glossary if contains_word(source, term.source)]
    for term in (term for term in found if term.forms):
        within = any(other is not term and contains_word(other.source, term.source) for other in found)
        kept = term.source.isupper() and term.source in target
        if not within and not kept and not any(contains(target, form) for form in term.forms):
            forms = " or ".join(f"“{form}”" for form in term.forms)
            yield Problem(f"“{term.source}” is {forms} in the glossary, and not here.")


_ASYLUM = Term("asile", ("اللجوء",))

CHECK = StringCheck(
    id="glossary",
    severity="warning",
    rationale="Readers meet these words at every office; another word is another thing to them.",
    proposal="Use the glossary's word, or bring a better one into translations/glossary.tsv.",
    find=find,
    cases=(
        bad("ar", "Demander l’asile", "طلب الحماية", glossary=(_ASYLUM,)),
        bad("am", "Où est l’hôpital ?", "ክሊኒኩ የት ነው?", glossary=(Term("hôpital", ("ሆስፒታል",)),)),
        bad("so", "les réfugiés", "dadka", glossary=(Term("réfugié", ("qaxooti",)),)),
        good("ar", "Demander l’asile", "طلب لجوء", glossary=(_ASYLUM,)),
        good("ar", "Demander l’asile", "بطلب اللُّجوء", glossary=(_ASYLUM,)),
        good("am", "Où est l’hôpital ?", "ሆስፒታሉ የት ነው?", glossary=(Term("hôpital", ("ሆስፒታል",)),)),
        good("so", "les réfugiés", "qaxootiga", glossary=(Term("réfugié", ("qaxooti",)),)),
        good("pa", "les demandeurs d’asile", "ਸ਼ਰਨ ਮੰਗਣ ਵਾਲਿਆਂ", glossary=(Term("demandeur d’asile", ("ਸ਼ਰਨ ਮੰਗਣ ਵਾਲਾ",)),)),
        good("ti", "les demandeurs d’asile", "ሓተትቲ ዑቕባ", glossary=(Term("demandeur d’asile", ("ሓታቲ ዑቕባ",)),)),
        good("hi", "OFII organise le voyage", "OFII यात्रा", glossary=(Term("OFII", ("फ़्रांसीसी दफ़्तर",)),)),
    ),
)
