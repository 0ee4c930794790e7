"""tag.edge: a marked word is glued to its neighbour, or carries a space inside its mark."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.checks.cases import bad, good
from leafletgen.checks.check import Problem, StringCheck
from leafletgen.checks.unit import Unit
from leafletgen.errors import InputError
from leafletgen.model import Inline, Link, Styled, Text, plain_text
from leafletgen.plain import parsed
from leafletgen.scripts import is_letter, script_of

_CLITIC = {"Arab": 4, "Ethi": 3, "Latn": 0, "Deva": 0, "Guru": 0}
"""Letters of prefixes and endings that may touch a marked word, by script: و, ب, ال; በ, ከ."""
_CLITIC_LANGUAGES = {"ur": 0, "ps": 1}


def find(unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each marked stretch whose edges are wrong, unless the source's are so too."""
    inlines = parsed(unit.msgstr, unit.around.link_targets)
    if isinstance(inlines, InputError):
        return
    allowed = _CLITIC_LANGUAGES.get(unit.language.code, _CLITIC.get(unit.language.script, 0))
    for index, node in enumerate(inlines):
        if not isinstance(node, Styled | Link):
            continue
        inside = plain_text(node.children)
        if inside != inside.strip():
            yield Problem(f"a space stands inside the marks of “{inside.strip()}”.")
        before = _text(inlines[index - 1]) if index else ""
        after = _text(inlines[index + 1]) if index + 1 < len(inlines) else ""
        if _touches(before[::-1], inside[:1], allowed) or _touches(after, inside[-1:], allowed):
            yield Problem(f"“{inside}” has no space between itself and its neighbour.")


def _text(node: Inline) -> str:
    return node.text if isinstance(node, Text) else ""


def _touches(outside: str, edge: str, allowed: int) -> bool:
    """Whether more letters than a clitic has touch a letter of the same script."""
    if not edge or not outside or not is_letter(edge) or script_of(edge) != script_of(outside[0]):
        return False
    length = next((index for index, char in enumerate(outside) if not is_letter(char)), len(outside))
    return length > allowed


CHECK = StringCheck(
    id="tag.edge",
    severity="warning",
    rationale="Two words run together are hard to read, above all in bold.",
    proposal="Put one space outside the marks, none inside.",
    find=find,
    cases=(
        bad("vi", "Appelez **vite** ici", "Hãy gọi**ngay** ở đây"),
        bad("hi", "C’est **votre** décision", "यह**आपका** फ़ैसला है"),
        bad("ar", "C’est **votre** décision", "العودة قرارك**أنت**"),
        bad("en", "Voir [la carte][map].", "See [the map ][map]."),
        good("vi", "Appelez **vite** ici", "Hãy gọi **ngay** ở đây"),
        good("ar", "Gratuit et **confidentiel**", "مجاني و**سري**"),
        good("am", "Appelez **OFII**", "ለ**OFII** ይደውሉ"),
        good("ti", "pour **vous**", "ን**ንስኹም**"),
    ),
)
