"""What reads other people's files, each as a function of a path: for the fuzzers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leafletgen.catalog import read_catalog
from leafletgen.checks.pdf.run import Subject, preflight
from leafletgen.errors import InputError, LeafletError, Place
from leafletgen.fonts import load_fonts
from leafletgen.read import read_source
from leafletgen.segments import leaflet_segments
from leafletgen.svg import read_picture
from leafletgen.tables import papers
from leafletgen.tomlfile import TomlTable

ROOT = Path(__file__).parents[1]


def reads(read: Callable[[], object]) -> None:
    """Call a reader; only an error that names a place may come out."""
    error = None
    try:
        read()
    except LeafletError as raised:
        error = raised
    assert error is None or (isinstance(error, InputError) and error.place is not None)


def pdf(path: Path) -> None:
    """Examine a PDF; what is wrong with it are findings, or it is refused."""
    try:
        subject = Subject.read(path)
    except InputError:
        return
    preflight((subject,), "press", load_fonts(ROOT / "fonts"))


READERS: dict[str, Callable[[Path], None]] = {
    "catalog": lambda path: reads(lambda: read_catalog(path, "am", path)),
    "source": lambda path: reads(lambda: leaflet_segments(read_source(path, path), papers()["a5-booklet"])),
    "picture": lambda path: reads(lambda: read_picture(path, Place(path, 1))),
    "settings": lambda path: reads(lambda: TomlTable.load(path)),
    "pdf": pdf,
}
SEEDS = {
    "catalog": (ROOT / "translations/am/calais.po",),
    "source": (ROOT / "leaflets/calais/fr.md", ROOT / "leaflets/arer/fr.md"),
    "picture": (ROOT / "leaflets/calais/cover.svg",),
    "settings": (ROOT / "leaflets/contacts.toml", ROOT / "leaflets/calais/leaflet.toml"),
    "pdf": (ROOT / "build/office/calais-fr-office.pdf",),
}
