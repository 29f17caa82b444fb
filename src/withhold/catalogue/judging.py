"""Which words does the judge of policies go by? Reads all of `facts/judging/`.

A file holds classes of words, a class an entry for each language; words are parted by commas, and a
regular expression among them stands between slashes.
"""

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

PLACE = "judging"
FILES = ("training", "meaning", "languages", "dates", "data")
_DATA = "data"
"""The file whose classes are kinds of data; their names begin with that of the file."""
_WORD = re.compile(r"/[^/]+/|[^,/]+")

Words = dict[str, dict[str, list[str]]]


def words(folder: Path = FOLDER) -> Words:
    """Give the words by class and language; raises FactError with file, line and the mend."""
    found: Words = {}
    for file in FILES:
        for name, by in _file(folder, f"{PLACE}/{file}.yaml").items():
            found[f"{file}/{name}" if file == _DATA else name] = by
    return found


def _file(folder: Path, name: str) -> Words:
    told = read(folder / name, name)
    data = dict(told.data or {})
    if data.pop("format", None) != str(FORMAT):
        raise _bad(told.where(), f"it does not say `format: {FORMAT}`")
    try:
        lines = msgspec.convert(data, dict[str, dict[str, str]])
    except msgspec.ValidationError as error:
        raise _bad(told.where(), str(error)) from error
    return {
        kind: {language: _words(told, (kind, language), line) for language, line in by.items()}
        for kind, by in lines.items()
    }


def _words(told: Document, at: tuple[str, str], line: str) -> list[str]:
    found = [word.strip() for word in _WORD.findall(line) if word.strip()]
    for word in found:
        try:
            re.compile(word.strip("/") if word.startswith("/") else "")
        except re.error as error:
            raise _bad(told.where(at), f"{word}: {error}") from error
    return found


def _bad(where: str, why: str) -> FactError:
    return FactError(
        "The words of the judge cannot be read:",
        where=f"{where}: {why}.",
        do="Mend that line, or install Withhold again.",
    )
