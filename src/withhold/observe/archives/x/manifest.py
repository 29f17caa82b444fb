"""What should be in the archive, by its own list?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from withhold.model.exposure import Problem
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.records import Unreadable, document
from withhold.observe.archives.x import times
from withhold.observe.archives.x.layout import MODERN
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import DataType, Declared, Index, Manifest

_PATH = re.compile(r"[\w./ -]{1,200}\.js", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """The files that the archive says it has, and how many records each holds."""

    counts: Mapping[str, int] = field(default_factory=dict)
    said: Manifest = field(default_factory=Manifest)

    def missing(self, files: Files) -> Iterator[Problem]:
        """Tell which are not there."""
        here = set(files.paths)
        for path, count in self.counts.items():
            if path not in here:
                yield Problem("incomplete", path, f"0/{count}")


def read(files: Files, path: str, found: Found) -> tuple[Listed, list[Problem]]:
    """Read the list of an archive since 2018; of one whose folder `data` stands alone, too."""
    try:
        with files.open(path) as stream:
            said = document(stream, Manifest)
    except Unreadable as error:
        return Listed(), [Problem(error.code, path, error.detail)]
    declared, bad = _declared(said)
    bare = "" if found.variant == MODERN else "data/"
    counts = {
        found.root + each.file_name.removeprefix(bare): count
        for each in declared
        if each.file_name and _PATH.fullmatch(each.file_name)
        if (count := times.whole(each.count)) is not None
    }
    bad += len(declared) - len(counts)
    return Listed(counts, said), [Problem("bad-record", path, str(bad))] if bad else []


def index(files: Files, path: str, root: str) -> tuple[Listed, list[Problem]]:
    """Read the list of an archive of the first era."""
    tally = Tally(path)
    counts = {
        root + each.file_name: count
        for each in rows(files, tally, Index)
        if each.file_name and _PATH.fullmatch(each.file_name)
        if (count := times.whole(each.tweet_count)) is not None
    }
    return Listed(counts), list(tally.problems())


def _declared(said: Manifest) -> tuple[list[Declared], int]:
    declared, bad = list[Declared](), 0
    for raw in (said.data_types or {}).values():
        try:
            declared += msgspec.json.decode(raw, type=DataType).files or ()
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            bad += 1
    return declared, bad
