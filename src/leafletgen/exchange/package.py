"""Files that come back, before any library opens them: kind, size, zip bombs, entities. And zips without the clock."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from pathlib import Path

from leafletgen.errors import InputError, Place
from leafletgen.exchange.labels import limits

_OLE = b"\xd0\xcf\x11\xe0"
EPOCH = datetime.datetime(1980, 1, 1)
"""The one moment at which every table was made."""
_RANGE = re.compile(rb"(?:mergeCell|hyperlink)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\sref\s*=\s*[\"']([^\"']*)")
_ENCODING = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
_READABLE = (b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
"""Encodings in which a tag is written as in ASCII, once the zeros of UTF-16 are gone."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
"""How “<?xm” is written in it: XML readers know it without being told."""


def read_bounded(path: Path, place: Place) -> bytes:
    """Return the bytes of a file; raises InputError when it is missing or too large."""
    try:
        if not path.is_file():
            raise InputError("no such file.", "Is its name right, and the folder?", place)
        if path.stat().st_size > limits().file_bytes:
            raise InputError(f"larger than {limits().file_bytes} bytes.", "Is it the right file?", place)
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", "May this user read it?", place) from None


def kind_of(data: bytes, place: Place) -> str:
    """Return “xlsx”, “docx” or “xliff”, from what the file holds; raises InputError for anything else or unsafe."""
    if data.startswith(_OLE):
        hint = "Save it as .xlsx or .docx, without a password."
        raise InputError("an old or password-protected Office file.", hint, place)
    if not data.startswith(b"PK"):
        if b"<" not in data[:1000].replace(b"\0", b""):
            hint = "Send back a file that `leafletgen export` made (.xlsx, .docx, .xliff)."
            raise InputError("neither a spreadsheet, nor a Word file, nor XLIFF.", hint, place)
        _check_xml(data, place)
        return "xliff"
    names = _check_zip(data, place)
    for kind, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        if part in names:
            return kind
    raise InputError(
        "a zip file, but not .xlsx or .docx.", "Save it as .xlsx or .docx (not .ods, .odt, .numbers).", place
    )


def _check_zip(data: bytes, place: Place) -> set[str]:
    """Return the names of the parts, after having unpacked each within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > limits().parts or size > limits().unpacked_bytes:
                what = f"{len(parts)} parts of {size} bytes when unpacked."
                hint = f"At most {limits().parts} parts and {limits().unpacked_bytes} bytes: is it the right file?"
                raise InputError(what, hint, place)
            tags = 0
            for part in parts:  # whatever its name: what it is, its relations say
                tags += _check_xml(archive.read(part), place)  # at most its declared size; a lie fails its checksum
                _check_tags(tags, place)
            return {part.filename for part in parts}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise InputError("a damaged file.", "Take the last good copy, or ask for it again.", place) from None


def _check_xml(content: bytes, place: Place) -> int:
    """Return how many tags some XML has; raises InputError for too many, or a document type (entities, addresses)."""
    plain = content.replace(b"\0", b"")  # UTF-16 too
    encoding = _ENCODING.search(plain[:1000])
    if plain.startswith(_EBCDIC) or (encoding and encoding[1].lower() not in _READABLE):
        raise InputError("its XML is neither UTF-8 nor UTF-16.", "Save it again as UTF-8.", place)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError(
            "its XML has a document type or entities.", "Nothing that we export has; it is not read.", place
        )
    tags = plain.count(b"<")
    _check_tags(tags, place)
    return tags


def _check_tags(tags: int, place: Place) -> None:
    if tags > limits().tags:
        raise InputError("far too much in it.", f"At most {limits().tags} tags: is it the right file?", place)


def without_clock(data: bytes) -> bytes:
    """Return a zip file with the same parts and no times, so that the same table makes the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            fresh = zipfile.ZipInfo(part.filename, EPOCH.timetuple()[:6])
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, old.read(part))
    return result.getvalue()


def cell_ranges(data: bytes) -> tuple[str, ...]:
    """Return the merged and linked ranges of a spreadsheet, as they stand in its XML, whichever part that is."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            plain = archive.read(part).replace(b"\0", b"")
            found.extend(ref.decode("utf-8", "replace") for ref in _RANGE.findall(plain))
    return tuple(found)
