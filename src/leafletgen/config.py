"""A project's settings: pyproject.toml, leaflet.toml and contacts.toml, read strictly."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leafletgen.errors import InputError, LeafletError, MachineError, Place, UsageError, did_you_mean, unknown
from leafletgen.tables import Paper, languages, papers
from leafletgen.tomlfile import TomlTable, is_there

EDITIONS = ("screen", "office", "press")
COMMON = "common"
"""Name of the catalog that holds the strings of the templates."""
PACKAGE_FONTS = (Path(__file__).parent / "fonts", Path(__file__).parents[2] / "fonts")
"""Where leafletgen's own fonts are: in an installed package, in a checkout."""
PACKAGE_CATALOGS = (Path(__file__).parent / "translations", Path(__file__).parents[2] / "translations")
"""Where leafletgen's own translations of the template strings are."""
CONTACT_KINDS = {
    "phone": ("value",),
    "code": ("value",),
    "url": ("value",),
    "email": ("value",),
    "name": ("value",),
    "amount": ("value",),
    "month": ("value",),
    "date": ("value",),
    "hours": ("days", "opens", "closes"),
}
MAX_PAGES = 64
"""Of a booklet that staples still hold."""
MAX_VERSION = 20
"""Characters of a leaflet's version."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Contact:
    """A variable of the texts: a phone number, a name, opening hours, a date."""

    name: str
    kind: str
    values: tuple[str, ...]
    """In the order of CONTACT_KINDS; dates in ISO 8601."""
    sample: bool
    place: Place


@dataclass(frozen=True, slots=True)
class LeafletSettings:
    """What leaflet.toml says of one leaflet."""

    id: str
    folder: Path
    source: Path
    code: str
    paper: Paper
    """The format; a booklet's has the leaflet's own number of pages."""
    version: str
    date: datetime.date
    valid_until: datetime.date
    valid_until_place: Place
    programme_status: str
    legal_review: str
    legal_review_place: Place
    accent: str
    accent_inks: tuple[float, float, float, float] | None
    """Shares of cyan, magenta, yellow and black; None leaves them to the colour profile."""
    mirrored_pictures: tuple[str, ...]
    """Files of pictures that show a direction; right-to-left languages see them mirrored."""
    mirrored_pictures_place: Place


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with leaflets, translations and the settings that hold for all of them."""

    root: Path
    source_language: str
    reference_language: str
    languages: tuple[str, ...]
    editions: tuple[str, ...]
    leaflets: tuple[str, ...]
    fonts: Path

    def source_path(self, leaflet: str) -> Path:
        """Path of leaflets/<id>/<source language>.md."""
        return self.root / "leaflets" / leaflet / f"{self.source_language}.md"

    def catalog_path(self, leaflet: str, language: str) -> Path:
        """Path of translations/<lang>/<leaflet>.po."""
        return self.root / "translations" / language / f"{leaflet}.po"

    def review_path(self, name: str, language: str) -> Path:
        """Path of translations/<lang>/<name>.review.toml: who approved which strings of that catalog."""
        return self.catalog_path(name, language).with_suffix(".review.toml")

    def template_path(self, name: str) -> Path:
        """Path of translations/templates/<name>.pot."""
        return self.root / "translations" / "templates" / f"{name}.pot"

    @property
    def target_languages(self) -> tuple[str, ...]:
        """All languages but the source's."""
        return tuple(code for code in self.languages if code != self.source_language)


@dataclass(frozen=True, slots=True)
class Target:
    """One leaflet in one language."""

    leaflet: str
    language: str

    @property
    def name(self) -> str:
        """The name in the manifest."""
        return f"{self.leaflet}-{self.language}"


def load_project(root: Path) -> Project:
    """Read [tool.leafletgen]; raises InputError where it is missing or wrong, UsageError without pyproject.toml."""
    path = root / "pyproject.toml"
    if not path.is_file():
        raise UsageError(f"{root} is not a leafletgen project: it has no pyproject.toml.", "Give --project DIR.")
    whole = TomlTable.load(path)
    tool = whole.values.get("tool")
    if not isinstance(tool, dict) or "leafletgen" not in tool:
        raise InputError("no [tool.leafletgen] settings.", "Add that table.", Place(path))
    table = whole.table("tool").table("leafletgen")
    table.only(("source-language", "reference-language", "languages", "editions"))
    source = table.choice("source-language", languages())
    codes = table.need("languages", list)
    for code in codes:
        if code not in languages():
            raise InputError(f"unknown language “{code}”.", did_you_mean(code, languages()), table.place("languages"))
    for edition in table.get("editions", list(EDITIONS)):
        if edition not in EDITIONS:
            raise InputError(f"unknown edition “{edition}”.", did_you_mean(edition, EDITIONS), table.place("editions"))
    if source not in codes:
        raise InputError(f"the source language “{source}” is not in languages.", "Add it.", table.place("languages"))
    return Project(
        root=root,
        source_language=source,
        reference_language=table.choice("reference-language", codes, default=source),
        languages=tuple(dict.fromkeys(codes)),
        editions=tuple(dict.fromkeys(table.get("editions", list(EDITIONS)))),
        leaflets=_leaflet_ids(root),
        fonts=fonts_folder(root / "fonts"),
    )


