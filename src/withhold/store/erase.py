"""How does everything Withhold keeps go away, and nothing else?

Only names that Withhold itself gives are deleted; whatever else lies in the folder stays and is
named. Symbolic links are removed, never followed. What a disk still holds in freed blocks is
beyond us.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from withhold.kernel.paths import Home, is_ours
from withhold.store.errors import LedgerBusy, NotAHome, explained
from withhold.store.lives import Lives

_LEDGER = "ledger.sqlite3"
_SEALED = "vault/home.age"


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, and what was not ours and stays; `gone` says whether the folder itself went."""

    removed: tuple[str, ...]
    left: tuple[str, ...]
    gone: bool


def erase(home: Home) -> Erased:
    """Delete everything Withhold keeps in `home`.

    Raises NotAHome for a folder that does not look like one, LedgerBusy while a run lives.
    """
    root = home.root
    if not root.exists():
        return Erased((), (), gone=True)
    _refuse(root)
    with explained(root):
        ours = sorted(path.name for path in root.iterdir() if is_ours(path.name))
        for name in ours:
            _remove(root / name)
        left = tuple(sorted(path.name for path in root.iterdir()))
        if not left:
            root.rmdir()
    return Erased(tuple(ours), left, gone=not left)


def _refuse(root: Path) -> None:
    """Refuse what is no home: it has our ledger, open or closed, or nothing that is not ours."""
    real = root.resolve()
    names = {path.name for path in real.iterdir()} if real.is_dir() else {""}
    foreign = {name for name in names if not is_ours(name)}
    if (
        real == Path(real.anchor)
        or real == Path.home().resolve()
        or (foreign and _LEDGER not in names and not (real / _SEALED).is_file())
    ):
        raise NotAHome(
            "This does not look like Withhold's folder; nothing was deleted.",
            where=str(root),
            do="See what WITHHOLD_HOME names, and delete by hand what you are sure of.",
        )
    if Lives(root / "runs").any_alive():
        raise LedgerBusy(
            "A run is going on; nothing was deleted.",
            where=str(root),
            do="Wait until it has ended, or stop it, and try again.",
        )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
