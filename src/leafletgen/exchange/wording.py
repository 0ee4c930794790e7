"""What a translation may not lose: placeholders and link targets."""

from __future__ import annotations

from leafletgen.markdown import LINK_TARGET, VARIABLE, variables_differ


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders and link targets of a text, sorted, each as often as it stands there."""
    return tuple(sorted([*VARIABLE.findall(text), *LINK_TARGET.findall(text)]))


def placeholders_differ(msgid: str, msgstr: str) -> str:
    """Return which placeholder or link target is missing or too many; empty when none is."""
    names, targets = variables_differ(msgid, msgstr), variables_differ(msgid, msgstr, LINK_TARGET)
    parts = []
    for what, variables, links in zip(("is missing", "is too many"), names, targets, strict=True):
        marks = [*(f"{{{name}}}" for name in variables), *(f"[…][{name}]" for name in links)]
        parts += [f"{', '.join(marks)} {what}"] if marks else []
    return "; ".join(parts)
