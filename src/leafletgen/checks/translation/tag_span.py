"""tag.span: bold stands round nothing, or round everything where the source has it round a part."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.model import Inline, Styled, plain_text
from leafletgen.plain import parsed
from leafletgen.scripts import is_letter


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for an empty style, one that grew to the whole text, one that lost its placeholder."""
    source, target = (parsed(text, unit.around.link_targets) for text in (unit.msgid, unit.msgstr))
    if isinstance(source, InputError) or isinstance(target, InputError):
        return
    for node in target:
        if isinstance(node, Styled) and not _core(plain_text(node.children)):
            yield Problem("a style stands round nothing.")
        elif isinstance(node, Styled) and _is_all(node, target) and not any(_is_all(each, source) for each in source):
            yield Problem("the whole text is marked, in the source only a part of it.")
    for name in sorted(_marked_names(source) - _marked_names(target)):
        if _marked_names(target) or any(isinstance(node, Styled) for node in target):
            yield Problem(f"{name} is marked in the source and not here.")


def _core(text: str) -> str:
    return "".join(char for char in text if is_letter(char) or char.isdigit())


def _is_all(node: Inline, inlines: tuple[Inline, ...]) -> bool:
    return isinstance(node, Styled) and _core(plain_text(node.children)) == _core(plain_text(inlines))


def _marked_names(inlines: tuple[Inline, ...]) -> set[str]:
    texts = (plain_text(node.children).strip() for node in inlines if isinstance(node, Styled))
    return {text for text in texts if text.startswith("{") and text.endswith("}")}


CHECK = StringCheck(
    id="tag.span",
    severity="warning",
    rationale="What is all bold has no bold word; the eye does not find what matters.",
    proposal="Mark the words that carry the marked meaning of the source, and only these.",
    find=find,
    cases=(
        bad("ur", "C’est **votre** décision.", "**یہ آپ کا فیصلہ ہے۔**"),
        bad("am", "**Gratuit.** Appelez.", "**.** በነጻ ይደውሉ።"),
        bad("ps", "Allez ici : **{office}**, l’accueil.", "**دې ځای** ته ورشئ: {office}."),
        good("ur", "C’est **votre** décision.", "یہ **آپ کا** فیصلہ ہے۔"),
        good("am", "**Gratuit.**", "**በነጻ።**"),
        good("ps", "Allez ici : **{office}**.", "دلته ورشئ: **{office}**."),
    ),
)
