"""What is in an archive of the first era (2012 to 2019)?

It holds posts only, and in each the account as it was when the archive was made: so the newest
post says whether the account was protected then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from withhold.model.exposure import Known, Note, Problem, Record
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.records import Unreadable, document
from withhold.observe.archives.x import layout, manifest, times
from withhold.observe.archives.x.longer import Longer
from withhold.observe.archives.x.manifest import Listed
from withhold.observe.archives.x.owner import Owner
from withhold.observe.archives.x.posts import Drawer, Maker
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import Details, Payload, Row, User

T = TypeVar("T")


def read(files: Files, found: Found) -> Iterator[Record]:
    """Tell what is in one."""
    shelf = layout.classic(files, found)
    yield from (Known(path) for path in shelf.known)
    listed, told = Listed(), list[Problem]()
    for path in shelf.of("tweet_index"):
        listed, problems = manifest.index(files, path, found.root)
        told += problems
    details = _one(files, shelf.of("user_details"), Details, told) or Details()
    made = _one(files, shelf.of("payload_details"), Payload, told) or Payload()
    owner = _owner(_newest(files, shelf), details, made)
    yield from told
    yield from listed.missing(files)
    yield owner.holder()
    yield from owner.describe([details.bio, details.location])
    yield from _note(shelf, owner)
    drawer = Drawer()
    for path in shelf.of("tweets"):
        tally = Tally(path)
        maker = Maker(owner, Longer(), tally, owner.latest, owner.audience)
        yield from maker.items(rows(files, tally, Row), drawer, apart=False)
        yield from tally.problems(listed.counts.get(path))
    yield from drawer.release()


def _owner(user: User, details: Details, made: Payload) -> Owner:
    return Owner.of(
        user.screen_name or details.screen_name,
        user.id_str or details.id,
        private=user.protected,
        as_of=made.created_at,
    )


def _newest(files: Files, shelf: layout.Shelf) -> User:
    """Find the account in the newest post: of the newest month, in whichever order it is."""
    for path in shelf.of("tweets"):
        newest, user = -1, None
        for row in rows(files, Tally(path), Row):
            written = row.created_at
            at = times.either(written) if isinstance(written, str) else None
            if row.user is not None and (at or 0) > newest:
                newest, user = at or 0, row.user
        if user is not None:
            return user
    return User()


def _note(shelf: layout.Shelf, owner: Owner) -> Iterator[Note]:
    if owner.private is None:
        return
    values = (("private", "yes" if owner.private else "no"),)
    yield from (Note(path, "account-flag", "ai-choice", values) for path in shelf.of("tweets")[:1])


def _one(files: Files, paths: Sequence[str], kind: type[T], told: list[Problem]) -> T | None:
    for path in paths:
        try:
            with files.open(path) as stream:
                return document(stream, kind)
        except Unreadable as error:
            told.append(Problem(error.code, path, error.detail))
    return None
