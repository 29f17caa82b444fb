"""Have these facts been compiled before? Then they are read in a few milliseconds.

What cannot be read, does not fit or is out of date is made again; what cannot be written is no
error: the next start is slower, nothing else.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import msgspec

from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.model import fact

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "facts.json"


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the cache holds: the key it was made under, the facts, and what was skipped."""

    key: str
    facts: fact.Facts
    skipped: list[str]


def key(folder: Path, files: list[str]) -> str:
    """Name the state of these files by path, size and time of change, without opening them."""
    # The file of the shapes counts too: a new version of Withhold must not read an old cache.
    states = [_state(fact.__file__), *(f"{file} {_state(f'{folder}/{file}')}" for file in files)]
    return "\n".join(states)


def _state(path: str) -> str:
    seen = os.stat(path)  # noqa: PTH116 (forty of these stand on the way of every start)
    return f"{seen.st_size} {seen.st_mtime_ns}"


def recall(cache: Path, wanted: str) -> Kept | None:
    """Return what was kept under this key, or None."""
    try:
        kept = msgspec.json.decode((cache / _NAME).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept if kept.key == wanted else None


def keep(cache: Path, kept: Kept) -> None:
    """Write it down in one step, or leave it."""
    part = cache / f"{_NAME}.{os.getpid()}"
    try:
        cache.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        cache.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        part.write_bytes(msgspec.json.encode(kept))
        part.chmod(PRIVATE_FILE)
        part.replace(cache / _NAME)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
