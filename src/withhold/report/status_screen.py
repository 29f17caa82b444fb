"""How does a standing read on a terminal: in plain words, nothing claimed that was not seen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.finding import Standing, UseState
from withhold.model.observation import Position, State, Word
from withhold.model.terms import Confidence, DefaultState, Kind
from withhold.report import speech
from withhold.report.reasons import MESSAGES
from withhold.report.screen import Screen
from withhold.report.speech import day, state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.model.finding import ControlStanding
    from withhold.model.observation import Declaration, Reading
    from withhold.report.screen import Line
    from withhold.report.status import AccountRow, ControlRow, LetterRow, UseRow

ROOM = 9
_USES = {
    UseState.OFF: "off",
    UseState.PARTLY: "partly",
    UseState.ON: "ON",
    UseState.UNKNOWN: "unknown",
    UseState.NOT_BY_DEFAULT: "not here",
}
_STANDS = {
    Standing.PROVED: "proved",
    Standing.DECLARED: "your word",
    Standing.ALLOWED: "allowed",
    Standing.DRIFTED: "on again",
    Standing.UNKNOWN: "unknown",
    Standing.NOT_SENT: "not sent",
    Standing.SENT: "sent",
    Standing.ACKNOWLEDGED: "received",
    Standing.ACCEPTED: "accepted",
    Standing.REFUSED: "REFUSED",
    Standing.OVERDUE: "OVERDUE",
}
_BY_WORD = {
    Word.WITHHELD: "withheld",
    Word.ALLOWED: "still on",
}
NOTHING = (
    "Nothing is known yet: no account was added and no page was read.\n"
    "Begin with `withhold platforms`, then `withhold check linkedin` or `withhold accounts add"
    " linkedin`."
)


def screen(rows: Sequence[AccountRow], *, width: int) -> list[Line]:
    """Say how each account stands."""
    page = Screen(width)
    for row in rows:
        _account(page, row)
    if not rows:
        for sentence in NOTHING.splitlines():
            page.text(sentence)
    elif any(row.country is None for row in rows):
        page.blank()
        page.text(
            "Your country is not known, so defaults are the worldwide ones: add --country and two "
            "letters, such as --country DE."
        )
    if rows:
        page.blank()
        page.text(
            "Proved means: the platform showed it off, to this account, at that time. Whether a "
            "platform complies, nobody outside can see."
        )
    return page.lines


def _account(page: Screen, row: AccountRow) -> None:
    where = f", {row.country}" if row.country else ""
    whose = f"account {row.account.name}" if row.has_account else "without an account"
    page.head(f"{row.platform.name}, {whose}{where}")
    _uses(page, row.uses)
    if row.controls:
        page.text("What you can do about it")
    for control in row.controls:
        _control(page, control)
    if row.letters:
        page.text("What you wrote")
    for letter in row.letters:
        _letter(page, letter)
    if row.has_account:
        slug = row.account.platform
        page.text(
            f"To look again: withhold check {slug}. What only you can do: withhold todo {slug}"
        )


def _uses(page: Screen, rows: Sequence[UseRow]) -> None:
    if rows:
        page.text("What it does with your data")
    told: set[str] = set()
    for row in rows:
        sentences = [f"{ask.words(row.use.name)}.", _why(row)]
        page.item(_USES[row.verdict.state], " ".join(s for s in sentences if s), room=ROOM)
        new = [text for text in row.stays if text not in told]
        if new and row.verdict.state in {UseState.OFF, UseState.PARTLY}:
            page.text(f"Not covered: {' '.join(new)}", indent=ROOM + 3)
            told.update(new)


def _why(row: UseRow) -> str:
    """Say by what it is off, or what would end it, or why that cannot be told."""
    match row.verdict.state:
        case UseState.OFF | UseState.PARTLY:
            named = [c.id for c in row.deciding]
            parts = [part.standing for part in row.verdict.parts if part.standing.control in named]
            weak = " The facts about this are weak." if _is_weak(row) else ""
            return f"By {', and by '.join(_by(part) for part in parts)}.{weak}"
        case UseState.ON:
            return _until(row)
        case UseState.UNKNOWN:
            looked = any(part.standing.reason for part in row.verdict.parts)
            return f"{'It could not be told' if looked else 'Nobody has looked'}. {_default(row)}"
        case UseState.NOT_BY_DEFAULT:
            return _default(row)


def _default(row: UseRow) -> str:
    if row.default is None or row.default.state is DefaultState.UNKNOWN:
        return "What holds here by default is not known."
    weak = row.default.confidence is Confidence.LOW
    return f"By default: {state(row.default)}{', by weak sources' if weak else ''}."


def _by(stands: ControlStanding) -> str:
    since = f" since {day(stands.since)}" if stands.since else ""
    how = {
        Standing.PROVED: f"proved off{since}{_though(stands)}",
        Standing.ACCEPTED: f"accepted{since}, by your word",
    }
    return f"{stands.control} ({how.get(stands.standing, f'off{since}, by your word')})"


def _though(stands: ControlStanding) -> str:
    return ", but the last look could not tell" if stands.reason else ""


def _is_weak(row: UseRow) -> bool:
    return all(control.confidence is Confidence.LOW for control in row.deciding)


def _until(row: UseRow) -> str:
    if not row.left:
        return "No way out is offered here."
    gentle = [control for control in row.left if not control.irreversible]
    first = next(iter(gentle), row.left[0])
    deed = {
        Kind.FORM: "It stays on until your objection is accepted",
        Kind.LETTER: "It stays on until your letter is accepted",
    }
    told = deed.get(first.kind, f"What ends it: {speech.deed(first, ask.words(first.name))}")
    return f"{told} ({first.id})."


def _control(page: Screen, row: ControlRow) -> None:
    stands = row.standing
    parts = [f"{ask.words(row.control.name)} ({row.control.id}).", _now(row), _first(row)]
    if row.word and stands.standing not in {Standing.DECLARED, Standing.ALLOWED}:
        parts.append(_beside(row))
    if row.control.confidence is Confidence.LOW:
        parts.append("The facts about it are weak.")
    again = stands.standing is Standing.DRIFTED
    label = _again(row.last) if again else _STANDS[stands.standing]
    page.item(label, " ".join(part for part in parts if part), room=ROOM)


def _again(reading: Reading | None) -> str:
    """Say where a switch that was turned back stands; not all of them are on then."""
    return "OFF AGAIN" if reading and reading.position is Position.OFF else "ON AGAIN"


def _now(row: ControlRow) -> str:
    stands = row.standing
    since = f" since {day(stands.since)}" if stands.since else ""
    blind = _blind(row)
    match stands.standing:
        case Standing.PROVED:
            last = f"; last read on {day(_read_on(row.last))}" if row.last and not blind else ""
            return f"Withheld{since}{last}.{blind}"
        case Standing.DRIFTED:
            off = f"withhold off {stands.control}"
            return f"It was withheld, and reads allowed{since}: {off}.{blind}"
        case Standing.ALLOWED:
            how = "Read as" if row.known == "observed" else "By your word"
            return f"{how} allowed{since}.{blind}"
        case Standing.DECLARED:
            return f"Withheld{since}, by your word. No reading proves it.{blind}"
        case Standing.UNKNOWN:
            return blind.strip() or _unseen(row)
        case _:
            return _answer(stands, due=row.due.isoformat() if row.due else None)


def _unseen(row: ControlRow) -> str:
    deed = row.control.kind is Kind.DELETION or row.control.protective == "done"
    return "You have not said that it is done." if deed else "Nobody has looked."


def _blind(row: ControlRow) -> str:
    """Say that the last look could not tell, where it could not."""
    last = row.last
    if last is None or last.state is not State.UNKNOWN or last.reason is None:
        return ""
    said = MESSAGES[last.reason].what
    lower = f"{said[:1].lower()}{said[1:]}"
    return f" The last look, on {day(_read_on(last))}, could not tell: {lower}"


def _first(row: ControlRow) -> str:
    """Give the first reading: the proof of what held before anybody did anything."""
    first = row.first
    if first is None or first.position is Position.UNKNOWN:
        return ""
    default = ": the default" if first.state is State.ALLOWED else " already"
    return f"On {day(_read_on(first))}, at the first look, it was {first.position.value}{default}."


def _beside(row: ControlRow) -> str:
    said = row.word
    if said is None or said.word not in _BY_WORD:
        return ""
    return f"Your word beside it: {_BY_WORD[said.word]} since {day(_said_on(said))}."


def _said_on(said: Declaration) -> str:
    return said.since or said.said_at.date().isoformat()


def _read_on(reading: Reading | None) -> str:
    return reading.read_at.date().isoformat() if reading else ""


def _answer(stands: ControlStanding, *, due: str | None) -> str:
    on = day(stands.since) if stands.since else ""
    by = day(due) if due else ""
    match stands.standing:
        case Standing.SENT:
            return f"You sent it: {on}. An answer is due by {by}."
        case Standing.ACKNOWLEDGED:
            return f"They have it: {on}. An answer is due by {by}."
        case Standing.OVERDUE:
            return f"An answer was due by {by}. What is left: withhold todo {stands.control}"
        case Standing.ACCEPTED:
            return f"Accepted: {on}, by your word."
        case Standing.REFUSED:
            return f"Refused: {on}. What is left: withhold todo {stands.control}"
        case _:
            return f"To begin: withhold draft {stands.control}"


def _letter(page: Screen, row: LetterRow) -> None:
    told = _answer(row.standing, due=row.due.isoformat() if row.due else None)
    text = f"{row.id}: {ask.words(row.route.name)}. {told}"
    page.item(_STANDS[row.standing.standing], text, room=ROOM)
