"""The text rooms: reading, segments, catalogs, merging, values."""

from __future__ import annotations

import datetime
import random
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from click.testing import Result

from leafletgen.catalog import new_entry, new_po, read_catalog, read_po, to_text
from leafletgen.config import load_contacts, load_leaflet, load_project
from leafletgen.errors import InputError, Place, did_you_mean
from leafletgen.fonts import load_fonts, missing, stack
from leafletgen.markdown import parse_inline, variables_differ
from leafletgen.merge import Loan, merge
from leafletgen.model import Block, Kind, Link, Message, Styled, Text, Variable, plain_text
from leafletgen.prepare import prepared
from leafletgen.read import read_source
from leafletgen.segments import Segment, is_translatable, leaflet_segments
from leafletgen.tables import languages, papers
from leafletgen.values import day_name, dialled, full_date, month_and_year
from tests.conftest import ROOT, THIRTEEN

Run = Callable[..., Result]
HERE = Place(Path("x.md"), 1)


def segments(root: Path = ROOT) -> tuple[Segment, ...]:
    source = read_source(root / "leaflets/calais/fr.md", Path("leaflets/calais/fr.md"))
    return leaflet_segments(source, papers()["letter-fold"])


def test_the_source_is_six_panels_and_no_text_of_it_is_lost() -> None:
    raw = (ROOT / "leaflets/calais/fr.md").read_text(encoding="utf-8")
    source = read_source(ROOT / "leaflets/calais/fr.md", Path("fr.md"))
    assert [panel.name for panel in source.panels] == ["cover", "dangers", "uk", "rights", "return", "contacts"]
    rest = re.sub(r"<!--.*?-->|^:::.*$|!\[\]\([\w.-]+\)|\(\w[\w-]*\.svg\)", "", raw, flags=re.MULTILINE)
    for message in source.messages():
        assert message.msgid in rest
        rest = rest.replace(message.msgid, "", 1)
    assert not re.sub(r"[\s#|!\[\]\d.-]", "", rest)


def panel_of(folder: Path, text: str) -> Block[Message]:
    """The one panel of a source with this text."""
    path = folder / "fr.md"
    path.write_text(f"::::: panel a\n\n{text}\n\n:::::\n", encoding="utf-8")
    return read_source(path, Path("fr.md")).panels[0]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[Urgence]: 112", "[Urgence]: 112"),
        ("[En danger]: <112> 'nuit et jour'", "[En danger]: <112> 'nuit et jour'"),
    ],
)
def test_a_paragraph_that_looks_like_an_address_for_links_is_read(tmp_path: Path, text: str, read: str) -> None:
    assert [b.content.msgid for b in panel_of(tmp_path, text).walk() if b.content] == [read]


def test_unbreakable_spaces_of_a_source_stay(tmp_path: Path) -> None:
    found = panel_of(tmp_path, "Voyez  M.\u00a0Le\u00a0Gall,\n\tmoins de 18\u202fans. ")
    assert [b.content.msgid for b in found.walk() if b.content] == ["Voyez M.\u00a0Le\u00a0Gall, moins de 18\u202fans."]


def test_all_comments_before_a_text_reach_translators(tmp_path: Path) -> None:
    text = "<!-- translators: A title. -->\n<!-- translators: Said kindly. -->\n\n# Vos choix"
    assert [b.content.comment for b in panel_of(tmp_path, text).walk() if b.content] == ["A title. Said kindly."]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Restez à terre.\\\nAppelez le 112.", "Restez à terre. Appelez le 112."),
        ("Restez à terre.  \nAppelez le 112.", "Restez à terre. Appelez le 112."),
        ("Une barre : \\\\\nAppelez le 112.", "Une barre : \\\\ Appelez le 112."),
    ],
)
def test_a_forced_end_of_a_line_is_a_space(tmp_path: Path, text: str, read: str) -> None:
    assert [b.content.msgid for b in panel_of(tmp_path, text).walk() if b.content] == [read]


def test_steps_go_on_from_the_number_that_they_are_given(copy: Path) -> None:
    path = copy / "leaflets/calais/fr.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n1. Allez d’abord", "\n115. Allez d’abord"), encoding="utf-8")
    html = prepared(load_project(copy), "calais", "fa", datetime.date(2026, 11, 24)).html.text
    assert re.findall(r'<b class="step">(.*?)</b>', html) == ["۱۱۵", "۱۱۶", "۱۱۷"]


