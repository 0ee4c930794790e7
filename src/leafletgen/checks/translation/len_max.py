"""len.max: the translation is longer than its place (PO flag max-length:N)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible

_FLAG = re.compile(r"max-length\s*[:=]\s*(\d+)")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for a text with more characters than its flag or comment allows."""
    limit = next((int(found[1]) for text in (*unit.flags, unit.comment) if (found := _FLAG.search(text))), 0)
    length = len(visible(unit.msgstr))
    if limit and length > limit:
        yield Problem(f"{length} characters; {limit} have room.")


CHECK = StringCheck(
    id="len.max",
    severity="warning",
    rationale="The text is set too small to read, or pushes other text off the page.",
    proposal="Say it in fewer words.",
    find=find,
    cases=(
        bad("vi", "périmé", "đã hết hạn sử dụng", flags=("max-length:12",)),
        bad("am", "périmé", "ጊዜው ያለፈበት", comment="max-length: 6"),
        good("vi", "périmé", "hết hạn", flags=("max-length:12",)),
        good("am", "périmé", "ጊዜው ያለፈበት"),
    ),
)
