"""What happens in the invented season, and what may be told of it?

`World` is the outside: two platforms with a switch each, and what befalls them. `Looker` reads it
as the visitor does, writing to the real ledger in the same order. `expected` says, from the story
alone and without the product's judgement, what has to be told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from withhold.kernel.ids import ulid
from withhold.model.action import Change, Stage
from withhold.model.finding import Outcome, Result
from withhold.model.observation import (
    Phase,
    Position,
    Reading,
    Reason,
    State,
    Stranger,
)

if TYPE_CHECKING:
    from withhold.app.desk import Desk
    from withhold.app.run import Job
    from withhold.model.action import PlanItem
    from withhold.store.ledger import Ledger

CONTROLS = {"linkedin/default": "linkedin.genai_toggle", "x/default": "x.grok_training"}
STATES = {Position.ON: State.ALLOWED, Position.OFF: State.WITHHELD}


class Killed(BaseException):
    """The power went."""


class Power:
    """Stands where durable writes pass; goes out at the nth moment, and stays out until back."""

    def __init__(self) -> None:
        """Begin with power that does not fail."""
        self.left: int | None = None
        self.out = False
        self.cuts = 0

    def write(self, what: str, act: object) -> None:
        """Write, unless the power is out; it may go just before or just after."""
        del what
        self._moment()
        act()  # type: ignore[operator]
        self._moment()

    def _moment(self) -> None:
        if self.left is not None and not self.out:
            self.left -= 1
            if self.left < 0:
                self.out, self.cuts = True, self.cuts + 1
        if self.out:
            raise Killed

    def back(self) -> None:
        """Come back, and stay."""
        self.left, self.out = None, False


class Calendar:
    """A clock that moves by weeks, and by a millisecond whenever it is asked."""

    def __init__(self) -> None:
        """Begin on a Monday."""
        self.moment = datetime(2027, 1, 4, 10, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the next millisecond."""
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def monotonic(self) -> float:
        """Return the same, as seconds."""
        return self.moment.timestamp()


@dataclass(slots=True)
class Page:
    """One platform's page as it is: where the switch stands, and what hides it."""

    position: Position = Position.ON
    renamed: bool = False
    signed_out: bool = False
    challenges: bool = False
    strangers: list[str] = field(default_factory=list)

    @property
    def shown(self) -> tuple[State, Reason | None]:
        """What an honest look gives."""
        if self.challenges:
            return State.UNKNOWN, Reason.CHALLENGE
        if self.signed_out:
            return State.UNKNOWN, Reason.SIGNED_OUT
        if self.renamed:
            return State.UNKNOWN, Reason.UNRECOGNISED
        return STATES[self.position], None


@dataclass(slots=True)
class Looker:
    """Looks at pages as the visitor does, and writes what it sees as the visitor does."""

    pages: dict[str, Page]

    def look(self, job: Job, desk: Desk) -> Outcome:
        """Visit every item of a plan."""
        results = [self._visit(item, desk) for item in job.plan.items]
        return Outcome(desk.run, tuple(results), (), interrupted=False)

    def _visit(self, item: PlanItem, desk: Desk) -> Result:
        result = self._seen(item, desk)
        desk.note("done", control=item.control, account=item.account.id, state=result.state.value)
        return result

    def _seen(self, item: PlanItem, desk: Desk) -> Result:
        if desk.ledger.cool_off(item.account.id):
            return _result(item, State.UNKNOWN, Reason.COOL_OFF, None)
        page = self.pages[item.account.id]
        state, reason = page.shown
        now = desk.clock.now()
        desk.note("looking", control=item.control, account=item.account.id)
        if reason is Reason.CHALLENGE:
            until = now + timedelta(hours=24)
            desk.ledger.put_cool_off(item.account.id, until=until, why=reason.value)
        reading = made(desk.run, item.account.id, at=now, page=page)
        met = () if reason else tuple(_stranger(item, label) for label in page.strangers)
        desk.ledger.put_reading(reading, met)
        settle(desk.ledger, reading)
        desk.note("read", control=item.control, account=item.account.id)
        return _result(item, state, reason, now)


