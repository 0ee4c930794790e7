"""code.left: a code or a note of another program or of the translator would be printed; for HTML see tag.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.plain import visible

_LEFT = re.compile(
    r"""
      </?\d+/?> | <\d+[\]}] | [\[{]\d+>  # tags of translation programs
    | \\(?:[nrt"']|u[\da-fA-F]{4})  # escapes
    | (?<![\d%])(?<!\d[ \u00a0\u202f])%(?:\d\$)?[sd@](?!\w)  # printf
    | \b(?:TODO|FIXME|[Xx]{3,})\b | \?{2,} | [(\[]\?[)\]] | @{2,} | \#{2,}  # notes
    """,
    re.VERBOSE,
)


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each such piece that the source does not have."""
    source = visible(unit.msgid)
    for piece in dict.fromkeys(_LEFT.findall(visible(unit.msgstr))):
        if piece not in source:
            yield Problem(f"“{piece}” would be printed.")


CHECK = StringCheck(
    id="code.left",
    severity="error",
    rationale="“{1>” or “(?)” in a sentence: the reader stumbles and trusts nothing that follows.",
    proposal="Delete it, or write what it stands for.",
    find=find,
    cases=(
        bad("vi", "Votre contrat", "Hợp đồng của <1>bạn</1>"),
        bad("ar", "Gratuit et secret", "مجاني وسري ##"),
        bad("fa", "Les impôts", "مالیات (?)"),
        bad("hi", "Les impôts", "कर ???"),
        bad("am", "Votre contrat", "[1>ውልዎ<1]"),
        bad("ti", "Votre contrat", "{1>ውዕልኩም<1}"),
        bad("so", "Les impôts", "Canshuurta TODO"),
        bad("ur", "Les premiers jours", "پہلے\\nدن"),
        bad("ps", "Avant le départ", "له تګ %s مخکې"),
        good("en", "10 % de rabais, 5 < 6 > 2", "10 % discount, 5 < 6 > 2"),
        good("fr", "10% interest", "10\u202f%d’intérêts", source_language="en"),
        good("ar", "Gratuit & secret", "مجاني & سري"),
        good("vi", "Qui ?", "Ai?!"),
        good("fa", "**Gratuit** ou {x}", "**رایگان** یا {x}"),
    ),
)
