"""Files of an archive, given by hand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FakeFiles:
    """What `observe.archives.format.Files` says, from a mapping of paths to bytes."""

    contents: Mapping[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> FakeFiles:
        """Take all files of a folder."""
        return cls(
            {
                each.relative_to(folder).as_posix(): each.read_bytes()
                for each in sorted(folder.rglob("*"))
                if each.is_file()
            }
        )

    @property
    def paths(self) -> Sequence[str]:
        return sorted(self.contents)

    def size(self, path: str) -> int:
        return len(self.contents[path])

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        yield BytesIO(self.contents[path])

    def head(self, path: str, size: int = 4096) -> bytes:
        return self.contents[path][:size]
