"""script.wrong: much of the text is in another script than the language's."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.foreign import MUCH, foreign_letters


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a text that is not in the language's script."""
    script = unit.language.script
    share = foreign_letters(unit.msgstr, unit.msgid, script).share
    if share > MUCH:
        yield Problem(f"{share:.0%} of the letters are not of the script {script}.")


CHECK = StringCheck(
    id="script.wrong",
    severity="error",
    rationale="The reader gets a script that he or she may not read at all.",
    proposal="See whether the text stands in the right file, and translate it.",
    find=find,
    cases=(
        bad("pa", "Demandez un interprète.", "ترجمان منگو۔"),
        bad("ti", "Demandez un interprète.", "Ask for an interpreter."),
        bad("ckb", "Demandez un interprète.", "Daxwaza wergêr bikin."),
        bad("so", "Demandez un interprète.", "اطلب مترجمًا."),
        bad("hi", "Demandez un interprète.", "Dubhashiya maangein."),
        good("pa", "Demandez un interprète.", "ਦੁਭਾਸ਼ੀਆ ਮੰਗੋ।"),
        good("ckb", "**OIM France** : aide", "**OIM France**: یارمەتی"),
        good("am", "préfecture et OFII", "préfecture እና OFII"),
        good("am", "à la préfecture", "በpréfecture"),
        good("hi", "au 12 rue de l’Exemple", "12 rue de l’Exemple में"),
        good("so", "Demandez un interprète.", "Codso turjubaan."),
    ),
)
