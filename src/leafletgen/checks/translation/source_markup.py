"""source.markup: a sign of markup is left over in a source text and would be printed in every language."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, SourceCheck
from leafletgen.checks.unit import SourceText
from leafletgen.errors import InputError
from leafletgen.model import plain_text
from leafletgen.plain import parsed


def find(text: SourceText) -> Iterator[Problem]:
    """Yield a problem for each sign that Markdown leaves in the text without a backslash before it."""
    inlines = parsed(text.msgid, text.around.link_targets)
    if isinstance(inlines, InputError):
        return
    for sign in ("*", "`"):
        if plain_text(inlines).count(sign) > text.msgid.count(f"\\{sign}"):
            yield Problem(f"“{sign}” is left over and would be printed.")


CHECK = SourceCheck(
    id="source.markup",
    severity="error",
    rationale="Stars are printed on the pages of all languages: md.unbalanced only tells what a translation adds.",
    proposal=r"Write **word** with a space outside the stars and none inside, or \* for a star that is to be printed.",
    find=find,
    cases=(
        bad("fr", "**Gratuit !**Vous ne payez rien."),
        bad("fr", "** Gratuit.** Vous ne payez rien."),
        bad("en", "Call `112."),
        good("fr", "**Gratuit.** Vous ne payez rien."),
        good("fr", r"Prix : 5 € \*"),
        good("en", "Call `112`."),
    ),
)
