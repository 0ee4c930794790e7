"""`leafletgen preflight`: files from the command line, compared with the project where there is one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.config import Project, fonts_folder
from leafletgen.fonts import load_fonts
from leafletgen.prepare import prepared


def examine(
    paths: Iterable[Path], profile: str, project: Project | None, today: datetime.date
) -> tuple[PdfFinding, ...]:
    """Return the findings in files; with a project, their text is compared with its leaflets.

    A file belongs to a leaflet by its name, <leaflet>-<language>-<edition>.pdf. Raises InputError
    for what is no PDF.
    """
    fonts = load_fonts(project.fonts if project else fonts_folder())
    subjects = tuple(Subject.read(path) for path in dict.fromkeys(paths))
    if project is not None:
        subjects = tuple(_with_expected(subject, project, today) for subject in subjects)
    return preflight(subjects, cast(Profile, profile), fonts)


def _with_expected(subject: Subject, project: Project, today: datetime.date) -> Subject:
    leaflet, language = subject.names
    if leaflet not in project.leaflets or language not in project.languages:
        return subject
    return Subject(subject.path, subject.data, Expected.from_html(prepared(project, leaflet, language, today).html))
