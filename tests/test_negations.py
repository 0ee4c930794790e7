"""Negations in fourteen languages: what turns a sentence round, and what only looks so."""

from __future__ import annotations

import polib
import pytest

from leafletgen.checks.cases import good, unit_of
from leafletgen.checks.translation.negation import CHECK
from leafletgen.negations import invites_negation, may_render_negation, negations
from leafletgen.tables import languages
from tests.conftest import ROOT, THIRTEEN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ne payez **pas**.", {"ne", "pas"}),
        ("Vous n'avez aucun droit.", {"n’", "aucun"}),
        ("Vous ne payez que 5 €.", set()),
        ("Vous ne payez pas plus que 5 €.", {"ne", "pas"}),
        ("N’hésitez pas à appeler, sans doute.", set()),
        ("Une personne neutre nettoie.", set()),
    ],
)
def test_french_negations_are_told_from_what_looks_so(text: str, found: set[str]) -> None:
    assert set(negations(text, "fr")) == found


@pytest.mark.parametrize("language", languages())
def test_each_language_of_the_table_has_its_negations(language: str) -> None:
    assert not may_render_negation("1", language)


def test_a_language_that_is_no_sources_invites_negations() -> None:
    assert invites_negation("مجاني", "ar")
    assert not invites_negation("Appelez le bureau.", "fr")


@pytest.mark.parametrize("language", [code for code in THIRTEEN if code != "fr"])
def test_most_negations_of_the_projects_translations_are_missed_once_lost(language: str) -> None:
    lost = noticed = 0
    for path in sorted((ROOT / "translations" / language).glob("*.po")):
        for entry in polib.pofile(str(path)).translated_entries():
            words = negations(entry.msgstr, language)
            if negations(entry.msgid, "fr") and words.total() == 1:
                text = entry.msgstr.replace(next(iter(words)), "", 1)
                lost += text != entry.msgstr
                noticed += any(CHECK.find(unit_of(good(language, entry.msgid, text))))
    assert lost > 10
    assert noticed >= 0.75 * lost, (noticed, lost)
