"""Where does Withhold keep what it keeps?"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.kernel.errors import HomeClosed

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
PERSONAL = frozenset({"archives", "evidence", "profiles", "runs"})
"""The folders of a home that hold something of the person's."""
_PERSONAL = re.compile(
    r"config\.toml|ledger\.lock|(ledger|policies)\.sqlite3(-wal|-shm|-journal|\.before-\d+)?"
)
_REST = frozenset({"cache", "vault"})


def is_personal(name: str) -> bool:
    """Say whether a name in the home is one that Withhold gives to what is personal."""
    return name in PERSONAL or _PERSONAL.fullmatch(name) is not None


def is_ours(name: str) -> bool:
    """Say whether a name in the home is one that Withhold gives to anything."""
    return name in _REST or is_personal(name)


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder that holds everything Withhold keeps (mode 0700)."""

    root: Path

    @property
    def config(self) -> Path:
        """The person's own settings, `config.toml`."""
        return self.root / "config.toml"

    @property
    def ledger(self) -> Path:
        """The SQLite file of readings, changes, declarations and the chain."""
        return self.root / "ledger.sqlite3"

    @property
    def policies(self) -> Path:
        """The SQLite file of what platforms' policies said, and what changed in them."""
        return self.root / "policies.sqlite3"

    @property
    def archives(self) -> Path:
        """The folder of imported archives, one SQLite file each."""
        return self.root / "archives"

    @property
    def evidence(self) -> Path:
        """The folder of content-addressed evidence."""
        return self.root / "evidence"

    @property
    def profiles(self) -> Path:
        """The folder of browser profiles, one an account."""
        return self.root / "profiles"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.root / "cache"

    @property
    def dashboard(self) -> Path:
        """Where an open dashboard is found; it stays usable while the home is closed."""
        return self.cache / "dashboard"

    @property
    def vault(self) -> Path:
        """What it takes to close the home and to open it again."""
        return self.root / "vault"

    @property
    def sealed(self) -> Path:
        """The one encrypted file that a closed home is."""
        return self.vault / "home.age"

    @property
    def closing(self) -> Path:
        """The mark that says: the home is being closed now; nobody may begin anything."""
        return self.vault / "closing"

    @property
    def is_closed(self) -> bool:
        """Say whether the home is closed, or about to be."""
        return self.sealed.exists() or self.closing.exists()

    def want_open(self) -> None:
        """Raise HomeClosed unless the home is open."""
        if self.is_closed:
            raise HomeClosed(
                "Your home is closed with a passphrase.",
                where=str(self.root),
                do="`withhold unlock` opens it.",
            )

    def make(self) -> None:
        """Create the folder, readable by its owner alone; existing folders are narrowed too."""
        self.root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        self.root.chmod(PRIVATE_FOLDER)


def home(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Home:
    """Return `$WITHHOLD_HOME`, else `withhold` in the system's data folder."""
    env = os.environ if environ is None else environ
    if chosen := env.get("WITHHOLD_HOME"):
        return Home(Path(chosen).expanduser().absolute())
    return Home(_data_folder(env, platform) / "withhold")


def _data_folder(env: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
