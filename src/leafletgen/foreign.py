"""Text in another script than its language's: how much of it there is, and from where on it is too much."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.plain import words_only
from leafletgen.scripts import WORD, foreign_runs, is_acronym, is_letter, letters

MUCH = 0.3
"""Share of letters of other scripts from which a text is looked at again: the check script.wrong."""
MOST = 0.5
"""Share from which it is taken for a text of another language, and refused where tables are imported."""
LEAST_LETTERS = 4
"""Fewer tell nothing."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """The letters of a translation that are not of its language's script."""

    share: float
    """Of all letters, from 0 to 1; names and short names of the source are not counted."""
    words: str
    """The words that they stand in."""


def foreign_letters(msgstr: str, msgid: str, script: str) -> Foreign:
    """Return what of a translation is not of a script (ISO 15924)."""
    source = {"".join(filter(is_letter, word)).casefold() for word in WORD.findall(words_only(msgid))}
    own = foreign = 0
    words = []
    for word in WORD.findall(words_only(msgstr)):
        runs = [run for run in foreign_runs(word, script) if not is_acronym(run) and run.casefold() not in source]
        own += sum(of == script for _index, _char, of in letters(word))
        foreign += sum(map(len, runs))
        words += [word] if runs else []
    return Foreign(foreign / (own + foreign) if own + foreign >= LEAST_LETTERS else 0.0, " ".join(words))
