"""What of the person's is in an export of Snapchat?

No file holds an AI setting. What Snapchat infers of a person is not theirs, nor is what others
posted and they watched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from withhold.kernel.clock import Clock, SystemClock
from withhold.model.exposure import Holder, Known, Note, Problem, Record
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.snapchat import posts, talks
from withhold.observe.archives.snapchat.layout import Shelf, shelves
from withhold.observe.archives.snapchat.names import UNCOUNTED
from withhold.observe.archives.snapchat.rows import Desk, dated
from withhold.observe.archives.snapchat.shapes import Accepted, Account, Basic, said
from withhold.observe.archives.written import DAY

_FILLED = re.compile(rb"[\[:]\s*\[\s*[{\[\"\d]|\[\s*\{")
_VERSION = re.compile(r"[A-Za-z0-9 ,.\-]{1,80}", re.ASCII)
_HANDLE = re.compile(r"[\w.-]{1,64}")


@dataclass(frozen=True, slots=True)
class Snapchat:
    """The format of Snapchat's exports; the clock tells which dates cannot be yet."""

    clock: Clock = field(default_factory=SystemClock)
    platform: str = "snapchat"

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise exports by the names of their files together with what these hold."""
        return [Found("json" if each.data else "html", each.root) for each in shelves(files)]

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one."""
        desk = Desk(files, int(self.clock.now().timestamp()) + DAY)
        for shelf in shelves(files):
            if shelf.root == found.root:
                yield from _read(desk, shelf)


def _read(desk: Desk, shelf: Shelf) -> Iterator[Record]:
    yield from map(Known, shelf.known)
    user, data = "", shelf.data
    if path := data.get("account"):
        tally = desk.tally(path)
        user = next((_user(each) for each in desk.whole(tally, Account)), "")
        yield from tally.problems()
    yield Holder(user)
    if path := data.get("snap_pro"):
        yield from posts.public(desk, path)
    if path := data.get("story_history"):
        yield from posts.stories(desk, path)
    if path := data.get("memories_history"):
        yield from posts.memories(desk, path)
    if path := data.get("chat_history"):
        yield from talks.messages(desk, path, user)
    if path := data.get("snapchat_ai"):
        yield from talks.turns(desk, path)
    yield from _beside(desk, shelf)
    if shelf.pages:
        yield Problem("html-beside" if data else "html", "", str(len(shelf.pages)))


def _beside(desk: Desk, shelf: Shelf) -> Iterator[Record]:
    """Tell of files that hold no item."""
    if path := shelf.data.get("terms_history"):
        yield from _terms(desk, path)
    if path := shelf.data.get("user_profile"):
        yield Note(path, "snapchat.user-profile", "snapchat.user-profile")
    for name in UNCOUNTED:
        path = shelf.data.get(name)
        if path and _FILLED.search(desk.files.head(path)):
            yield Problem("not-counted", path)


def _terms(desk: Desk, path: str) -> Iterator[Record]:
    """Tell which terms were accepted last, and when; the words of others are not repeated."""
    tally, number, last = desk.tally(path), 0, (0, "", "")
    for _, each in desk.lists(tally, Accepted):
        at, _ = dated(each.at, tally)
        version = _VERSION.fullmatch(said(each.version))
        number += 1
        last = max(last, (at or 0, said(each.at)[:10] if at else "", version[0] if version else ""))
    if tally.sound and number:
        values = (("times", str(number)), ("last", last[1]), ("version", last[2]))
        yield Note(path, "snapchat.terms", "snapchat.terms", values)
    yield from tally.problems()


def _user(account: Account) -> str:
    basic = account.basic
    user = said(basic.user).strip() if isinstance(basic, Basic) else ""
    return user if _HANDLE.fullmatch(user) else ""