def made(
    run: str, account: str, *, at: datetime, page: Page, phase: Phase = Phase.CHECK
) -> Reading:
    """Make the reading that an honest look gives."""
    state, reason = page.shown
    return Reading(
        id=ulid(at),
        run=run,
        control=CONTROLS[account],
        account=account,
        phase=phase,
        state=state,
        reason=reason,
        detail="",
        position=Position.UNKNOWN if reason else page.position,
        read_at=at,
        url="",
        label=None,
        recipe="",
        adopted=False,
        practice=False,
    )


def settle(ledger: Ledger, reading: Reading) -> None:
    """Finish what an earlier run left half done, by what is seen now, as the visitor does."""
    for change in ledger.open_changes():
        same = (change.control, change.account) == (reading.control, reading.account)
        if same and reading.position is not Position.UNKNOWN:
            landed = reading.position is change.to
            stage = Stage.PROVED if landed else Stage.ABANDONED
            ledger.put(replace(change, stage=stage, proof_reading=reading.id))


def press(
    ledger: Ledger, clock: Calendar, account: str, *, page: Page, to: Position, proof: bool = True
) -> bool:
    """Do what `off` or `restore` does; without `proof` it was cut short after its click."""
    if page.shown[1] or page.position is to:
        return False
    control, run = CONTROLS[account], ledger.begin_run("by-hand")
    before = made(run.id, account, at=clock.now(), page=page, phase=Phase.BEFORE)
    ledger.put_reading(before)
    settle(ledger, before)
    undo = to is Position.ON
    change = ulid(clock.now())

    def stage(now: Stage, proved: str | None = None) -> Change:
        return Change(
            change, run.id, control, account, before.position, to, now, clock.now(), before.id,
            proved, undo=undo,
        )  # fmt: skip

    ledger.put(stage(Stage.INTENDED))
    page.position = to
    ledger.put(stage(Stage.CLICKED))
    if proof:
        after = made(run.id, account, at=clock.now(), page=page, phase=Phase.PROOF)
        ledger.put_reading(after)
        ledger.put(stage(Stage.PROVED, after.id))
    ledger.end_run(run.id, "done")
    return True


@dataclass(slots=True)
class Story:
    """What has to be told, kept by the teller of the story and not by the product."""

    told: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _seen: dict[str, State] = field(default_factory=dict)
    _blind: dict[str, set[str]] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)
    _met: set[str] = field(default_factory=set)

    def pressed(self, account: str, page: Page, *, proof: bool) -> None:
        """Note that the person themselves changed it, and saw it where it was proved."""
        if proof:
            self._seen[account] = STATES[page.position]
        elif page.position is Position.ON:
            self._own.add(account)

    def looked_by_hand(self, account: str, state: State) -> None:
        """Note what the person's own command read before it clicked: drift is told even so."""
        drifted = state is State.ALLOWED and self._seen.get(account) is State.WITHHELD
        if drifted and account not in self._own:
            self.told["drift", account, ""] += 1
        self._own.discard(account)
        self._seen[account] = state
        self._blind.pop(account, None)

    def reviewed(self, account: str, page: Page) -> None:
        """Note that a review came by and looked."""
        state, reason = page.shown
        if reason:
            known = self._blind.setdefault(account, set())
            if reason.value not in known:
                self.told["unknown", account, reason.value] += 1
            known.add(reason.value)
            return
        self._blind.pop(account, None)
        before, self._seen[account] = self._seen.get(account), state
        own = account in self._own
        self._own.discard(account)
        if before is None or (before is State.ALLOWED and state is State.WITHHELD):
            self.told[state.value, account, ""] += 1
        elif (before, state) == (State.WITHHELD, State.ALLOWED) and not own:
            self.told["drift", account, ""] += 1
        for label in page.strangers:
            if label not in self._met:
                self.told["stranger", account, label] += 1
            self._met.add(label)


def _stranger(item: PlanItem, label: str) -> Stranger:
    return Stranger(item.account.platform, "", label, Position.ON)


def _result(item: PlanItem, state: State, reason: Reason | None, at: datetime | None) -> Result:
    return Result(
        control=item.control,
        platform=item.account.platform,
        account=item.account.name,
        state=state,
        reason=reason,
        detail="",
        changed=False,
        declared=None,
        read_at=at,
        url=item.url,
        label=item.label,
        recipe="",
        evidence=(),
    )
