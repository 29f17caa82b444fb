"""How is a closed home opened, so that it can be lost at no instant?

Unpack into a fresh folder, rename that folder, move each part into its place, and only then remove
the encrypted file. Before the folder's rename the home is closed and whole; from then on it is
being opened, and the next start goes on where this one ended.
"""

from __future__ import annotations

import os
import shutil
import threading
from io import BufferedIOBase, RawIOBase
from pathlib import Path

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FOLDER, Home, is_personal
from withhold.vault import files
from withhold.vault.age import Key, Unreadable
from withhold.vault.errors import InTheWay, damaged, explained
from withhold.vault.pack import PIECE, BadPack, unpacked


def unseal(home: Home, key: Key) -> None:
    """Open a closed home; raises SealedDamaged, InTheWay, HomeBusy, VaultDisk.

    An open home stays as it is.
    """
    with files.alone(home), explained(home.root):
        if not home.sealed.exists():
            return
        _want_room(home)
        fresh = files.fresh(home)
        _clear(fresh)
        try:
            _unpack(home, key, fresh)
            files.put(files.public(home), key.public.encode())
            durable.write("opened", lambda: fresh.replace(files.opened(home)))
        except (Unreadable, BadPack):
            raise damaged(home.sealed) from None
        finally:  # nothing readable stays of an opening that was not to be
            shutil.rmtree(fresh, ignore_errors=True)
        durable.sync_folder(home.vault)
        finish(home)


def finish(home: Home) -> None:
    """Move what was unpacked into its place, then remove the encrypted file."""
    opened = files.opened(home)
    for path in sorted(opened.iterdir()):
        _move(path, home.root / path.name)
    durable.sync_folder(home.root)
    files.drop(home.sealed)
    durable.write("no opened", opened.rmdir)
    durable.sync_folder(home.vault)


def _move(path: Path, target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise _in_the_way([target.name], target.parent)
    durable.write(f"open {path.name}", lambda: path.rename(target))


def _want_room(home: Home) -> None:
    names = sorted(path.name for path in home.root.iterdir() if is_personal(path.name))
    if names:
        raise _in_the_way(names, home.root)


def _in_the_way(names: list[str], folder: Path) -> InTheWay:
    return InTheWay(
        "Something that is no part of your closed home lies in its place; nothing was changed.",
        where=f"{', '.join(names)} in {folder}",
        do="Move it away, then try again.",
    )


def _clear(fresh: Path) -> None:
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=PRIVATE_FOLDER)


def _unpack(home: Home, key: Key, fresh: Path) -> None:
    """Decrypt in a thread and unpack what comes; neither is believed before both ended well."""
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=PIECE) as stream, home.sealed.open("rb") as sealed:  # noqa: PTH123 - a pipe
        decrypting = _Decrypting(key, sealed, writing)
        decrypting.start()
        try:
            unpacked(stream, fresh)
            while stream.read(PIECE):
                pass  # the end of the stream is authenticated too
        finally:
            stream.close()  # so that the other end does not wait for us
            decrypting.join()
            decrypting.see()


class _Decrypting(threading.Thread):
    """Decrypts into a pipe; its failure is the truer one, for the other end sees only its echo."""

    def __init__(self, key: Key, sealed: BufferedIOBase, pipe: int) -> None:
        super().__init__(daemon=True)
        self._key, self._sealed, self._pipe = key, sealed, pipe
        self._failed: Unreadable | OSError | None = None

    def run(self) -> None:
        try:
            with open(self._pipe, "wb", buffering=0) as pipe:  # noqa: PTH123 - a pipe
                self._key.decrypt(self._sealed, _Whole(pipe))
        except BrokenPipeError:
            pass  # the other end says why it went
        except (Unreadable, OSError) as error:
            self._failed = error

    def see(self) -> None:
        """Raise what went wrong."""
        if self._failed:
            raise self._failed


class _Whole:
    """A sink that writes every byte, where a bare pipe may take fewer."""

    def __init__(self, pipe: RawIOBase) -> None:
        self._pipe = pipe

    def write(self, data: bytes) -> int:
        view = memoryview(data)
        while view:
            view = view[self._pipe.write(view) :]
        return len(data)
