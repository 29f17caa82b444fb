"""Which versions does a dataset hold: `<Service>/<Terms Type>/<date>.md`, zipped or in a folder?

Nothing is extracted: a member is read into memory, up to a limit, and its name is only a name.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from withhold.model.policy import Version
from withhold.observe.policies.recorded import (
    LARGEST,
    Document,
    Entry,
    Problems,
    Unread,
    in_order,
    read,
)

_DATED = re.compile(
    r"(?:.*/)?(?P<service>[^/]+)/(?P<name>[^/]+)/"
    r"(?P<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)(?:\.\d{1,6})?Z\.md",
    re.DOTALL,
)
_RATIO = 200  # to one: text deflates to a fifth, rarely to a fiftieth
_SMALL = 64 * 1024  # bytes below which no ratio is suspicious
_UTF8 = 0x800  # the flag of a member whose name is UTF-8
_ENCRYPTED = 0x1
_SPOILED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that is not known here
    OSError,
    ValueError,  # a name that is no text, a number that leads nowhere
)
"""What reading a member may come to, if whoever made the ZIP wants it so."""


class Files(Protocol):
    """A tree of files: a ZIP or a folder."""

    def names(self, problems: Problems) -> Iterator[tuple[str, str]]:
        """Give each regular file's path with slashes, and the place to read it by."""
        ...

    def content(self, place: str) -> bytes | str:
        """Give a file's bytes, or why there are none."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Dated:
    """A tree of dated versions, as an `Archive`."""

    def __init__(self, files: Files) -> None:
        self.problems = Problems()
        self._files = files
        self._found: dict[tuple[str, str], list[tuple[datetime, str]]] = defaultdict(list)
        for path, place in files.names(self.problems):
            self._place(path, place)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Name the documents, by service."""
        return tuple(Document(*names, len(self._found[names])) for names in sorted(self._found))

    def entries(self, document: Document) -> tuple[Entry, ...]:
        """List the versions of one document, oldest first; each is read once, for its digest."""
        places = self._found[document.service, document.name]
        return in_order(
            Entry(at, _digest(self._files.content(place)), place) for at, place in sorted(places)
        )

    def versions(
        self, document: Document, entries: Iterable[Entry]
    ) -> Iterator[tuple[Entry, Version | Unread]]:
        """Read the texts of these, one at a time."""
        for entry in entries:
            yield entry, read(document, entry, self._files.content(entry.place))

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()

    def _place(self, path: str, place: str) -> None:
        found = _DATED.fullmatch(path)
        if found is None:
            return
        try:
            at = datetime.strptime(found["at"], "%Y-%m-%dT%H-%M-%S").replace(tzinfo=UTC)
        except ValueError:  # the 31st of February
            self.problems.add("bad-date", path)
            return
        self._found[found["service"], found["name"]].append((at, place))


class Zip:
    """The files of a ZIP."""

    def __init__(self, path: Path) -> None:
        self._file = zipfile.ZipFile(path)
        self._members = self._file.infolist()

    def names(self, problems: Problems) -> Iterator[tuple[str, str]]:
        """Give each regular member; `place` is its number, for two may have the same name."""
        for number, member in enumerate(self._members):
            name = _name(member)
            mode = member.external_attr >> 16
            if not name or member.is_dir():
                continue
            if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
                problems.add("not-a-file", name)
            else:
                yield name, str(number)

    def content(self, place: str) -> bytes | str:
        """Give a member's bytes, or why there are none."""
        member = self._members[int(place)]
        if member.flag_bits & _ENCRYPTED:
            return "encrypted"
        if member.file_size > max(_SMALL, member.compress_size * _RATIO):
            return "too-large"
        try:
            with self._file.open(member) as file:
                return _bounded(file.read(LARGEST + 1))
        except _SPOILED:
            return "damaged"

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Folder:
    """The files of a folder; links are not followed."""

    def __init__(self, path: Path) -> None:
        self._root = path

    def names(self, problems: Problems) -> Iterator[tuple[str, str]]:
        """Give each regular file."""
        for folder, inner, files in os.walk(self._root):
            inner.sort()
            for file in sorted(files):
                path = Path(folder, file)
                shown = path.relative_to(self._root).as_posix()
                name = shown.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
                if path.is_symlink() or not path.is_file():
                    problems.add("not-a-file", name)
                else:
                    yield name, shown

    def content(self, place: str) -> bytes | str:
        """Give a file's bytes, or why there are none."""
        try:
            with (self._root / place).open("rb") as file:
                return _bounded(file.read(LARGEST + 1))
        except OSError:
            return "damaged"

    def close(self) -> None:
        """Hold nothing open."""


def _bounded(content: bytes) -> bytes | str:
    return content if len(content) <= LARGEST else "too-large"


def _digest(content: bytes | str) -> str:
    """Name bytes as git would; a file that cannot be read is named by the reason."""
    if isinstance(content, str):
        return content
    head = f"blob {len(content)}\0".encode()
    return hashlib.sha1(head + content, usedforsecurity=False).hexdigest()


def _name(member: zipfile.ZipInfo) -> str:
    """Read a name as UTF-8 where a packer wrote it so without saying so."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
