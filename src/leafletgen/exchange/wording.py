"""What a translation may not lose or be: placeholders and link targets, the script of its language."""

from __future__ import annotations

import re

from leafletgen.markdown import LINK_TARGET, VARIABLE, variables_differ
from leafletgen.scripts import foreign_runs, letters

_WORD = re.compile(r"[^\W\d_]+")


def placeholders_differ(msgid: str, msgstr: str) -> str:
    """Return which placeholder or link target is missing or too many; empty when none is."""
    names, targets = variables_differ(msgid, msgstr), variables_differ(msgid, msgstr, LINK_TARGET)
    parts = []
    for what, variables, links in zip(("is missing", "is too many"), names, targets, strict=True):
        marks = [*(f"{{{name}}}" for name in variables), *(f"[…][{name}]" for name in links)]
        parts += [f"{', '.join(marks)} {what}"] if marks else []
    return "; ".join(parts)


def foreign_part(msgstr: str, msgid: str, script: str) -> str:
    """Return the beginning of what is not of the language's script, where that is most of the letters; else “”.

    `script` is an ISO 15924 code. Names in Latin letters stay names: words of the source do not count.
    The check script.wrong is stricter: it tells of a text, this of a file put into the wrong language.
    """
    known = {word.casefold() for word in _WORD.findall(msgid)}
    plain = VARIABLE.sub(" ", LINK_TARGET.sub("]", msgstr))
    words = [word for word in _WORD.findall(plain) if word.casefold() not in known]
    found = letters(" ".join(words))
    foreign = sum(of != script for _index, _char, of in found)
    if 2 * foreign <= len(found):
        return ""
    return " ".join(word for word in words if any(foreign_runs(word, script)))[:40]
