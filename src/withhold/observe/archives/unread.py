"""What is said of a file, or of a record in it, that cannot be read?"""

from __future__ import annotations

from dataclasses import dataclass


class Unreadable(Exception):
    """A file, or what is left of it, cannot be read: a stable code, and which and how much."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Say why by a code: `truncated`, `encrypted`, `too-large`, `not-json`, `ratio` …"""
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Bad:
    """Records that are not what the format says: how many."""

    count: int
