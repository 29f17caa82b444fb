"""Was a closing or an opening cut short? Then it is brought to its end, as soon as anybody starts.

An opening whose folder is whole goes on, a closing whose file is in place goes on; of any other
nothing is left.
"""

from __future__ import annotations

import shutil

from withhold.kernel.paths import Home
from withhold.vault import files, seal, unseal
from withhold.vault.errors import explained

_CLOSED = {"lock", "key.age", "home.age"}
_OPEN = {"lock", "key.age", "key.pub"}


def settle(home: Home) -> None:
    """Finish what was begun; cheap where nothing was. Raises HomeBusy, VaultDisk, InTheWay."""
    if _is_settled(home):
        return
    with files.alone(home), explained(home.root):
        if files.opened(home).exists():
            unseal.finish(home)
        if files.fresh(home).exists():
            shutil.rmtree(files.fresh(home))
        for unfinished in home.vault.glob("*.new"):
            unfinished.unlink()
        if home.closing.exists():
            seal.finish(home)
        elif home.sealed.exists():
            files.drop(files.public(home))  # of an opening that was not to be


def _is_settled(home: Home) -> bool:
    try:
        names = {path.name for path in home.vault.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return True
    return names <= _CLOSED or names <= _OPEN
