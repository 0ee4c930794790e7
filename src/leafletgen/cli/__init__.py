"""The command line: each command parses, calls one function, prints; each error becomes an exit code."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from leafletgen import __version__
from leafletgen.cli.findings import check, doctor, preflight, status
from leafletgen.cli.pages import build, impose, preview
from leafletgen.cli.texts import approve, export, extract, import_table, new, update
from leafletgen.errors import LeafletError, OutputError, refused_by_system
from leafletgen.signals import Stopped, ignore
from leafletgen.terminal import error_line


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
@click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The project's folder, for whichever command follows.",
)
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Make multilingual leaflets: one source text, many printed languages."""
    if root is not None:
        ctx.default_map = _defaults(main, root)


def _defaults(group: click.Group, root: Path) -> dict[str, object]:
    """Return, for each command of a group and of those within it, the project where it is given none itself."""
    return {
        name: {"root": root, **(_defaults(command, root) if isinstance(command, click.Group) else {})}
        for name, command in group.commands.items()
    }


for _command in (
    *(build, impose, preview),
    *(new, extract, update, export, import_table, approve),
    *(check, preflight, status, doctor),
):
    main.add_command(_command)
