"""What is a person asked for their letter, and how is the finished text laid before them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.message import Message, Words, say

if TYPE_CHECKING:
    from withhold.model.terms import Prose
    from withhold.report.drafts import Draft

_WIDE = 64
"""Characters of a line, as the text is laid out before anybody's window is known."""
LANGUAGES = {"en": say("English"), "de": say("German")}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a letter rests on: its language, the country, and whether there is no account."""

    language: str
    country: str
    without: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason to tick: as it is asked, and as it is written."""

    id: str
    question: Prose
    text: Prose


@dataclass(frozen=True, slots=True)
class Said:
    """What the person wrote into the form, to be put there again. Lives as long as the answer."""

    grounds: tuple[str, ...] = ()
    own: str = ""
    name: str = ""
    email: str = ""
    profile: str = ""
    where: str = ""

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return "Said(‹redacted›)"


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked once the law is known. `needed`: the law wants reasons of the person's own."""

    law: Message
    why: Message | None
    needed: bool
    about: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why there is no text yet, and what to do."""

    what: Message
    do: Message


@dataclass(frozen=True, slots=True)
class Letter:
    """The text and the way it goes. `rows`: how many lines it takes, about."""

    draft: Draft
    basis: Message
    term: Message | None
    after: Prose
    rows: int
    unsure: bool


NO_COUNTRY = Mistake(say("This is no country that is known."), say("Choose the one you live in."))
NO_REASON = Mistake(
    say("An objection needs a reason of your own."),
    say("Tick one that is true, or write one sentence. Nothing was written yet."),
)


def too_long(most: int, has: int) -> Mistake:
    """Say that the person's own words are too many."""
    return Mistake(
        say("Your own words are too long: {has} characters.", has=has),
        say("Keep to {most}: forms cut long texts. Nothing was written yet.", most=most),
    )


def questions(
    law: Prose, choices: tuple[Choice, ...], *, right: bool, needed: bool, about: str
) -> Questions:
    """Lay out what is asked, and why."""
    why = say(
        "The law ({law}) hears an objection “on grounds relating to his or her particular "
        "situation”. One true sentence is enough, and worth giving where a form asks for none.",
        law=Words(law),
    )
    return Questions(_basis(law, right=right), why if needed else None, needed, about, choices)


def letter(draft: Draft, law: Prose, term: Prose, after: Prose, *, unsure: bool) -> Letter:
    """Lay out a finished text."""
    lines = draft.body.splitlines()
    due = say("By law an answer is due within {term}.", term=Words(term))
    return Letter(
        draft=draft,
        basis=_basis(law, right=draft.right),
        term=due if term else None,
        after=after,
        rows=sum(1 + len(line) // _WIDE for line in lines),
        unsure=unsure,
    )


def _basis(law: Prose, *, right: bool) -> Message:
    if right:
        return say("It rests on: {law}.", law=Words(law))
    return say("No general right to object is known where you live. The letter asks all the same.")
