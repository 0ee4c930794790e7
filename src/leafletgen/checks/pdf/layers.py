"""Optional content (ISO 32000-1, 8.11): which layers of a PDF are off when it is opened or printed as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name

Key = tuple[int, int]


@dataclass(eq=False)
class Layers:
    """The layers of a file in its default configuration (8.11.4.3)."""

    off: frozenset[Key] = frozenset()
    """The groups that are off, by the numbers of their objects."""
    names: tuple[str, ...] = ()
    """What those are called."""
    varying: tuple[str, ...] = ()
    """The names of those that are meant to print otherwise than they are shown (8.11.4.4)."""
    known: dict[bytes, bool] = field(default_factory=dict)
    """What was asked before, as it is written: a reference, or a whole dictionary."""

    def hides(self, content: Any) -> bool:
        """Whether what belongs to a group, or to a membership dictionary, is not shown."""
        if not self.off or not isinstance(content, Dictionary):
            return False
        written = content.unparse()
        if written not in self.known:
            self.known[written] = not self._shows(content)
        return self.known[written]

    def _shows(self, content: Any) -> bool:
        if content.get("/Type") != Name.OCMD:
            return content.objgen not in self.off
        if isinstance(expression := content.get("/VE"), Array):
            return self._holds(expression)
        groups = content.get("/OCGs", Array())
        states = [each.objgen not in self.off for each in _listed(groups)]
        if not states:
            return True
        match content.get("/P", Name.AnyOn):
            case Name.AllOn:
                return all(states)
            case Name.AnyOff:
                return not all(states)
            case Name.AllOff:
                return not any(states)
        return any(states)

    def _holds(self, expression: Any) -> bool:
        """Evaluate a visibility expression (8.11.2.2)."""
        if isinstance(expression, Dictionary):
            return expression.objgen not in self.off
        if not isinstance(expression, Array) or not len(expression):
            return True
        parts = [self._holds(each) for each in list(expression)[1:]]
        if expression[0] == Name.Not:
            return not all(parts)
        return any(parts) if expression[0] == Name.Or else all(parts)


def refuse_rings(expression: Any, seen: set[Key] | None = None) -> None:
    """Raise ValueError for a visibility expression that holds a part twice: PDFium works on it for years."""
    seen = set() if seen is None else seen
    for part in expression if isinstance(expression, Array) else ():
        if isinstance(part, Array):
            if part.is_indirect and part.objgen in seen:
                raise ValueError("what layers show depends on itself")
            seen.add(part.objgen)
            refuse_rings(part, seen)


def read_layers(root: Any) -> Layers:
    """Return the layers that a document's catalog lists."""
    properties = root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return Layers()
    groups = {each.objgen: each for each in _listed(properties.get("/OCGs", Array()))}
    config = properties.get("/D", Dictionary())
    off = set(groups) if config.get("/BaseState") == Name.OFF else set()
    off -= {each.objgen for each in _listed(config.get("/ON", Array()))}
    off |= {each.objgen for each in _listed(config.get("/OFF", Array()))}
    wanted = _intents(config)
    off = {key for key in off if key in groups and ("/All" in wanted or wanted & _intents(groups[key]))}
    return Layers(
        frozenset(off),
        tuple(_name(groups[key]) for key in groups if key in off),
        tuple(_name(group) for key, group in groups.items() if _varies(group, shown=key not in off)),
    )


def _listed(value: Any) -> Iterator[Any]:
    """Yield the dictionaries of an array, or the one that stands instead of it."""
    return (each for each in (value if isinstance(value, Array) else (value,)) if isinstance(each, Dictionary))


def _intents(value: Any) -> set[str]:
    found = value.get("/Intent", Name.View)
    return {str(each) for each in (found if isinstance(found, Array) else (found,))}


def _varies(group: Any, *, shown: bool) -> bool:
    usage = group.get("/Usage", Dictionary())
    for purpose in ("View", "Print"):
        state = usage.get(f"/{purpose}", Dictionary()).get(f"/{purpose}State")
        if state in (Name.ON, Name.OFF) and (state == Name.ON) != shown:
            return True
    return False


def _name(group: Any) -> str:
    return str(group.get("/Name", "unnamed"))
