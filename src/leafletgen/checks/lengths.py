"""How long translations usually are, as bounds on characters per character of the source."""

from __future__ import annotations

import math
from functools import cache

from leafletgen.tables import language_row

_DEVIATIONS = 4
"""Between the mean and either bound of the table, which says how it was made."""
_WIDEST = (0.25, 3.0)
"""For pairs of languages that the table does not know."""


@cache
def bounds(language: str, source_language: str) -> tuple[float, float]:
    """Return the least and the greatest ratio for a language; wider for a source that is not French."""
    row = language_row("lengths", language)
    if row is None or source_language not in ("fr", "en"):
        return _WIDEST
    low, high = row.need("low", float), row.need("high", float)
    return (low, high) if source_language == "fr" else (low, high * 1.2)


@cache
def deviating(language: str, source_language: str, deviations: float) -> float:
    """Return the ratio that lies so many standard deviations under the usual one."""
    low, high = map(math.log, bounds(language, source_language))
    return math.exp((low + high) / 2 - deviations * (high - low) / (2 * _DEVIATIONS))
