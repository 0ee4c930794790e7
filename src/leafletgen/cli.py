"""The command line: parse, call one function, print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from leafletgen import __version__
from leafletgen.config import EDITIONS, Project, load_project
from leafletgen.errors import FindingsError, LeafletError, OutputError, UsageError, did_you_mean, refused_by_system
from leafletgen.exchange.labels import FORMS
from leafletgen.signals import Stopped, ignore
from leafletgen.terminal import error_line, escaped

F = TypeVar("F", bound=Callable[..., Any])


class _Commands(click.Group):
    """Turns every LeafletError into one line and its exit code, here and nowhere else."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except LeafletError as error:
            _leave(ctx, error_line(error), error.exit_code)
        except Stopped as stop:
            ignore()
            _leave(ctx, "stopped; what was finished is kept", stop.exit_code)
        except BrokenPipeError:  # whoever read our output went away: nothing to say, nobody to say it to
            sys.stdout = None
            ctx.exit(OutputError.exit_code)
        except (OSError, MemoryError, ImportError) as error:
            if isinstance(error, OSError):
                sys.stdout = None  # what it still holds, it cannot get rid of
            refusal = refused_by_system(error)
            _leave(ctx, error_line(refusal), refusal.exit_code)


def _leave(ctx: click.Context, last_words: str, exit_code: int) -> NoReturn:
    with suppress(OSError):  # a terminal that was closed, a full disk
        click.echo(last_words, err=True)
    ctx.exit(exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Make multilingual leaflets: one source text, many printed languages."""


def project_option(command: F) -> F:
    """Add --project DIR and hand the command a Project."""

    @click.option(
        "--project",
        "root",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=".",
        help="The project's folder (default: this one).",
    )
    @wraps(command)
    def wrapped(root: Path, *args: Any, **kwargs: Any) -> Any:
        return command(load_project(root.resolve()), *args, **kwargs)

    return wrapped  # type: ignore[return-value]


_languages = click.option("-l", "--language", "chosen", multiple=True, metavar="LANG", help="Only this language.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


def _some(wanted: Iterable[str], known: tuple[str, ...], what: str) -> tuple[str, ...]:
    """Return what was asked for, checked, in the project's order; all when nothing was."""
    names = [name for word in wanted for name in word.replace(",", " ").split()]
    for name in names:
        if name not in known:
            raise UsageError(f"no {what} “{name}” in this project.", did_you_mean(name, known))
    return tuple(name for name in known if name in names) if names else known


@main.command()
@click.argument("leaflets", nargs=-1)
@_languages
@click.option("-e", "--edition", "editions", multiple=True, metavar="EDITION", help=f"Only: {', '.join(EDITIONS)}.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Output folder (default: build).")
@click.option("--release", is_flag=True, help="Refuse, with the reasons, what is not complete, reviewed and valid.")
@click.option("--with-instructions", is_flag=True, help="Put a page on printing and folding before office sheets.")
@click.option("--force", is_flag=True, help="Build even what is up to date.")
@click.option("--cluster", metavar="ADDRESS", default="", help="Work on a Dask cluster, such as tcp://10.0.0.5:8786.")
@click.option("--explain", is_flag=True, help="Say why each leaflet is or is not built again.")
@click.option("--json", "as_json", is_flag=True, help="Print an event a line, in JSON, for other programs.")
@project_option
def build(
    project: Project,
    leaflets: tuple[str, ...],
    chosen: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int | None,
    out: Path | None,
    release: bool,  # noqa: FBT001
    with_instructions: bool,  # noqa: FBT001
    force: bool,  # noqa: FBT001
    cluster: str,
    explain: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Build what is out of date. Example: leafletgen build calais -l ar -l fa -e office."""
    from leafletgen import report
    from leafletgen.build import Request
    from leafletgen.build import build as run
    from leafletgen.clock import today

    request = Request(
        leaflets=_some(leaflets, project.leaflets, "leaflet"),
        languages=_some(chosen, project.languages, "language"),
        editions=_some(editions, project.editions, "edition"),
        out=(out or project.root / "build").absolute(),
        jobs=report.worker_count(jobs),
        force=force,
        release=release,
        instructions=with_instructions,
        today=today(),
        cluster=cluster,
    )
    if as_json:
        built = run(project, request, report.print_event)
    else:
        with report.BuildProgress(report.stderr()) as progress:
            built = run(project, request, progress)
        report.stdout().print(report.outcome_table(built.outcomes))
        for outcome in built.outcomes if explain else ():
            did = "failed" if outcome.error else "built" if outcome.seconds else "up to date"
            click.echo(escaped(f"{outcome.target.name}: {did}: {outcome.why}"))
    report.print_errors(built.errors)
    sys.exit(max((error.exit_code for error in built.errors), default=0))


@main.command()
@project_option
def extract(project: Project) -> None:
    """Write translations/templates/*.pot. Example: leafletgen extract."""
    from leafletgen.sync import extract as run

    _end(project, run(project), "updated")


@main.command()
@_languages
@click.option("--check", is_flag=True, help="Change nothing; exit 3 if anything is stale.")
@project_option
def update(project: Project, chosen: tuple[str, ...], check: bool) -> None:  # noqa: FBT001
    """Bring the .po files up to date with the sources. Example: leafletgen update -l ar."""
    from leafletgen.sync import update as run

    languages = _some(chosen, project.target_languages, "language to translate into")
    _end(project, run(project, languages, write=not check), "stale" if check else "updated")


def _end(project: Project, updates: Iterable[Any], verb: str) -> None:
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


@main.command()
@click.argument("wanted", nargs=-1, metavar="[PO|LEAFLET]...")
@_languages
@_json
@click.option(
    "--format", "style", type=click.Choice(["text", "github"]), default="text", help="How findings are printed."
)
@click.option("--raw/--shaped", default=None, help="Right-to-left text: as it is in files; shaped in terminals.")
@click.option("--layout", is_flag=True, help="Also set what is not built yet, and say which texts find no room.")
@project_option
def check(
    project: Project,
    wanted: tuple[str, ...],
    chosen: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    style: str,
    raw: bool | None,  # noqa: FBT001
    layout: bool,  # noqa: FBT001
) -> None:
    """Check translations and sources. Example: leafletgen check calais -l ar."""
    from leafletgen.checks import run, show

    targets = run.select(project, wanted, _some(chosen, project.languages, "language"))
    result = run.check(project, targets)
    if layout:
        from leafletgen.checks.room import with_layouts
        from leafletgen.clock import today
        from leafletgen.report import worker_count

        result = with_layouts(result, project, targets, today(), project.root / "build", worker_count(None))
    if as_json:
        click.echo(show.as_json(result))
    else:
        as_it_is = not sys.stdout.isatty() if raw is None else raw
        click.echo(show.as_github(result) if style == "github" else show.as_text(result, raw=as_it_is))
    sys.exit(result.exit_code)


@main.command()
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


@main.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Output folder (default: build).")
@_json
@project_option
def status(project: Project, out: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Show how far each leaflet is in each language. Example: leafletgen status --json."""
    from leafletgen.report import worker_count
    from leafletgen.status import status as run

    rows = run(project, out or project.root / "build", worker_count(None))
    if as_json:
        click.echo(json.dumps({"rows": [row.as_dict() for row in rows]}, ensure_ascii=False, indent=1))
    else:
        from leafletgen import report

        report.stdout().print(report.status_table(rows))
        report.print_errors(row.problem for row in rows if row.problem)
    sys.exit(max((row.exit_code for row in rows), default=0))


@main.command()
@click.argument("leaflet", required=False)
@click.option("-l", "--language", metavar="LANG", help="The language to show first (default: the first translation).")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here (default: 8321, or any that is free).")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
@project_option
def preview(project: Project, leaflet: str | None, language: str | None, port: int | None, no_browser: bool) -> None:  # noqa: FBT001
    """Show the pages in the browser, live while you edit. Example: leafletgen preview calais -l ar."""
    from leafletgen.preview.serve import serve

    leaflets = _some([leaflet] if leaflet else [], project.leaflets, "leaflet")
    chosen = _some([language] if language else [], project.languages, "language")
    if not leaflets:
        raise UsageError("this project has no leaflet to show.", "Make leaflets/NAME/leaflet.toml first.")
    first = chosen[0] if language else next(iter(project.target_languages), project.source_language)
    serve(project, (leaflets[0], first), port, browser=not no_browser, say=click.echo)


@main.command()
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


@main.command("import")
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


@main.group()
def new() -> None:
    """Begin a new leaflet or a new language. Example: leafletgen new language bn."""


@new.command("leaflet")
@click.argument("name", metavar="ID")
@click.option(
    "--format", "paper", type=click.Choice(["letter-fold", "a5-booklet"]), default="letter-fold", show_default=True
)
@click.option("--pages", type=int, default=8, show_default=True, help="Of a booklet: a multiple of four.")
@project_option
def new_leaflet(project: Project, name: str, paper: str, pages: int) -> None:
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


@main.command()
@click.option("--project", "root", type=click.Path(path_type=Path, file_okay=False), default=".")
def doctor(root: Path) -> None:
    """Say what this machine lacks and how to mend it. Example: leafletgen doctor."""
    from leafletgen.doctor import examine

    project = load_project(root.resolve()) if (root / "pyproject.toml").is_file() else None
    findings = examine(project)
    for finding in findings:
        click.echo(f"{'ok     ' if finding.ok else 'MISSING'}  {finding.what}: {finding.found}")
        if not finding.ok:
            click.echo(f"         mend it with: {finding.remedy}")
    sys.exit(0 if all(finding.ok for finding in findings) else 5)


@main.command()
@click.argument("source", metavar="IN.pdf", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.pdf", type=click.Path(path_type=Path))
@click.option("--scheme", type=click.Choice(["letter-fold", "z-fold", "saddle"]), required=True, help="How it folds.")
@click.option("--binding", type=click.Choice(["left", "right"]), required=True, help="right for Arabic script.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The sheet.")
@click.option(
    "--creep", "creep_mm", type=click.FloatRange(0, 5), default=0.0, metavar="MM", help="Thickness of a sheet."
)
@click.option("--flip", type=click.Choice(["short", "long"]), default="short", show_default=True, help="Duplex edge.")
@click.option("--marks", is_flag=True, help="Cut, fold and stitch marks outside the trim.")
@click.option("--project", hidden=True, type=click.Path(path_type=Path), help="Accepted; not needed.")
def impose(source: Path, target: Path, project: Path | None, **options: Any) -> None:  # noqa: ARG001
    """Put pages on sheets to fold. Example: leafletgen impose a.pdf b.pdf --scheme saddle --binding right."""
    from leafletgen.files import write_bytes
    from leafletgen.impose import Imposition
    from leafletgen.impose import impose as run

    imposed = run(source, Imposition(**options))
    write_bytes(target, imposed.data)
    click.echo(f"{target}: {imposed.sheets} sheet{'s' if imposed.sheets > 1 else ''}, both sides")
    if imposed.scale < 1:
        click.echo(f"pages were made smaller, to {imposed.scale:.0%}, to fit the sheet", err=True)


@main.command()
@click.argument("paths", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(["press", "office", "screen"]), required=True, help="What it is for.")
@click.option("--project", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Compare with its text.")
@_json
def preflight(paths: tuple[Path, ...], profile: str, project: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Examine finished PDFs. Example: leafletgen preflight build/office/*.pdf --profile office."""
    from leafletgen.checks.pdf.run import summary
    from leafletgen.clock import today
    from leafletgen.preflight import examine

    findings = examine(paths, profile, load_project(project.resolve()) if project else None, today())
    counts = summary(findings, len(paths))
    if as_json:
        rows = [finding.as_dict() for finding in findings]
        click.echo(json.dumps({"findings": rows, "summary": counts}, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(escaped(str(finding)))
        click.echo(f"{counts['files']} files: {counts['errors']} errors, {counts['warnings']} warnings")
    sys.exit(3 if counts["errors"] else 0)
