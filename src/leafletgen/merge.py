"""Merging a template into a catalog: nothing that a translator wrote is ever lost.

exact → kept · moved, re-cased, re-spaced or with other light punctuation → kept · gone and come back → revived ·
changed, with another context, or with other commas beside a negation → fuzzy, with the previous msgid, its checks no
longer silenced; what it was stays as an obsolete entry, for when the change is undone · gone → obsolete · new, but
translated in another leaflet → taken from there, with a comment that says so; nearly the same → fuzzy.
(polib prints, rapidfuzz compares.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import polib
from rapidfuzz import fuzz, process

from leafletgen.catalog import key_of, new_entry, to_text
from leafletgen.model import Key
from leafletgen.negations import may_negate
from leafletgen.segments import Segment

SIMILAR = 70.0
"""Least similarity, in per cent, at which an old translation is offered as fuzzy."""
NEAR = 85.0
"""The same for a translation of another leaflet, whose readers and layout differ."""
_ALIKE = str.maketrans({"’": "'", "–": "-", "—": "-", "…": "..."} | dict.fromkeys('«»“”„"', " "))
_PAUSE = re.compile(r" ?[,;](?= )")
_STOP = re.compile(r" ?[.:;]+\Z")


@dataclass(frozen=True, slots=True)
class Loan:
    """A translation that stands in another catalog of the same language."""

    msgstr: str
    origin: str
    """The file's name."""


def merge(
    po: polib.POFile,
    segments: tuple[Segment, ...],
    source_language: str,
    elsewhere: Callable[[], Mapping[Key, Loan]] = dict,
) -> str:
    """Return the text of the catalog brought up to date with the template's segments.

    `elsewhere` tells what other leaflets say in this language; it is asked only if something is not translated.
    """
    old: dict[Key, polib.POEntry] = {}
    for entry in sorted(po, key=lambda entry: (not entry.msgstr, entry.obsolete)):
        old.setdefault(key_of(entry), entry)
    matches = _match(old, segments, source_language)
    used = {key for key, exact in matches.values() if exact or old[key].fuzzy or not old[key].msgstr}
    entries = [_merged(segment, old, matches) for segment in segments]
    empty = [entry for entry in entries if not entry.msgstr]
    lent = elsewhere() if empty else {}
    for entry in empty:
        _lend(entry, lent)
    held = {(entry.msgstr, entry.tcomment) for entry in entries}
    left = [entry for key, entry in old.items() if key not in used and entry.msgstr]
    return to_text(po, [*entries, *(_retired(e) for e in left if not e.fuzzy or (e.msgstr, e.tcomment) not in held)])


def _match(
    old: dict[Key, polib.POEntry], segments: tuple[Segment, ...], source_language: str
) -> dict[Key, tuple[Key, bool]]:
    """Map each segment's key to an old entry's key and whether its translation still holds."""
    matches: dict[Key, tuple[Key, bool]] = {s.key: (s.key, True) for s in segments if s.key in old}
    for translated in (True, False):  # what is not can have a translator's comment
        free = {key: entry for key, entry in old.items() if key not in matches and bool(entry.msgstr) is translated}
        _match_free(matches, free, segments, source_language)
    return matches


def _match_free(
    matches: dict[Key, tuple[Key, bool]],
    free: dict[Key, polib.POEntry],
    segments: tuple[Segment, ...],
    source_language: str,
) -> None:
    """Add matches of old entries that are free with segments that have none yet."""
    for holds, likeness in ((True, partial(_meaning, source_language)), (False, _words)):
        alike = {likeness(key): key for key in reversed(free)}
        for segment in segments:
            key = alike.get(likeness(segment.key))
            if segment.key not in matches and key in free:
                matches[segment.key] = (key, holds)
                del free[key]
    for wanted, key in _most_similar(free, [segment for segment in segments if segment.key not in matches]):
        if wanted not in matches and key in free:
            matches[wanted] = (key, False)
            del free[key]


def _most_similar(free: Collection[Key], segments: list[Segment]) -> Iterator[tuple[Key, Key]]:
    """Yield keys of segments and of old entries whose texts are similar, the most similar ones first."""
    texts = {key: key[1] for key in free}
    found = [
        (score, segment.key, key)
        for segment in segments
        for _text, score, key in process.extract(
            segment.msgid, texts, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None
        )
    ]
    for _score, wanted, key in sorted(found, key=lambda each: -each[0]):
        yield wanted, key


def _meaning(source_language: str, key: Key) -> Key:
    """Reduce an entry to what its translation depends on: its context, its words, and its commas beside a negation.

    “Ne partez pas, seul.” is not “Ne partez pas seul.”
    """
    context, msgid = key
    return context, _plain(msgid, pause="," if may_negate(msgid, source_language) else "")


def _words(key: Key) -> Key:
    """Reduce an entry to its words, whatever its context and commas."""
    return "", _plain(key[1], pause="")


def _plain(msgid: str, *, pause: str) -> str:
    """Return a text without its case, spaces, quotes and full stop, and with `pause` for each comma.

    Question and exclamation marks stay: they make another sentence.
    """
    text = " ".join(msgid.translate(_ALIKE).split()).casefold()
    return _STOP.sub("", _PAUSE.sub(pause, text))


def _merged(segment: Segment, old: dict[Key, polib.POEntry], matches: dict[Key, tuple[Key, bool]]) -> polib.POEntry:
    entry = new_entry(segment)
    if segment.key not in matches:
        return entry
    key, exact = matches[segment.key]
    before = old[key]
    entry.msgstr, entry.tcomment, entry.flags = before.msgstr, before.tcomment, list(before.flags)
    entry.previous_msgid, entry.previous_msgctxt = before.previous_msgid, before.previous_msgctxt
    if not exact:
        kept = [flag for flag in entry.flags if not flag.startswith("ignore-")]
        entry.flags = list(dict.fromkeys(["fuzzy", *kept])) if entry.msgstr else kept
        if entry.msgstr and not before.fuzzy:
            entry.previous_msgid, entry.previous_msgctxt = before.msgid, before.msgctxt
    return entry


def _lend(entry: polib.POEntry, elsewhere: Mapping[Key, Loan]) -> None:
    """Fill an entry that nobody has translated with what another leaflet says; near ones become fuzzy."""
    key = key_of(entry)
    if key not in elsewhere:
        texts = {other: other[1] for other in elsewhere if other[0] == key[0]}
        best = process.extractOne(entry.msgid, texts, scorer=fuzz.ratio, score_cutoff=NEAR)
        if best is None:
            return
        key = best[2]
        entry.flags, entry.previous_msgid = ["fuzzy"], key[1]
    loan = elsewhere[key]
    entry.msgstr = loan.msgstr
    entry.tcomment = "\n".join(filter(None, (entry.tcomment, f"From {loan.origin}: is it right here, too?")))


def _retired(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.comment, entry.occurrences = "", []
    return entry
