"""The commands that write texts: new, extract, update, export, import, approve."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli.options import project_option, some, some_languages
from leafletgen.config import Project
from leafletgen.errors import FindingsError
from leafletgen.exchange.labels import FORMS
from leafletgen.terminal import error_line

if TYPE_CHECKING:
    from leafletgen.sync import Updated


@click.command()
@project_option
def extract(project: Project) -> None:
    """Write translations/templates/*.pot. Example: leafletgen extract."""
    from leafletgen.sync import extract as run

    _end(project, run(project), "updated")


@click.command()
@some_languages
@click.option("--check", is_flag=True, help="Change nothing; exit 3 if anything is stale.")
@project_option
def update(project: Project, chosen: tuple[str, ...], check: bool) -> None:  # noqa: FBT001
    """Bring the .po files up to date with the sources. Example: leafletgen update -l ar."""
    from leafletgen.sync import update as run

    languages = some(chosen, project.target_languages, "language to translate into")
    _end(project, run(project, languages, write=not check), "stale" if check else "updated")


def _end(project: Project, updates: Iterable[Updated], verb: str) -> None:
    """Print what was written (or is stale) and what could not be, each error once; exit with the code that says it."""
    changed = [each.path.relative_to(project.root) for each in updates if each.changed]
    for path in changed:
        click.echo(f"{verb}: {path}")
    errors = {str(each.error): each.error for each in updates if each.error}
    for error in errors.values():
        click.echo(error_line(error), err=True)
    if errors:
        click.echo("mend this, then run `leafletgen update` for what is not written", err=True)
    elif not changed:
        click.echo("everything is up to date")
    stale = FindingsError.exit_code if verb == "stale" and changed else 0
    sys.exit(max([stale, *(error.exit_code for error in errors.values())]))


@click.command()
@click.argument("leaflet")
@click.argument("language", metavar="LANG")
@click.option("--by", "name", required=True, metavar="NAME", help="Who read it; stands in the imprint.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="When it was read (default: today).")
@project_option
def approve(project: Project, leaflet: str, language: str, name: str, date: datetime | None) -> None:
    """Record that a person has read a translation. Example: leafletgen approve calais ar --by "Amina Karimi"."""
    from leafletgen.approve import approve as run
    from leafletgen.clock import today
    from leafletgen.review import Approval

    approval = Approval(name.strip(), date.date() if date else today())
    for done in run(project, leaflet, language, approval, today=today()):
        click.echo(f"{done.path}: {done.new} approved now, {done.total - done.new} before, of {done.total}")


@click.command()
@click.argument("leaflet")
@click.argument("language")
@click.option("--to", "form", type=click.Choice(FORMS), default="xlsx", show_default=True, help="What to make.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write (default: in build/exchange)."
)
@project_option
def export(project: Project, leaflet: str, language: str, form: str, out: Path | None) -> None:
    """Write a table for a translator without PO tools. Example: leafletgen export calais ar --to docx."""
    from leafletgen.exchange.desk import export as run

    path = out or project.root / "build" / "exchange" / f"{leaflet}-{language}.{form}"
    click.echo(run(project, leaflet, language, form, path))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be taken, write nothing.")
@project_option
def import_table(project: Project, file: Path, dry_run: bool) -> None:  # noqa: FBT001
    """Take back a table that `export` made. Example: leafletgen import calais-ar.docx --dry-run."""
    from leafletgen.exchange import outcome
    from leafletgen.exchange.desk import bring_in

    imported = bring_in(project, file, write=not dry_run)
    outcome.print_import(imported)
    sys.exit(FindingsError.exit_code if outcome.refused(imported) else 0)


@click.group()
def new() -> None:
    """Begin a new leaflet or a new language. Example: leafletgen new language bn."""


@new.command("leaflet")
@click.argument("name", metavar="ID")
@click.option(
    "--format", "paper", type=click.Choice(["letter-fold", "a5-booklet"]), default="letter-fold", show_default=True
)
@click.option("--pages", type=int, help="Of a booklet: a multiple of four (default: 8).")
@project_option
def new_leaflet(project: Project, name: str, paper: str, pages: int | None) -> None:
    """Make a leaflet that builds at once. Example: leafletgen new leaflet housing --format a5-booklet --pages 8."""
    from leafletgen.clock import today
    from leafletgen.scaffold import new_leaflet as run

    _end(project, run(project, name, paper, pages, today()), "written")


@new.command("language")
@click.argument("code", metavar="CODE")
@project_option
def new_language(project: Project, code: str) -> None:
    """Add a language, with catalogs to fill. Example: leafletgen new language bn."""
    from leafletgen.scaffold import new_language as run

    _end(project, run(project, code), "written")