def test_a_short_name_does_not_go_over_the_end_of_a_line() -> None:
    html = prepared(load_project(ROOT), "arer", "hi", datetime.date(2026, 11, 24)).html.text
    assert "OIM\u00a0France</span>" in html
    assert "Association Exemple" in html


def test_each_panel_holds_what_a_reader_takes_in() -> None:
    source = read_source(ROOT / "leaflets/calais/fr.md", Path("fr.md"))
    for panel in source.panels:
        texts = [b.content.msgid for b in panel.walk() if b.content and b.kind is not Kind.PICTURE]
        words = sum(len(re.findall(r"\w[\w’'-]*", text)) for text in texts)
        assert 45 <= words <= 115, (panel.name, words)


def test_segments_carry_comment_kind_room_and_reference() -> None:
    by_text = {segment.msgid: segment for segment in segments()}
    title = by_text["Vous êtes à Calais ? Connaissez vos choix."]
    assert title.comment.startswith("Title of the leaflet")
    assert "heading, panel “cover”" in title.comment
    assert "750 characters" in title.comment
    assert title.reference == "leaflets/calais/fr.md"
    assert not any("{" in text and not is_translatable(text) for text in by_text)


def test_no_phone_number_and_no_address_is_in_a_msgid() -> None:
    for segment in segments():
        assert not re.search(r"https?:|www\.|@|\d{3}|\+\d", segment.msgid), segment.msgid


def test_inline_text_is_markdown_with_variables() -> None:
    found = parse_inline("a **b {x}** [c][map] \\* <b>", HERE, ["map"])
    assert found[:4] == (
        Text("a "),
        Styled("strong", (Text("b "), Variable("x"))),
        Text(" "),
        Link("map", (Text("c"),)),
    )
    assert plain_text(found) == "a b {x} c * <b>"


def test_a_placeholder_in_code_is_filled_like_any_other() -> None:
    assert parse_inline("`{ofii_phone}`", HERE, []) == (Styled("code", (Variable("ofii_phone"),)),)


@pytest.mark.parametrize(
    ("source", "translation", "lost", "added"),
    [
        ("{shelter} {shelter}", "{shelter}", ("shelter",), ()),
        ("{shelter}", "{shelter} {shelter}", (), ("shelter",)),
        ("{shelter} {fire}", "{police} {shelter}", ("fire",), ("police",)),
        ("{shelter} {fire}", "{fire} {shelter}", (), ()),
    ],
)
def test_a_variable_that_stands_twice_must_stand_twice(
    source: str, translation: str, lost: tuple[str, ...], added: tuple[str, ...]
) -> None:
    assert variables_differ(source, translation) == (lost, added)


@pytest.mark.parametrize(
    "text", ["Appelez le {ofii-phone}.", "Appelez le { shelter }.", "اتصل بـ {Shelter}", "{shelter ደውሉ።", "`{پەناگە}`"]
)
def test_a_placeholder_that_nothing_would_fill_is_not_printed(text: str) -> None:
    with pytest.raises(InputError, match="placeholder"):
        parse_inline(text, HERE, [])


def test_a_placeholder_written_with_escapes_is_filled(copy: Path) -> None:
    path = copy / "leaflets/calais/fr.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Appelez le {shelter}.", r"Appelez le \{shelter\}."), encoding="utf-8")
    html = prepared(load_project(copy), "calais", "fr", datetime.date(2026, 11, 24)).html.text
    assert "{" not in html
    assert html.count(">115<") == 2


@pytest.mark.parametrize("text", ["[x](https://a.b)", "[x](tel:1)", "[x][nosuch]", "x" * 6000])
def test_links_to_anything_but_contacts_and_monstrous_text_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_inline(text, HERE, ["map"])
    assert caught.value.exit_code == 4
    assert str(caught.value).startswith("x.md:1: ")


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "[x](file:///etc/passwd)", "<https://a.b>", "![x](y.svg) "]
)
def test_what_markdown_would_obey_is_shown_as_text(text: str) -> None:
    try:
        assert plain_text(parse_inline(text, HERE, ["map"])) == text
    except InputError as error:
        assert "refused" in str(error)  # noqa: PT017 - either way is safe, the first two are shown


