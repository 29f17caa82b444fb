"""Which items are in X's records of posts?

Run a million times for a large archive: no call, dictionary or list that could be spared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from withhold.model.exposure import Audience, Item, Kind
from withhold.observe.archives.x import times
from withhold.observe.archives.x.longer import Longer, plain
from withhold.observe.archives.x.owner import Owner
from withhold.observe.archives.x.rows import Tally
from withhold.observe.archives.x.shapes import EditInfo, Media, Row, Tweet

_POST, _REPLY, _REPOST, _DELETED = Kind.POST, Kind.REPLY, Kind.REPOST, Kind.DELETED
_PHOTO, _VIDEO = Kind.PHOTO, Kind.VIDEO
_SEVERAL = 2
_UNEDITED = {None, "5", 5}
_HELD = 20_000  # posts with several versions that are held back at a time
_APART = 500_000  # ids of posts of circles, communities and the deleted that are remembered


@dataclass(slots=True)
class Drawer:
    """What is remembered while posts are read: the newest of several versions, and what was told.

    Both are bounded: an archive with more gives some posts twice, under the same key.
    """

    versions: dict[str, tuple[int, list[Item]]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)

    def hold(self, first: str, version: int, made: list[Item]) -> Iterator[Item]:
        """Keep a version if it is the newest so far; gives what there is no room for."""
        if len(self.versions) >= _HELD:
            yield from self.release()
        if version >= self.versions.get(first, (-1, []))[0]:
            self.versions[first] = (version, made)

    def release(self) -> Iterator[Item]:
        """Give the newest versions."""
        for _, made in self.versions.values():
            yield from made
        self.versions.clear()

    def put_apart(self, key: str) -> None:
        """Remember that a post was told, as one of a circle, of a community or as deleted."""
        if len(self.apart) < _APART:
            self.apart.add(key)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes items of the records of one file."""

    owner: Owner
    longer: Longer
    tally: Tally
    latest: int
    audience: Audience
    where: str = ""
    deleted: bool = False

    def items(self, found: Iterable[Row], drawer: Drawer, *, apart: bool) -> Iterator[Item]:
        """Give a file's items; `apart`: the same posts may stand again among all others."""
        base = f"https://x.com/{self.owner.user or 'i'}/status/"
        told = drawer.apart
        for row in found:
            tweet = row.tweet or row.circle or row
            key = tweet.id_str or tweet.id or ""
            if isinstance(key, int):
                key = str(key)
            if not apart and key in told:
                continue
            info = tweet.edit_info
            first = "" if info is None else _first(info, key)
            item = self._item(tweet, key, first or key, base)
            if item is None:
                self.tally.bad += 1
                continue
            if apart and key:
                drawer.put_apart(key)
            if first:
                made = [item, *self._shown(tweet, item)]
                yield from drawer.hold(first, times.whole(key) or 0, made)
            else:
                yield item
                if item.media:
                    yield from self._shown(tweet, item)

    def _item(self, tweet: Tweet, key: str, first: str, base: str) -> Item | None:
        text = tweet.full_text or tweet.text or ""
        if not (key or text):
            return None
        number = int(key) if key.isdecimal() and key.isascii() and len(key) < times.DIGITS else 0
        written = tweet.created_at
        at = self._date(written if type(written) is str else "", number)
        if "&" in text:
            text = plain(text)
        kind = self._kind(tweet, text)
        entities = tweet.entities
        people: tuple[str, ...] = ()
        if tweet.in_reply_to_screen_name or (entities is not None and entities.user_mentions):
            people = self._people(tweet)
        if at in self.longer.near and (long := self.longer.match(at, text)):
            text, people = long.text, tuple(dict.fromkeys(people + self._others(long.people)))
        return Item(
            kind,
            first if number else digest(key, str(written), text),
            at,
            self.audience,
            text,
            True,  # noqa: FBT003 - by place, which is faster by a third
            "",
            0 if kind is _REPOST else len(_own(tweet, self.owner.id)),
            people,
            base + key if number and not self.deleted else "",
            self.where or ("community" if tweet.community_id else ""),
        )

    def _kind(self, tweet: Tweet, text: str) -> Kind:
        if self.deleted:
            return _DELETED
        if text.startswith("RT @") or tweet.retweeted_status is not None:
            return _REPOST
        replies = (
            tweet.in_reply_to_user_id_str
            or tweet.in_reply_to_status_id_str
            or tweet.in_reply_to_screen_name
            or tweet.in_reply_to_user_id
            or tweet.in_reply_to_status_id
        )
        return _REPLY if replies else _POST

    def _date(self, written: str, number: int) -> int | None:
        at = times.english(written) if written[3:4] == " " else times.iso(written)
        made = times.snowflake(number)
        wrong = at is None or made is None or not -times.DAY <= at - made <= times.DAY
        if wrong and made is not None and made <= self.latest:
            self.tally.corrected += 1
            return made
        if at is None or not times.BORN <= at <= self.latest:
            self.tally.odd += 1
            return at if at and at > 0 else None
        return at

    def _people(self, tweet: Tweet) -> tuple[str, ...]:
        mentions = (tweet.entities.user_mentions if tweet.entities else None) or ()
        named = [each.screen_name for each in mentions] + [tweet.in_reply_to_screen_name]
        return self._others(name for name in named if name)

    def _others(self, named: Iterable[str]) -> tuple[str, ...]:
        own = self.owner.user.lower()
        return tuple(name for name in dict.fromkeys(named) if name.lower() != own)

    def _shown(self, tweet: Tweet, item: Item) -> Iterator[Item]:
        if self.deleted:
            return
        for place, each in enumerate(_own(tweet, self.owner.id)):
            kind = _PHOTO if each.type in {None, "photo"} else _VIDEO
            yield Item(
                kind,
                str(times.whole(each.id_str) or f"{item.key}-{place}"),
                item.at,
                item.audience,
                part=item.key,
                link=item.link,
                where=item.where,
            )


def digest(*said: str) -> str:
    """Make a key of what makes something this and no other."""
    return blake2b("\0".join(said).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _own(tweet: Tweet, owner: str) -> Sequence[Media]:
    """Give what a post shows and nobody else posted before."""
    extended, entities = tweet.extended_entities, tweet.entities
    media = (extended.media if extended else None) or (entities.media if entities else None)
    if not media:
        return ()
    return [each for each in media if _source(each) in {"", owner}]


def _source(media: Media) -> str:
    return str(media.source_user_id_str or media.source_user_id or "")


def _first(info: EditInfo, key: str) -> str:
    """Give the id of a post's first version, its key for ever; nothing if there is but one."""
    versions = info.initial or (info.edit.edit_control_initial if info.edit else None)
    if versions is None:
        return ""
    ids = versions.edit_tweet_ids or ()
    if len(ids) < _SEVERAL and info.edit is None and versions.edits_remaining in _UNEDITED:
        return ""
    chain = [str(each) for each in ids]
    return chain[0] if key in chain else key
