"""What does an archive of policies consist of, whatever form it has?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from withhold.kernel.errors import WithholdError
from withhold.model.policy import Version

LARGEST = 16 * 1024 * 1024
"""Bytes one version may have; the longest policies known have less than one."""
_NAMED = 1000  # problems named one by one; more are counted only


class NoArchive(WithholdError):
    """The path holds no archive of policies."""

    code = "not-an-archive"


class EmptyArchive(WithholdError):
    """It is an archive, and there is no version in it."""

    code = "archive-empty"


class DamagedArchive(WithholdError):
    """The archive cannot be read to its end."""

    code = "archive-damaged"


class NoGit(WithholdError):
    """A repository is to be read, and there is no git on this machine."""

    code = "no-git"


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded version whose text was not read yet.

    `digest` is git's name of its bytes, whatever the archive's form; `place` says where they lie.
    `commit` is the record in a repository, empty where the archive is none.
    """

    at: datetime
    digest: str
    place: str
    technical: bool = False
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """One recorded version that gives no text: `not-text`, `too-large`, `missing`, `damaged`."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one service, as the archive names them; `count` of versions, about."""

    service: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the archive that is not as it should be: where, and what kind of thing."""

    code: str
    path: str


@dataclass(slots=True)
class Problems:
    """What was amiss: the first are named, all are counted."""

    named: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, code: str, path: str) -> None:
        """Take one down."""
        self.count += 1
        if len(self.named) < _NAMED:
            self.named.append(Problem(code, path))


class Archive(Protocol):
    """Recorded versions of many documents; a context manager, for what it holds open."""

    problems: Problems

    @property
    def documents(self) -> tuple[Document, ...]:
        """Name the documents, by service."""
        ...

    def entries(self, document: Document) -> tuple[Entry, ...]:
        """List the versions of one document, oldest first; each date and text once."""
        ...

    def versions(
        self, document: Document, entries: Iterable[Entry]
    ) -> Iterator[tuple[Entry, Version | Unread]]:
        """Read the texts of these, one at a time."""
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...


def read(document: Document, entry: Entry, content: bytes | str) -> Version | Unread:
    """Make a version of its bytes; `content` as text is the reason why there are none."""
    if isinstance(content, str):
        return Unread(entry.at, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unread(entry.at, "not-text")
    if "\0" in text:
        return Unread(entry.at, "not-text")
    return Version(document.service, document.name, entry.at, text, technical=entry.technical)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort by date, keeping the order of recording within a second; what is there twice, once."""
    once = {(entry.at, entry.digest): entry for entry in entries}
    return tuple(sorted(once.values(), key=lambda entry: entry.at))