def catalog_of(*entries: tuple[str, str]) -> polib.POFile:
    po = new_po("x", "ar")
    for msgid, msgstr in entries:
        entry = new_entry(Segment("", msgid, "", "x.md"))
        entry.msgstr = msgstr
        po.append(entry)
    return po


def segment(msgid: str, context: str = "") -> Segment:
    return Segment(context, msgid, "", "x.md")


def test_exact_entries_are_kept_with_flags_and_comments() -> None:
    po = catalog_of(("Police", "الشرطة"))
    po[0].flags, po[0].tcomment = ["ignore-caps", "max-length:20"], "seen by Ali"
    merged = polib.pofile(merge(po, (segment("Police"),), "fr"))
    assert (merged[0].msgstr, merged[0].tcomment) == ("الشرطة", "seen by Ali")
    assert {"ignore-caps", "max-length:20"} <= set(merged[0].flags)


def test_a_changed_source_is_fuzzy_with_the_previous_msgid() -> None:
    po = catalog_of(("Vous pouvez appeler le soir.", "يمكنك الاتصال مساء."))
    merged = polib.pofile(merge(po, (segment("Vous ne pouvez pas appeler le soir."),), "fr"))
    assert merged[0].fuzzy
    assert merged[0].previous_msgid == "Vous pouvez appeler le soir."
    assert merged[0].msgstr == "يمكنك الاتصال مساء."


def test_a_change_that_is_undone_brings_the_translation_back() -> None:
    first, second = "Vous pouvez appeler le soir.", "Vous ne pouvez pas appeler le soir."
    before = catalog_of((first, "يمكنك الاتصال مساء."))
    text = to_text(before)
    changed = merge(before, (segment(second),), "fr")
    assert merge(polib.pofile(changed, wrapwidth=0), (segment(second),), "fr") == changed
    assert merge(polib.pofile(changed, wrapwidth=0), (segment(first),), "fr") == text


def test_work_on_a_change_that_is_undone_stays_and_does_not_get_under_the_former_text() -> None:
    first, second = "Vous pouvez appeler le soir.", "Vous ne pouvez pas appeler le soir."
    po = polib.pofile(merge(catalog_of((first, "يمكنك الاتصال مساء.")), (segment(second),), "fr"), wrapwidth=0)
    po[0].msgstr = "لا يمكنك الاتصال"  # and the translator left it in doubt
    undone = polib.pofile(merge(po, (segment(first),), "fr"), wrapwidth=0)
    ours, theirs = (first, "يمكنك الاتصال مساء.", False), (second, "لا يمكنك الاتصال", True)
    assert [(e.msgid, e.msgstr, e.fuzzy) for e in undone] == [ours, theirs]
    assert [e.msgid for e in undone.obsolete_entries()] == [second]
    again = polib.pofile(merge(undone, (segment(second),), "fr"))
    assert [(e.msgid, e.msgstr, e.fuzzy) for e in again] == [theirs, ours]


def test_a_translation_in_doubt_does_not_get_out_of_it_by_a_change_that_is_undone() -> None:
    po = catalog_of(("Vous pouvez appeler le soir.", "يمكنك الاتصال مساء."))
    po[0].flags = ["fuzzy"]
    changed = polib.pofile(merge(po, (segment("Vous ne pouvez pas appeler le soir."),), "fr"), wrapwidth=0)
    assert len(changed) == 1
    undone = polib.pofile(merge(changed, (segment("Vous pouvez appeler le soir."),), "fr"))
    assert [(e.msgstr, e.fuzzy) for e in undone] == [("يمكنك الاتصال مساء.", True)]


def test_a_comment_of_a_translator_stays_where_there_is_no_translation_yet() -> None:
    po = catalog_of(("Vous pouvez appeler le soir.", ""), ("Police", "الشرطة"))
    po[0].tcomment, po[0].flags = "asked Ali: who calls?", ["ignore-caps", "max-length:20"]
    wanted = (segment("Police"), segment("Vous pouvez appeler la nuit et le soir."))
    text = merge(po, wanted, "fr")
    police, call = merged = polib.pofile(text, wrapwidth=0)
    assert (police.msgstr, police.tcomment) == ("الشرطة", "")
    assert (call.msgstr, call.tcomment, call.flags) == ("", "asked Ali: who calls?", ["max-length:20"])
    assert merge(merged, wanted, "fr") == text


