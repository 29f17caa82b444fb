"""What does a format of archives have to answer?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from withhold.model.exposure import Record


class Files(Protocol):
    """The files of one or more archives that belong together, whatever they came in.

    Paths have forward slashes, no wrapper folder taken off; nothing in them is trusted. Curly and
    straight apostrophes are as they came.
    """

    @property
    def paths(self) -> Sequence[str]:
        """All paths, sorted; of several parts with the same path, it stands once."""
        ...

    def size(self, path: str) -> int:
        """Say how many bytes a file has, unpacked."""
        ...

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open one for reading from its beginning; raises Unreadable, also later, when read."""
        ...

    def head(self, path: str, size: int = 4096) -> bytes:
        """Give its first bytes; nothing where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """An export that was recognised: its variant (layout and time), and the folder it begins in.

    `root` is empty or ends with a slash.
    """

    variant: str
    root: str = ""


class Format(Protocol):
    """One format: of which platform, where in some files it begins, and what is in it.

    A module or package in this folder that holds `FORMAT` is one; nothing else lists them.
    """

    @property
    def platform(self) -> str:
        """The platform's slug, as the facts have it."""
        ...

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise exports by what the files hold, never by the archive's name."""
        ...

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one; never raises for what is in the files."""
        ...
