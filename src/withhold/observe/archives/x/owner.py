"""Whose archive is it, when was it made, and was the account protected?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from withhold.model.exposure import Audience, Holder, Item, Kind, Known, Note, Problem, Turn
from withhold.observe.archives.format import Files
from withhold.observe.archives.x import times
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import ChangeRow, Named, Number, Profile, ProfileRow

_PROTECTS = re.compile(r"protect(?:ed)?(?:[ _](?:posts|tweets|account))?", re.ASCII)
_OPENS = re.compile(r"un" + _PROTECTS.pattern, re.ASCII)
_HANDLE = re.compile(r"\w{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Owner:
    """The account: its handle and id where they are sound, else empty; when it was looked at."""

    user: str = ""
    id: str = ""
    private: bool | None = None
    as_of: int | None = None

    @classmethod
    def of(
        cls,
        user: str | None,
        number: Number,
        *,
        private: bool | None = None,
        as_of: str | None = None,
    ) -> Owner:
        """Take what an archive says, as far as it is a handle, an id and a date."""
        found, made = times.whole(number), times.either(as_of or "")
        return cls(
            user if user and _HANDLE.fullmatch(user) else "",
            str(found) if found else "",
            private,
            made if made and times.BORN < made < times.LAST else None,
        )

    @property
    def latest(self) -> int:
        """The last moment that can be in the archive."""
        return times.LAST if self.as_of is None else self.as_of + times.DAY

    @property
    def audience(self) -> Audience:
        """Who can see the posts: protecting hides the earlier ones too, and lifting it shows them.

        Where the archive does not say whether the account is protected, they are public: X's
        default. When it was protected is told in turns.
        """
        return Audience.LIMITED if self.private else Audience.PUBLIC

    @property
    def home(self) -> str:
        """The address of the account."""
        return f"https://x.com/{self.user}" if self.user else ""

    def holder(self) -> Holder:
        """Tell it as every format does."""
        made = None if self.as_of is None else times.moment(self.as_of)
        return Holder(self.user, self.id, self.private, made)

    def describe(self, words: list[str | None], pictures: int = 0) -> Iterator[Item]:
        """Tell the profile, if there is anything in it."""
        text = "\n".join(each for each in words if each)
        if text or pictures:
            key = self.id or self.user or "profile"
            yield Item(
                Kind.PROFILE, key, None, Audience.PUBLIC, text, media=pictures, link=self.home
            )


def turns(files: Files, tally: Tally) -> Iterator[Turn]:
    """Give the turns of the last six months, the earliest first.

    How X writes an action is not documented: what says neither plainly is no turn.
    """
    found = []
    for row in rows(files, tally, ChangeRow):
        change = row.protected_history or row
        action = change.action.name if isinstance(change.action, Named) else change.action
        at = times.either(change.protected_at or "")
        word = (action or "").strip().lower()
        private = _PROTECTS.fullmatch(word) is not None
        said = private or _OPENS.fullmatch(word) is not None
        if at is None or not times.BORN < at < times.LAST or not said:
            tally.bad += 1
        else:
            found.append((at, private))
    yield from (Turn(times.moment(at), private) for at, private in sorted(found))


def history(path: str, found: list[Turn]) -> Note:
    """Say what the history of protecting tells; nothing in it says nothing."""
    if not found:
        return Note(path, "protected-never", "before-six-months")
    last = found[-1]
    says = "protected-now" if last.private else "protected-no-more"
    values = (("count", str(len(found))), ("since", last.at.date().isoformat()))
    return Note(path, says, "before-six-months", values)


def profile(files: Files, path: str, owner: Owner) -> Iterator[Item | Problem | Known]:
    """Tell the profile."""
    tally = Tally(path)
    for row in rows(files, tally, ProfileRow):
        said = row.profile or Profile()
        about = said.description
        words = [about.bio, about.location, about.website] if about else []
        pictures = bool(said.avatar_media_url) + bool(said.header_media_url)
        yield from owner.describe(words, pictures)
    yield from tally.problems()
