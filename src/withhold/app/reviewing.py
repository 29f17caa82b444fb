"""The review: look again at what is due, and say only what changed.

What a review found is derived from the ledger, by `found`, whoever asks and whenever: the process
that made it may be long gone. It writes down what is to be told twice: before it looks, to make up
for a review that was killed before it could say what it saw, and after.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from withhold.app import fetching, planning
from withhold.app.agenda import agenda
from withhold.app.doubting import pending
from withhold.app.noticing import OF_POLICY, catch_up, is_news
from withhold.app.run import Job, carry_out
from withhold.app.start import run
from withhold.app.switching import Wishes
from withhold.app.watching import several
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.model.observation import Reason, State
from withhold.report.fetched import UNSEEN
from withhold.report.fetched import State as Fetched
from withhold.report.reasons import message
from withhold.report.review import ORDER, Change, Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from withhold.app.agenda import Agenda
    from withhold.app.desk import Desk
    from withhold.app.errands import Errand
    from withhold.app.sources import Source
    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.model.doubt import Doubt
    from withhold.model.finding import Outcome
    from withhold.model.terms import Every
    from withhold.report.policies import Change as Altered
    from withhold.store.ledger import Ledger
    from withhold.store.records import Notice
    from withhold.store.runs import Run

KIND = "review"
_LOCK = "review.lock"


class NoSuchReview(WithholdError):
    """There was no review with this id."""

    code = "unknown-review"


@dataclass(frozen=True, slots=True)
class Ask:
    """What kind of review is wanted.

    `due`: look only at what is due, and do nothing where nothing is. `every` beats the settings.
    `look` carries out the visits; tests put a stand-in here. `policies`: how policies are fetched
    where the settings want it; None: they are no part of it.
    """

    due: bool = False
    every: Every | None = None
    wishes: Wishes = field(default_factory=Wishes)
    look: Callable[[Job, Desk], Outcome] = carry_out
    policies: fetching.Ask | None = None


def review(house: House, ask: Ask) -> Review:
    """Review what is due, or, unless only that was asked for, all there is."""
    with _alone(house) as first:
        return _review(house, ask) if first else Review(busy=True)


def found(house: House, run_id: str, *, every: Every | None = None) -> Review:
    """Say what a review found; what is due and what was mended is as of now.

    Raises NoSuchReview.
    """
    with house.ledger() as ledger:
        runs = [each for each in ledger.runs() if each.kind == KIND]
        at = next((number for number, each in enumerate(runs) if each.id == run_id), None)
        if at is None:
            raise NoSuchReview("There was no review with this id:", where=run_id)
        review = _found(ledger, agenda(house, ledger, every), runs[: at + 1])
    return _with_policies(review, pending(house))


def _with_policies(review: Review, asking: Sequence[tuple[Altered, Doubt]]) -> Review:
    """Tell a policy that asks for something once: under what it asks for, not as mere news."""
    ids = {change.id for change, _ in asking}
    news = (each for each in review.changes if not (each.kind == "policy" and each.was in ids))
    return replace(review, changes=tuple(news), policies=tuple(asking))


def last(house: House) -> Review | None:
    """Say what the last review found that came to an end; None where there was none."""
    with house.ledger() as ledger:
        runs = [each for each in ledger.runs() if each.kind == KIND]
        while runs and runs[-1].how not in {"done", "interrupted"}:
            runs.pop()
        return _found(ledger, agenda(house, ledger), runs) if runs else None


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
        since = _since(ledger.runs())
        news = is_news(house, ledger)
        ahead = agenda(house, ledger, ask.every)
    if not ahead.terms and not ahead.watch.histories and not news:
        return Review(idle=ask.due, empty=not ask.due)
    sources = fetching.due(house) if ask.policies and house.config.policies.fetch else []
    if ask.due and not (ahead.due or ahead.waiting or news or sources):
        return Review(since, next=ahead.next, idle=True, policies=pending(house))
    now = ahead.due if ask.due else ahead.errands
    return found(house, _look(house, ask, now, sources), every=ask.every)


def _look(house: House, ask: Ask, now: Sequence[Errand], sources: Sequence[Source]) -> str:
    """Look, and write down what there is to tell; give the run's id."""
    plan = planning.looks(now, house.clock)
    if plan.items:
        ask.wishes.before_visit()
    wishes = ask.wishes
    with run(house, KIND, tell=wishes.tell, stop=wishes.stop, run_id=wishes.run_id) as desk:
        catch_up(house, desk.ledger)
        outcome = ask.look(Job(plan, None), desk)
        if ask.policies and sources and not wishes.stop.is_set():
            fetching.fetched(desk, sources, replace(ask.policies, stop=wishes.stop))
        catch_up(house, desk.ledger, outcome.results)
        return desk.run


