"""Which files does the vault keep, how are they written, and who may touch them now?

key.age     the secret half of the key, encrypted with the passphrase
key.pub     the public half; there only while the home is open, so that it can be closed
home.age    the closed home; where it is, the home is closed
closing     the mark of a closing that is not finished
home.new    being written          fresh    being unpacked
opened      unpacked and whole, on its way into the home
lock        held by whoever closes, opens or sets right
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER, Home
from withhold.vault.errors import HomeBusy, explained

PATIENCE = 10.0
"""Seconds to wait for somebody else who is closing or opening."""


def secret(home: Home) -> Path:
    """Where the secret half of the key lies, encrypted."""
    return home.vault / "key.age"


def public(home: Home) -> Path:
    """Where the public half lies while the home is open."""
    return home.vault / "key.pub"


def unfinished(home: Home) -> Path:
    """Where the encrypted file is written."""
    return home.vault / "home.new"


def fresh(home: Home) -> Path:
    """Where the home is unpacked."""
    return home.vault / "fresh"


def opened(home: Home) -> Path:
    """Where it waits, whole, to be moved into its place."""
    return home.vault / "opened"


@contextmanager
def alone(home: Home, *, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who closes, opens or sets right; raises HomeBusy, VaultDisk."""
    with explained(home.vault):
        home.make()
        home.vault.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        lock = FileLock(home.vault / "lock", timeout=patience, mode=PRIVATE_FILE)
        try:
            lock.acquire()
        except Timeout:
            raise HomeBusy(
                "Your home is being closed or opened right now.",
                where=str(home.root),
                do="Wait until that has ended, then try again.",
            ) from None
        try:
            yield
        finally:
            lock.release()


@contextmanager
def private(path: Path) -> Iterator[BinaryIO]:
    """Write a new file for its owner alone; it is on the platter when the block ends well."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - from a descriptor made private
        yield file
        file.flush()
        durable.sync(file.fileno())


def put(path: Path, content: bytes) -> None:
    """Put a small file into its place in one step."""
    new = path.with_name(f"{path.name}.new")
    with private(new) as file:
        file.write(content)
    durable.write(path.name, lambda: new.replace(path))
    durable.sync_folder(path.parent)


def drop(path: Path) -> None:
    """Take a file away, if it is there."""
    if path.exists():
        durable.write(f"no {path.name}", lambda: path.unlink(missing_ok=True))
        durable.sync_folder(path.parent)
