"""po.stale: the catalog's entries are not those of the source."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.catalog import read_catalog
from leafletgen.checks.cases import bad_file, good_file
from leafletgen.checks.check import CatalogCheck, Problem
from leafletgen.checks.unit import CatalogFile
from leafletgen.errors import InputError


def find(file: CatalogFile) -> Iterator[Problem]:
    """Yield a problem for each text that the catalog lacks or still has."""
    try:
        entries = read_catalog(file.path, file.language, file.shown).entries
    except InputError:
        return  # po.syntax and po.header tell
    for key in file.wanted:
        if key not in entries:
            yield Problem("this text of the source is not in the catalog.", msgid=key[1])
    for key, entry in entries.items():
        if key not in file.wanted:
            yield Problem("the source does not have this text any more.", line=entry.place.line, msgid=key[1])


_HEADER = 'msgid ""\nmsgstr ""\n"Language: ti\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_FILE = _HEADER + 'msgid "Gratuit"\nmsgstr "ብነጻ"\n'

CHECK = CatalogCheck(
    id="po.stale",
    severity="error",
    rationale="Readers get French where the text changed, and translators work on texts that nobody will print.",
    proposal="Run `leafletgen update`; nothing that was translated is lost.",
    find=find,
    cases=(
        bad_file("ti", _FILE.encode(), ("", "Gratuit"), ("", "Confidentiel")),
        bad_file("ti", _FILE.encode()),
        good_file("ti", _FILE.encode(), ("", "Gratuit")),
    ),
)
