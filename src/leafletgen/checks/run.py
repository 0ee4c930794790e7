"""Running the checks over a project: catalogs, strings and sources become findings and a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from leafletgen.catalog import load_catalog, read_po
from leafletgen.checks.check import Check, Problem
from leafletgen.checks.finding import SEVERITIES, Finding
from leafletgen.checks.registry import catalog_checks, source_checks, string_checks
from leafletgen.checks.unit import CatalogFile, SourceText, Surroundings, Unit, by_sentence, grouped
from leafletgen.config import (
    COMMON,
    Project,
    Target,
    code_clashes,
    load_contacts,
    load_leaflet,
    unknown_leaflet,
)
from leafletgen.errors import FindingsError, InputError, LeafletError, Place, UsageError
from leafletgen.fonts import load_fonts
from leafletgen.glossary import read_glossary, terms
from leafletgen.model import Key, Kind, Source
from leafletgen.read import load_source
from leafletgen.segments import is_translatable
from leafletgen.svg import read_picture
from leafletgen.sync import segments_of
from leafletgen.tables import languages

_IGNORE = re.compile(r"ignore-([a-z.-]+)")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the checks found."""

    findings: tuple[Finding, ...]
    catalogs: int
    strings: int
    ignored: dict[str, int]
    """Findings that a PO flag silences, by check."""
    unreadable: tuple[str, ...]
    """Catalogs and sources that could not be read."""

    @property
    def exit_code(self) -> int:
        """4 when something could not be read, 3 for a finding of error level, else 0."""
        if self.unreadable:
            return InputError.exit_code
        return FindingsError.exit_code if any(f.severity == "error" for f in self.findings) else 0

    def summary(self) -> dict[str, object]:
        """Return the counts for --json and the last line."""
        found = Counter(finding.severity for finding in self.findings)
        return {
            **{f"{severity}s": found[severity] for severity in SEVERITIES},
            "catalogs": self.catalogs,
            "strings": self.strings,
            "ignored": self.ignored,
            "unreadable": list(self.unreadable),
        }


@dataclass(slots=True)
class _Run:
    """One run under way."""

    project: Project
    findings: list[Finding]
    ignored: Counter[str]
    unreadable: list[str]
    translations: dict[str, dict[Key, dict[str, str]]]
    """By leaflet, key and language; read once."""
    wanted: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    """By leaflet, the keys of its texts; read once."""
    strings: int = 0