def test_a_comment_without_a_translation_takes_no_place_from_one_that_has_it() -> None:
    po = catalog_of(("Appelez le 115 le soir.", ""), ("Appelez le 115 le jour même.", "اتصل بالرقم 115"))
    po[0].tcomment = "evening?"
    merged = polib.pofile(merge(po, (segment("Appelez le 115 le soir !"),), "fr"))
    assert [(e.msgstr, e.fuzzy) for e in merged if not e.obsolete] == [("اتصل بالرقم 115", True)]


def test_an_old_translation_goes_to_the_text_that_is_most_like_its_own() -> None:
    po = catalog_of(("Appelez le 115 pour dormir au chaud.", "اتصل بالرقم 115 لتنام في مكان دافئ."))
    news = ("Appelez le 112 pour dormir tranquille.", "Appelez le 115 pour dormir au chaud cette nuit.")
    merged = polib.pofile(merge(po, tuple(map(segment, news)), "fr"))
    assert [entry.msgstr for entry in merged if not entry.obsolete] == ["", "اتصل بالرقم 115 لتنام في مكان دافئ."]
    assert merged[1].fuzzy


def test_a_check_that_was_silenced_for_a_text_speaks_again_when_the_text_changes() -> None:
    po = catalog_of(("Appelez le 115 si vous dormez dehors.", "اتصل بالرقم مئة وخمسة عشر إذا كنت تنام في الخارج."))
    po[0].flags = ["ignore-phone", "max-length:80", "ignore-num.missing"]
    merged = polib.pofile(merge(po, (segment("Appelez le 119 si vous dormez dehors."),), "fr"))
    assert merged[0].flags == ["fuzzy", "max-length:80"]


def test_what_is_gone_is_kept_as_obsolete_and_comes_back() -> None:
    po = catalog_of(("Police", "الشرطة"), ("Feu", "حريق"))
    without = merge(po, (segment("Feu"),), "fr")
    gone = polib.pofile(without)
    assert [entry.msgid for entry in gone.obsolete_entries()] == ["Police"]
    back = polib.pofile(merge(gone, (segment("Feu"), segment("Police")), "fr"))
    assert {entry.msgid: entry.msgstr for entry in back if not entry.obsolete} == {"Feu": "حريق", "Police": "الشرطة"}


def test_what_came_back_without_its_translation_gets_it_from_the_obsolete_entry() -> None:
    po = catalog_of(("Police", ""), ("Police", "الشرطة"))
    po[1].obsolete = True
    merged = polib.pofile(merge(po, (segment("Police"),), "fr"))
    assert [(entry.msgstr, entry.obsolete) for entry in merged] == [("الشرطة", False)]


def test_recased_and_respaced_text_keeps_its_translation() -> None:
    po = catalog_of(("L'eau est  froide", "الماء بارد"))
    merged = polib.pofile(merge(po, (segment("L’eau est FROIDE"),), "fr"))
    assert (merged[0].msgstr, merged[0].fuzzy) == ("الماء بارد", False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Restez calme, appelez le 15", "Restez calme ; appelez le 15."),
        ("Neuf fois sur dix, c’est gratuit.", "Neuf fois sur dix c’est gratuit."),
        ("Le mot « asile » est important.", "Le mot “asile” est important"),
        ("Prenez de l'eau – beaucoup.", "Prenez de l’eau — beaucoup."),
    ],
)
def test_other_punctuation_keeps_the_translation(before: str, after: str) -> None:
    merged = polib.pofile(merge(catalog_of((before, "نص")), (segment(after),), "fr"))
    assert (merged[0].msgid, merged[0].msgstr, merged[0].fuzzy) == (after, "نص", False)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Vous pouvez partir.", "Vous pouvez partir ?"), ("Prenez 1.5 litre.", "Prenez 15 litre.")],
)
def test_a_question_mark_or_a_point_in_a_number_makes_another_sentence(before: str, after: str) -> None:
    merged = polib.pofile(merge(catalog_of((before, "نص")), (segment(after),), "fr"))
    assert merged[0].fuzzy


