"""The registry: every check, found by looking into the folder of checks."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from leafletgen.checks import translation
from leafletgen.checks.check import CatalogCheck, Check, SourceCheck, StringCheck


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, by id; each file of checks/translation holds one as CHECK."""
    names = sorted(module.name for module in pkgutil.iter_modules(translation.__path__))
    checks: list[Check] = [importlib.import_module(f"{translation.__name__}.{name}").CHECK for name in names]
    return tuple(sorted(checks, key=lambda check: check.id))


@cache
def string_checks() -> tuple[StringCheck, ...]:
    """Return the checks of translated strings."""
    return tuple(check for check in all_checks() if isinstance(check, StringCheck))


@cache
def catalog_checks() -> tuple[CatalogCheck, ...]:
    """Return the checks of whole catalogs."""
    return tuple(check for check in all_checks() if isinstance(check, CatalogCheck))


@cache
def source_checks() -> tuple[SourceCheck, ...]:
    """Return the checks of source texts."""
    return tuple(check for check in all_checks() if isinstance(check, SourceCheck))