def select(project: Project, wanted: tuple[str, ...], chosen: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the catalogs that leaflets' names and paths of .po files ask for, in some languages; all for none.

    A target of the source's language is the source itself; one of COMMON, the strings of the templates.

    Raises UsageError for a name that is no leaflet, and for a path that is no catalog of the project, or of
    another language.
    """
    known = (*project.leaflets, COMMON)
    names = [word for word in wanted if not word.endswith(".po")]
    for name in names:
        if name not in known:
            raise unknown_leaflet(name, known)
    found = [Target(leaflet, code) for leaflet in (names if wanted else known) for code in chosen]
    for word in (word for word in wanted if word.endswith(".po")):
        found.append(_of_path(project, Path(word)))
        if found[-1].language not in chosen:
            raise UsageError(f"{word} is not of the language that -l names.", "Leave out the one or the other.")
    return tuple(dict.fromkeys(found))


def _of_path(project: Project, path: Path) -> Target:
    for candidate in (path.resolve(), (project.root / path).resolve()):
        target = Target(candidate.stem, candidate.parent.name)
        known = target.leaflet in (*project.leaflets, COMMON) and target.language in project.target_languages
        if known and candidate == project.catalog_path(target.leaflet, target.language).resolve():
            return target
    raise UsageError(f"{path} is no catalog of this project.", "Give translations/LANG/LEAFLET.po.")


def check(project: Project, wanted: tuple[Target, ...]) -> Result:
    """Check catalogs and sources; what cannot be read is a finding, and the others are still checked."""
    run = _Run(project, [], Counter(), [], {})
    contacts = load_contacts(project)
    rows = read_glossary(project.root)
    around = Surroundings(
        contacts=tuple(contacts),
        link_targets=tuple(name for name, contact in contacts.items() if contact.kind == "url"),
        short_numbers=frozenset(c.values[0] for c in contacts.values() if re.fullmatch(r"\d{3,5}", c.values[0])),
        fonts=load_fonts(project.fonts),
    )
    _check_codes(run, tuple(target for target in wanted if target.language == project.source_language))
    for target in wanted:
        if target.language == project.source_language:
            _check_source(run, target, around)
        else:
            glossary = terms(rows, project.source_language, target.language)
            _check_catalog(run, target, replace(around, glossary=glossary))
    return Result(
        in_order(run.findings), len(wanted), run.strings, dict(sorted(run.ignored.items())), tuple(run.unreadable)
    )


def count_errors(project: Project, chosen: tuple[str, ...]) -> Counter[Target]:
    """Check all texts of some languages; return how many findings of error level each catalog has."""
    findings = check(project, select(project, (), chosen)).findings
    return Counter(Target(found.leaflet, found.language) for found in findings if found.severity == "error")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file and line, the worst first, each once."""
    return tuple(sorted(set(findings), key=lambda f: (f.path, f.line, SEVERITIES.index(f.severity), f.id, f.message)))


def _check_codes(run: _Run, sources: tuple[Target, ...]) -> None:
    """Tell once of each code that a leaflet shares with others; the first that is checked stands for all."""
    clashes = code_clashes(run.project) if sources else {}
    concerned = {clashes[target.leaflet]: target for target in reversed(sources) if target.leaflet in clashes}
    for error, target in concerned.items():
        _unreadable(run, target, "po.syntax", error, run.project.source_path(target.leaflet))


def _check_source(run: _Run, target: Target, around: Surroundings) -> None:
    if target.leaflet == COMMON:
        return  # the templates' own strings are leafletgen's
    try:
        settings = load_leaflet(run.project, target.leaflet)
        source = load_source(run.project, settings)
    except InputError as error:
        _unreadable(run, target, "po.syntax", error, run.project.source_path(target.leaflet))
        return
    for block in (block for panel in source.panels for block in panel.walk() if block.kind is Kind.PICTURE):
        try:
            read_picture(settings.folder / block.name, block.place)
        except InputError as error:
            _unreadable(run, target, "po.syntax", error, run.project.source_path(target.leaflet))
    for text in _texts(source, target.language, around):
        run.strings += text.translatable
        for each in source_checks():
            if text.translatable or each.all_texts:
                msgid = text.msgid if text.translatable else ""
                run.findings += [_finding(each, problem, target, text.place, msgid) for problem in each.find(text)]


def _texts(source: Source, language: str, around: Surroundings) -> Iterator[SourceText]:
    """Yield all texts of a source, and each QR code as a link without words."""
    for message in source.messages():
        words = is_translatable(message.msgid)
        yield SourceText(message.msgid, message.comment, language, message.place, around, translatable=words)
    for block in (block for panel in source.panels for block in panel.walk()):
        if block.qr:
            link = f"[][{block.qr}]"
            yield SourceText(link, "", language, block.place, around, translatable=False)


def _check_catalog(run: _Run, target: Target, around: Surroundings) -> None:
    path = run.project.catalog_path(target.leaflet, target.language)
    shown = path.relative_to(run.project.root)
    try:
        if target.leaflet not in run.wanted:
            run.wanted[target.leaflet] = tuple(segment.key for segment in segments_of(run.project, target.leaflet))
    except InputError as error:
        _unreadable(run, target, "po.stale", error, run.project.source_path(target.leaflet))
        return
    file = CatalogFile(path, shown, target.language, run.wanted[target.leaflet])
    for each in catalog_checks():
        run.findings += [_finding(each, p, target, Place(shown, p.line), p.msgid) for p in each.find(file)]
    try:
        po = read_po(path, target.language, shown)
    except InputError:
        run.unreadable.append(shown.as_posix())
        return
    units = _units(run, target, po, shown, around)
    run.strings += len(units)
    for unit in units:
        run.findings += _check_unit(run, target, unit)


def _unreadable(run: _Run, target: Target, id_: str, error: InputError, path: Path) -> None:
    place = error.place or Place(path)
    path = place.path.relative_to(run.project.root) if place.path.is_absolute() else place.path
    run.unreadable.append(path.as_posix())
    finding = Finding(
        id_, "error", path.as_posix(), place.line, target.leaflet, target.language, "", error.what, error.hint
    )
    run.findings.append(finding)


def _units(run: _Run, target: Target, po: polib.POFile, shown: Path, around: Surroundings) -> tuple[Unit, ...]:
    living = [entry for entry in po if not entry.obsolete and not entry.msgid_plural]
    usable = [(entry.msgid, entry.msgstr) for entry in living if entry.msgstr.strip() and not entry.fuzzy]
    around = replace(
        around,
        habits=dict(Counter("".join(msgstr for _msgid, msgstr in usable))),
        same_msgid=grouped(usable),
        same_msgstr=grouped((msgstr, msgid) for msgid, msgstr in usable),
        same_sentence=by_sentence(usable),
        elsewhere=_elsewhere(run, target.leaflet),
    )
    return tuple(
        Unit(
            msgid=entry.msgid,
            msgstr=entry.msgstr,
            language=languages()[target.language],
            source_language=run.project.source_language,
            context=entry.msgctxt or "",
            fuzzy=entry.fuzzy,
            previous=entry.previous_msgid or "",
            flags=tuple(entry.flags),
            comment=entry.comment,
            place=Place(shown, entry.linenum),
            around=around,
        )
        for entry in living
    )


def _elsewhere(run: _Run, leaflet: str) -> dict[Key, dict[str, str]]:
    """Return the translations into all languages; catalogs that cannot be read are left out."""
    if leaflet in run.translations:
        return run.translations[leaflet]
    found = run.translations[leaflet] = {}
    for code in run.project.target_languages:
        try:
            entries = load_catalog(run.project, leaflet, code).entries
        except LeafletError:
            continue
        for key, entry in entries.items():
            if entry.msgstr:
                found.setdefault(key, {})[code] = entry.msgstr
    return found


def _check_unit(run: _Run, target: Target, unit: Unit) -> Iterator[Finding]:
    silenced = {found[1] for flag in unit.flags if (found := _IGNORE.fullmatch(flag.strip()))}
    usable = unit.usable
    for each in string_checks():
        if not (usable or each.all_states):
            continue
        for problem in each.find(unit):
            if each.id in silenced:
                run.ignored[each.id] += 1
            else:
                yield _finding(each, problem, target, unit.place, unit.msgid)


def _finding(check: Check, problem: Problem, target: Target, place: Place, msgid: str) -> Finding:
    return Finding(
        id=check.id,
        severity=problem.severity or check.severity,
        path=place.path.as_posix(),
        line=place.line,
        leaflet=target.leaflet,
        language=target.language,
        msgid=msgid,
        message=problem.message,
        hint=problem.hint or check.proposal,
    )
