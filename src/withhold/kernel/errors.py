"""What does a failure tell the person?"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """The documented exit codes, by final states."""

    WELL = 0
    FINDINGS = 1
    MISUSE = 2
    COULD_NOT_LOOK = 3
    BUG = 70
    INTERRUPTED = 130


class WithholdError(Exception):
    """An expected failure, in three parts: what happened, to what, what to do now.

    Subclass it once per failure; `code` is stable and machine-readable.
    """

    code: ClassVar[str] = "error"
    exit: ClassVar[Exit] = Exit.MISUSE

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Keep the three parts; empty only where there is nothing to say."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        """Give the three parts as one line."""
        return " ".join(part for part in (self.what, self.where, self.do) if part)


class HomeClosed(WithholdError):
    """The home is in one encrypted file, and nothing can be read or written before it is opened."""

    code = "home-closed"
    exit = Exit.COULD_NOT_LOOK
