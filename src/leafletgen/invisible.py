"""Characters that nobody sees: they steer where lines break, which way text runs, and how letters join.

The soft hyphen stands apart: where a line ends at it, it is drawn.
"""

from __future__ import annotations

import re

_STEERING = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
ZWNJ, ZWJ = "\u200c", "\u200d"
"""Whether two letters join; spelling, in Persian and Hindi."""
SOFT_HYPHEN = "\u00ad"
STEERING = re.compile(f"[{_STEERING}]")
"""What parts, glues or turns words: no letter of any."""
INVISIBLE = re.compile(f"[{_STEERING}{ZWNJ}{ZWJ}]")
"""Those and the joiners: all that leaves no mark on a page."""
