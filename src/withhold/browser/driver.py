"""Can a browser be driven here at all? Looks at the driver, and tries it on an empty profile."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

from withhold.browser.errors import BrowserError

if TYPE_CHECKING:
    from withhold.browser.find import Installed

PATIENCE = 20.0  # seconds the driver may take to say its version


def driver() -> tuple[str, str]:
    """Return the driver's version, and what is wrong with it; the latter is empty if nothing is."""
    found = find_spec("playwright")
    if found is None or found.origin is None:
        return "", "the package playwright is not installed"
    node = _node(Path(found.origin).parent)
    try:
        answer = subprocess.run(  # noqa: S603 - the driver's own interpreter
            [node, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", f"{node} does not run ({type(error).__name__})"
    if answer.returncode:
        return "", f"{node} ended with code {answer.returncode}"
    return f"{version('playwright')}, Node {answer.stdout.strip()}", ""


def trial(browser: Installed, arguments: tuple[str, ...]) -> str:
    """Start the browser unseen, open an empty page and end it; return what went wrong, or ''."""
    # Imported here: this is the part that needs the driver to be whole.
    from withhold.browser import session  # noqa: PLC0415 (see above)

    launch = session.Launch(browser, headless=True, arguments=arguments, timeout=30, stop=Signal())
    with tempfile.TemporaryDirectory(prefix="withhold-doctor-", ignore_cleanup_errors=True) as home:
        try:
            with session.browser(Path(home, "profile"), launch) as running:
                running.fresh().close()
        except BrowserError as error:
            return f"{error.what} {error.where}".strip()
    return ""


def _node(package: Path) -> Path:
    chosen = os.environ.get("PLAYWRIGHT_NODEJS_PATH")
    name = "node.exe" if sys.platform == "win32" else "node"
    return Path(chosen) if chosen else package / "driver" / name
