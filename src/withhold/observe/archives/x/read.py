"""What is in an archive of X?

What is known of fewer posts is read first (long texts, circles, communities, the deleted), so that
the many are read once, and each post is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from withhold.model.exposure import Audience, Known, Note, Problem, Record, Turn
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.x import articles, classic, layout, manifest, names, owner, talks
from withhold.observe.archives.x.longer import Longer
from withhold.observe.archives.x.manifest import Listed
from withhold.observe.archives.x.owner import Owner
from withhold.observe.archives.x.posts import Drawer, Maker
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import (
    Account,
    AccountRow,
    Header,
    HeaderRow,
    Row,
)


@dataclass(frozen=True, slots=True)
class X:
    """The format of X's archives."""

    platform: str = "x"

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise archives of all eras."""
        return list(layout.find(files))

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one."""
        if found.variant == layout.CLASSIC:
            yield from classic.read(files, found)
        else:
            yield from _modern(files, found)


FORMAT = X()


@dataclass(frozen=True, slots=True)
class Reading:
    """One archive while it is read."""

    files: Files
    shelf: layout.Shelf
    owner: Owner
    listed: Listed
    longer: Longer = field(default_factory=Longer)
    drawer: Drawer = field(default_factory=Drawer)

    def special(self) -> Iterator[Record]:
        """Tell the posts that stand in files of their own.

        What was posted to a community is public even where the account is protected. Nobody can
        see a deleted post now, so it is private; that it was to be seen before, its kind says.
        """
        for kind in ("note_tweet", "deleted_note_tweet"):
            for path in self.shelf.of(kind):
                self.longer.take(self.files, path)
        yield from self.posts("twitter_circle_tweet", Audience.LIMITED, where="circle")
        yield from self.posts("community_tweet", Audience.PUBLIC, where="community")
        yield from self.posts("deleted_tweets", Audience.PRIVATE, deleted=True)
        yield from self.headers()

    def posts(
        self, kind: str, audience: Audience, *, where: str = "", deleted: bool = False
    ) -> Iterator[Record]:
        """Tell the posts of one kind of file, of several versions of one the newest."""
        for path in self.shelf.of(kind):
            tally = Tally(path)
            maker = Maker(
                self.owner, self.longer, tally, self.owner.latest, audience, where, deleted
            )
            found = rows(self.files, tally, Row)
            yield from maker.items(found, self.drawer, apart=kind != "tweets")
            yield from tally.problems(self.listed.counts.get(path))
        yield from self.drawer.release()

    def headers(self) -> Iterator[Record]:
        """Tell the deleted posts of which X keeps the date only."""
        for path in self.shelf.of("deleted_tweet_headers"):
            tally = Tally(path)
            maker = Maker(
                self.owner, self.longer, tally, self.owner.latest, Audience.PRIVATE, deleted=True
            )
            bare = (_bare(row.tweet or row) for row in rows(self.files, tally, HeaderRow))
            fresh = (row for row in bare if row.id_str not in self.drawer.apart)
            yield from maker.items(fresh, self.drawer, apart=True)
            yield from tally.problems(self.listed.counts.get(path))

    def talks(self) -> Iterator[Record]:
        """Tell the messages and the talks with Grok."""
        for kind, where in (("direct_messages", ""), ("direct_messages_group", "group")):
            for path in self.shelf.of(kind):
                tally = Tally(path)
                yield from talks.messages(self.files, tally, self.owner.latest, where=where)
                yield from tally.problems(self.listed.counts.get(path))
        told = talks.Talks()
        for path in self.shelf.of("grok_chat_item"):
            tally = Tally(path)
            yield from told.items(self.files, tally, self.owner.latest)
            yield from tally.problems(self.listed.counts.get(path))
        yield from (told.note(path) for path in self.shelf.of("grok_chat_item")[:1])

    def articles(self) -> Iterator[Record]:
        """Tell the published articles; where nothing says which are, none is told."""
        found = articles.Articles()
        for path in self.shelf.of("article"):
            yield from found.take(self.files, path, self.listed.counts)
        for path in self.shelf.of("article_metadata"):
            yield from found.learn(self.files, path, self.listed.counts)
        yield from found.items(self.owner)

    def rest(self) -> Iterator[Record]:
        """Tell the profile, and which files are known and not read."""
        for path in self.shelf.of("profile"):
            yield from owner.profile(self.files, path, self.owner)
        for path in self.shelf.of("personalization"):
            yield Note(path, "inferred-interests", "ai-choice")
        for kind in sorted(names.UNREAD):
            for path in self.shelf.of(kind):
                if not layout.empty(self.files, path):
                    yield Problem("not-counted", path)


def _modern(files: Files, found: Found) -> Iterator[Record]:
    shelf = layout.shelf(files, found)
    yield from (Known(path) for path in shelf.known)
    yield from (Problem("copy", path) for path in shelf.copies)
    listed, told = Listed(), list[Record]()
    for path in shelf.of("manifest"):
        listed, problems = manifest.read(files, path, found)
        told += problems
    turns, whole = _turns(files, shelf, listed, told)
    account = _account(files, shelf, listed, told)
    reading = Reading(files, shelf, _owner(account, listed, turns if whole else ()), listed)
    yield reading.owner.holder()
    yield from told
    yield from listed.missing(files)
    yield from reading.special()
    yield from reading.posts("tweets", reading.owner.audience)
    yield from reading.longer.problems(listed.counts)
    yield from reading.talks()
    yield from reading.articles()
    yield from reading.rest()


def _turns(
    files: Files, shelf: layout.Shelf, listed: Listed, told: list[Record]
) -> tuple[list[Turn], bool]:
    """Give the turns, and whether none is missing: else the last does not tell the state."""
    turns: list[Turn] = []
    wrong = len(told)
    for path in shelf.of("protected_history"):
        tally = Tally(path)
        turns += owner.turns(files, tally)
        told += tally.problems(listed.counts.get(path))
    whole = len(told) == wrong
    turns.sort(key=lambda turn: turn.at)
    told += turns
    if whole:
        told += [owner.history(path, turns) for path in shelf.of("protected_history")[:1]]
    return turns, whole


def _account(files: Files, shelf: layout.Shelf, listed: Listed, told: list[Record]) -> Account:
    found = Account()
    for path in shelf.of("account"):
        tally = Tally(path)
        for row in rows(files, tally, AccountRow):
            found = row.account or found
        told += tally.problems(listed.counts.get(path))
    return found


def _owner(account: Account, listed: Listed, turns: Sequence[Turn]) -> Owner:
    user, info = listed.said.user_info, listed.said.archive_info
    return Owner.of(
        account.username or (user.user_name if user else None),
        account.account_id or (user.account_id if user else None),
        private=turns[-1].private if turns else None,
        as_of=info.generation_date if info else None,
    )


def _bare(header: Header) -> Row:
    written = header.created_at
    return Row(id_str=str(header.tweet_id or ""), created_at=written)
