"""Preflight: every check of a profile on every file; the door for `leafletgen preflight` and the build."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from leafletgen.checks.finding import SEVERITIES
from leafletgen.checks.pdf.check import Hit, PdfCheck
from leafletgen.checks.pdf.document import Document, Peer
from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.layers import refuse_rings
from leafletgen.checks.pdf.readable import UNLOCKED
from leafletgen.checks.pdf.registry import CHECKS
from leafletgen.errors import InputError
from leafletgen.fonts import FontFile
from leafletgen.pdfinput import MAX_PAGES, UNREADABLE, first_line, read_pdf
from leafletgen.tables import languages

_READABLE = CHECKS[0]
_NAME = re.compile(r"(?P<leaflet>.+)-(?P<language>[a-z]{2,3})-(?P<edition>[a-z]+)")
MOST = 20
"""Findings of one check in one file that are worth listing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to examine, and what its text ought to be where that is known."""

    path: Path
    data: bytes
    expected: Expected | None = None

    @classmethod
    def read(cls, path: Path, expected: Expected | None = None) -> Subject:
        """Read a file; raises InputError when there is none or it is no PDF."""
        return cls(path, read_pdf(path), expected)

    @property
    def names(self) -> tuple[str, str]:
        """Leaflet and language, by the file's name; empty where it says nothing."""
        match = _NAME.fullmatch(self.path.stem)
        return (match["leaflet"], match["language"]) if match and match["language"] in languages() else ("", "")


def preflight(subjects: tuple[Subject, ...], profile: Profile, fonts: tuple[FontFile, ...]) -> tuple[PdfFinding, ...]:
    """Return the findings of all checks that a profile asks for, file by file."""
    peers = {subject.path: _peer(subject) for subject in subjects}
    found: list[PdfFinding] = []
    for subject in subjects:
        others = [
            peer
            for other in subjects
            if other.path != subject.path and other.names[0] == subject.names[0] != "" and (peer := peers[other.path])
        ]
        found += _examine(subject, profile, fonts, tuple(others))
    return tuple(found)


def _examine(
    subject: Subject, profile: Profile, fonts: tuple[FontFile, ...], peers: tuple[Peer, ...]
) -> list[PdfFinding]:
    try:
        with pikepdf.open(io.BytesIO(subject.data)) as pdf:
            document = Document(subject.path, subject.data, pdf, profile, fonts, subject.expected, peers)
            for each in document.objects():
                refuse_rings(each.get("/VE"))
            problem = _size_problem(document)
            if problem:
                return [_finding(subject, _READABLE, Hit(problem), profile, document)]
            checks = (check for check in CHECKS if profile in check.severity)
            return list(dict.fromkeys(finding for check in checks for finding in _run(check, document, subject)))
    except pikepdf.PasswordError:
        hit = Hit("it is locked with a password.", hint=UNLOCKED)
    except UNREADABLE as error:
        hit = Hit(f"the file is damaged: {first_line(error)}.")
    return [_finding(subject, _READABLE, hit, profile, None)]


def _size_problem(document: Document) -> str:
    count = len(document.pdf.pages)
    if count == 0:
        return "the file has no pages."
    return f"{count} pages; {MAX_PAGES} is the most." if count > MAX_PAGES else ""


def _run(check: PdfCheck, document: Document, subject: Subject) -> Iterator[PdfFinding]:
    """Yield a check's findings; what it cannot read is a finding of `pdf.readable`."""
    try:
        for count, hit in enumerate(check.find(document)):
            if count == MOST:
                more = Hit(f"more than {MOST} such places.", hit.page, hit.at)
                yield _finding(subject, check, more, document.profile, document)
                return
            yield _finding(subject, check, hit, document.profile, document)
    except InputError as error:
        yield _finding(subject, _READABLE, Hit(error.what, hint=error.hint), document.profile, document)
    except UNREADABLE as error:
        what = f"{check.id} cannot read it: {first_line(error)}."
        yield _finding(subject, _READABLE, Hit(what), document.profile, document)


def _finding(subject: Subject, check: PdfCheck, hit: Hit, profile: Profile, document: Document | None) -> PdfFinding:
    leaflet, language = subject.names
    page = document.pages[hit.page - 1] if document is not None and hit.page else None
    return PdfFinding(
        id=check.id,
        severity=hit.severity or check.severity[profile],
        path=str(subject.path),
        line=0,
        leaflet=leaflet,
        language=language or (document.language if document is not None else ""),
        msgid="",
        message=hit.message,
        hint=hit.hint or check.proposal,
        page=hit.page,
        place_mm=page.place_mm(hit.at) if page is not None and hit.at is not None else None,
    )


def _peer(subject: Subject) -> Peer | None:
    """Return what a file says of its pages; None where it cannot be read (`pdf.readable` says so)."""
    try:
        with pikepdf.open(io.BytesIO(subject.data)) as pdf:
            document = Document(subject.path, subject.data, pdf, "screen", ())
            return Peer(str(subject.path), document.trims_mm)
    except (InputError, pikepdf.PasswordError, *UNREADABLE):
        return None


def summary(findings: tuple[PdfFinding, ...], files: int) -> Mapping[str, int]:
    """Return the counts that --json gives beside the findings."""
    found = Counter(finding.severity for finding in findings)
    return {"files": files, **{f"{severity}s": found[severity] for severity in SEVERITIES}}
