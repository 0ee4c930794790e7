"""`leafletgen preflight`: files from the command line, compared with the project where there is one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.config import Project, fonts_folder
from leafletgen.errors import FindingsError, LeafletError
from leafletgen.fonts import load_fonts
from leafletgen.prepare import prepared


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings in so many files, and why others could not be examined."""

    findings: tuple[PdfFinding, ...]
    files: int
    refused: dict[Path, LeafletError]

    @property
    def exit_code(self) -> int:
        """That of the worst error, 3 for a finding of error level, else 0."""
        found = any(finding.severity == "error" for finding in self.findings)
        codes = [error.exit_code for error in self.refused.values()]
        return max([FindingsError.exit_code if found else 0, *codes])


def examine(paths: Iterable[Path], profile: str, project: Project | None, today: datetime.date) -> Examined:
    """Examine files; with a project, their text is compared with its leaflets.

    A file belongs to a leaflet by its name, <leaflet>-<language>-<edition>.pdf.
    """
    fonts = load_fonts(project.fonts if project else fonts_folder())
    subjects: list[Subject] = []
    refused: dict[Path, LeafletError] = {}
    for path in dict.fromkeys(paths):
        try:
            subjects.append(_subject(path, project, today))
        except LeafletError as error:
            refused[path] = error
    return Examined(preflight(tuple(subjects), cast(Profile, profile), fonts), len(subjects), refused)


def _subject(path: Path, project: Project | None, today: datetime.date) -> Subject:
    """Read a file; raises InputError for what is no PDF, LeafletError where its leaflet cannot be read."""
    subject = Subject.read(path)
    leaflet, language = subject.names
    if project is None or leaflet not in project.leaflets or language not in project.languages:
        return subject
    return Subject(subject.path, subject.data, Expected.from_html(prepared(project, leaflet, language, today).html))
