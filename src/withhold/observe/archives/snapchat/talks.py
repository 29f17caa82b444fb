"""What did the person write to others, and to My AI?

Of conversations Snapchat tells both sides, but keeps of the other what was saved only; what counts
is what was sent. Of snaps it tells that one went, without words or picture: these are no items.
"""

from __future__ import annotations

from collections.abc import Iterator

from withhold.model.exposure import Audience, Item, Kind, Note, Problem, Record
from withhold.observe.archives.snapchat.rows import Desk, dated
from withhold.observe.archives.snapchat.shapes import Message, Turn, said, true
from withhold.observe.archives.tally import Tally

_EVENT = "STATUS"  # somebody came, took a screenshot, deleted a message: nobody said anything
_OTHERS = {"my ai", "myai", "ai", "assistant", "bot"}


def messages(desk: Desk, path: str, user: str) -> Iterator[Item | Problem]:
    """Give the messages that were sent."""
    tally = desk.tally(path)
    for name, each in desk.lists(tally, Message):
        if _sent(name, each, user) and not said(each.type).startswith(_EVENT):
            yield _message(name, each, tally)
    yield from tally.problems()


def turns(desk: Desk, path: str) -> Iterator[Record]:
    """Give what the person said to My AI; what it made of that is not theirs."""
    tally, number, kept = desk.tally(path), 0, 0
    for name, each in desk.lists(tally, Turn):
        kept += name == "My AI Memory"
        if name == "My AI Content" and _own(each):
            number += 1
            yield _turn(each, tally)
    if tally.sound:
        values = (("turns", str(number)), ("memories", str(kept)))
        yield Note(path, "snapchat.my-ai", "snapchat.my-ai", values)
    yield from tally.problems()


def _sent(name: str, each: Message, user: str) -> bool:
    """Tell whether a message was sent; in earlier years, all in one list were."""
    if each.own is not None:
        return true(each.own)
    if name.startswith(("Sent ", "Received ")):
        return name.startswith("Sent ")
    return bool(user) and said(each.sender) == user


def _message(name: str, each: Message, tally: Tally) -> Item:
    text, media = said(each.content) or said(each.text), said(each.media)
    at, zoned = dated(each.created, tally, each.stamp)
    stamp = "" if each.stamp in {None, 0, "0", ""} else str(each.stamp)
    return Item(
        Kind.MESSAGE,
        tally.key(name, said(each.to), said(each.created), stamp, said(each.type), text),
        at,
        Audience.PRIVATE,
        text,
        zoned,
        media=len([one for one in media.split("|") if one.strip()]),
    )


def _own(each: Turn) -> bool:
    if each.own is not None:
        return true(each.own)
    return said(each.sender).casefold() not in _OTHERS


def _turn(each: Turn, tally: Tally) -> Item:
    text = said(each.content)
    at, zoned = dated(each.at, tally)
    key = tally.key(said(each.at), said(each.type), text)
    return Item(Kind.AI_CHAT, key, at, Audience.PRIVATE, text, zoned)
