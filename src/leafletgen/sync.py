"""Extract and update: leaflets and templates → .pot → .po, writing only what changes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from leafletgen.catalog import load_catalog, new_entry, new_po, read_po, to_text
from leafletgen.config import COMMON, Project, load_leaflet
from leafletgen.errors import LeafletError
from leafletgen.files import write_text
from leafletgen.glossary import Term, advice, read_glossary, terms
from leafletgen.merge import Loan, merge
from leafletgen.model import Key
from leafletgen.phrasebook import translated_phrases
from leafletgen.read import load_source
from leafletgen.segments import Segment, leaflet_segments, phrase_segments, with_reference
from leafletgen.tomlfile import is_there


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did (or would do) to one file."""

    path: Path
    changed: bool
    error: LeafletError | None = None


def segments_of(project: Project, name: str) -> tuple[Segment, ...]:
    """Return the entries of a leaflet, or of the templates where name is COMMON."""
    if name == COMMON:
        return phrase_segments(project.source_language)
    settings = load_leaflet(project, name)
    return leaflet_segments(load_source(project, settings), settings.paper)


def extract(project: Project, *, write: bool = True) -> tuple[Updated, ...]:
    """Write translations/templates/*.pot for every leaflet and for the templates."""
    return tuple(_extracted(project, name, segments_of(project, name), write=write) for name in _all_names(project))


def _all_names(project: Project) -> tuple[str, ...]:
    return (*project.leaflets, COMMON)


def _extracted(project: Project, name: str, segments: tuple[Segment, ...], *, write: bool) -> Updated:
    text = to_text(new_po(name, ""), [new_entry(segment) for segment in segments])
    path = project.template_path(name)
    is_there(path, path.relative_to(project.root))  # or it is a link, and refused
    return _save(path, text, write=write)


def update(
    project: Project, languages: tuple[str, ...], names: tuple[str, ...] = (), *, write: bool = True
) -> tuple[Updated, ...]:
    """Bring the catalogs of some leaflets up to date, of all for none; one that cannot be read is left as it is.

    Raises InputError, before anything is written, for a source or a glossary that is wrong.
    """
    texts = {name: segments_of(project, name) for name in names or _all_names(project)}
    rows, lending = read_glossary(project.root), _Lending(project)
    done = [_extracted(project, name, segments, write=write) for name, segments in texts.items()]
    known = {language: terms(rows, project.source_language, language) for language in languages}
    order = sorted(languages, key=lambda code: code != project.reference_language)
    for name, segments in texts.items():
        reference = cache(partial(_reference, project, name))
        for language in order:
            path = project.catalog_path(name, language)
            helped = _with_terms(segments, known[language])
            try:
                if language != project.reference_language:
                    helped = with_reference(helped, reference(), project.reference_language)
                lender = partial(lending.to, name, language)
                done.append(_save(path, _merged(project, name, language, helped, lender), write=write))
            except LeafletError as error:
                done.append(Updated(path, changed=False, error=error))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Lending:
    """What the leaflets of a project say, each catalog read once."""

    project: Project
    known: dict[str, dict[Key, list[Loan]]] = field(default_factory=dict)

    def to(self, name: str, language: str) -> dict[Key, Loan]:
        """Return what other leaflets, or leafletgen, have in a language; what cannot be read lends nothing."""
        if name == COMMON:
            return self._phrases(language)
        own = f"{name}.po"
        if language not in self.known:
            self.known[language] = self._read(language)
        found = (
            (key, next((o for o in offers if o.origin != own), None)) for key, offers in self.known[language].items()
        )
        return {key: loan for key, loan in found if loan is not None}

    def _phrases(self, language: str) -> dict[Key, Loan]:
        """Return the strings of the templates as they are printed where a project has no words of its own."""
        printed, segments = translated_phrases(self.project, language), phrase_segments(self.project.source_language)
        return {s.key: Loan(printed[s.context][0], "leafletgen") for s in segments if s.context in printed}

    def _read(self, language: str) -> dict[Key, list[Loan]]:
        offers: dict[Key, list[Loan]] = {}
        for leaflet in self.project.leaflets:
            with contextlib.suppress(LeafletError):
                for key, msgstr in load_catalog(self.project, leaflet, language).usable().items():
                    offers.setdefault(key, []).append(Loan(msgstr, f"{leaflet}.po"))
        return offers


def _merged(
    project: Project, name: str, language: str, segments: tuple[Segment, ...], lender: Callable[[], dict[Key, Loan]]
) -> str:
    path = project.catalog_path(name, language)
    shown = path.relative_to(project.root)
    po = read_po(path, language, shown) if is_there(path, shown) else new_po(name, language)
    return merge(po, segments, project.source_language, lender)


def _reference(project: Project, name: str) -> dict[Key, str]:
    """Return a leaflet's translations into the reference language, where there is one."""
    language = project.reference_language
    if language == project.source_language or not project.catalog_path(name, language).exists():
        return {}
    return load_catalog(project, name, language).usable()


def _with_terms(segments: tuple[Segment, ...], known: tuple[Term, ...]) -> tuple[Segment, ...]:
    """Add to each comment what the glossary says of the terms in its text."""
    return tuple(
        replace(segment, comment="\n".join((segment.comment, *(f"glossary: {line}" for line in found))))
        if (found := advice(segment.msgid, known))
        else segment
        for segment in segments
    )


def _save(path: Path, text: str, *, write: bool) -> Updated:
    changed = not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != text.encode("utf-8")
    if changed and write:
        write_text(path, text)
    return Updated(path, changed)
