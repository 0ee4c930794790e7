"""Export and import: a leaflet's catalog in one language → a file for its translator, and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from leafletgen import __version__
from leafletgen.config import COMMON, Project, load_leaflet
from leafletgen.errors import InputError, LeafletError, OutputError, Place, UsageError, did_you_mean, unknown
from leafletgen.exchange.entries import read_units, rewritten
from leafletgen.exchange.judge import Judged, Result, Why, judge
from leafletgen.exchange.package import kind_of, read_bounded
from leafletgen.exchange.rows import Sheet, to_rows
from leafletgen.files import write_bytes, write_text
from leafletgen.sync import segments_of
from leafletgen.tables import languages
from leafletgen.terminal import count

_ENDINGS = {".xlsx": "xlsx", ".docx": "docx", ".xliff": "xliff", ".xlf": "xliff"}
"""By the ending of a file's name, the form of file that programs take it for."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    sheet: Sheet
    catalog: Path
    judged: Judged
    notes: tuple[str, ...]
    written: bool


def export(project: Project, leaflet: str, language: str, form: str, out: Path) -> Path:
    """Write a leaflet's table in one language as xlsx, docx or xliff; return where.

    Raises UsageError for what has no translations, and for a name that is of another form; InputError for a
    catalog that cannot be read, OutputError rather than overwrite a file with edits that were never imported.
    """
    sheet = _sheet(project, leaflet, language)
    named = _ENDINGS.get(out.suffix.lower(), form)
    if named != form:
        raise UsageError(f"{out.name} is the name of a file of the form {named}, not {form}.", f"Add --to {named}.")
    if out.exists():
        _check_replaceable(project, out)
    write_bytes(out, _door(form).write(sheet, project.source_language, project.reference_language))
    return out


def _sheet(project: Project, leaflet: str, language: str) -> Sheet:
    if language not in project.target_languages:
        raise UsageError(
            f"there is no translation into “{language}”.", did_you_mean(language, project.target_languages)
        )
    known = (*project.leaflets, COMMON)
    if leaflet not in known:
        raise unknown("leaflet", leaflet, known)
    path = project.catalog_path(leaflet, language)
    shown = path.relative_to(project.root)
    units = read_units(path, language, shown)
    version, date = _version(project, leaflet)
    return Sheet(leaflet, language, version, date, to_rows(units, language, project.reference_language, Place(shown)))


def _version(project: Project, leaflet: str) -> tuple[str, str]:
    if leaflet == COMMON:
        return __version__, "–"
    settings = load_leaflet(project, leaflet)
    return "-".join(settings.version.split()) or "–", settings.date.isoformat()


def _check_replaceable(project: Project, out: Path) -> None:
    """Raise OutputError unless a file holds nothing that would be lost."""
    hint = "Import it or move it away, or give another --out."
    try:
        judged = bring_in(project, out, write=False).judged
    except LeafletError as error:
        what = f"is there already, and it cannot be seen whether it holds work ({error})."
        raise OutputError(what, hint, Place(out)) from None
    edited = sum(v.result is not Result.UNCHANGED and v.why is not Why.OUTDATED for v in judged.verdicts)
    if edited:
        what = f"is there already, with {count(edited, 'edited row')} not in the catalog."
        raise OutputError(what, hint, Place(out))


def bring_in(project: Project, path: Path, *, write: bool) -> Imported:
    """Read a file that came back and write what may be taken of it into its catalog.

    Raises InputError when the file, or the catalog, cannot be read as a whole, and OutputError when
    the catalog changes meanwhile.
    """
    sheet = read(path)
    leaflet, language = sheet.leaflet, sheet.language
    for word, known, what in (
        (leaflet, (*project.leaflets, COMMON), "leaflet"),
        (language, project.target_languages, "language to translate into"),
    ):
        if word not in known:
            raise InputError(f"no {what} “{word}” in this project.", did_you_mean(word, known), Place(path))
    catalog = project.catalog_path(leaflet, language)
    shown = catalog.relative_to(project.root)
    units = read_units(catalog, language, shown)
    before = catalog.read_bytes()
    current = {segment.key for segment in segments_of(project, leaflet)}
    judged = judge(sheet, units, languages()[language], current)
    if write and judged.changes:
        text = rewritten(before.decode("utf-8"), judged.changes)
        if read_units(catalog, language, shown) != units:
            raise OutputError("was saved by somebody else just now.", "Import again.", Place(shown))
        write_text(catalog, text)
    version = _version(project, leaflet)[0]
    notes = () if version == sheet.version else (f"exported at version {sheet.version}; it is now {version}",)
    return Imported(sheet, shown, judged, (*judged.notes, *notes), written=write)


def read(path: Path) -> Sheet:
    """Return the table in a file, whichever of the three it is; raises InputError."""
    place = Place(path)
    data = read_bounded(path, place)
    return _door(kind_of(data, place)).read(data, place)


class _Door(Protocol):
    """What each format offers."""

    def write(self, sheet: Sheet, source: str, reference: str) -> bytes:
        """Return the bytes of a file."""
        ...

    def read(self, data: bytes, place: Place) -> Sheet:
        """Return the table in a file."""
        ...


def _door(form: str) -> _Door:
    """Return the module for a format; only that one's library is loaded."""
    if form == "xlsx":
        from leafletgen.exchange import xlsx

        return xlsx
    if form == "docx":
        from leafletgen.exchange import docx

        return docx
    from leafletgen.exchange import xliff

    return xliff
