"""The commands that examine and change nothing: check, preflight, status, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from leafletgen.cli.options import json_option, out_option, project_option, some, some_languages, worker_count
from leafletgen.config import Project, load_project
from leafletgen.errors import MachineError
from leafletgen.signals import at_once
from leafletgen.terminal import count, error_line, escaped


@click.command()
@click.argument("wanted", nargs=-1, metavar="[PO|LEAFLET]...")
@some_languages
@json_option
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

    targets = run.select(project, wanted, some(chosen, project.languages, "language"))
    result = run.check(project, targets)
    if layout:
        from leafletgen.checks.room import with_layouts
        from leafletgen.clock import today

        result = with_layouts(result, project, targets, today(), project.root / "build", worker_count())
    if as_json:
        click.echo(show.as_json(result))
    else:
        as_it_is = not sys.stdout.isatty() if raw is None else raw
        click.echo(show.as_github(result) if style == "github" else show.as_text(result, raw=as_it_is))
    sys.exit(result.exit_code)


@click.command()
@click.argument("paths", metavar="PDF...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(["press", "office", "screen"]), required=True, help="What it is for.")
@click.option(
    "--project", "root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Compare with its text."
)
@json_option
def preflight(paths: tuple[Path, ...], profile: str, root: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Examine finished PDFs. Example: leafletgen preflight build/office/*.pdf --profile office."""
    from leafletgen.checks.pdf.run import summary
    from leafletgen.clock import today
    from leafletgen.preflight import examine

    with at_once():
        examined = examine(paths, profile, load_project(root.resolve()) if root else None, today())
    counts = summary(examined.findings, examined.files)
    if as_json:
        whole = {**counts, "unreadable": list(map(str, examined.refused))}
        click.echo(_json({"findings": [finding.as_dict() for finding in examined.findings], "summary": whole}))
    else:
        for finding in examined.findings:
            click.echo(escaped(str(finding)))
        click.echo("{}: {}, {}".format(*(count(counts[f"{what}s"], what) for what in ("file", "error", "warning"))))
    for line in dict.fromkeys(map(error_line, examined.refused.values())):
        click.echo(line, err=True)
    sys.exit(examined.exit_code)


@click.command()
@out_option
@json_option
@project_option
def status(project: Project, out: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Show how far each leaflet is in each language. Example: leafletgen status --json."""
    from leafletgen.status import status as run

    rows = run(project, out or project.root / "build", worker_count())
    if as_json:
        click.echo(_json({"rows": [row.as_dict() for row in rows]}))
    else:
        from leafletgen import report

        report.stdout().print(report.status_table(rows))
        report.print_errors(row.problem for row in rows if row.problem)
    sys.exit(max((row.exit_code for row in rows), default=0))


@click.command()
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
    sys.exit(0 if all(finding.ok for finding in findings) else MachineError.exit_code)


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)
