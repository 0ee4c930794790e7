"""Every case of every check, and the rules that hold for all checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.checks.cases import Case, CatalogCase, unit_of
from leafletgen.checks.check import CatalogCheck, Check, SourceCheck, StringCheck
from leafletgen.checks.registry import all_checks
from leafletgen.checks.unit import CatalogFile, SourceText

CASES = [
    pytest.param(check, case, id=f"{check.id}-{'bad' if case.wrong else 'good'}-{number}")
    for check in all_checks()
    for number, case in enumerate(check.cases)
]


def problems(check: Check, case: Case | CatalogCase, folder: Path) -> list[str]:
    if isinstance(check, CatalogCheck):
        assert isinstance(case, CatalogCase)
        path = folder / "a.po"
        path.write_bytes(case.content)
        return [each.message for each in check.find(CatalogFile(path, Path("a.po"), case.language, case.wanted))]
    assert isinstance(case, Case)
    if isinstance(check, SourceCheck):
        return [each.message for each in check.find(SourceText(case.msgid, case.comment, case.language))]
    assert isinstance(check, StringCheck)
    return [each.message for each in check.find(unit_of(case))]


@pytest.mark.parametrize(("check", "case"), CASES)
def test_a_check_reports_its_wrong_cases_and_no_others(check: Check, case: Case | CatalogCase, tmp_path: Path) -> None:
    found = problems(check, case, tmp_path)
    assert bool(found) == case.wrong, found
