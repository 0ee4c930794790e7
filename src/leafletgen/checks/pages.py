"""Findings about pages: what keeps them from being made, and text that finds no room on them."""

from __future__ import annotations

from pathlib import Path

from leafletgen.checks.finding import Finding
from leafletgen.errors import InputError, LeafletError, Place, RenderError


def refusal(error: LeafletError, root: Path, leaflet: str, language: str) -> Finding:
    """Return what stops the build as a finding, at the file and line that it names."""
    kind = "input" if isinstance(error, InputError) else "render" if isinstance(error, RenderError) else "machine"
    path, line = (error.place.path, error.place.line) if error.place else (Path(), 0)
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    shown = path.as_posix() if error.place else ""
    return Finding(f"build.{kind}", "error", shown, line, leaflet, language, "", error.what, error.hint)


def overflow(panel: str, lines: int, place: Place, leaflet: str, language: str) -> Finding:
    """Return the finding `fit.overflow`: the text of a panel, or section, is too long by so many lines."""
    message = f"“{panel}” is too long by {lines} lines at the smallest type allowed."
    hint = "Shorten its texts: on paper, they would be cut off."
    return Finding("fit.overflow", "error", place.path.as_posix(), place.line, leaflet, language, "", message, hint)
