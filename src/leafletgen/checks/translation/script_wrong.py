"""script.wrong: much of the text is in another script than the language's."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD, foreign_runs, is_acronym, is_letter, letters

MOST_FOREIGN = 0.3
"""Share of letters of other scripts; names and short names of the source are not counted."""
LEAST_LETTERS = 4


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a text that is not in the language's script."""
    source = {"".join(filter(is_letter, word)).casefold() for word in WORD.findall(words_only(unit.msgid))}
    own = foreign = 0
    for word in WORD.findall(words_only(unit.msgstr)):
        for _index, _char, script in letters(word):
            own += script == unit.language.script
        for run in foreign_runs(word, unit.language.script):
            foreign += 0 if is_acronym(run) or run.casefold() in source else len(run)
    if own + foreign >= LEAST_LETTERS and foreign > MOST_FOREIGN * (own + foreign):
        share = foreign / (own + foreign)
        yield Problem(f"{share:.0%} of the letters are not of the script {unit.language.script}.")


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
