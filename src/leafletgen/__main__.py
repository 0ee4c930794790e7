"""The way in, of the console script and of `python -m leafletgen`."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command line; Ctrl-C and its like end it in the same way at any moment.

    Where standard output or error is closed, nobody is told, and nothing else changes.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends this process at once, until we heed it
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - pathlib takes long to load
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        _run()


def _run() -> None:
    from leafletgen.signals import Stopped, heed, ignore

    begun = False
    try:
        try:
            heed()
            from leafletgen.cli import main as command

            begun = True
            command()
        finally:
            ignore()
    except Stopped as stop:  # where click cannot hand it to our commands: before it reads the line, and at the end
        ignore()
        sys.stderr.write(f"stopped; {'what was finished is kept' if begun else 'nothing was begun'}\n")
        sys.exit(stop.exit_code)


if __name__ == "__main__":
    main()
