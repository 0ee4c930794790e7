"""po.syntax: the catalog is not a PO file, or holds one entry twice."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.catalog import key_of, read_po
from leafletgen.checks.cases import bad_file, good_file
from leafletgen.checks.check import CatalogCheck, Problem
from leafletgen.checks.translation.po_header import find as header_problems
from leafletgen.checks.unit import CatalogFile
from leafletgen.errors import InputError


def find(file: CatalogFile) -> Iterator[Problem]:
    """Yield what stops the catalog from being read, and entries that live beside their obsolete twin."""
    try:
        po = read_po(file.path, file.language, file.shown)
    except InputError as error:
        if not any(header_problems(file)):
            yield Problem(error.what, error.hint, line=error.place.line if error.place else 0)
        return
    living = {key_of(entry): entry.linenum for entry in po if not entry.obsolete}
    for entry in po.obsolete_entries():
        line = living.get(key_of(entry))
        if line and entry.msgstr:
            what = f"“{entry.msgid[:60]}” is translated at line {line} and stands among the obsolete entries too."
            yield Problem(
                what, "Keep the better translation at the first place and delete “#~” lines.", line=entry.linenum
            )


_HEADER = b'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_ENTRY = 'msgid "Gratuit"\nmsgstr "مجاني"\n'.encode()

CHECK = CatalogCheck(
    id="po.syntax",
    severity="error",
    rationale="An unreadable catalog prints nothing in that language; a twin hides which text is printed.",
    proposal="Mend the line, or take the last good copy of the file.",
    find=find,
    cases=(
        bad_file("ar", _HEADER + b'msgid "Gratuit"\nmsgstr "no end\n'),
        bad_file("ar", _HEADER + _ENTRY + b"\n" + _ENTRY),
        bad_file("ar", _HEADER + _ENTRY + b"\n" + b"".join(b"#~ " + line + b"\n" for line in _ENTRY.splitlines())),
        bad_file("ar", b"\xef\xbb\xbf" + _HEADER + _ENTRY),
        bad_file("ar", _HEADER + b'msgid "Gratuit"\nmsgstr "\xe3\xcc\xc7\xe4\xed"\n'),
        bad_file("ar", _HEADER + _ENTRY + b"\0"),
        good_file("ar", _HEADER + _ENTRY),
    ),
)