def _found(ledger: Ledger, ahead: Agenda, runs: Sequence[Run]) -> Review:
    """Say what the last of these reviews found."""
    this = runs[-1]
    news = _news(ledger, this)
    policies = _fetched(ledger, this)
    return Review(
        _since(runs[:-1]),
        changes=_changes(ledger, ahead.watch, news),
        due=ahead.waiting,
        looked=_looked(ledger, this),
        fetched=len(policies),
        unfetched=sum(state in UNSEEN for state in policies),
        next=ahead.next,
        unread=_unread(ledger, news),
        interrupted=this.how == "interrupted",
        run=this.id,
        at=this.started_at,
    )


def _since(runs: Sequence[Run]) -> datetime | None:
    """Give when the last review that came to its end began."""
    ended = [each for each in runs if each.kind == KIND and each.how == "done"]
    return ended[-1].started_at if ended else None


def _news(ledger: Ledger, this: Run) -> list[Notice]:
    """List what was told while a review went on.

    Whoever wrote it down: the inbox may be opened meanwhile.
    """
    return [
        notice
        for notice in ledger.notices()
        if this.started_at <= notice.made_at
        and (this.ended_at is None or notice.made_at <= this.ended_at)
    ]


def _looked(ledger: Ledger, this: Run) -> tuple[State, ...]:
    """Give how each control stood when the review was done with it."""
    done = [event.data for event in ledger.events(this.id) if event.kind == "done"]
    return tuple(State(each["state"]) for each in done)


def _fetched(ledger: Ledger, this: Run) -> list[Fetched]:
    """Give how the looks at policies ended."""
    done = [event.data for event in ledger.events(this.id) if event.kind == "fetched"]
    return [Fetched(each["state"]) for each in done]


def _unread(ledger: Ledger, news: Sequence[Notice]) -> int:
    """Count notices of other times that nobody has read."""
    shown = {notice.id for notice in news} | ledger.read_notices()
    return sum(notice.id not in shown for notice in ledger.notices())


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
        was=notice.was or _change_id(notice),
        now=reading.state.value if reading and notice.told != "stranger" else "unknown",
        reason=notice.reason,
        reading=reading,
        before=ledger.reading(notice.before) if notice.before else None,
        do="",
        label=notice.label,
        mended=_is_mended(seen, notice),
    )
    return replace(change, do=_deed(seen, change))


def _change_id(notice: Notice) -> str | None:
    """Name the change in a policy that a notice is about."""
    is_policy = notice.told == "policy"
    return notice.key.removeprefix(OF_POLICY) if is_policy else None


def _is_mended(seen: Watch, notice: Notice) -> bool:
    if notice.told != "drift" or not notice.control or not notice.account:
        return False
    sights = seen.history(notice.control, notice.account).sights
    return bool(sights) and sights[-1].state is State.WITHHELD


def _deed(seen: Watch, change: Change) -> str:
    """Name the one command that helps now."""
    which = f" --account {change.account}" if several(seen.accounts, change.platform) else ""
    if change.kind == "policy":
        return f"`withhold policies show {change.was}` shows the passages."
    if change.control is None:
        return f"`withhold check {change.platform}` shows the page's address."
    if change.kind in {"drift", "allowed"} and change.reason is None:
        return f"`withhold off {change.control}{which}`"
    if change.reason:
        return message(Reason(change.reason), control=change.control).do
    return ""
