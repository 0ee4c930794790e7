"""ph: a placeholder is missing, changed or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import did_you_mean
from leafletgen.markdown import VARIABLE, variables_differ

_BROKEN = re.compile(r"[{｛][^{}｛｝]{0,40}[}｝]?|[}｝]")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each placeholder that is lost, new, or written so that nothing will fill it in."""
    lost, added = variables_differ(unit.msgid, unit.msgstr)
    for name in lost:
        yield Problem(f"placeholder {{{name}}} is missing.")
    for name in added:
        wanted = VARIABLE.findall(unit.msgid)
        hint = did_you_mean(name, wanted) if wanted else ""
        yield Problem(f"placeholder {{{name}}} is not in the source.", f"Delete it. {hint}".strip())
    if not _BROKEN.search(VARIABLE.sub("", unit.msgid)):
        for broken in _BROKEN.findall(VARIABLE.sub("", unit.msgstr)):
            yield Problem(f"“{broken}” looks like a placeholder and is none.")


CHECK = StringCheck(
    id="ph",
    severity="error",
    rationale="The phone number is not on the page.",
    proposal="Copy the placeholder from the source, letter by letter.",
    find=find,
    cases=(
        bad("ar", "Appelez le {shelter}.", "اتصل بالرقم."),
        bad("ckb", "Appelez le {shelter}.", "پەیوەندی بکەن بە {پەناگە}."),
        bad("vi", "Appelez le {shelter}.", "Hãy gọi {shelters}."),
        bad("hi", "Appelez le {shelter}.", "{shelter} पर {shelter} फ़ोन करें।"),
        bad("ti", "Appelez le {shelter}.", "ናብ {shelter ደውሉ።"),
        good("ar", "Le {ofii_phone}, puis {shelter}.", "{shelter} ثم {ofii_phone}."),
        good("ti", "Appelez le {shelter}.", "ናብ {shelter} ደውሉ።"),
    ),
)
