"""How is the person's word repeated to them once it was taken down?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.finding import Standing
from withhold.model.observation import Word
from withhold.report.screen import Screen
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.model.finding import ControlStanding
    from withhold.model.observation import Declaration
    from withhold.report.screen import Line

SCHEMA = 1
_WORDS = {
    Word.WITHHELD: "withheld",
    Word.ALLOWED: "still on",
    Word.SENT: "sent",
    Word.ACKNOWLEDGED: "received by them",
    Word.ACCEPTED: "accepted",
    Word.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was taken down, and how the matter stands now.

    `name`: what it is called. `due`: when an answer is due. `also`: what else it may settle.
    """

    name: str
    declaration: Declaration
    standing: ControlStanding
    due: date | None
    also: tuple[str, ...] = ()


def document(said: Sequence[Said]) -> dict[str, Any]:
    """Give the one object that `done --json` prints."""
    return {"schema": SCHEMA, "said": [_one(each) for each in said]}


def _one(said: Said) -> dict[str, Any]:
    word = said.declaration
    platform, _, account = word.account.partition("/")
    return {
        "control": word.control,
        "platform": platform,
        "account": account,
        "state": word.word.value,
        "since": word.since,
        "said_at": stamp(word.said_at),
        "screenshot": word.screenshot,
        "standing": said.standing.standing.value,
        "answer_due": said.due.isoformat() if said.due else None,
    }


def screen(said: Sequence[Said], *, width: int) -> list[Line]:
    """Repeat the word, what it is worth, and what comes next."""
    page = Screen(width)
    for each in said:
        _told(page, each)
    page.text("Your word is kept beside what Withhold reads, never instead. It is no proof.")
    _also(page, said)
    return page.lines


def _told(page: Screen, said: Said) -> None:
    word = said.declaration
    since = f" since {day(word.since)}" if word.since else ""
    if word.since and word.word not in {Word.WITHHELD, Word.ALLOWED}:
        since = f" on {day(word.since)}"
    picture = " The picture was kept." if word.screenshot else ""
    page.text(f"Taken down: {said.name} ({word.control}), {_WORDS[word.word]}{since}.{picture}")
    if _is_overruled(said):
        page.text(
            "Withhold read it on after that day, and what was read goes before: it counts as "
            "allowed. If you have turned it off since, say so without --since."
        )
    elif word.word is Word.WITHHELD and said.standing.standing is Standing.PROVED:
        page.text("Withhold has read it off as well: it is proved, and stays so.")
    if said.due:
        late = said.standing.standing is Standing.OVERDUE
        told = "was due by" if late else "is due by"
        by = day(said.due.isoformat())
        page.text(f"An answer {told} {by}: one month, moved on where it ends on a weekend.")
    if said.standing.standing is Standing.OVERDUE:
        page.text(f"What you can do now: withhold todo {word.control}")


def _is_overruled(said: Said) -> bool:
    states = {Standing.ALLOWED, Standing.DRIFTED}
    return said.declaration.word is Word.WITHHELD and said.standing.standing in states


def _also(page: Screen, said: Sequence[Said]) -> None:
    told = {each.declaration.control for each in said}
    for each in said:
        for other in each.also:
            if other not in told:
                page.text(
                    f"If it reaches {other} too (one form does, within one Accounts Center), say "
                    "the same again with --also."
                )
