"""What can go wrong when the home is closed or opened?"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from withhold.kernel.errors import Exit, WithholdError


class VaultError(WithholdError):
    """Something the vault could not do; the base of the errors below."""

    code = "vault"
    exit = Exit.COULD_NOT_LOOK


class WrongPassphrase(VaultError):
    """The passphrase does not open the home."""

    code = "wrong-passphrase"
    exit = Exit.MISUSE


class PassphraseRefused(VaultError):
    """A passphrase that would protect nothing."""

    code = "passphrase-refused"
    exit = Exit.MISUSE


class NoPassphrase(VaultError):
    """There is no passphrase yet, or what belongs to it is gone."""

    code = "no-passphrase"
    exit = Exit.MISUSE


class SealedDamaged(VaultError):
    """The encrypted file, or the key to it, is not what was written."""

    code = "sealed-damaged"


class HomeBusy(VaultError):
    """Somebody uses the home, or closes or opens it right now."""

    code = "home-busy"


class NotPlain(VaultError):
    """Something in the home is no plain file and no plain folder."""

    code = "not-plain"


class InTheWay(VaultError):
    """Where the home has to go, something lies already."""

    code = "in-the-way"


class VaultDisk(VaultError):
    """The disk did not do what it should, or is full."""

    code = "disk-fault"


def wrong() -> WrongPassphrase:
    """Return the error for a passphrase that does not fit."""
    return WrongPassphrase(
        "This passphrase does not open your home.",
        where="Nothing was changed.",
        do="Try again: capital letters, spaces and the keyboard's language count.",
    )


def damaged(path: Path) -> SealedDamaged:
    """Return the error for a file that is not what was written."""
    return SealedDamaged(
        "This file is damaged or was altered; nothing was unpacked from it.",
        where=str(path),
        do="Put a backup of the folder `vault` in its place, then try again.",
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn failures of the file system at `path` into errors for people."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise VaultDisk(
            "The disk is full." if full else "The disk did not answer as it should.",
            where=str(error.filename or path),
            do="Make room: closing and opening need as much again as the home takes."
            if full
            else "See that the folder may be written and the disk is well, then try again.",
        ) from error
