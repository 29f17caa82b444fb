"""What did the person say to Meta's AI?

The labels are in the person's language, and whoever donated such a file masked them: so a turn is
known by its shape, a group that holds a time and words, and its author by whose name stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from withhold.model.exposure import Audience, Item, Kind
from withhold.observe.archives.meta import labels
from withhold.observe.archives.meta.labels import Label, Labelled
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import digest, mend

_AI = frozenset({"meta ai", "assistant", "ai", "bot", "agent"})
_AUTHOR = frozenset({"author", "sender", "sender_name", "autor", "auteur", "autore", "from", "von"})


def said(reading: Reading, path: str, *holders: str) -> Iterator[Item]:
    """Give what the person said; what nobody can be told to have said is counted, not guessed."""
    unknown, mine = 0, frozenset(each.casefold() for each in holders if each)
    for chat in reading.records(path, Labelled, "ai_conversations"):
        others = _AI | {mend(chat.title).casefold()}
        turns = list(_turns(chat))
        unknown += not turns
        for number, turn in enumerate(turns):
            own = _mine(turn, mine, others)
            if own:
                yield _item(reading, chat, number, turn=turn, holders=mine)
            unknown += own is None
    if unknown:
        reading.doubt("not-understood", path, str(unknown))


def _turns(chat: Labelled) -> Iterator[list[Label]]:
    """Give the groups of values that have a time, or an author where they are not nested."""
    own = labels.each(chat.label_values)
    if any(_names(each) for each in own):
        yield own
    for label in labels.walk(chat.label_values):
        group = labels.below(label)
        if any(each.timestamp_value for each in group) and any(each.value for each in group):
            yield group


def _mine(turn: list[Label], holders: frozenset[str], others: frozenset[str]) -> bool | None:
    """Tell whether a turn is the person's; None where neither they nor the AI is named."""
    authors = [each for each in turn if each.name.casefold() in _AUTHOR]
    names = {mend(each.value).casefold() for each in authors or turn if each.value}
    if holders & names:
        return True
    if names & others:
        return False
    return True if authors and not holders else None


def _item(
    reading: Reading, chat: Labelled, number: int, *, turn: list[Label], holders: frozenset[str]
) -> Item:
    stamp = next((each.timestamp_value for each in turn if each.timestamp_value), chat.timestamp)
    words = [mend(each.value) for each in turn if each.value and not _names(each)]
    text = max((each for each in words if each.casefold() not in holders), key=len, default="")
    return Item(
        Kind.AI_CHAT,
        digest(f"{chat.fbid} {stamp} {number}", text),
        reading.moment(stamp),
        Audience.PRIVATE,
        text=text,
    )


def _names(label: Label) -> bool:
    return label.name.casefold() in _AUTHOR
