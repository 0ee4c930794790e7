"""Lets `python -m leafletgen` do what the console script does."""

from leafletgen.cli import main

main()