@pytest.mark.parametrize(
    ("source_language", "before", "after"),
    [
        ("fr", "Ne partez pas, seul.", "Ne partez pas seul."),
        ("fr", "Sans papiers vous pouvez, toujours, appeler.", "Sans papiers, vous pouvez toujours appeler."),
        ("en", "No, return is possible.", "No return is possible."),
        ("es", "No espere, llame.", "No espere llame."),
    ],
)
def test_a_comma_beside_a_negation_makes_another_sentence(source_language: str, before: str, after: str) -> None:
    merged = polib.pofile(merge(catalog_of((before, "نص")), (segment(after),), source_language))
    assert (merged[0].msgstr, merged[0].fuzzy, merged[0].previous_msgid) == ("نص", True, before)


def test_other_punctuation_beside_a_negation_keeps_the_translation() -> None:
    before, after = "Ne payez pas « les passeurs », appelez", "Ne payez pas “les passeurs” ; appelez."
    merged = polib.pofile(merge(catalog_of((before, "نص")), (segment(after),), "fr"))
    assert (merged[0].msgid, merged[0].msgstr, merged[0].fuzzy) == (after, "نص", False)


def test_another_context_makes_the_translation_fuzzy_and_the_same_one_keeps_its_own() -> None:
    po = catalog_of(("Droit", "حق"), ("Feu", "حريق"), ("Feu", "نار"))
    po[1].msgctxt, po[2].msgctxt = "incendie", "cuisine"
    wanted = (segment("Droit", "direction"), segment("Feu.", "cuisine"), segment("Feu.", "phare"))
    right, stove, light = (entry for entry in polib.pofile(merge(po, wanted, "fr")) if not entry.obsolete)
    assert (right.msgstr, right.fuzzy, right.previous_msgid) == ("حق", True, "Droit")
    assert (stove.msgstr, stove.fuzzy) == ("نار", False)
    assert (light.msgstr, light.fuzzy, light.previous_msgctxt) == ("حريق", True, "incendie")


