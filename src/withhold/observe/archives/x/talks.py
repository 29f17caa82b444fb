"""Which items are in the person's messages, and in their talks with Grok?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from withhold.model.exposure import Audience, Item, Kind
from withhold.model.exposure import Note as Told
from withhold.observe.archives.format import Files
from withhold.observe.archives.x import times
from withhold.observe.archives.x.longer import plain
from withhold.observe.archives.x.posts import digest
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import ConversationRow, Event, Grok, GrokRow, Message, Named

_PERSON, _MACHINE = {"user", "1"}, {"agent", "2"}
_EVENT = msgspec.json.Decoder(Event)


def messages(files: Files, tally: Tally, latest: int, *, where: str = "") -> Iterator[Item]:
    """Give every message of both sides; who came, left or named a group said nothing."""
    for row in rows(files, tally, ConversationRow):
        if row.dm_conversation is None:
            tally.bad += 1
            continue
        for raw in row.dm_conversation.messages or ():
            try:
                event = _EVENT.decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                tally.bad += 1
                continue
            said = event.message_create or event.welcome_message_create
            if said is not None:
                yield _message(said, tally, latest, where)


def _message(said: Message, tally: Tally, latest: int, where: str) -> Item:
    number, text = times.whole(said.id), said.text or ""
    return Item(
        Kind.MESSAGE,
        str(number) if number else digest(str(said.sender_id), said.created_at or "", text),
        sane(said.created_at, tally, latest),
        Audience.PRIVATE,
        plain(text),
        media=len(said.media_urls or ()),
        where=where,
    )


@dataclass(slots=True)
class Talks:
    """The talks with Grok: the person's own turns are items, the answers are not."""

    turns: int = 0

    def items(self, files: Files, tally: Tally, latest: int) -> Iterator[Item]:
        """Give the person's turns; one whose speaker is not told is counted as bad."""
        for row in rows(files, tally, GrokRow):
            turn = row.grok_chat_item
            speaker = _speaker(turn) if turn else ""
            if turn is not None and speaker in _PERSON:
                self.turns += 1
                yield self._item(turn, sane(turn.created_at, tally, latest))
            elif speaker not in _MACHINE:
                tally.bad += 1

    def note(self, path: str) -> Told:
        """Say what the file tells."""
        values = (("count", str(self.turns)),)
        return Told(path, "grok-chats", "chats-in-training", values)

    @staticmethod
    def _item(turn: Grok, at: int | None) -> Item:
        number, text = times.whole(turn.chat_id), turn.message or ""
        chat = str(number or "")
        return Item(
            Kind.AI_CHAT,
            digest(chat, turn.created_at or "", text),
            at,
            Audience.PRIVATE,
            text,
            media=len(turn.attachments or ()),
            link=f"https://x.com/i/grok?conversation={chat}" if chat else "",
        )


def sane(written: str | None, tally: Tally, latest: int) -> int | None:
    """Read a date; one that cannot be is counted, and kept if it is a date at all."""
    at = times.either(written or "")
    if at is None or not times.BORN <= at <= latest:
        tally.odd += 1
        return at if at and at > 0 else None
    return at


def _speaker(turn: Grok) -> str:
    sender = turn.sender
    if isinstance(sender, Named):
        sender = sender.name or sender.value
    return str(sender or "").lower()
