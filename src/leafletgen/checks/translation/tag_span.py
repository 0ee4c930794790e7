"""tag.span: bold stands round nothing, or round everything where the source has it round a part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.model import Inline, Styled, plain_text
from leafletgen.negations import may_render_negation, negations
from leafletgen.plain import parsed
from leafletgen.scripts import is_letter

_STOPS = (".", "!", "?", ":")
_FIGURE = re.compile(r"\d")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for an empty style, one that grew to the whole text, one that stands round other words."""
    source, target = (parsed(text, unit.around.link_targets) for text in (unit.msgid, unit.msgstr))
    if isinstance(source, InputError) or isinstance(target, InputError):
        return
    for node in target:
        if isinstance(node, Styled) and not _core(plain_text(node.children)):
            yield Problem("a style stands round nothing.")
        elif isinstance(node, Styled) and _is_all(node, target) and not any(_is_all(each, source) for each in source):
            yield Problem("the whole text is marked, in the source only a part of it.")
    yield from _other_words(unit, source, target)
    for name in sorted(_marked_names(source) - _marked_names(target)):
        if _marked_names(target) or any(isinstance(node, Styled) for node in target):
            yield Problem(f"{name} is marked in the source and not here.")


def _other_words(unit: Unit, source: tuple[Inline, ...], target: tuple[Inline, ...]) -> Iterator[Problem]:
    """Yield what tells that other words are marked: the source's bold “not”, figure or opening is not bold here."""
    ours, theirs = _marked(source), _marked(target)
    if not ours or not theirs:
        return
    denies = any(negations(text, unit.source_language) for text in ours)
    if denies and not any(may_render_negation(text, unit.language.code) for text in theirs):
        yield Problem("the negation is marked in the source and not here.")
    if any(map(_FIGURE.search, ours)) and not any(map(_FIGURE.search, theirs)) and _FIGURE.search(plain_text(target)):
        yield Problem("a figure is marked in the source and not here.")
    if isinstance(source[0], Styled) and ours[0].endswith(_STOPS) and not isinstance(target[0], Styled):
        yield Problem(f"the source begins with the marked “{ours[0]}”, and nothing is marked at the beginning here.")


def _marked(inlines: tuple[Inline, ...]) -> tuple[str, ...]:
    return tuple(plain_text(node.children) for node in inlines if isinstance(node, Styled))


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
        bad("hi", "**Gratuit.** Vous ne payez rien.", "मुफ़्त। आप **कुछ** नहीं देते।"),
        bad("ar", "**Confidentiel.** Vous décidez.", "سري. **أنت** تقرر."),
        bad("en", "La réponse n’est **pas** toujours oui.", "The answer is not **always** yes."),
        bad("ti", "**Moins de 18 ans**, appelez-nous.", "ትሕቲ 18 ዓመት **ደውሉ**።"),
        good("vi", "La réponse n’est **pas** toujours oui.", "**Không** phải lúc nào cũng là đồng ý."),
        good("fa", "**Sans obligation.** Venez.", "**هیچ اجباری نیست.** بیایید."),
        good("ur", "C’est **votre** décision.", "یہ **آپ کا** فیصلہ ہے۔"),
        good("am", "**Gratuit.**", "**በነጻ።**"),
        good("ps", "Allez ici : **{office}**.", "دلته ورشئ: **{office}**."),
    ),
)