def test_the_previous_text_of_an_obsolete_entry_survives(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    before = '#~| msgctxt "ici"\n#~| msgid ""\n#~| "Très "\n#~| "vieux"\n'
    doubted = f'#, fuzzy\n{before}#~ msgid "Vieux"\n#~ msgstr "قديم"\n'
    path.write_text(to_text(new_po("x", "ar")) + "\n" + doubted, encoding="utf-8")
    merged = merge(read_po(path, "ar", path), (segment("Feu"),), "fr")
    assert '#~| msgctxt "ici"\n#~| msgid "Très vieux"\n#~ msgid "Vieux"\n' in merged
    revived = polib.pofile(merge(polib.pofile(merged), (segment("Vieux"),), "fr"))[0]
    assert (revived.msgstr, revived.fuzzy) == ("قديم", True)


def test_a_text_that_another_leaflet_has_is_taken_from_there_and_says_so() -> None:
    elsewhere = {
        ("", "Police"): Loan("الشرطة", "calais.po"),
        ("", "Vous ne payez rien."): Loan("لا تدفع شيئًا.", "calais.po"),
    }
    po = catalog_of(("Police", ""), ("Feu", "حريق"))
    wanted = (
        segment("Police"),
        segment("Feu"),
        segment("Police", "verb"),
        segment("Vous ne payez rien !"),
        segment("Non"),
    )
    merged = merge(po, wanted, "fr", lambda: elsewhere)
    police, fire, verb, near, none = polib.pofile(merged)
    assert (police.msgstr, police.fuzzy, police.tcomment) == ("الشرطة", False, "From calais.po: is it right here, too?")
    assert (fire.msgstr, fire.tcomment) == ("حريق", "")
    assert (verb.msgstr, none.msgstr) == ("", "")  # another context is another text
    assert (near.msgstr, near.fuzzy, near.previous_msgid) == ("لا تدفع شيئًا.", True, "Vous ne payez rien.")
    assert merge(polib.pofile(merged, wrapwidth=0), wanted, "fr", lambda: elsewhere) == merged


def test_update_fills_a_new_leaflet_from_the_others(whole: Path, run: Run) -> None:
    path = whole / "translations/am/arer.po"
    path.unlink()
    assert run("update", "--project", whole, "-l", "am").exit_code == 0
    filled = {entry.msgid: entry for entry in polib.pofile(path.read_text(encoding="utf-8")) if entry.msgstr}
    assert len(filled) >= 15
    free = filled["**Gratuit.** Vous ne payez rien."]
    assert free.tcomment == "From calais.po: is it right here, too?"
    assert not free.fuzzy


@pytest.mark.parametrize("seed", range(40))
def test_no_translation_ever_disappears(seed: int) -> None:
    rng = random.Random(seed)
    path = ROOT / "translations/fa/calais.po"
    po = polib.pofile(path.read_text(encoding="utf-8"), wrapwidth=0)
    before = {entry.msgstr for entry in po if entry.msgstr}
    changed = []
    for each in segments():
        words = each.msgid.split()
        if rng.random() < 0.3:
            rng.shuffle(words)
        if rng.random() < 0.2:
            words = words[: len(words) // 2] or words
        if rng.random() > 0.15:
            changed.append(segment(" ".join(words), rng.choice(("", "", "here"))))
    rng.shuffle(changed)
    unique = tuple({each.key: each for each in changed}.values())
    merged = merge(po, unique, "fr")
    assert {entry.msgstr for entry in polib.pofile(merged)} >= before
    again = merge(polib.pofile(merged, wrapwidth=0), unique, "fr")
    assert again == merged


def test_update_is_idempotent_and_one_sentence_changes_one_entry(copy: Path, run: Run) -> None:
    assert run("update", "--project", copy, "--check").exit_code == 0
    source = copy / "leaflets/calais/fr.md"
    source.write_text(source.read_text().replace("Des personnes meurent dans cette mer.", "On meurt dans cette mer."))
    assert run("update", "--project", copy, "--check").exit_code == 3
    before = (copy / "translations/hi/calais.po").read_text().splitlines()
    assert run("update", "--project", copy).exit_code == 0
    after = (copy / "translations/hi/calais.po").read_text().splitlines()
    added = set(after) - set(before)
    assert len({line for line in added if not line.startswith("#~")}) <= 4
    assert len([line for line in added if line.startswith("#~ msgid")]) == 1  # the former text, were it to come back
    assert len(set(before) - set(after)) <= 2
    assert "everything is up to date" in run("update", "--project", copy).stdout


def test_catalogs_are_up_to_date_and_complete_in_all_languages() -> None:
    project = load_project(ROOT)
    assert project.languages == THIRTEEN
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for language in project.target_languages:
        catalog = read_catalog(project.catalog_path("calais", language), language, Path("x.po"))
        for each in segments():
            entry = catalog.entries[each.key]
            assert entry.usable, (language, each.msgid)
            assert entry.msgstr != each.msgid or each.msgid == "Police", (language, each.msgid)
            assert sorted(re.findall(r"\{\w+\}", entry.msgstr)) == sorted(re.findall(r"\{\w+\}", each.msgid))
            assert entry.msgstr.count("**") == each.msgid.count("**"), (language, each.msgid)
            seen.setdefault(each.key, {})[language] = entry.msgstr
        assert (ROOT / "translations" / language / "NOTES.md").is_file()
    for key, translations in seen.items():
        texts = [text for text in translations.values() if len(text) > 12]
        assert len(set(texts)) == len(texts), key


@pytest.mark.parametrize("language", [code for code in THIRTEEN if code != "fr"])
def test_every_draft_says_so_in_its_header(language: str) -> None:
    for name in ("calais", "common"):
        po = polib.pofile((ROOT / "translations" / language / f"{name}.po").read_text(encoding="utf-8"))
        assert "Machine draft" in po.header
        assert po.metadata["X-Translation-State"] == "machine draft"
        assert po.metadata["Language"] == language


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
@pytest.mark.parametrize("language", ["en", "ar", "am"])
def test_gettext_finds_nothing_to_change(language: str) -> None:
    path = ROOT / "translations" / language / "calais.po"
    found = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, text=True, check=True)
    assert found.stdout == path.read_text(encoding="utf-8")
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True, capture_output=True)


def test_a_new_catalog_round_trips() -> None:
    text = to_text(catalog_of(('a "quoted" \\ text', "نص\tآخر")))
    assert to_text(polib.pofile(text, wrapwidth=0)) == text


