"""How is a file of the home opened, so that it is closed again, whatever happens?

The common ground of the ledger and the file of policies, and of whatever else is to be closed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from withhold.kernel.paths import Home
from withhold.store.database import Database
from withhold.store.errors import explained


class Closing(ABC):
    """Something that is closed at the end of a `with`, however that comes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Close it."""


class Opened(Closing):
    """An open file of one home, as a context manager; threads may share it."""

    def __init__(self, home: Home, path: Path, migrations: tuple[tuple[str, ...], ...]) -> None:
        """Open it, making or migrating it as needed; raises StoreError, HomeClosed."""
        home.want_open()
        with explained(home.root):
            home.make()
        self.home = home
        self._database = Database(path, migrations)
        if home.is_closed:  # it began to be closed between our look and our opening
            self._database.close()
            home.want_open()

    def close(self) -> None:
        """Close the file."""
        self._database.close()
