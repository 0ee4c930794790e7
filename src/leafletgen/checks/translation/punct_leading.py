"""punct.leading: the text begins with a mark that belongs at its end."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible

_ENDINGS = frozenset(".,;:!?)]}»،؛؟۔።፣፤፥፦፧।॥…")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for an end mark at the start, where the source has none there."""
    first = visible(unit.msgstr).lstrip()[:1]
    if first in _ENDINGS and visible(unit.msgid).lstrip()[:1] not in _ENDINGS:
        yield Problem(f"the text begins with “{first}”.")


CHECK = StringCheck(
    id="punct.leading",
    severity="warning",
    rationale="Typed at the wrong end of a right-to-left line, the mark is printed before the sentence.",
    proposal="Move it to where the sentence ends as it is read.",
    find=find,
    cases=(
        bad("ar", "Gratuit.", ".مجاني"),
        bad("ur", "Vous avez peur ?", "؟کیا آپ کو ڈر ہے"),
        bad("ti", "Gratuit.", "።ብነጻ"),
        good("ar", "Gratuit.", "مجاني."),
        good("ur", "Vous avez peur ?", "کیا آپ کو ڈر ہے؟"),
        good("vi", "Gratuit.", "(Miễn phí)"),
    ),
)
