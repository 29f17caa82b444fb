"""Where does Withhold keep what it keeps?"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


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
