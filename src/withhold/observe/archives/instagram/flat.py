"""Which posts, stories, comments and messages are in Instagram's exports of 2018 to 2020?

Files lie beside one another, dates are written out with their zone, and a post of several pictures
is several entries with the same words and the same moment.
"""

from __future__ import annotations

from collections.abc import Iterator

from withhold.model.exposure import Audience, Item, Kind, Record
from withhold.observe.archives.instagram import notes
from withhold.observe.archives.instagram.posts import Export
from withhold.observe.archives.instagram.shapes import Conversation, Profile, Said, Shot
from withhold.observe.archives.meta.media import kind
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import Scalar, digest, mend, mentions

Row = list[Scalar]
"""A comment: its moment, its words, and below whose post it stands."""


def profile(export: Export, path: str) -> Iterator[Record]:
    """Learn whose account it is, and tell whether it was private."""
    for each in export.reading.records(path, Profile):
        account = export.account
        account.user, account.name = mend(each.username), mend(each.name)
        account.bio = mend(each.biography)
        if isinstance(each.private_account, bool):
            account.private = each.private_account
        yield notes.flag(path, private=account.private)


def media(export: Export, path: str) -> Iterator[Item]:
    """Give posts with their pictures and videos, and stories."""
    posts: dict[tuple[str, str], list[str]] = {}
    for key in ("photos", "videos"):
        for shot in _shots(export.reading, path, key):
            posts.setdefault((mend(shot.caption), str(shot.taken_at)), []).append(str(shot.path))
    for (text, stamp), paths in posts.items():
        yield from _post(export, text, stamp, paths=paths)
    for shot in _shots(export.reading, path, "stories"):
        text, stamp = mend(shot.caption), str(shot.taken_at)
        at, zoned = export.reading.iso(stamp)
        yield Item(
            Kind.STORY,
            digest(f"{stamp} {shot.path}", text),
            at,
            export.account.story(at),
            text=text,
            zoned=zoned,
            media=1,
            people=mentions(text),
        )
    export.account.pictures += sum(1 for _ in _shots(export.reading, path, "profile"))


def comments(export: Export, path: str) -> Iterator[Item]:
    """Give the comments."""
    for key in ("media_comments", "live_comments", "story_comments"):
        for row in export.reading.under(path, Row, key):
            stamp, text, owner = (*map(mend, row), "", "", "")[:3]
            at, zoned = export.reading.iso(stamp)
            own = owner != "" and owner == export.account.user
            yield Item(
                Kind.COMMENT,
                digest(f"{stamp} {owner}", text),
                at,
                export.account.audience if own else Audience.UNKNOWN,
                text=text,
                zoned=zoned,
                people=mentions(text),
            )


def messages(export: Export, path: str) -> Iterator[Item]:
    """Give the messages of all conversations, both sides'."""
    for each in export.reading.records(path, Conversation):
        if each.conversation is None:
            export.reading.odd()
        members = each.participants if isinstance(each.participants, list) else []
        thread = " ".join(sorted(map(str, members)))
        said = each.conversation if isinstance(each.conversation, list) else [each.conversation]
        for one in said:
            if isinstance(one, Said):
                at, zoned = export.reading.iso(one.created_at)
                text = mend(one.text)
                yield Item(
                    Kind.MESSAGE,
                    digest(f"{thread} {one.created_at} {one.sender}", text),
                    at,
                    Audience.PRIVATE,
                    text=text,
                    zoned=zoned,
                    media=int(bool(one.media)),
                )


def _shots(reading: Reading, path: str, key: str) -> Iterator[Shot]:
    return reading.under(path, Shot, key)


def _post(export: Export, text: str, stamp: str, *, paths: list[str]) -> Iterator[Item]:
    at, zoned = export.reading.iso(stamp)
    audience, key = export.account.audience, digest(stamp, text)
    yield Item(
        Kind.POST,
        key,
        at,
        audience,
        text=text,
        zoned=zoned,
        media=len(paths),
        people=mentions(text),
    )
    for number, each in enumerate(paths):
        yield Item(
            kind(each), digest(f"{key} {number}"), at, audience, zoned=zoned, part=key, media=1
        )
