"""How is an ordinary file opened, and never a pipe, a device or what a link leads to?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from withhold.observe.archives.unread import Unreadable

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe must not wait for its writer; Windows has neither
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


def named(path: Path) -> BinaryIO:
    """Open a file that the person named, who may name a link; raises Unreadable."""
    return _opened(path, follow=True)


def inside(path: Path) -> BinaryIO:
    """Open a file in a folder, which may have been swapped since; raises Unreadable."""
    return _opened(path, follow=False)


def _opened(path: Path, *, follow: bool) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat(follow_symlinks=follow).st_mode):
            raise Unreadable("special")
        handle = os.open(path, _FLAGS if follow else _FLAGS | _NO_LINK)
    except FileNotFoundError as error:
        raise Unreadable("missing") from error
    except OSError as error:
        raise Unreadable("denied") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # swapped between the two
        os.close(handle)
        raise Unreadable("special")
    return open(handle, "rb", buffering=1 << 16)  # noqa: PTH123 - a handle
