"""Words that lost the space between them: “n'est pastoujours”."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from leafletgen.invisible import INVISIBLE

_MOST = 3
"""Words in a row that are looked for as one."""


def glued(texts: Iterable[str], copied: Iterable[str]) -> tuple[str, ...]:
    """Return what are several words in the texts of a leaflet and one in what was copied, with their spaces.

    Spaces beside signs do not count, nor those that viewers add within words, as where a line ends.
    """
    wanted = [_words(text) for text in texts]
    known = {_bare(word) for row in wanted for word in row}
    strange = {_bare(word) for text in copied for word in _words(text)} - known
    rows = (row[i : i + count] for count in range(2, _MOST + 1) for row in wanted for i in range(len(row) - count + 1))
    return tuple(dict.fromkeys(" ".join(row) for row in rows if _bare("".join(row)) in strange))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split()


def _bare(word: str) -> str:
    """Return a word without the signs before and after it."""
    letters = [i for i, char in enumerate(word) if unicodedata.category(char)[0] in "LMN"]
    return word[letters[0] : letters[-1] + 1] if letters else ""
