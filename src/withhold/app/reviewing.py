"""The review: look again at what is due, and say only what changed.

It derives what is to be told from the ledger twice: before it looks, to make up for a review that
was killed before it could say what it saw, and after.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from withhold.app import planning
from withhold.app.noticing import catch_up
from withhold.app.run import Job, carry_out
from withhold.app.start import run
from withhold.app.switching import Wishes
from withhold.app.watching import control, errands, several, watch
from withhold.judge.due import is_half_done, next_look, word_due
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.model.observation import Reason, State
from withhold.report.reasons import message
from withhold.report.review import ORDER, Change, Due, Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from withhold.app.desk import Desk
    from withhold.app.errands import Errand
    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.model.finding import Outcome
    from withhold.model.terms import Every
    from withhold.store.ledger import Ledger
    from withhold.store.records import Notice

KIND = "review"
_LOCK = "review.lock"


@dataclass(frozen=True, slots=True)
class Ask:
    """What kind of review is wanted.

    `due`: look only at what is due, and do nothing where nothing is. `every` beats the settings.
    `look` carries out the visits; tests put a stand-in here.
    """

    due: bool = False
    every: Every | None = None
    wishes: Wishes = field(default_factory=Wishes)
    look: Callable[[Job, Desk], Outcome] = carry_out


@dataclass(frozen=True, slots=True)
class _Agenda:
    """What there is to look at, what of it now, and what waits for the person."""

    watch: Watch
    errands: tuple[Errand, ...]
    now: tuple[Errand, ...]
    waiting: tuple[Due, ...]
    next: date | None


def review(house: House, ask: Ask) -> Review:
    """Review what is due, or, unless only that was asked for, all there is."""
    with _alone(house) as first:
        return _review(house, ask) if first else Review(busy=True)


@contextmanager
def _alone(house: House) -> Iterator[bool]:
    """Hold the one lock of reviews; False while somebody else does."""
    folder = house.home.root / "runs"
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    lock = FileLock(folder / _LOCK, mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _review(house: House, ask: Ask) -> Review:
    with house.ledger() as ledger:
        since = _since(ledger)
        known = frozenset(notice.id for notice in ledger.notices())
        told = catch_up(house, ledger)
        agenda = _agenda(house, ledger, ask)
    if not agenda.errands and not agenda.watch.histories and not told:
        return Review(idle=ask.due, empty=not ask.due)
    if ask.due and not (agenda.now or agenda.waiting or told):
        return Review(since, next=agenda.next, idle=True)
    return _look(house, ask, agenda, known)


def _look(house: House, ask: Ask, agenda: _Agenda, known: frozenset[str]) -> Review:
    plan = planning.looks(agenda.now, house.clock)
    if plan.items:
        ask.wishes.before_visit()
    wishes = ask.wishes
    with run(house, KIND, tell=wishes.tell, stop=wishes.stop, run_id=wishes.run_id) as desk:
        since = _since(desk.ledger)
        outcome = ask.look(Job(plan, None), desk)
        catch_up(house, desk.ledger, outcome.results)
        # whoever wrote them down: the inbox may be opened while this goes on
        news = [notice for notice in desk.ledger.notices() if notice.id not in known]
        after = _agenda(house, desk.ledger, ask)
        unread = _unread(desk.ledger, news)
        changes = _changes(desk.ledger, after.watch, news)
    return Review(
        since,
        changes=changes,
        due=after.waiting,
        looked=tuple(result.state for result in outcome.results),
        next=after.next,
        unread=unread,
        interrupted=outcome.interrupted,
    )


def _since(ledger: Ledger) -> datetime | None:
    """Give when the last review that came to its end began."""
    ended = [each for each in ledger.runs() if each.kind == KIND and each.how == "done"]
    return ended[-1].started_at if ended else None


def _unread(ledger: Ledger, news: Sequence[Notice]) -> int:
    """Count notices of earlier times that nobody has read."""
    shown = {notice.id for notice in news} | ledger.read_notices()
    return sum(notice.id not in shown for notice in ledger.notices())


def _agenda(house: House, ledger: Ledger, ask: Ask) -> _Agenda:
    seen = watch(house, ledger)
    every = ask.every or house.config.review.every
    today = house.clock.now().astimezone(UTC).date()
    found = tuple(errands(house, ledger, seen))
    terms = {id(e): _term(seen, e, every, today) for e in found}
    due = tuple(e for e in found if terms[id(e)] <= today)
    words = list(_words(house, seen))
    waiting = tuple(each for each, over in words if over)
    ahead = [*terms.values(), *(each.on for each, over in words if not over)]
    following = max(min(ahead), today) if ahead else None
    return _Agenda(seen, found, due if ask.due else found, waiting, following)


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


def _changes(ledger: Ledger, seen: Watch, news: Sequence[Notice]) -> tuple[Change, ...]:
    """Make notices into what is shown; words and answers stand in the list of what is due."""
    shown = [_change(ledger, seen, notice) for notice in news if notice.told in ORDER]
    return tuple(sorted(shown, key=lambda change: ORDER.index(change.kind)))


def _change(ledger: Ledger, seen: Watch, notice: Notice) -> Change:
    slug, _, name = (notice.account or "").partition("/")
    reading = ledger.reading(notice.reading) if notice.reading else None
    change = Change(
        kind=notice.told,
        control=notice.control,
        platform=slug,
        account=name,
        was=notice.was,
        now=reading.state.value if reading and notice.told != "stranger" else "unknown",
        reason=notice.reason,
        reading=reading,
        before=ledger.reading(notice.before) if notice.before else None,
        do="",
        label=notice.label,
        mended=_is_mended(seen, notice),
    )
    return replace(change, do=_deed(seen, change))


def _is_mended(seen: Watch, notice: Notice) -> bool:
    if notice.told != "drift" or not notice.control or not notice.account:
        return False
    sights = seen.history(notice.control, notice.account).sights
    return bool(sights) and sights[-1].state is State.WITHHELD


def _deed(seen: Watch, change: Change) -> str:
    """Name the one command that helps now."""
    which = f" --account {change.account}" if several(seen.accounts, change.platform) else ""
    if change.control is None:
        return f"`withhold check {change.platform}` shows the page's address."
    if change.kind in {"drift", "allowed"} and change.reason is None:
        return f"`withhold off {change.control}{which}`"
    if change.reason:
        return message(Reason(change.reason), control=change.control).do
    return ""
