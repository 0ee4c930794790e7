"""punct.fr: French marks without the space that keeps them on their line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import snippet, words_only

_WRONG = re.compile(
    "(?<=[^\\s\u00a0\u202f;:!?«])[;!?»]|(?<=[^\\s\u00a0\u202f\\d]):(?!//)|[ \t][;:!?»]|«(?![\u00a0\u202f])"
)


def find(unit: Unit) -> Iterator[Problem]:
    """Yield the first mark without a no-break space before it (« after it)."""
    if unit.language.code != "fr":
        return
    text = words_only(unit.msgstr)
    match = _WRONG.search(text)
    if match:
        yield Problem(f"no no-break space at “{match[0].strip()}” in “{snippet(text, *match.span())}”.")


CHECK = StringCheck(
    id="punct.fr",
    severity="warning",
    rationale="The mark falls to the start of the next line.",
    proposal="Put U+202F (or U+00A0) before ; : ! ? » and after «.",
    find=find,
    cases=(
        bad("fr", "Are you afraid?", "Avez-vous peur ?", source_language="en"),
        bad("fr", "Are you afraid?", "Avez-vous peur?", source_language="en"),
        bad("fr", "Say “yes”", "Dites «oui»", source_language="en"),
        good("fr", "Are you afraid?", "Avez-vous peur\u202f?", source_language="en"),
        good("fr", "Say “yes” at 9:30", "Dites «\u00a0oui\u00a0» à 9:30", source_language="en"),
    ),
)
