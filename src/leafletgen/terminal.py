"""Words on their way to a terminal: what others wrote does nothing there; numbers agree with their nouns."""

from __future__ import annotations

import unicodedata


def escaped(text: str) -> str:
    """Return a text whose control and direction characters are written out, so that they do nothing."""
    return "".join(
        f"\\u{ord(char):04x}"
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") and char not in "\u200c\u200d"
        else char
        for char in text
    )


def error_line(error: object) -> str:
    """Return what is told of an error: escaped, but for the line breaks between the reasons that it gives."""
    return "\n".join(map(escaped, f"error: {error}".split("\n")))


def count(number: int, what: str) -> str:
    """Return a number with its noun: “1 file”, “2 files”."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
