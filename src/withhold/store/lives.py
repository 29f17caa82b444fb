"""Which runs still live?

A run is a process. While it lives it holds a lock of the operating system on `runs/<id>.lock`;
the lock is gone with the process, however that ended, so no process number can deceive us.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.store.errors import explained


class Lives:
    """The locks by which living runs are known."""

    def __init__(self, folder: Path) -> None:
        """Keep locks under `folder`; nothing is made before the first run begins."""
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def begin(self, run: str) -> None:
        """Hold the lock of this process's own run."""
        with explained(self._folder):
            self._folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            lock = FileLock(self._path(run), mode=PRIVATE_FILE, thread_local=False)
            lock.acquire(timeout=0)
        self._held[run] = lock

    def end(self, run: str) -> None:
        """Let go of a run's lock and remove its file."""
        lock = self._held.pop(run, None)
        if lock:
            lock.release()
        if lock or not self.alive(run):
            self._path(run).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of all locks: what has not ended by now has not ended well."""
        for run in list(self._held):
            self._held.pop(run).release()

    def alive(self, run: str) -> bool:
        """Say whether the process of this run still lives."""
        if run in self._held:
            return True
        path = self._path(run)
        if not path.exists():
            return False
        try:
            with FileLock(path, mode=PRIVATE_FILE).acquire(timeout=0):
                return False
        except Timeout:
            return True

    def any_alive(self) -> bool:
        """Say whether any run lives."""
        return any(self.alive(path.stem) for path in self._folder.glob("*.lock"))

    def _path(self, run: str) -> Path:
        return self._folder / f"{run}.lock"
