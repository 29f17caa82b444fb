"""Which browsers of the Chromium family are installed, and can we use them?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.browser.errors import NoBrowser, OldBrowser

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = 120
"""The first major version whose page visibility and isolated worlds behave as the reader needs."""

_LINUX = (
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "microsoft-edge-stable",
    "microsoft-edge",
    "brave-browser",
    "vivaldi-stable",
    "vivaldi",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
    "Vivaldi.app/Contents/MacOS/Vivaldi",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
    "Vivaldi/Application/vivaldi.exe",
)
_FLATPAKS = (
    "com.google.Chrome",
    "org.chromium.Chromium",
    "com.microsoft.Edge",
    "com.brave.Browser",
)
_INSTALL = "Install Chromium (on Debian: `apt install chromium`) or Chrome, Edge, Brave or Vivaldi."


@dataclass(frozen=True, slots=True)
class Installed:
    """One browser on this machine. `problem` says why it cannot be used, or is empty."""

    path: Path
    version: str
    problem: str = ""

    @property
    def major(self) -> int:
        """The first part of its version; 0 where it does not say."""
        found = re.search(r"(\d+)\.", self.version)
        return int(found[1]) if found else 0


def choose(executable: str | None) -> Installed:
    """Return the browser to use: the person's own choice, else the first usable one.

    Raises NoBrowser or OldBrowser, each with what to do.
    """
    if executable:
        return _chosen(Path(executable).expanduser())
    found = list(installed())
    for browser in found:
        if not browser.problem:
            return browser
    if found:
        raise NoBrowser(
            "No browser here can be used by Withhold:",
            where="; ".join(f"{browser.path}: {browser.problem}" for browser in found),
            do=_INSTALL,
        )
    raise NoBrowser(
        "No browser of the Chromium family was found.", where="On this machine.", do=_INSTALL
    )


def installed() -> Iterator[Installed]:
    """Yield the browsers in the usual places, usable or not, in order of preference."""
    for path in _places():
        yield _look(path)


def sandboxed_only() -> list[str]:
    """Name Flatpak browsers: they cannot be started with a profile of ours."""
    roots = (Path("/var/lib/flatpak/app"), Path.home() / ".local/share/flatpak/app")
    return [name for name in _FLATPAKS if any((root / name).is_dir() for root in roots)]


def managed() -> list[Path]:
    """Name policy files by which somebody else manages a browser here."""
    if not sys.platform.startswith("linux"):
        return []
    folders = ("/etc/opt/chrome", "/etc/chromium", "/etc/opt/edge", "/etc/brave")
    return [
        file
        for folder in folders
        for file in sorted(Path(folder, "policies", "managed").glob("*.json"))
    ]


def _chosen(path: Path) -> Installed:
    if not path.is_file():
        raise NoBrowser(
            "The browser named in your settings is not there:",
            where=f"{path} (config.toml, [browser] executable).",
            do="Correct the path, or remove the line and let Withhold look for one.",
        )
    browser = _look(path)
    if browser.problem:
        raise OldBrowser(
            "The browser named in your settings cannot be used:",
            where=f"{path}: {browser.problem}.",
            do=_INSTALL,
        )
    return browser


def _places() -> Iterator[Path]:
    if sys.platform == "win32":
        roots = [
            os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        ]
        candidates = [Path(root, tail) for root in roots if root for tail in _WINDOWS]
    elif sys.platform == "darwin":
        roots = ["/Applications", str(Path.home() / "Applications")]
        candidates = [Path(root, tail) for root in roots if root for tail in _MAC]
    else:
        candidates = [Path(found) for name in _LINUX if (found := shutil.which(name))]
    yield from (path for path in candidates if path.is_file())


def _look(path: Path) -> Installed:
    if _is_snap(path):
        return Installed(
            path, "", "a Snap build, which may not read a profile outside its own folder"
        )
    version = _version(path)
    browser = Installed(path, version)
    if not version:
        return Installed(path, "", "it does not answer --version")
    if browser.major < OLDEST:
        return Installed(path, version, f"version {browser.major} is older than {OLDEST}")
    return browser


def _is_snap(path: Path) -> bool:
    real = path.resolve()
    if real.is_relative_to("/snap") or real.name == "snap":
        return True
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return head.startswith(b"#!") and b"/snap/bin/" in head


def _version(path: Path) -> str:
    if sys.platform == "win32":  # chrome.exe opens a window instead of answering
        versions = [
            child.name for child in path.parent.iterdir() if re.match(r"\d+\.\d+", child.name)
        ]
        return max(versions, key=lambda name: [int(part) for part in name.split(".")], default="")
    try:
        answer = subprocess.run(  # noqa: S603 - the path of an installed browser
            [path, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\S[^\n]*\d+\.\d+[\d.]*", answer.stdout)
    return found[0].strip() if found else ""
