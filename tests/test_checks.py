"""Every case of every check, and the rules that hold for all checks."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.checks.cases import Case, CatalogCase, good, source_of, unit_of
from leafletgen.checks.check import CatalogCheck, Check, SourceCheck, StringCheck
from leafletgen.checks.registry import all_checks, string_checks
from leafletgen.checks.unit import CatalogFile
from tests.conftest import THIRTEEN


def named(check: Check, number: int, case: Case | CatalogCase) -> Any:
    return pytest.param(check, case, id=f"{check.id}-{'bad' if case.wrong else 'good'}-{number}")


def cases_of(check: Check) -> tuple[Case | CatalogCase, ...]:
    return check.cases


CASES = [named(check, number, case) for check in all_checks() for number, case in enumerate(cases_of(check))]


def problems(check: Check, case: Case | CatalogCase, folder: Path) -> list[str]:
    if isinstance(check, CatalogCheck):
        assert isinstance(case, CatalogCase)
        path = folder / "a.po"
        path.write_bytes(case.content)
        return [each.message for each in check.find(CatalogFile(path, Path("a.po"), case.language, case.wanted))]
    assert isinstance(case, Case)
    if isinstance(check, SourceCheck):
        return [each.message for each in check.find(source_of(case))]
    assert isinstance(check, StringCheck)
    return [each.message for each in check.find(unit_of(case))]


@pytest.mark.parametrize(("check", "case"), CASES)
def test_a_check_reports_its_wrong_cases_and_no_others(check: Check, case: Case | CatalogCase, tmp_path: Path) -> None:
    found = problems(check, case, tmp_path)
    assert bool(found) == case.wrong, found


def test_an_id_never_changes_its_spelling_and_its_file_bears_it() -> None:
    ids = [check.id for check in all_checks()]
    assert len(set(ids)) == len(ids)
    for check in all_checks():
        assert re.fullmatch(r"[a-z]+(?:[.-][a-z]+)*", check.id)
        assert check.find.__module__.rpartition(".")[2] == re.sub(r"[.-]", "_", check.id)


def test_the_list_of_checks_is_complete() -> None:
    """The permanent ids; translators' files and other people's scripts hold them."""
    assert [check.id for check in all_checks()] == sorted(PERMANENT.split())


def test_every_check_says_why_and_what_to_do_and_is_proved_both_ways() -> None:
    for check in all_checks():
        assert check.rationale.endswith("."), check.id
        assert check.proposal.endswith("."), check.id
        assert {case.wrong for case in cases_of(check)} == {True, False}, check.id


PERMANENT = """
acronym amount bidi.legacy bidi.number-order bidi.override bidi.stray bidi.unbalanced blank bracket
caps char.control char.kashida char.mark char.nfc char.presentation char.zero-width code.left date digits.mixed
digits.policy duration email font.coverage fuzzy.facts glossary glossary.forbidden inconsistent language len.max
len.ratio md.unbalanced negation newline num.added num.missing num.spelled num.word only opposite ph ph.sentence phone
po.header po.stale
po.syntax punct.end punct.fr punct.leading punct.script quote range reused same.language same.source
script.letters script.mixed-word script.wrong source.ambiguous source.contact source.markup source.plain space
state.fuzzy state.untranslated tag.edge tag.html tag.set tag.span time url word.double
"""

TEXTS = st.text(
    st.sampled_from(
        "aé .,:;!?()[]{}*_`«»“”’'\"+-/%€$0123٤٥۶८੩፲፻ابيكی‌‍ـ،؟۔हिपੰਅማ።፣ệ\u2066\u2069\u202e\u200f\ufffc\n\u00a0"
    ),
    max_size=60,
)


@settings(deadline=None)
@given(msgid=TEXTS, msgstr=TEXTS, language=st.sampled_from(THIRTEEN))
def test_no_text_makes_a_check_crash(msgid: str, msgstr: str, language: str) -> None:
    unit = unit_of(good(language, msgid, msgstr, fuzzy=True, previous=msgstr))
    for check in string_checks():
        for problem in check.find(unit):
            assert problem.message


@pytest.mark.parametrize("piece", ["(", "1 ", "**", "{", "٠ ", "1.1.", "00 0", "[a][map]", "12 mars ", "€ 1", "1/"])
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    text = piece * (5000 // len(piece))
    unit = unit_of(good("ar", text, text))
    start = time.process_time()
    for check in string_checks():
        list(check.find(unit))
    assert time.process_time() - start < 4.0
