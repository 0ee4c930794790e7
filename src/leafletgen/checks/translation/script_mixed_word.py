"""script.mixed-word: one word has letters of two scripts that look alike."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import words_only
from leafletgen.scripts import WORD, letters


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each word of two scripts, unless its foreign part is a word of the source with a clitic."""
    source = words_only(unit.msgid).casefold()
    for word in WORD.findall(words_only(unit.msgstr)):
        scripts = {script for _index, _char, script in letters(word)}
        if len(scripts) < 2:
            continue
        foreign = "".join(char for _index, char, script in letters(word) if script != unit.language.script)
        if len(foreign) < 2 or foreign.casefold() not in source:
            yield Problem(f"“{word}” mixes {' and '.join(sorted(scripts))}.")


CHECK = StringCheck(
    id="script.mixed-word",
    severity="warning",
    rationale="A letter from another script looks right, falls out of the font, and cannot be searched or read aloud.",
    proposal="Type the word again with one keyboard.",
    find=find,
    cases=(
        bad("en", "Appelez", "C\u0430ll"),
        bad("so", "Police", "B\u043eoliis"),
        bad("hi", "Pays", "देਸ਼"),
        bad("fa", "Police", "پلیسa"),
        good("ar", "l’OFII", "لOFII"),
        good("am", "l’OFII", "OFIIን"),
        good("hi", "OFII et pays", "OFII और देश"),
        good("en", "Appelez", "Call"),
    ),
)
