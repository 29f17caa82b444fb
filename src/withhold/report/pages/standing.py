"""How does a control stand, in a word, a shape and a sentence or two?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from withhold.model.finding import Standing, UseState
from withhold.model.observation import Position, State
from withhold.model.terms import Confidence, DefaultState, Kind
from withhold.report.pages.address import plan_of
from withhold.report.pages.deeds import Deed, deed, turn_off
from withhold.report.pages.message import Day, Message, Words, say
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from datetime import date

    from withhold.model.fact import Control, Default
    from withhold.model.finding import ControlStanding
    from withhold.model.observation import Reading
    from withhold.report.status import ControlRow, UseRow


class Shape(StrEnum):
    """The shape beside the word; each differs by form, and not by colour alone."""

    OFF = "off"
    SAID = "said"
    ON = "on"
    AGAIN = "again"
    UNSEEN = "unseen"
    WAITING = "waiting"
    REFUSED = "refused"
    NONE = "none"
    PARTLY = "partly"
    MORE = "more"
    LESS = "less"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Sign:
    """A shape, the word beside it, what is to be said, and what to do about it."""

    shape: Shape
    word: Message
    sentences: tuple[Message, ...] = ()
    deed: Deed | None = None


_SIGNS: dict[Standing, tuple[Shape, Message]] = {
    Standing.PROVED: (Shape.OFF, say("Off: we checked")),
    Standing.DECLARED: (Shape.SAID, say("Off: you told us")),
    Standing.ALLOWED: (Shape.ON, say("On")),
    Standing.DRIFTED: (Shape.AGAIN, say("Turned back on")),
    Standing.UNKNOWN: (Shape.UNSEEN, say("Nobody has looked")),
    Standing.NOT_SENT: (Shape.ON, say("Not sent yet")),
    Standing.SENT: (Shape.WAITING, say("Sent")),
    Standing.ACKNOWLEDGED: (Shape.WAITING, say("They have it")),
    Standing.ACCEPTED: (Shape.SAID, say("Accepted")),
    Standing.REFUSED: (Shape.REFUSED, say("Refused")),
    Standing.OVERDUE: (Shape.REFUSED, say("No answer in time")),
}
_USES: dict[UseState, tuple[Shape, Message]] = {
    UseState.OFF: (Shape.OFF, say("Off")),
    UseState.PARTLY: (Shape.PARTLY, say("Partly off")),
    UseState.ON: (Shape.ON, say("On")),
    UseState.UNKNOWN: (Shape.UNSEEN, say("Not known")),
    UseState.NOT_BY_DEFAULT: (Shape.NONE, say("Not done here")),
}
_DEFAULTS = {
    DefaultState.ON: (say("By default: on."), say("By default: on since {since}.")),
    DefaultState.OFF: (say("By default: off."), say("By default: off since {since}.")),
    DefaultState.NOT_OFFERED: (say("Not done here."), say("Not done here.")),
    DefaultState.UNTIL_OBJECTED: (
        say("By default: used unless you object."),
        say("By default: used since {since} unless you object."),
    ),
    DefaultState.NO_WAY_OUT: (
        say("By default: used, and no way out is offered."),
        say("By default: used since {since}, and no way out is offered."),
    ),
    DefaultState.UNKNOWN: (
        say("What holds here by default is not known."),
        say("What holds here by default is not known."),
    ),
}
WEAK = say("The facts about this are weak.")
NOT_DONE = say("Not done yet, as far as we know")
NO_SWITCH = Sign(Shape.NONE, say("No switch exists"))


def control_sign(row: ControlRow) -> Sign:
    """Say how a control of an account stands."""
    stands = row.standing
    shape, word = _SIGNS[stands.standing]
    if stands.standing is Standing.UNKNOWN and _is_blind(row.last):
        word = say("Couldn’t see")
    if stands.standing is Standing.ALLOWED and row.known == "declared":
        word = say("On: you told us")
    if stands.standing is Standing.DRIFTED and row.last and row.last.position is Position.OFF:
        word = say("Turned back off")
    if stands.standing is Standing.UNKNOWN and _is_deed(row.control):
        word = NOT_DONE
    return Sign(shape, word, tuple(_sentences(row)), _deed(row))


def answer_sign(stands: ControlStanding, due: date | None) -> Sign:
    """Say how an objection by a way that is no control stands."""
    shape, word = _SIGNS[stands.standing]
    return Sign(shape, word, tuple(_answer(stands, due)))


def stand_sign(control: Control, stands: ControlStanding, due: date | None) -> Sign:
    """Say how a control stands, where only its standing is at hand."""
    shape, word = _SIGNS[stands.standing]
    if stands.standing is Standing.UNKNOWN and _is_deed(control):
        word = NOT_DONE
    since = Day(stands.since) if stands.since else None
    told = _answer(stands, due)
    if not told and since is not None:
        told = [say("Since {since}, as far as is known.", since=since)]
    return Sign(shape, word, tuple(told))


def use_sign(row: UseRow) -> Sign:
    """Say the verdict on one use."""
    shape, word = _USES[row.verdict.state]
    if row.verdict.state is UseState.OFF and not row.verdict.observed:
        shape, word = Shape.SAID, say("Off, by your word")
    return Sign(shape, word, tuple(_reasons(row)))


def default_sentence(default: Default | None) -> Message:
    """Say what holds for somebody who never did anything."""
    plain, dated = _DEFAULTS[default.state if default else DefaultState.UNKNOWN]
    since = default.since if default else None
    return Message(dated.text, {"since": Day(since)}) if since else plain


def _is_deed(control: Control) -> bool:
    return control.kind is Kind.DELETION or control.protective == "done"


def _sentences(row: ControlRow) -> list[Message]:
    told = [*_now(row), *_doubted(row), *_stuck(row), *_blind(row), *_first(row)]
    if row.control.confidence is Confidence.LOW:
        told.append(WEAK)
    return told


def _now(row: ControlRow) -> list[Message]:
    stands = row.standing
    since = Day(stands.since) if stands.since else None
    match stands.standing:
        case Standing.PROVED:
            return _proved(row.last, since)
        case Standing.DECLARED:
            told = say("By your word, since {since}. No reading proves it.", since=since)
        case Standing.DRIFTED:
            told = say("It was off, and is on again since {since}.", since=since)
        case Standing.ALLOWED if row.known == "observed":
            told = say("Read on {since}.", since=since)
        case Standing.ALLOWED:
            told = say("By your word, since {since}.", since=since)
        case _:
            return _answer(stands, row.due)
    return [told]


def _proved(last: Reading | None, since: Day | None) -> list[Message]:
    told = [say("A freshly loaded page has shown it off since {since}.", since=since)]
    if last and last.state is State.WITHHELD:
        told.append(say("Last read on {day}.", day=last.read_at.date()))
    return told


def _answer(stands: ControlStanding, due: date | None) -> list[Message]:
    since = Day(stands.since) if stands.since else None
    match stands.standing:
        case Standing.SENT | Standing.ACKNOWLEDGED if due:
            return [say("{since}. An answer is due by {due}.", since=since, due=due)]
        case Standing.OVERDUE if due:
            return [say("An answer was due by {due}.", due=due)]
        case Standing.ACCEPTED:
            return [say("{since}, by your word.", since=since)]
        case Standing.REFUSED:
            told = say("{since}. You may ask why, and complain to an authority.", since=since)
            return [told]
        case _:
            return []


def _is_blind(last: Reading | None) -> bool:
    return last is not None and last.state is State.UNKNOWN and last.reason is not None


def _doubted(row: ControlRow) -> list[Message]:
    if row.doubted is None:
        return []
    if row.known == "observed":
        return [say("Read before the policy changed on {day}.", day=row.doubted)]
    return [say("Sent before the policy changed on {day}.", day=row.doubted)]


def _stuck(row: ControlRow) -> list[Message]:
    """Say why something that was read as on stays on: it is locked, or was not kept."""
    last = row.last
    if last is None or last.reason is None or last.state is not State.ALLOWED:
        return []
    on = row.standing.standing in {Standing.ALLOWED, Standing.DRIFTED}
    return [say(MESSAGES[last.reason].what)] if on and row.known == "observed" else []


def _blind(row: ControlRow) -> list[Message]:
    last = row.last
    if last is None or last.reason is None or not _is_blind(last):
        return []
    why = say(MESSAGES[last.reason].what)
    return [say("The last look, on {day}, could not tell.", day=last.read_at.date()), why]


def _first(row: ControlRow) -> list[Message]:
    first = row.first
    if first is None or first.position is Position.UNKNOWN:
        return []
    day = first.read_at.date()
    if first.state is State.ALLOWED:
        return [say("At the first look, on {day}, it stood as by default.", day=day)]
    return [say("At the first look, on {day}, it was withheld already.", day=day)]


def _deed(row: ControlRow) -> Deed | None:
    last, name, account = row.last, row.control.id, row.standing.account
    if row.standing.standing is Standing.DRIFTED:
        return turn_off(name, account)
    if last is not None and last.reason is not None:
        return deed(last.reason, name, account)
    if row.doubted is not None and row.known == "observed":
        to = plan_of("check", (name, account))
        return Deed(
            say("Whether it is still off, only a new look can tell."), to, say("Check again")
        )
    return None


def _reasons(row: UseRow) -> list[Message]:
    match row.verdict.state:
        case UseState.OFF | UseState.PARTLY:
            names = [Words(control.name) for control in row.deciding]
            told = [say("By: {control}.", control=name) for name in names]
            if all(control.confidence is Confidence.LOW for control in row.deciding):
                told.append(WEAK)
            return told
        case UseState.ON:
            return [_until(row)]
        case UseState.UNKNOWN:
            looked = any(part.standing.reason for part in row.verdict.parts)
            first = say("It could not be told.") if looked else say("Nobody has looked.")
            return [first, default_sentence(row.default)]
        case UseState.NOT_BY_DEFAULT:
            offered = row.default and row.default.state is not DefaultState.NOT_OFFERED
            return [default_sentence(row.default)] if offered else []


def _until(row: UseRow) -> Message:
    if not row.left:
        return say("No way out is offered here.")
    gentle = [control for control in row.left if not control.irreversible]
    first = next(iter(gentle), row.left[0])
    if first.kind is Kind.FORM:
        return say("It stays on until your objection is accepted.")
    if first.kind is Kind.LETTER:
        return say("It stays on until your letter is accepted.")
    return say("What ends it: {control}.", control=Words(first.name))
