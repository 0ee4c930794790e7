"""Today's date: the only place that looks at the calendar."""

from __future__ import annotations

import datetime
import os

from leafletgen.errors import UsageError


def today() -> datetime.date:
    """Return today's date in UTC, or that of SOURCE_DATE_EPOCH where it is set; raises UsageError for no such date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch[:40]}”.", "Give seconds since 1970, or unset it.") from None
