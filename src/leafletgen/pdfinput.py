"""Somebody else's PDF, opened with care: every way in which it can be bad is an InputError."""

from __future__ import annotations

import ctypes
import io
import logging
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
from fontTools.ttLib import TTLibError

from leafletgen.errors import InputError, Place

UNREADABLE = (
    ctypes.ArgumentError,
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    pypdfium2.PdfiumError,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    AssertionError,
    TTLibError,
    struct.error,
)
"""What the libraries raise for files that break the rules of PDF, or of the fonts in them."""
_IN_MEMORY = re.compile(r"^(?:WARNING: )?(?:stream <[^>]*>(?: \(|: ?|$))?")
MAX_BYTES = 500_000_000
MAX_PAGES = 5_000

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # it logs tracebacks for bad metadata


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open a PDF to impose it; raises InputError for one that is damaged, locked, empty or huge.

    What goes wrong while its objects are read is an InputError too.
    """
    data = read_pdf(path)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            count = len(pdf.pages)
            if count == 0:
                raise InputError("it has no pages.", "Make the file again.", Place(path))
            if count > MAX_PAGES:
                raise InputError(f"{count} pages; {MAX_PAGES} is the most.", "Split the file.", Place(path))
            if "/AcroForm" in pdf.Root or any("/Annots" in page for page in pdf.pages):
                pdf.flatten_annotations("print")
            yield pdf
    except pikepdf.PasswordError:
        what = "it is locked with a password."
        raise InputError(what, "Save it without a password.", Place(path)) from None
    except UNREADABLE as error:
        what = f"it is damaged: {first_line(error)}."
        raise InputError(what, "Make the file again, or mend it: qpdf IN.pdf OUT.pdf.", Place(path)) from None


def read_pdf(path: Path) -> bytes:
    """Return a PDF's bytes; raises InputError when there is no such file, or it is a folder or no PDF."""
    try:
        if path.is_dir():
            raise InputError("it is a folder.", f"Name the files in it: {path / '*.pdf'}.", Place(path))
        if not path.is_file():
            raise InputError("no such file.", "Is its name right, and the folder?", Place(path))
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES} bytes.", "Split the file.", Place(path))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", "May this user read it?", Place(path)) from None
    if b"%PDF-" not in data[:1024]:
        raise InputError("it is not a PDF.", "Give a PDF file.", Place(path))
    return data


def first_line(error: Exception) -> str:
    """Return the start of what a library says of a file, without its full stop."""
    return said(str(error)) or type(error).__name__


def said(message: str) -> str:
    """Return the first line of what qpdf says, without the name that it gives to bytes in memory."""
    return _IN_MEMORY.sub("", message.partition("\n")[0]).strip().rstrip(".")
