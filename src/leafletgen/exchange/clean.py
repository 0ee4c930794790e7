"""Characters that word processors put in by themselves: taken back out, compared with what was exported.

Where the text is the one that was exported, its own characters come back; in new text, typographic
characters stay if the catalog or the language uses them anyway. (rapidfuzz aligns the two texts.)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Indel

ARTEFACTS = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2011": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ad": "",
    "\ufeff": "",
}
"""What a word processor writes → what was typed."""
_KINDS = {
    "\u00a0": "no-break space",
    "\u202f": "no-break space",
    "\u2011": "no-break hyphen",
    "\u00ad": "soft hyphen",
    "\ufeff": "byte order mark",
}
_ANCHOR = 4
"""Characters in a row that must agree for them to count as the exported text."""
_LINE_ENDS = re.compile("\r\n|_x000D_\n?|[\r\v\u2028\u2029]")
"""Of all systems, with a spreadsheet's own way of writing a carriage return."""
Token = tuple[str, str]
"""(plain character, the character as written with the soft hyphens after it)."""


def _canonical(text: str) -> str:
    """Return a text with one kind of line end, in NFC."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))


def folded(text: str) -> str:
    """Return a text without typographic differences, to compare: artefacts plain, spaces single."""
    plain = "".join(ARTEFACTS.get(char, char) for char in _canonical(text))
    return " ".join(plain.split())


def own_characters(texts: Collection[str], quotes: Collection[str]) -> frozenset[str]:
    """Return the artefacts that are none in this catalog: its texts, or the language's quotes, use them."""
    return frozenset(char for text in (*texts, *quotes) for char in text if char in ARTEFACTS)


def cleaned(text: str, exported: str, own: Collection[str], *, typed: bool) -> tuple[str, Counter[str]]:
    """Return a translation that came back without what its program put in, and what that was.

    `typed` is false for files of CAT tools, whose characters are all meant: only line ends, NFC
    and outer spaces are put right for them.
    """
    counts: Counter[str] = Counter()
    if _canonical(text) == _canonical(exported):
        return exported, counts
    ends = _LINE_ENDS.sub("\n", text)
    new = unicodedata.normalize("NFC", ends)
    counts["not NFC"] += new != ends
    if typed:
        new = _without_artefacts(new, _canonical(exported), own, counts)
    outer = _with_outer_spaces(new, exported)
    counts["outer spaces"] += outer != new
    return (exported if outer == _canonical(exported) else outer), +counts


def _without_artefacts(new: str, exported: str, own: Collection[str], counts: Counter[str]) -> str:
    before, after = _tokens(exported), _tokens(new)
    done: list[str] = []
    for op in Indel.opcodes([plain for plain, _ in before], [plain for plain, _ in after]):
        old, piece = before[op.src_start : op.src_end], after[op.dest_start : op.dest_end]
        if op.tag == "equal" and (len(old) >= _ANCHOR or len(old) == len(before)):
            done.extend(_counted(piece, [written for _plain, written in old], counts))
        else:
            done.extend(_counted(piece, [_kept(written, own) for _plain, written in piece], counts))
    return "".join(done)


def _counted(after: Sequence[Token], written: list[str], counts: Counter[str]) -> list[str]:
    for (_plain, old), new in zip(after, written, strict=True):
        for char in old if old != new else "":
            if char in ARTEFACTS and char not in new:
                counts[_KINDS.get(char, "quotation mark")] += 1
        if old != new and not any(char in ARTEFACTS for char in old):
            counts["typographic character put back"] += 1
    return written


def _kept(written: str, own: Collection[str]) -> str:
    return "".join(char if char in own else ARTEFACTS.get(char, char) for char in written)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for char in text:
        plain = ARTEFACTS.get(char, char)
        if plain or not found:
            found.append((plain, char))
        else:
            found[-1] = (found[-1][0], found[-1][1] + char)
    return found


def _with_outer_spaces(new: str, exported: str) -> str:
    """Return the text with the outer spaces that were exported: a cell adds or loses them easily."""
    core = new.strip()
    if not core or not exported.strip():
        return core
    lead = exported[: len(exported) - len(exported.lstrip())]
    return f"{lead}{core}{exported[len(exported.rstrip()) :]}"
