"""What preflight finds in a PDF made for a test, whose colour profile (`presspdf.PROFILE`) counts as a known one."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from pikepdf import Pdf

from leafletgen.checks.pdf import output_intent
from leafletgen.checks.pdf.expected import Expected
from leafletgen.checks.pdf.finding import PdfFinding, Profile
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.fonts import load_fonts
from tests.pdfmaker import data
from tests.presspdf import FONTS, PROFILE_SHA256


def found(pdf: Pdf | bytes, profile: Profile = "press", expected: Expected | None = None) -> tuple[PdfFinding, ...]:
    """The findings in a PDF."""
    content = pdf if isinstance(pdf, bytes) else data(pdf)
    with patch.object(output_intent, "thresholds", lambda _check, _name: [PROFILE_SHA256]):
        return preflight((Subject(Path("leaflet.pdf"), content, expected),), profile, load_fonts(FONTS))


def ids(pdf: Pdf | bytes, profile: Profile = "press", expected: Expected | None = None) -> set[str]:
    """The ids of the findings in a PDF."""
    return {finding.id for finding in found(pdf, profile, expected)}


def errors(pdf: Pdf | bytes, profile: Profile = "press", expected: Expected | None = None) -> set[str]:
    """The ids of those that are errors."""
    return {finding.id for finding in found(pdf, profile, expected) if finding.severity == "error"}
