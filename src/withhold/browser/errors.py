"""What can go wrong between us and a browser?"""

from __future__ import annotations

from typing import ClassVar

from withhold.kernel.errors import Exit, WithholdError
from withhold.model.observation import Reason


class BrowserError(WithholdError):
    """A run could not use a browser; `reason` is what its readings say."""

    reason: ClassVar[Reason] = Reason.NO_BROWSER
    exit = Exit.COULD_NOT_LOOK


class NoBrowser(BrowserError):
    """No browser of the Chromium family was found."""

    code = "no-browser"


class OldBrowser(BrowserError):
    """The browser found is too old to be read reliably."""

    code = "old-browser"


class NoDisplay(BrowserError):
    """A visible browser was asked for where there is no screen."""

    code = "no-display"


class BrowserCrashed(BrowserError):
    """The browser ended, or would not start."""

    code = "browser-crashed"


class Interrupted(WithholdError):
    """The person wants out: Ctrl-C, or the run was told to stop."""

    code = "interrupted"
    exit = Exit.INTERRUPTED


class ProfileBusy(BrowserError):
    """Another run, or a sign-in window, uses this account's profile."""

    code = "profile-busy"
    reason = Reason.BUSY
