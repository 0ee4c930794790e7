"""The glossary: what translators see of it in their catalogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
from click.testing import Result

from leafletgen.glossary import terms

Run = Callable[..., Result]
GLOSSARY = """\
fr\ten\tar\tnote
asile\tasylum\tاللجوء†\tprotection of the state
demandeur d’asile\tasylum seeker\tطالب اللجوء\t
gratuit\tfree of charge\tمجاني/✗حر\tnot “at liberty”
"""


def comment_of(copy: Path, language: str, msgid: str) -> list[str]:
    po = polib.pofile(str(copy / f"translations/{language}/calais.po"), wrapwidth=0)
    entry = po.find(msgid)
    assert entry is not None
    return [line for line in entry.comment.splitlines() if line.startswith("glossary: ")]


def test_comments_show_the_terms_of_a_text_with_their_notes(copy: Path, run: Run) -> None:
    (copy / "translations/glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    before = polib.pofile(str(copy / "translations/ar/calais.po"), wrapwidth=0)
    free = next(entry.msgid for entry in before if "C’est gratuit" in entry.msgid)
    asylum = next(entry.msgid for entry in before if "demander l’asile" in entry.msgid)
    assert run("update", "--project", copy, "-l", "ar", "-l", "hi").exit_code == 0
    assert comment_of(copy, "ar", free) == ["glossary: gratuit: مجاني, not “حر” (not “at liberty”)"]
    assert comment_of(copy, "ar", asylum)[0] == "glossary: asile: اللجوء† (protection of the state)"
    assert comment_of(copy, "hi", free) == ["glossary: gratuit: not “at liberty”"]  # no form yet: the note helps
    after = polib.pofile(str(copy / "translations/ar/calais.po"), wrapwidth=0)
    assert [(e.msgid, e.msgstr, e.flags) for e in after] == [(e.msgid, e.msgstr, e.flags) for e in before]


def test_marks_and_glosses_are_no_part_of_a_word_that_is_ruled_out() -> None:
    row = {"fr": "retour volontaire", "hi": "स्वैच्छिक वापसी†/✗ निर्वासन†/✗ देश निकाला (expulsion)/✗"}
    (term,) = terms((row,), "fr", "hi")
    assert (term.forms, term.forbidden) == (("स्वैच्छिक वापसी",), ("निर्वासन", "देश निकाला"))


def test_a_longer_term_hides_the_shorter_one_in_it(copy: Path, run: Run) -> None:
    source = copy / "leaflets/calais/fr.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("# Vos droits en France", "# Droits du demandeur d’asile"), encoding="utf-8")
    (copy / "translations/glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    assert run("update", "--project", copy, "-l", "ar").exit_code == 0
    assert comment_of(copy, "ar", "Droits du demandeur d’asile") == ["glossary: demandeur d’asile: طالب اللجوء"]


def test_a_changed_term_makes_catalogs_stale(copy: Path, run: Run) -> None:
    assert run("update", "--project", copy).exit_code == 0
    (copy / "translations/glossary.tsv").write_text(GLOSSARY, encoding="utf-8")
    assert run("update", "--check", "--project", copy).exit_code == 3
