"""build/manifest.json: what each output was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from leafletgen.files import write_text
from leafletgen.native import harfbuzz_version, pango_version

NAME = "manifest.json"
LIBRARIES = (
    *("arabic-reshaper", "babel", "fonttools", "jinja2", "lxml", "markdown-it-py", "markupsafe", "mdit-py-plugins"),
    *("pikepdf", "pillow", "polib", "pypdfium2", "python-bidi", "segno", "uharfbuzz", "weasyprint", "zxing-cpp"),
    *("cssselect2", "pydyf", "pyphen", "tinycss2", "tinyhtml5"),
)
"""Packages that shape pages or examine them; the last line are WeasyPrint's."""
_SHAPING = (".py", ".toml", ".j2", ".icc")
"""Kinds of leafletgen's own files that do; catalogs and fonts are digested by themselves."""
_MAX_NUMBER = 10**12
"""Greatest size or count that is believed."""
T = TypeVar("T")
N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the build; its path is relative to the output folder."""

    path: str
    bytes: int
    sha256: str
    pages: int
    findings: tuple[dict[str, object], ...]
    """What preflight found, none of error level; fields as in `preflight --json`."""


@dataclass(frozen=True, slots=True)
class Record:
    """One leaflet in one language, as it was last built."""

    key: str
    scale: float
    size_pt: float
    untranslated: int
    states: tuple[str, ...]
    editions: dict[str, Output]
    inputs: dict[str, str]
    """Digests of the files that it was made from (`inputs.Inputs`): the same, so is the key."""

    def gone(self, editions: tuple[str, ...], out: Path) -> tuple[str, ...]:
        """Return which of these editions were never made, or are no longer what was made."""
        return tuple(
            edition
            for edition in editions
            if edition not in self.editions or not _unchanged(out, self.editions[edition])
        )


def output_path(edition: str, name: str) -> str:
    """Return where the file of an edition is, in the output folder; `name` is the target's."""
    return f"{edition}/{name}-{edition}.pdf"


def _unchanged(out: Path, output: Output) -> bool:
    path = out / output.path
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest() == output.sha256


def read_manifest(out: Path) -> dict[str, Record]:
    """Return the records by “<leaflet>-<lang>”; empty when there is none that can be read."""
    try:
        if not (out / NAME).is_file():
            return {}
        targets = json.loads((out / NAME).read_text(encoding="utf-8"))["targets"]
        return {name: _record(name, row) for name, row in targets.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # a manifest is only a memory: without it, everything is made again


def _record(name: str, row: dict[str, Any]) -> Record:
    """Return a record as we write it; raises ValueError, KeyError, TypeError or AttributeError for another."""
    return Record(
        key=_typed(row["key"], str),
        scale=_number(row["scale"], float),
        size_pt=_number(row["size_pt"], float),
        untranslated=_number(row["untranslated"], int),
        states=tuple(_typed(state, str) for state in _typed(row["states"], list)),
        editions={edition: _output(edition, name, output) for edition, output in row["editions"].items()},
        inputs={path: _typed(digest, str) for path, digest in row["inputs"].items()},
    )


def _output(edition: str, name: str, row: dict[str, Any]) -> Output:
    findings = tuple(_typed(finding, dict) for finding in _typed(row["findings"], list))
    if row["path"] != output_path(edition, name):
        raise ValueError(row["path"])
    size, pages = _number(row["bytes"], int), _number(row["pages"], int)
    return Output(row["path"], size, _typed(row["sha256"], str), pages, findings)


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _number(value: Any, kind: type[N]) -> N:
    """Return a number that may be a size or a count."""
    if not 0 <= _typed(value, kind) <= _MAX_NUMBER:
        raise ValueError(value)
    return _typed(value, kind)


def write_manifest(out: Path, changed: Mapping[str, Record]) -> None:
    """Write the records, those of other builds kept; atomic, so that readers never see half."""
    records = {**read_manifest(out), **changed}
    targets = {name: asdict(record) for name, record in sorted(records.items())}
    text = json.dumps({"targets": targets}, ensure_ascii=False, indent=1, sort_keys=True)
    write_text(out / NAME, text + "\n")


@cache
def program_key() -> str:
    """Return a digest of leafletgen's own files and of the libraries that shape its pages or examine them."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in _SHAPING and path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name}={_version(name)}".encode())
    digest.update(f"pango={pango_version()} harfbuzz={harfbuzz_version()}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    """Return a package's version as its metadata says; `importlib.metadata.version` reads all of it, thrice as long."""
    found = re.search(
        r"^Version: (.+)$", importlib.metadata.distribution(name).read_text("METADATA") or "", re.MULTILINE
    )
    return found[1] if found else importlib.metadata.version(name)
