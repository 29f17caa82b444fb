"""How is an open home closed, so that it can be lost at no instant?

Mark, write, read back, rename, remove. Before the rename the home is open and whole; from the
rename on it is closed and whole, and what still lies open is removed, now or at the next start.
For reading back a second key is made that lives in memory alone, since the first one's secret half
is behind the passphrase.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from withhold.kernel import durable
from withhold.kernel.paths import Home, is_personal
from withhold.vault import files, passphrase
from withhold.vault.age import Key, Unreadable, encrypt, is_public, new_key
from withhold.vault.errors import VaultError, explained
from withhold.vault.pack import changed, entries, packed


@contextmanager
def closing(home: Home) -> Iterator[Callable[[], None]]:
    """Give what seals the home, to be called once nobody uses it; nobody can begin meanwhile.

    What lies open is removed when the block ends, after the locks that were held in it. Raises
    NoPassphrase, HomeBusy, NotPlain, VaultDisk; then the home is open as before.
    """
    with files.alone(home, patience=0), explained(home.root):
        home.want_open()
        public = _public(home)
        _mark(home)
        try:
            yield lambda: _seal(home, public)
        finally:
            finish(home)


def finish(home: Home) -> None:
    """Bring a closing to its end: forwards if the encrypted file is in place, else back."""
    if home.sealed.exists():
        _remove_open(home)
    else:
        files.unfinished(home).unlink(missing_ok=True)
    files.drop(home.closing)


def _public(home: Home) -> str:
    place = files.public(home)
    text = place.read_text(encoding="ascii", errors="replace") if place.exists() else ""
    if not passphrase.has(home) or not is_public(text):
        raise passphrase.none_yet(home)
    return text


def _mark(home: Home) -> None:
    durable.write("closing", lambda: home.closing.touch(mode=0o600))
    durable.sync_folder(home.vault)


def _seal(home: Home, public: str) -> None:
    new, witness, digest = files.unfinished(home), new_key(), hashlib.sha256()
    seen = list(entries(home.root))
    with explained(new):
        with files.private(new) as file:
            pieces = _watched(packed(home.root, iter(seen)), digest.update)
            encrypt(pieces, file, to=(public, witness.public))
        _read_back(new, witness, digest.digest())
        if list(entries(home.root)) != seen:
            raise changed(home.root)
        durable.write("sealed", lambda: new.replace(home.sealed))
        durable.sync_folder(home.vault)


def _watched(pieces: Iterable[bytes], look: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        look(piece)
        yield piece


class _Digest:
    """A sink that keeps only the digest."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)


def _read_back(new: Path, witness: Key, wanted: bytes) -> None:
    found = _Digest()
    try:
        with new.open("rb") as file:
            witness.decrypt(file, found)
    except Unreadable:
        found = _Digest()
    if found.sha256.digest() != wanted:
        raise VaultError(
            "What was written to the disk does not read as it should; your home stays open.",
            where=str(new),
            do="See that the disk is well, then try again.",
        )


def _remove_open(home: Home) -> None:
    """Remove what is sealed by now, the public half, and what can be made again."""
    for path in sorted(home.root.iterdir()):
        if is_personal(path.name):
            _remove(path)
    if home.cache.is_dir():
        for path in sorted(home.cache.iterdir()):
            if path != home.dashboard:
                _remove(path)
    files.drop(files.public(home))
    durable.sync_folder(home.root)


def _remove(path: Path) -> None:
    is_folder = path.is_dir() and not path.is_symlink()
    durable.write(f"no {path.name}", lambda: shutil.rmtree(path) if is_folder else path.unlink())
