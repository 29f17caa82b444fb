"""What is there to look at again, what of it is due, and what waits for the person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from withhold.app.watching import control, errands, watch
from withhold.judge.due import PASSING, is_half_done, next_look, word_due
from withhold.report.review import Due, Term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from withhold.app.errands import Errand
    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.model.terms import Every
    from withhold.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a browser can look at, each with its day, and what waits for the person.

    `ahead`: terms of the person's own word that are not over yet.
    """

    watch: Watch
    terms: tuple[tuple[Errand, date], ...]
    waiting: tuple[Due, ...]
    ahead: tuple[Due, ...]
    today: date

    @property
    def errands(self) -> tuple[Errand, ...]:
        """All that can be looked at."""
        return tuple(errand for errand, _ in self.terms)

    @property
    def due(self) -> tuple[Errand, ...]:
        """What is to be looked at now."""
        return tuple(errand for errand, on in self.terms if on <= self.today)

    @property
    def next(self) -> date | None:
        """The day on which the next thing falls due."""
        days = [*(on for _, on in self.terms), *(due.on for due in self.ahead)]
        return max(min(days), self.today) if days else None


def agenda(house: House, ledger: Ledger, every: Every | None = None) -> Agenda:
    """Say what is due when; `every` beats the settings."""
    seen = watch(house, ledger)
    interval = every or house.config.review.every
    today = house.clock.now().astimezone(UTC).date()
    words = list(_words(house, seen))
    return Agenda(
        watch=seen,
        terms=tuple((e, _term(seen, e, interval, today)) for e in errands(house, ledger, seen)),
        waiting=tuple(each for each, over in words if over),
        ahead=tuple(each for each, over in words if not over),
        today=today,
    )


def upcoming(ahead: Agenda) -> tuple[Term, ...]:
    """List everything that falls due, the earliest first."""
    looks = [_look(ahead, errand, on) for errand, on in ahead.terms]
    words = [
        Term(due.why, due.control, f"{due.platform}/{due.account}", due.on, over)
        for over, dues in ((True, ahead.waiting), (False, ahead.ahead))
        for due in dues
    ]
    return tuple(sorted([*looks, *words], key=lambda term: (not term.over, term.on)))


def _look(ahead: Agenda, errand: Errand, on: date) -> Term:
    name, account = errand.control.id, errand.account.id
    past = ahead.watch.history(name, account)
    last = next(reversed(past.looks), None)
    if last is None:
        return Term("never", name, account, on, over=True)
    why = "restless" if last.reason in PASSING else "old"
    return Term(
        "cut-short" if is_half_done(past) else why,
        name,
        account,
        on,
        over=on <= ahead.today,
        last=last.read_at.astimezone(UTC).date(),
    )


def _term(seen: Watch, errand: Errand, every: Every, today: date) -> date:
    """Give the day on which a control is to be looked at.

    At once if it never was, and where a run was cut short around its click.
    """
    history = seen.history(errand.control.id, errand.account.id)
    again = next_look(history, every)
    return today if again is None or is_half_done(history) else again


def _words(house: House, seen: Watch) -> Iterator[tuple[Due, bool]]:
    """Give each term that waits for the person, and whether it is over."""
    now = house.clock.now()
    for (name, account), history in seen.histories.items():
        found = word_due(control(house, name), history, now=now)
        if found:
            slug, _, own = account.partition("/")
            do = (
                f"`withhold todo {name}` says what can be done now."
                if found.why == "answer"
                else f"Look once more (`withhold todo {name}`), then `withhold done {name}`."
            )
            yield Due(found.why, name, slug, own, found.on, do), found.is_over(now.date())
