"""Who can see what an account holds: all, or chosen people only?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from withhold.model.exposure import Audience


@dataclass(slots=True)
class Account:
    """What the export tells of the account: its state when the export was made, and its turns.

    `close` is when the first story went to close friends only: 0 where none did, None where that is
    not told.
    """

    user: str = ""
    name: str = ""
    bio: str = ""
    pictures: int = 0
    private: bool | None = None
    threads_private: bool | None = None
    close: int | None = None
    _turns: list[tuple[int, bool]] = field(default_factory=list)

    def turn(self, at: int, *, private: bool) -> None:
        """Remember that it became private or public."""
        self._turns.append((at, private))
        self._turns.sort()

    @property
    def closed(self) -> bool | None:
        """Say whether it was private when the export was made: without a flag, by its last turn."""
        if self.private is None and self._turns:
            return self._turns[-1][1]
        return self.private

    @property
    def audience(self) -> Audience:
        """Say who can see what stands there: to open an account shows what was posted before too.

        So the state in which it was found counts, and the last turn only where that is not told.
        """
        return _of(self.closed)

    def then(self, at: int | None) -> Audience:
        """Say who could see what was shown at a moment and no longer: it was as turned last.

        Before its first turn it was the other way round. Where its last turn contradicts how it
        was found, a turn is missing, and what came after the last one cannot be told.
        """
        if not self._turns:
            return _of(self.private)
        if at is None:
            return Audience.UNKNOWN
        number = bisect_right(self._turns, (at, True))
        if number == 0:
            return _of(not self._turns[0][1])
        last = self._turns[number - 1][1]
        missing = number == len(self._turns) and self.private not in {None, last}
        return _of(None if missing else last)

    def story(self, at: int | None) -> Audience:
        """Say who could see a story while it stood.

        A public account's may have been for close friends only; which were is not told, only when
        the first was: those before it were for all.
        """
        audience = self.then(at)
        if audience is not Audience.PUBLIC or self.close == 0:
            return audience
        before = self.close is not None and at is not None and at < self.close
        return audience if before else Audience.UNKNOWN

    @property
    def threads(self) -> Audience:
        """Who can see what was posted on Threads, which has a flag of its own and no history."""
        return _of(self.threads_private)


def _of(private: bool | None) -> Audience:  # noqa: FBT001 - it is the value that is asked about
    if private is None:
        return Audience.UNKNOWN
    return Audience.LIMITED if private else Audience.PUBLIC
