"""Does a fact file have the shape of the facts, and if not, what is wrong and how is it mended?"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import msgspec

from withhold.catalogue.errors import FactError
from withhold.model import fact
from withhold.model.terms import Fact

if TYPE_CHECKING:
    from withhold.catalogue.document import Document, Steps

Shape = TypeVar("Shape", bound=Fact)

_AT = re.compile(r" - at `(?:key in )?(\$[^`]*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_FIELD = re.compile(r"field `([^`]+)`")
_ANY = "..."


def shaped(document: Document, shape: type[Shape]) -> Shape:
    """Return the document as facts of this shape; raise FactError at the first thing wrong."""
    try:
        return msgspec.convert(document.data, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _explained(document, str(error)) from error


def _explained(document: Document, message: str) -> FactError:
    place = _AT.search(message)
    text = message[: place.start()] if place else message
    field = _FIELD.search(text)
    name = field[1] if field else ""
    steps = _follow(document.data, place[1] if place else "$", name)
    if field and "unknown field" in text:
        return FactError(
            f"Unknown key `{name}`.",
            where=document.where((*steps, name)),
            do=_meant(_at(document.data, steps), name),
        )
    if field and "missing required" in text:
        return FactError(
            f"The key `{name}` is missing.",
            where=document.where(steps),
            do=f"Add `{name}:` to this entry.",
        )
    return FactError(
        f"{_named(steps)}: {text[:1].lower()}{text[1:]}.",
        where=document.where(steps),
        do="Write it as the files of other platforms do.",
    )


def _named(steps: Steps) -> str:
    keys = [str(step) for step in steps if isinstance(step, str)]
    return f"`{keys[-1]}`" if keys else "This file"


def _follow(data: object, path: str, name: str) -> Steps:
    """Turn msgspec's `$.uses[0].data[...]` into steps; `...` is the first key that fits."""
    ways: list[Steps] = [()]
    for key, index in _STEP.findall(path):
        if index == _ANY:
            ways = [(*way, child) for way in ways for child in _children(_at(data, way))]
        else:
            ways = [(*way, int(index) if index else key) for way in ways]
    fitting = [way for way in ways if _at(data, way) is not None]
    holding = [way for way in fitting if name and _holds(_at(data, way), name)]
    return next(iter([*holding, *fitting, *ways]), ())


def _children(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _holds(value: object, name: str) -> bool:
    return isinstance(value, dict) and name in value


def _at(data: object, steps: Steps) -> object:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _meant(entry: object, wrong: str) -> str:
    keys = set(entry) - {wrong} if isinstance(entry, dict) else set()
    structs = [s for s in vars(fact).values() if isinstance(s, type) and issubclass(s, Fact)]
    fitting = [s for s in structs if keys <= set(s.__struct_fields__)]
    names = sorted({field for s in fitting for field in s.__struct_fields__})
    close = get_close_matches(wrong, names, n=1)
    return f"Did you mean `{close[0]}`?" if close else "Take it out; the schema lists the keys."
