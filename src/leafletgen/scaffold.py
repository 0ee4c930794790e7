"""New leaflets and languages: what they begin with, so that they build at once; nothing else is touched."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import chain, count
from typing import cast

import tomlkit
from tomlkit.items import AbstractTable, Array

from leafletgen.config import COMMON, MAX_PAGES, Project, can_be_stapled, is_leaflet_id, leaflet_codes, load_project
from leafletgen.errors import UsageError, did_you_mean
from leafletgen.files import write_text
from leafletgen.glossary import read_glossary
from leafletgen.markup import environment
from leafletgen.sync import Updated, update
from leafletgen.tables import Paper, languages, papers, staff_language

VALID_DAYS = 365
PAGES = 8
"""Of a booklet, where nobody says how many."""


def new_leaflet(
    project: Project, name: str, paper: str, pages: int | None, today: datetime.date
) -> tuple[Updated, ...]:
    """Write leaflets/<name>/ and the catalogs of its text; return what became of each file.

    `pages` is for a booklet only. Raises UsageError for a name that is taken or no name, and a
    number of pages that cannot be stapled, or that the format has anyhow; InputError for a torn glossary.
    """
    folder = project.root / "leaflets" / name
    if not is_leaflet_id(name):
        raise UsageError(f"“{name}” cannot name a leaflet.", "Use small letters, digits and hyphens.")
    if folder.exists():
        raise UsageError(f"leaflets/{name} exists.", "Choose another name; nothing was changed.")
    form = papers()[paper]
    if pages is not None and not form.flowing:
        what = f"--pages is given, but {paper} has {len(form.panels)} panels always."
        raise UsageError(what, "Leave it out, or add --format a5-booklet.")
    pages = PAGES if pages is None else pages
    if form.flowing and not can_be_stapled(pages):
        raise UsageError(f"{pages} pages.", f"A booklet has 4, 8, 12 … at most {MAX_PAGES}.")
    read_glossary(project.root)  # the catalogs need it: a torn one is refused while nothing is written
    settings, source = folder / "leaflet.toml", project.source_path(name)
    write_text(settings, _settings(_code(project, name), form, pages, today))
    write_text(source, _skeleton(form, pages, project.source_language))
    catalogs = update(load_project(project.root), project.target_languages, (name,))
    return (Updated(settings, changed=True), Updated(source, changed=True), *catalogs, *_first_common(project))


def _first_common(project: Project) -> tuple[Updated, ...]:
    """Make the catalogs of the templates' strings that a project's first leaflet does not find yet."""
    lacking = tuple(code for code in project.target_languages if not project.catalog_path(COMMON, code).exists())
    return update(project, lacking, (COMMON,)) if lacking else ()


def _code(project: Project, name: str) -> str:
    """Return a code that no other leaflet has: the start of the name, numbered where that is taken."""
    taken = leaflet_codes(project)
    letters = re.sub(r"[^A-Z0-9]", "", name.upper()).ljust(2, "0")
    codes = (letters[: 8 - len(end)] + end for end in chain([""], map(str, count(2))))
    return next(code for code in codes if code not in taken)


def _settings(code: str, paper: Paper, pages: int, today: datetime.date) -> str:
    template = environment().get_template("new/leaflet.toml.j2")
    until = today + datetime.timedelta(days=VALID_DAYS)
    count = pages if paper.flowing else 0
    return template.render(code=code, format=paper.name, pages=count, today=today, valid_until=until)


def _skeleton(paper: Paper, pages: int, source_language: str) -> str:
    template = environment().get_template(f"new/{paper.name}.{staff_language(source_language)}.md.j2")
    return template.render(pages=pages, names=[panel.name.replace(" ", "-") for panel in paper.panels])


def new_language(project: Project, code: str) -> tuple[Updated, ...]:
    """Make the catalogs of a language and add it to pyproject.toml; return what became of each file.

    Raises UsageError for a language that is there already or that data/languages.toml does not know,
    InputError for a source or a glossary that is wrong; then nothing is written.
    """
    if code in project.languages:
        raise UsageError(f"{code} is one of the languages already.", "Nothing was changed.")
    if code not in languages():
        hint = "A new one needs a row in data/languages.toml and fonts: docs/staff.md tells how."
        raise UsageError(f"leafletgen cannot set “{code}” yet.", f"{did_you_mean(code, languages())} {hint}")
    path = project.root / "pyproject.toml"
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    tool = cast(AbstractTable, cast(AbstractTable, document["tool"])["leafletgen"])
    cast(Array, tool["languages"]).append(code)
    catalogs = update(replace(project, languages=(*project.languages, code)), (code,))
    write_text(path, tomlkit.dumps(document))
    return (Updated(path, changed=True), *catalogs)
