"""Which words does the judge of policies go by? Reads `facts/judging/vocabulary.yaml`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from withhold.catalogue.document import read
from withhold.catalogue.errors import FactError
from withhold.catalogue.load import FOLDER, FORMAT

if TYPE_CHECKING:
    from withhold.catalogue.document import Document

FILE = "judging/vocabulary.yaml"
_PLAIN = frozenset({"hint", "common", "small"})
"""Classes of plain words; all others hold patterns."""

Words = dict[str, dict[str, list[str]]]


def words(folder: Path = FOLDER) -> Words:
    """Give the words by class and language; raises FactError with file, line and the mend."""
    told = read(folder / FILE, FILE)
    data = dict(told.data or {})
    if data.pop("format", None) != str(FORMAT):
        raise _bad(told.where(), f"it does not say `format: {FORMAT}`")
    try:
        found = msgspec.convert(data, Words)
    except msgspec.ValidationError as error:
        raise _bad(told.where(), str(error)) from error
    _refuse_broken(told, found)
    return found


def _refuse_broken(told: Document, found: Words) -> None:
    for name, by in found.items():
        for language, each in by.items():
            for place, word in enumerate(each if name not in _PLAIN else ()):
                try:
                    re.compile(word)
                except re.error as error:
                    raise _bad(told.where((name, language, place)), f"{word}: {error}") from error


def _bad(where: str, why: str) -> FactError:
    return FactError(
        "The words of the judge cannot be read:",
        where=f"{where}: {why}.",
        do="Mend that line, or install Withhold again.",
    )