def _leaflet_ids(root: Path) -> tuple[str, ...]:
    folder = root / "leaflets"
    try:
        ids = sorted(path.name for path in folder.iterdir() if path.name[0] != "." and _has_settings(path))
    except FileNotFoundError:
        return ()
    for name in ids:
        if not is_leaflet_id(name):
            hint = "Use small letters, digits and hyphens (“common” is taken)."
            raise InputError("a leaflet's folder cannot have this name.", hint, Place(Path("leaflets") / name))
    return tuple(ids)


def unknown_leaflet(name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that no leaflet has, for commands that take languages by -l."""
    if name in languages():
        return UsageError(f"no leaflet “{name}” in this project.", f"Each language needs its own -l: write -l {name}.")
    return unknown("leaflet", name, known)


def is_leaflet_id(name: str) -> bool:
    """Whether a leaflet can have this name: small letters, digits and hyphens; COMMON is taken."""
    return name != COMMON and re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) is not None


def _has_settings(folder: Path) -> bool:
    try:
        return (folder / "leaflet.toml").exists()
    except PermissionError:  # who reads them says what is wrong
        return True


def fonts_folder(*own: Path) -> Path:
    """Return the first folder with a fonts.toml: one of these, else one of leafletgen's own; raises MachineError."""
    for folder in (*own, *PACKAGE_FONTS):
        if is_there(folder / "fonts.toml", folder / "fonts.toml"):
            return folder
    raise MachineError("leafletgen's fonts are not installed.", "Install leafletgen again, or run `make`.")


_LEAFLET_KEYS = (
    *("code", "format", "version", "date", "valid-until", "programme-status", "legal-review"),
    *("accent", "accent-cmyk", "pages", "mirrored-pictures"),
)


def load_leaflet(project: Project, leaflet: str) -> LeafletSettings:
    """Read leaflets/<id>/leaflet.toml; raises InputError where it is wrong, UsageError for no leaflet."""
    if leaflet not in project.leaflets:
        raise unknown("leaflet", leaflet, project.leaflets)
    folder = project.root / "leaflets" / leaflet
    path = folder / "leaflet.toml"
    table = TomlTable.load(path, path.relative_to(project.root))
    table.only(_LEAFLET_KEYS)
    return LeafletSettings(
        id=leaflet,
        folder=folder,
        source=project.source_path(leaflet),
        code=_code(table),
        paper=_paper(table),
        version=_version(table),
        date=table.need("date", datetime.date),
        valid_until=_valid_until(table),
        valid_until_place=table.place("valid-until"),
        programme_status=table.choice("programme-status", ("running", "closed")),
        legal_review=table.choice("legal-review", ("pending", "approved")),
        legal_review_place=table.place("legal-review"),
        accent=_written(table, "accent", r"#[0-9a-fA-F]{6}", "Write a colour like #0b4f6c."),
        accent_inks=_inks(table),
        mirrored_pictures=tuple(table.get("mirrored-pictures", [])),
        mirrored_pictures_place=table.place("mirrored-pictures"),
    )


def leaflet_codes(project: Project) -> dict[str, dict[str, Place]]:
    """Return by code the leaflets that have it, and where; one whose settings are wrong has none."""
    found: dict[str, dict[str, Place]] = {}
    for leaflet in project.leaflets:
        path = project.root / "leaflets" / leaflet / "leaflet.toml"
        with suppress(LeafletError):  # whoever builds it is told
            table = TomlTable.load(path, path.relative_to(project.root))
            found.setdefault(_code(table), {})[leaflet] = table.place("code")
    return found


def code_clashes(project: Project) -> dict[str, InputError]:
    """Return by leaflet what is wrong with its code where others have it too: one error for all of them."""
    found: dict[str, InputError] = {}
    for code, places in leaflet_codes(project).items():
        first, *others = places.values()
        if others:
            what = f"code = “{code}” is also that of {', '.join(map(str, others))}."
            hint = "Give each leaflet its own: printed copies are told apart and called back by it."
            found |= dict.fromkeys(places, InputError(what, hint, first))
    return found


def _code(table: TomlTable) -> str:
    return _written(table, "code", r"[A-Z0-9]{2,8}", "Use two to eight capitals or digits.")


def _written(table: TomlTable, key: str, form: str, hint: str) -> str:
    """Return a string that must match a pattern."""
    value = table.need(key, str)
    if not re.fullmatch(form, value):
        raise InputError(f"{key} = “{value}”.", hint, table.place(key))
    return value


def _valid_until(table: TomlTable) -> datetime.date:
    """Return the last day on which a leaflet may be handed out; it is no earlier than its own date."""
    valid_until, date = table.need("valid-until", datetime.date), table.need("date", datetime.date)
    if valid_until < date:
        what = f"valid-until = {valid_until} is before date = {date}."
        raise InputError(what, "Is one of them mistyped?", table.place("valid-until"))
    return valid_until


def _version(table: TomlTable) -> str:
    """Return the version, which stands at the foot of every page and in the slug of press sheets."""
    version = table.need("version", str)
    if not 1 <= len(version) <= MAX_VERSION or not version.isprintable() or version != version.strip():
        hint = f"Write letters, figures and signs, at most {MAX_VERSION}, such as 1.0."
        raise InputError(f"version = “{version[:40]}”.", hint, table.place("version"))
    return version


def _paper(table: TomlTable) -> Paper:
    """Return a leaflet's format; of a booklet, with the number of pages that leaflet.toml must give."""
    paper = papers()[table.choice("format", papers())]
    if not paper.flowing:
        if "pages" in table.values:
            what = f"“pages” is given, but {paper.name} has {len(paper.panels)} panels always."
            raise InputError(what, "Delete that line.", table.place("pages"))
        return paper
    pages = table.need("pages", int)
    if not can_be_stapled(pages):
        hint = f"Sheets folded in the middle have four pages each: write 4, 8, 12 … at most {MAX_PAGES}."
        raise InputError(f"pages = {pages}.", hint, table.place("pages"))
    return paper.with_pages(pages)


def can_be_stapled(pages: int) -> bool:
    """Whether a booklet can have so many pages: sheets folded in the middle have four each."""
    return pages % 4 == 0 and 4 <= pages <= MAX_PAGES


def _inks(table: TomlTable) -> tuple[float, float, float, float] | None:
    if "accent-cmyk" not in table.values:
        return None
    wrong = InputError(
        "“accent-cmyk” is wrong.",
        'Write four percentages, such as ["95", "55", "35", "25"], together at most 300.',
        table.place("accent-cmyk"),
    )
    values = table.need("accent-cmyk", list)
    if len(values) != 4 or not all(re.fullmatch("0*(?:100|[0-9]{1,2})", value) for value in values):
        raise wrong
    cyan, magenta, yellow, black = (int(value) / 100 for value in values)
    if cyan + magenta + yellow + black > 3:
        raise wrong
    return (cyan, magenta, yellow, black)


_FORMS = {
    "phone": (
        re.compile(r"\+?\(?[0-9](?:[ .()-]*[0-9])*"),
        "one phone number",
        'Write its figures as 0–9, such as "+33 1 23 45 67 89"; a second number is a contact of its own.',
    ),
    "url": (re.compile(r"https://[^\s<>\"]+"), "a web address", "Write https://…"),
    "email": (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), "a mail address", "Write name@example.org."),
}
"""How the values of some kinds of contacts must be written; what they are called; what to do."""


