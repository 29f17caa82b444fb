"""What was met while one file was read, and which key has an item that came without an id?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from withhold.model.exposure import Problem
from withhold.observe.archives.unread import Unreadable

_REMEMBERED: Final = 200_000  # keys; twins that are further apart than so many are taken for one


@dataclass(slots=True)
class Tally:
    """The reading of one file: its problems say how many, never what.

    `since`, `until`: seconds between which a date is believable.
    """

    path: str
    since: int
    until: int
    bad: int = 0
    odd: int = 0
    left: int = 0
    _stopped: list[Problem] = field(default_factory=list)
    _twins: Counter[str] = field(default_factory=Counter)

    def dated(self, at: int | None) -> int | None:
        """Count a date that cannot be; an early one is kept, what is yet to come is none.

        The newest date tells which of two exports is the newer: no future one may.
        """
        if at is None or self.since <= at <= self.until:
            return at
        self.odd += 1
        return at if 0 < at <= self.until else None

    def key(self, *said: str) -> str:
        """Make a key of what makes an item this one; of twins, the second has another.

        So both are told, and the same file read again gives the same keys.
        """
        digest = blake2b("\0".join(said).encode("utf-8", "replace"), digest_size=12).hexdigest()
        if len(self._twins) >= _REMEMBERED:
            self._twins.clear()
        self._twins[digest] += 1
        number = self._twins[digest]
        return digest if number == 1 else f"{digest}-{number}"

    def stop(self, error: Unreadable) -> None:
        """Note why a file could not be read to its end."""
        self._stopped.append(Problem(error.code, self.path, error.detail))

    @property
    def sound(self) -> bool:
        """Say whether the file was read to its end; else nothing can be told of the whole."""
        return not self._stopped

    def problems(self) -> Iterator[Problem]:
        """Tell what was wrong."""
        yield from self._stopped
        counts = {"bad-record": self.bad, "absurd-date": self.odd, "not-counted": self.left}
        yield from (Problem(code, self.path, str(n)) for code, n in counts.items() if n)
