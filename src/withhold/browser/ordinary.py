"""How is a browser opened for the person alone, with nothing driving it?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from withhold.browser.errors import BrowserCrashed, ProfileBusy
from withhold.browser.profile import owner
from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEADLESS = "--headless=new"
TICK = 0.2  # seconds between two looks for the person's wish to end
CLOSING = 20.0  # seconds a browser may take to write its cookies and go
SAME_KEYS = ("--use-mock-keychain",) if sys.platform == "darwin" else ()
"""On macOS, driven browsers are started with this; a window without it keeps cookies apart."""
_OWN_GROUP = None if sys.platform == "win32" else 0
"""Ctrl-C is for us: a browser that got it as well as our own word would end at once."""
_DEBUGGING = "--remote-debugging"
_TOLD = 4096  # bytes of a browser's own last words that are looked at


class DebuggingRefused(WithholdError):
    """The person's settings would open the sign-in window to other programs."""

    code = "debugging-refused"


class Window:
    """One open window: an ordinary process. Its profile stays the caller's to hold."""

    def __init__(self, process: subprocess.Popen[bytes], words: IO[bytes]) -> None:
        self._process = process
        self._words = words
        self._closed_by_us = False

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def wait(self, done: Callable[[], bool]) -> None:
        """Return when the window was closed, or `done` says so; raises BrowserCrashed."""
        while not self._ended() and not done():
            try:
                self._process.wait(timeout=TICK)
            except subprocess.TimeoutExpired:
                continue
        if self._process.returncode and not self._closed_by_us:
            raise BrowserCrashed(
                "The browser would not start, or ended unexpectedly:",
                where=self._last_words(),
                do="`withhold doctor` says what is missing on this machine. Then try again.",
            )

    def close(self) -> None:
        """Ask it to close, wait until it has, and end it if it does not."""
        if self._ended():
            return
        self._closed_by_us = True
        _ask_to_close(self._process)
        try:
            self._process.wait(timeout=CLOSING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ended(self) -> bool:
        return self._process.poll() is not None

    def _last_words(self) -> str:
        self._words.seek(max(0, self._words.seek(0, os.SEEK_END) - _TOLD))
        lines = self._words.read().decode("utf-8", "replace").splitlines()
        said = [line.strip() for line in lines if line.strip()]
        return said[-1][:200] if said else f"it gave the code {self._process.returncode}."


@contextmanager
def window(
    profile: Path, url: str, *, executable: Path, arguments: Sequence[str]
) -> Iterator[Window]:
    """Open `url` on `profile` in a window that nothing drives; it is closed with the block.

    `arguments` go last. Raises DebuggingRefused, ProfileBusy, BrowserCrashed. If this very process
    is killed the window stays, and the profile is busy until the person closes it.
    """
    _refuse_debugging(arguments)
    if in_use(profile):
        raise ProfileBusy(
            "A browser window is still open on this account's profile.",
            where=profile.name,
            do="Close that window and try again.",
        )
    command = [executable, f"--user-data-dir={profile}", *SAME_KEYS, url, *arguments]
    with tempfile.TemporaryFile() as words:  # a browser's own talk is no news to the person
        opened = Window(_start(command, words), words)
        try:
            yield opened
        finally:
            opened.close()


def in_use(profile: Path) -> bool:
    """Say whether a browser of this machine runs on `profile`, whoever started it."""
    if sys.platform == "win32":
        return _cannot_be_written(profile / "lockfile")
    process = owner(profile)
    return process is not None and _runs_on(process, profile)


def everyday(url: str) -> bool:
    """Open a page in the person's everyday browser; False where there is none to be found."""
    try:
        return webbrowser.open(url, new=2)
    except webbrowser.Error:
        return False


def _start(command: Sequence[Path | str], words: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the browser that was found, or that the person named
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
            process_group=_OWN_GROUP,
        )
    except OSError as error:
        raise BrowserCrashed(
            "The browser would not start:",
            where=f"{command[0]}: {error.strerror}.",
            do="`withhold doctor` says what is missing on this machine.",
        ) from error


def _refuse_debugging(arguments: Sequence[str]) -> None:
    """Sign-in windows take no debugging: through it any program here could read the session."""
    for argument in arguments:
        if argument.startswith(_DEBUGGING):
            raise DebuggingRefused(
                "Your settings would let other programs drive the window you sign in with:",
                where=f"{argument} (config.toml, [browser] arguments).",
                do="Remove that argument. Withhold needs no debugging port, not for runs either.",
            )


def _ask_to_close(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":  # terminate() would not let it write its cookies
        ask = ["taskkill", "/PID", str(process.pid)]  # wherever Windows keeps it
        subprocess.run(ask, check=False, capture_output=True)  # noqa: S603 - the line above
    else:
        # Not SIGTERM: on that Chromium ends at once, and cookies of the last 30 s are lost.
        process.send_signal(signal.SIGINT)


def _runs_on(number: int, profile: Path) -> bool:
    """Say whether the process is alive; where it can be told, whether it is that browser still."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        told = Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return True
    return os.fsencode(profile) in told


def _cannot_be_written(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return False
    except FileNotFoundError:
        return False
    except OSError:
        return True
