"""inconsistent: one source text has two translations in the same leaflet."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem where the same words of the source are translated differently elsewhere."""
    others = [text for text in unit.around.same_msgid.get(unit.msgid, ()) if text != unit.msgstr]
    if others:
        yield Problem(f"the same text is translated “{others[0][:60]}” elsewhere in this catalog.")


CHECK = StringCheck(
    id="inconsistent",
    severity="warning",
    rationale="Two names for one thing: the reader looks for a difference that is not there.",
    proposal="Use one translation for both, unless the comments say that the meanings differ.",
    find=find,
    cases=(
        bad("ckb", "Gratuit", "بەخۆڕایی", others=(("Gratuit", "بێبەرامبەر"),)),
        bad("vi", "Urgences", "Khẩn cấp", others=(("Urgences", "Cấp cứu"),)),
        good("ckb", "Gratuit", "بەخۆڕایی", others=(("Confidentiel", "نهێنی"),)),
        good("vi", "Urgences", "Khẩn cấp", others=(("Urgences", "Khẩn cấp"),)),
    ),
)
