"""What a translation may not lose or be: placeholders and link targets, the script of its language."""

from __future__ import annotations

import re

from fontTools import unicodedata as scripts

from leafletgen.markdown import LINK_TARGET, VARIABLE, variables_differ

_WORD = re.compile(r"[^\W\d_]+")
_SHARED = ("Zyyy", "Zinh")
"""Characters of all scripts (UAX #24: Common, Inherited)."""


def placeholders_differ(msgid: str, msgstr: str) -> str:
    """Return which placeholder or link target is missing or too many; empty when none is."""
    names, targets = variables_differ(msgid, msgstr), variables_differ(msgid, msgstr, LINK_TARGET)
    parts = []
    for what, variables, links in zip(("is missing", "is too many"), names, targets, strict=True):
        marks = [*(f"{{{name}}}" for name in variables), *(f"[…][{name}]" for name in links)]
        parts += [f"{', '.join(marks)} {what}"] if marks else []
    return "; ".join(parts)


def fits_script(msgstr: str, msgid: str, script: str) -> bool:
    """Whether at least half of the letters that are not copied from the source are of the language's script.

    `script` is an ISO 15924 code. Names in Latin letters stay names: words of the source do not count.
    """
    own, foreign = _letters(msgstr, msgid, script)
    return not foreign or len(own) >= len(foreign)


def foreign_part(msgstr: str, msgid: str, script: str) -> str:
    """Return the beginning of what is not of the script."""
    words = _own_words(msgstr, msgid)
    return " ".join(word for word in words if any(scripts.script(char) not in (script, *_SHARED) for char in word))[:40]


def _letters(msgstr: str, msgid: str, script: str) -> tuple[str, str]:
    letters = [char for word in _own_words(msgstr, msgid) for char in word if scripts.script(char) not in _SHARED]
    own = [char for char in letters if scripts.script(char) == script]
    return "".join(own), "".join(char for char in letters if scripts.script(char) != script)


def _own_words(msgstr: str, msgid: str) -> list[str]:
    known = {word.casefold() for word in _WORD.findall(msgid)}
    plain = VARIABLE.sub(" ", LINK_TARGET.sub("]", msgstr))
    return [word for word in _WORD.findall(plain) if word.casefold() not in known]
