"""po.header: the catalog's header names another language or charset, or lacks plural rules that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.checks.cases import bad_file, good_file
from leafletgen.checks.check import CatalogCheck, Problem
from leafletgen.checks.unit import CatalogFile

_FIELD = r'^"{name}:[ \t]*([^"\\]*)'
_HEADER_END = re.compile(r"\n\s*\n")


def find(file: CatalogFile) -> Iterator[Problem]:
    """Yield what is wrong with the header; nothing for a file that cannot be opened."""
    try:
        text = file.path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return
    header = _HEADER_END.split(text.lstrip("\ufeff"), maxsplit=1)[0]
    if "msgstr" not in header:
        return
    declared = _field(header, "Language").replace("_", "-")
    if declared != file.language:
        what = f"the header says “Language: {declared}”, the folder {file.language}."
        yield Problem(what, f"Is it the right file? If so, write “Language: {file.language}”.", line=1)
    charset = re.search(r"charset=([\w-]+)", _field(header, "Content-Type"))
    if not charset or charset[1].lower() not in ("utf-8", "utf8"):
        what = f"the header says charset “{charset[1] if charset else ''}”."
        yield Problem(what, "Save the file as UTF-8 and write “Content-Type: text/plain; charset=UTF-8”.", line=1)
    if "\nmsgid_plural" in text and not _field(header, "Plural-Forms"):
        yield Problem("the header has no Plural-Forms.", "Add those of the language (Poedit knows them).", line=1)


def _field(header: str, name: str) -> str:
    found = re.search(_FIELD.format(name=re.escape(name)), header, re.MULTILINE)
    return found[1].strip() if found else ""


_HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset={}\\n"\n\nmsgid "a"\nmsgstr "b"\n'

CHECK = CatalogCheck(
    id="po.header",
    severity="error",
    rationale="A file put into the wrong folder prints Pashto on the leaflet handed to Urdu readers.",
    proposal="Mend the header.",
    find=find,
    cases=(
        bad_file("ur", _HEADER.format("ps", "UTF-8").encode()),
        bad_file("ur", _HEADER.format("ur", "windows-1256").encode()),
        bad_file("ur", _HEADER.format("ur", "UTF-8").encode() + b'\nmsgid "c"\nmsgid_plural "d"\nmsgstr[0] "e"\n'),
        good_file("ur", _HEADER.format("ur", "UTF-8").encode()),
        good_file("zh-Hant", _HEADER.format("zh_Hant", "utf-8").encode()),
    ),
)
