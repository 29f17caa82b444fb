"""How is the card for a friend worded? No platform, no account, no day finer than a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report import speech
from withhold.report.pages.message import Day, Message, say, say_many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from withhold.report.card import Card

KINDS = 10
HEAD = say("Uses of my data for AI")
BEGAN = say("When I began")
NOW = say("Now")
HONEST = (
    say("“Off” means: the platform showed it off, to this account, at that time."),
    say("What it does, nobody outside sees. What was used before stays used."),
)


@dataclass(frozen=True, slots=True)
class CardView:
    """The card. `kinds`: kinds of data in words, uses on then and now; `more`: those left out."""

    sentence: Message
    when: Message
    notes: tuple[Message, ...]
    kinds: tuple[tuple[Message, int, int], ...]
    more: int


def card_view(card: Card) -> CardView | None:
    """Put the card in words; None where nothing that was on is off by now."""
    if not card.turned or card.began is None:
        return None
    return CardView(
        sentence=say_many(
            "One use of my data was on when I began; now {now} is on.",
            "{count} uses of my data were on when I began; now {now} are on.",
            card.was,
            now=card.still,
        ),
        when=say("{began} to {now}", began=_month(card.began), now=_month(card.now)),
        notes=(*_notes(card), *HONEST),
        kinds=tuple((say(speech.KINDS[row.kind]), row.was, row.now) for row in card.rows[:KINDS]),
        more=len(card.rows[KINDS:]),
    )


def _notes(card: Card) -> Iterator[Message]:
    if card.by_word:
        yield say_many(
            "One of them is off by my word; no reading proves it.",
            "{count} of them are off by my word; no reading proves it.",
            card.by_word,
        )
    if card.unknown:
        yield say_many(
            "One more use could not be seen.",
            "{count} more uses could not be seen.",
            card.unknown,
        )


def _month(day: date) -> Day:
    return Day(f"{day:%Y-%m}")
