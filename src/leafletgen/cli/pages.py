"""The commands that make pages: build, impose, preview."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leafletgen.cli.options import out_option, project_option, some, some_languages, worker_count
from leafletgen.config import EDITIONS, Project
from leafletgen.errors import LeafletError, UsageError
from leafletgen.terminal import count, escaped

if TYPE_CHECKING:
    from leafletgen.build import Built, Outcome, Request


@click.command()
@click.argument("leaflets", nargs=-1)
@some_languages
@click.option("-e", "--edition", "editions", multiple=True, metavar="EDITION", help=f"Only: {', '.join(EDITIONS)}.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one a core).")
@out_option
@click.option("--release", is_flag=True, help="Refuse, with the reasons, what is not complete, reviewed and valid.")
@click.option(
    "--with-instructions", "instructions", is_flag=True, help="Put a page on printing and folding before office sheets."
)
@click.option("--force", is_flag=True, help="Build even what is up to date.")
@click.option("--cluster", metavar="ADDRESS", default="", help="Work on a Dask cluster, such as tcp://10.0.0.5:8786.")
@click.option("--explain", is_flag=True, help="Say why each leaflet is or is not built, and what preflight warns of.")
@click.option("--json", "as_json", is_flag=True, help="Print an event a line, in JSON, for other programs.")
@project_option
def build(
    project: Project,
    leaflets: tuple[str, ...],
    chosen: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int | None,
    out: Path | None,
    explain: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **more: Any,
) -> None:
    """Build what is out of date. Example: leafletgen build calais -l ar -l fa -e office."""
    from leafletgen.build import Request
    from leafletgen.clock import today
    from leafletgen.report import print_errors, print_warnings

    request = Request(
        leaflets=some(leaflets, project.leaflets, "leaflet"),
        languages=some(chosen, project.languages, "language"),
        editions=some(editions, project.editions, "edition"),
        out=(out or project.root / "build").absolute(),
        jobs=worker_count(jobs),
        today=today(),
        **more,
    )
    built = _build_with_events(project, request) if as_json else _build_with_table(project, request)
    for outcome in built.outcomes if explain and not as_json else ():
        click.echo(_explanation(outcome))
    print_warnings(built.outcomes if explain and not as_json else ())
    print_errors(built.errors)
    sys.exit(max((error.exit_code for error in built.errors), default=0))


def _build_with_events(project: Project, request: Request) -> Built:
    from leafletgen import build, report

    try:
        built = build.build(project, request, report.print_event)
    except LeafletError as error:
        report.print_failure(error)
        raise
    if built.unrecorded:
        report.print_failure(built.unrecorded)
    return built


def _build_with_table(project: Project, request: Request) -> Built:
    from leafletgen import build, report

    with report.BuildProgress(report.stderr()) as progress:
        built = build.build(project, request, progress)
    report.stdout().print(report.outcome_table(built.outcomes))
    return built


def _explanation(outcome: Outcome) -> str:
    did = "failed" if outcome.error else "built" if outcome.seconds else "up to date"
    return escaped(f"{outcome.target.name}: {did}: {outcome.why}")


@click.command()
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
@click.option("--project", "root", hidden=True, type=click.Path(path_type=Path), help="Accepted; not needed.")
def impose(source: Path, target: Path, root: Path | None, **options: Any) -> None:  # noqa: ARG001
    """Put pages on sheets to fold. Example: leafletgen impose a.pdf b.pdf --scheme saddle --binding right."""
    from leafletgen.files import write_bytes
    from leafletgen.impose import Imposition
    from leafletgen.impose import impose as run

    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"{target} is the file to impose itself.", "Give the sheets another name.")
    imposed = run(source, Imposition(**options))
    write_bytes(target, imposed.data)
    click.echo(f"{target}: {count(imposed.sheets, 'sheet')}, both sides")
    for odd in imposed.odd:
        click.echo(odd, err=True)
    if imposed.scale < 1:
        click.echo(f"pages were made smaller, to {imposed.scale:.0%}, to fit the sheet", err=True)


@click.command()
@click.argument("leaflet", required=False)
@click.option("-l", "--language", metavar="LANG", help="The language to show first (default: the first translation).")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here (default: 8321, or any that is free).")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
@project_option
def preview(project: Project, leaflet: str | None, language: str | None, port: int | None, no_browser: bool) -> None:  # noqa: FBT001
    """Show the pages in the browser, live while you edit. Example: leafletgen preview calais -l ar."""
    from leafletgen.preview.serve import serve

    leaflets = some([leaflet] if leaflet else [], project.leaflets, "leaflet")
    chosen = some([language] if language else [], project.languages, "language")
    if not leaflets:
        raise UsageError("this project has no leaflet to show.", "Make leaflets/NAME/leaflet.toml first.")
    first = chosen[0] if language else next(iter(project.target_languages), project.source_language)
    serve(project, (leaflets[0], first), port, browser=not no_browser, say=click.echo)
