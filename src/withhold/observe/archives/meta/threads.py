"""Which messages does a conversation of Messenger or Instagram hold?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from withhold.model.exposure import Audience, Item, Kind
from withhold.observe.archives.meta.media import Media, shown
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import Scalar, digest, mend


class Message(msgspec.Struct, gc=False):
    """One message, of whoever wrote it."""

    sender_name: Scalar = None
    timestamp_ms: Scalar = None
    content: Scalar = None
    photos: Media = None
    videos: Media = None


def messages(reading: Reading, path: str) -> Iterator[Item]:
    """Give every message of one file, both sides': nobody but them could see it."""
    thread = path.rsplit("/", 2)[-2] if "/" in path else ""
    for each in reading.under(path, Message, "messages"):
        if each.timestamp_ms is None and each.sender_name is None:
            reading.odd()
            continue
        text = mend(each.content)
        media = shown(each.photos) + shown(each.videos)
        first = media[0].uri if media else ""
        yield Item(
            kind=Kind.MESSAGE,
            key=digest(f"{thread} {each.timestamp_ms} {each.sender_name} {first}", text),
            at=reading.moment(each.timestamp_ms, 1000),
            audience=Audience.PRIVATE,
            text=text,
            media=len(media),
        )
