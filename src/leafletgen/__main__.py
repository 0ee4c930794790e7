"""The way in, of the console script and of `python -m leafletgen`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from leafletgen.signals import Stopped, heed, ignore


def main() -> None:
    """Run the command line; Ctrl-C and its like while it is loaded end it as they do afterwards.

    Where standard output or error is closed, nobody is told, and nothing else changes.
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        heed()
        try:
            from leafletgen.cli import main as command
        except Stopped as stop:
            sys.stderr.write("stopped; nothing was begun\n")
            sys.exit(stop.exit_code)
        try:
            command()
        finally:
            ignore()


if __name__ == "__main__":
    main()