def load_contacts(project: Project) -> dict[str, Contact]:
    """Read leaflets/contacts.toml: the variables of all texts, by name; raises InputError where it is wrong."""
    path = project.root / "leaflets" / "contacts.toml"
    shown = path.relative_to(project.root)
    if not is_there(path, shown):
        return {}
    whole = TomlTable.load(path, shown)
    return {name: _contact(name, whole.table(name)) for name in whole.values}


def _contact(name: str, table: TomlTable) -> Contact:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise InputError(f"“{name}” cannot name a contact.", "Use small letters, digits and _.", table.place())
    kind = table.choice("kind", CONTACT_KINDS)
    table.only(("kind", "sample", "note", *CONTACT_KINDS[kind]))
    if kind == "hours":
        values = _hours(table)
    elif kind in ("month", "date"):
        values = (table.need("value", datetime.date).isoformat(),)
    else:
        values = (table.need("value", str),)
    if not all(value.strip() for value in values):
        raise InputError("the value is empty.", "Fill it in.", table.place("value"))
    if kind in _FORMS and not _FORMS[kind][0].fullmatch(values[0]):
        _form, what, hint = _FORMS[kind]
        raise InputError(f"“{values[0]}” is not {what}.", hint, table.place("value"))
    return Contact(name, kind, values, table.get("sample", False), table.place())


def _hours(table: TomlTable) -> tuple[str, ...]:
    days = table.need("days", list)
    if len(days) != 2 or len(set(days) & set(DAYS)) != 2:
        hint = (
            'Write the first and another, last day, such as days = ["monday", "friday"]; one day alone into the text.'
        )
        raise InputError("“days” is wrong.", hint, table.place("days"))
    hint = 'Write a time of 24 hours, such as "09:00".'
    return (*days, *(_written(table, key, r"([01]\d|2[0-3]):[0-5]\d", hint) for key in ("opens", "closes")))
