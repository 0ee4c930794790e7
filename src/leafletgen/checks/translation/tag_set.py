"""tag.set: the translation does not have the source's bold, italic, code and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.model import Inline, Link, Styled
from leafletgen.plain import parsed

_MARKS = {"strong": "**bold**", "em": "*italic*", "code": "`code`"}


def find(unit: Unit) -> Iterator[Problem]:
    """Yield what is lost and what is new, as multisets: a translation may put them in another order."""
    source, target = (parsed(text, unit.around.link_targets) for text in (unit.msgid, unit.msgstr))
    if isinstance(source, InputError):
        return
    if isinstance(target, InputError):
        yield Problem(target.what, target.hint)
        return
    ours, theirs = Counter(tags(source)), Counter(tags(target))
    for tag in sorted((ours - theirs).elements()):
        yield Problem(f"{_MARKS.get(tag, tag)} of the source is missing.")
    for tag in sorted((theirs - ours).elements()):
        yield Problem(f"{_MARKS.get(tag, tag)} is not in the source.")


def tags(inlines: tuple[Inline, ...]) -> Iterator[str]:
    """Yield the name of each style and each link with its target, nested ones after their parent."""
    for node in inlines:
        if isinstance(node, Styled):
            yield node.tag
            yield from tags(node.children)
        elif isinstance(node, Link):
            yield f"the link [{node.target}]"
            yield from tags(node.children)


CHECK = StringCheck(
    id="tag.set",
    severity="error",
    rationale="The word that matters is not bold any more; the link leads nowhere.",
    proposal="Mark the same words as the source, with the same signs.",
    find=find,
    cases=(
        bad("ar", "Vous ne **payez** rien.", "لن تدفع شيئًا."),
        bad("hi", "Voir [la carte][map].", "नक्शा देखें।"),
        bad("hi", "Voir [la carte][map].", "[नक्शा](https://example.org) देखें।"),
        bad("en", "Voir [la carte][map].", "See [the map][ofii_site]."),
        bad("fa", "Voir [la carte][map].", "[نقشه][mapp] را ببینید."),
        bad("ti", "Vous ne payez rien.", "ዋላ ሓንቲ **ኣይትኸፍሉን**።"),
        good("ar", "**Gratuit** et [carte][map]", "[خريطة][map] و**مجاني**"),
        good("hi", "Voir [la carte][map].", "[नक्शा][map] देखें।"),
    ),
)
