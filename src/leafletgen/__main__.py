"""The way in, of the console script and of `python -m leafletgen`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line; Ctrl-C while it is loaded ends it as it does afterwards, with exit code 130.

    Where standard output or error is closed, nobody is told, and nothing else changes.
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        try:
            from leafletgen.cli import main as command
        except KeyboardInterrupt:
            sys.stderr.write("stopped; nothing was begun\n")
            sys.exit(130)
        command()


if __name__ == "__main__":
    main()