@pytest.mark.parametrize("language", THIRTEEN)
def test_all_text_of_the_leaflet_has_glyphs_in_both_weights(language: str) -> None:
    files = stack(load_fonts(ROOT / "fonts"), languages()[language])
    texts = [languages()[language].autonym, "0123456789+.,:;-()/«»“”€"]
    if language != "fr":
        path = ROOT / "translations" / language / "calais.po"
        texts += [entry.msgstr for entry in read_catalog(path, language, path).entries.values()]
    assert missing("".join(texts), files) == ()
    assert missing("\u4f60☎", files) == ("\u4f60", "☎")


def test_dates_and_days_are_in_the_language_whatever_was_asked_before() -> None:
    date = datetime.date(2025, 6, 1)
    for language in (*THIRTEEN, *reversed(THIRTEEN)):
        row = languages()[language]
        letters = {"Arab": "\u0600-\u06ff", "Ethi": "\u1200-\u137f", "Deva": "\u0900-\u097f", "Guru": "\u0a00-\u0a7f"}
        wanted = letters.get(row.script, "A-Za-zÀ-ỹ")
        for text in (day_name("monday", row), month_and_year(date, row), full_date(date, row)):
            assert re.search(f"[{wanted}]", text), (language, text)
            assert not re.search("[A-Za-z]", text) or row.script == "Latn", (language, text)
    assert full_date(date, languages()["fr"]) == "1er\u00a0juin\u00a02025"
    assert full_date(datetime.date(2027, 1, 11), languages()["fr"]) == "11\u00a0janvier\u00a02027"
    assert full_date(date, languages()["en"]) == "1\u00a0June\u00a02025"
    assert "۲۰۲۵" in month_and_year(date, languages()["fa"])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+33 1 99 00 11 22", "+33199001122"),
        ("+33 (0)1 99 00 11 22", "+33199001122"),
        ("0033 (0)1 99 00 11 22", "0033199001122"),
        ("01 99 00 11 22", "0199001122"),
        ("(01) 99.00.11-22", "0199001122"),
        ("112", "112"),
    ],
)
def test_a_link_dials_the_number_that_is_written(written: str, number: str) -> None:
    assert dialled(written) == number


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "01 99 00 11 22 / 06 99 00 11 22"),
        ("phone", "٠١ ٩٩ ٠٠ ١١ ٢٢"),
        ("phone", "demander"),
        ("phone", "+"),
        ("email", "contact at example.org"),
        ("url", "http://example.org"),
    ],
)
def test_a_contact_that_nobody_reaches_is_refused(tmp_path: Path, kind: str, value: str) -> None:
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets/contacts.toml").write_text(f'[one]\nkind = "{kind}"\nvalue = "{value}"\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_contacts(replace(load_project(ROOT), root=tmp_path))
    assert str(caught.value).startswith(f"leaflets/contacts.toml:3: “{value}” is not ")
    assert caught.value.hint


def test_hours_from_saturday_to_saturday_are_refused(tmp_path: Path) -> None:
    (tmp_path / "leaflets").mkdir()
    text = '[one]\nkind = "hours"\ndays = ["saturday", "saturday"]\nopens = "09:00"\ncloses = "12:00"\n'
    (tmp_path / "leaflets/contacts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="“days” is wrong"):
        load_contacts(replace(load_project(ROOT), root=tmp_path))


def test_contacts_know_which_of_them_are_samples() -> None:
    contacts = load_contacts(load_project(ROOT))
    assert not any(contacts[name].sample for name in ("emergency_europe", "ambulance", "child_protection"))
    phones = [c for c in contacts.values() if c.kind == "phone" and len(c.values[0]) > 3]
    assert phones
    assert all(contact.sample for contact in phones)
    assert load_leaflet(load_project(ROOT), "calais").programme_status == "closed"


def test_did_you_mean_names_the_nearest_or_all() -> None:
    assert "calais" in did_you_mean("calias", ["calais", "arer"])
    assert "arer, calais" in did_you_mean("zzz", ["calais", "arer"])


def test_every_font_has_its_licence_and_its_origin() -> None:
    table = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text(encoding="utf-8"))
    assert {row["family"] for row in table.values()} >= {family for row in languages().values() for family in row.fonts}
    for row in table.values():
        assert "OPEN FONT LICENSE" in (ROOT / "fonts" / row["licence"]).read_text(encoding="utf-8").upper()
        assert row["origin"]
    assert {path.name for path in (ROOT / "fonts").glob("*.ttf")} == set(table)
    assert len(load_fonts(ROOT / "fonts")) == len(table) == 14
