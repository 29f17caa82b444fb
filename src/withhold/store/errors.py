"""What can go wrong between us and the disk?"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from withhold.kernel.errors import Exit, WithholdError


class StoreError(WithholdError):
    """Something the store could not do; the base of the errors below."""

    code = "store"
    exit = Exit.COULD_NOT_LOOK


class NotALedger(StoreError):
    """The file in the ledger's place is something else."""

    code = "not-a-ledger"


class LedgerDamaged(StoreError):
    """The ledger, or a record in it, cannot be read any more."""

    code = "ledger-damaged"


class LedgerNewer(StoreError):
    """A later Withhold wrote this ledger."""

    code = "ledger-newer"


class LedgerBusy(StoreError):
    """Another run holds what is needed here."""

    code = "ledger-busy"


class DiskFull(StoreError):
    """There is no room left to write."""

    code = "disk-full"


class ReadOnly(StoreError):
    """The folder or file may not be written."""

    code = "read-only"


class DiskFault(StoreError):
    """The disk or the folder did not answer as it should."""

    code = "disk-fault"


class EvidenceMissing(StoreError):
    """A piece of evidence is not there, or is not what it was."""

    code = "evidence-missing"


class ExportRefused(StoreError):
    """The place named for an export is already taken."""

    code = "export-refused"
    exit = Exit.MISUSE


class NotAHome(StoreError):
    """The folder to be erased does not look like Withhold's."""

    code = "not-a-home"
    exit = Exit.MISUSE


def damaged(path: Path) -> LedgerDamaged:
    """Return the error for a ledger that cannot be read."""
    return LedgerDamaged(
        "The ledger is damaged.",
        where=str(path),
        do="Put back a backup of this file, or move it away: Withhold then begins a new one.",
    )


def _not_a_ledger(path: Path) -> NotALedger:
    return NotALedger(
        "This file is not a Withhold ledger.",
        where=str(path),
        do="Move it away: Withhold then begins a new one.",
    )


def _busy(path: Path) -> LedgerBusy:
    return LedgerBusy(
        "Another run is writing to the ledger and did not finish in time.",
        where=str(path),
        do="Wait until it has ended and try again.",
    )


def _full(path: Path) -> DiskFull:
    return DiskFull(
        "The disk is full.",
        where=str(path),
        do="Make room and run the same command again; what was done is kept.",
    )


def _read_only(path: Path) -> ReadOnly:
    return ReadOnly(
        "This may not be written.",
        where=str(path),
        do="Give your user the right to write there, or choose another place by WITHHOLD_HOME.",
    )


def _fault(path: Path) -> DiskFault:
    return DiskFault(
        "The disk did not answer as it should.",
        where=str(path),
        do="See that the folder exists and the disk is well, then try again.",
    )


_CAUSES: dict[str, Callable[[Path], StoreError]] = {
    "SQLITE_NOTADB": _not_a_ledger,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_FULL": _full,
    "SQLITE_READONLY": _read_only,
    "SQLITE_PERM": _read_only,
    "SQLITE_BUSY": _busy,
    "SQLITE_LOCKED": _busy,
    "SQLITE_IOERR": _fault,
    "SQLITE_CANTOPEN": _fault,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn failures of SQLite and of the file system at `path` into errors for people."""
    try:
        yield
    except sqlite3.Error as error:
        code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if code not in _CAUSES:  # our own bug
            raise
        raise _CAUSES[code](path) from error
    except OSError as error:
        raise _file_error(path, error) from error


def _file_error(path: Path, error: OSError) -> StoreError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _read_only(path)
    return _fault(path)
