"""Where do pictures and trees of pages lie, and how do they get there whole?

A file is named by its own SHA-256: `evidence/ab/ab12…`, mode 0600. It is written beside its
place, brought to the platter, renamed, and the folder with it, all before the transaction that
names it. So a record never names what is not there; what nothing names is an orphan.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.store.chain import digest
from withhold.store.errors import EvidenceMissing, explained

_UNFINISHED = ".new-"


class Files:
    """The folder of content-addressed evidence."""

    def __init__(self, folder: Path) -> None:
        """Keep files under `folder`, which is made when the first one comes."""
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where the file with this digest lies."""
        return self.folder / name[:2] / name

    def put(self, content: bytes) -> str:
        """Keep `content` and return its digest; it is on disk when this returns."""
        name = digest(content)
        target = self.path(name)
        with explained(target):
            if target.exists() and target.read_bytes() == content:
                os.utime(target)  # young again: not to be swept before its record is written
            else:
                self._place(target, content)
        return name

    def read(self, name: str) -> bytes:
        """Return the file with this digest; raises EvidenceMissing if it is gone or altered."""
        try:
            content = self.path(name).read_bytes()
        except FileNotFoundError:
            raise _missing("A piece of evidence is missing.", name) from None
        if digest(content) != name:
            raise _missing("A piece of evidence is not what it was.", name)
        return content

    def fault(self, name: str) -> str | None:
        """Say what is wrong with the file with this digest; None if nothing is."""
        try:
            content = self.path(name).read_bytes()
        except FileNotFoundError:
            return f"evidence {name} is missing"
        except OSError:
            return f"evidence {name} cannot be read"
        return None if digest(content) == name else f"evidence {name} was altered"

    def remove(self, name: str) -> None:
        """Delete the file with this digest, if it is there."""
        with explained(self.path(name)):
            self.path(name).unlink(missing_ok=True)

    def sweep(self, wanted: frozenset[str], *, before: float) -> int:
        """Delete files not in `wanted` last touched before this time; return how many."""
        swept = 0
        for file in self._all():
            if file.name not in wanted and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)
                swept += 1
        return swept

    def _all(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (file for file in self.folder.glob("??/*") if file.is_file())

    def _place(self, target: Path, content: bytes) -> None:
        for folder in (self.folder, target.parent):
            if not folder.is_dir():
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                durable.sync_folder(folder.parent)
        unfinished = target.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
        _write(unfinished, content)
        durable.write("evidence", lambda: unfinished.replace(target))
        durable.sync_folder(target.parent)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - from a descriptor made private
        file.write(content)
        file.flush()
        durable.sync(file.fileno())


def _missing(what: str, name: str) -> EvidenceMissing:
    return EvidenceMissing(
        what, where=name, do="Run `withhold evidence verify` to see what else is touched."
    )
