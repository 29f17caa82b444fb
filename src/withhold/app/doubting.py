"""What do changes of policies put in doubt for this person, and what are they to do?

The ledger is read once, whatever the number of changes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from withhold.app import changed
from withhold.app.histories import NO_ACCOUNT, here
from withhold.app.watching import watch
from withhold.catalogue import ask
from withhold.judge.doubt import Alteration, Ground, doubt
from withhold.judge.verdict import offered
from withhold.model.doubt import Do, Doubt, Proof, Rule
from withhold.model.observation import State, Word
from withhold.report.doubts import gravest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.judge.history import History
    from withhold.model.fact import PlatformFacts
    from withhold.report.policies import Change
    from withhold.store.ledger import Ledger

_SENT = frozenset({Word.SENT, Word.ACKNOWLEDGED, Word.ACCEPTED})


def doubts(house: House, changes: Sequence[Change]) -> dict[str, tuple[Doubt, ...]]:
    """Say of each change, by its id, what it puts in doubt at each platform it is of."""
    with house.ledger() as ledger:
        grounds = _grounds(house, ledger)
    now = house.clock.now()
    return {change.id: tuple(_of(house, change, grounds, now)) for change in changes}


def pending(house: House) -> tuple[tuple[Change, Doubt], ...]:
    """List the changes nobody has looked at that ask for something, the newest first."""
    if not changed.kept(house):
        return ()
    names = {name for p in house.facts.platforms.values() for name in p.platform.archived_as}
    new = [change for change in changed.changes(house, of=names) if change.new]
    found = doubts(house, new) if new else {}
    gravely = ((change, gravest(found[change.id])) for change in new)
    return tuple((change, each) for change, each in gravely if each and each.do is not Do.NOTHING)


def proofs_of(house: House, slug: str) -> tuple[Proof, ...]:
    """Give what the person has against the uses of one platform."""
    with house.ledger() as ledger:
        return _grounds(house, ledger)[slug].proofs


def older(house: House, ledger: Ledger) -> dict[tuple[str, str], date]:
    """Say which proofs are in doubt, by control and account, and since the change of which day."""
    if not changed.kept(house):
        return {}
    grounds = _grounds(house, ledger)
    proofs = [proof for ground in grounds.values() for proof in ground.proofs]
    if not proofs:
        return {}
    about = {name for g in grounds.values() if g.proofs for name in g.known.platform.archived_as}
    first = min(proof.at for proof in proofs)
    found: dict[tuple[str, str], date] = {}
    for change in changed.changes(house, first, of=about):  # the newest first
        for each in _of(house, change, grounds, house.clock.now()):
            for proof in each.proofs:
                found.setdefault((proof.control, proof.account), change.after.date())
    return found


def _of(
    house: House, change: Change, grounds: Mapping[str, Ground], now: datetime
) -> Iterable[Doubt]:
    platforms = ask.of_service(house.facts, change.service)
    if not platforms:
        yield Doubt("", Do.NOTHING, Rule.NO_FACTS)
    about = Alteration(change.judgement, change.after, _silenced(change))
    for known in platforms:
        yield doubt(about, grounds[known.platform.slug], now=now)


def _silenced(change: Change) -> Rule | None:
    if change.no_change:
        return Rule.NO_CHANGE
    return Rule.MUTED if change.muted else None


def _grounds(house: House, ledger: Ledger) -> dict[str, Ground]:
    seen = watch(house, ledger)
    proofs: defaultdict[str, list[Proof]] = defaultdict(list)
    for (control, account), history in seen.histories.items():
        proofs[control.partition(".")[0]] += _proofs(control, account, history)
    return {
        slug: _ground(house, known, seen, proofs[slug])
        for slug, known in house.facts.platforms.items()
    }


def _ground(house: House, known: PlatformFacts, seen: Watch, proofs: Sequence[Proof]) -> Ground:
    slug, place = known.platform.slug, here(house, None)
    return Ground(
        known=known,
        controls=tuple(each for each in known.controls if offered(each, place.country)),
        proofs=tuple(proofs),
        accounts=any(a.platform == slug and a.name != NO_ACCOUNT for a in seen.accounts),
    )


def _proofs(control: str, account: str, history: History) -> Iterable[Proof]:
    """Give the last look that showed it off, and the last time it was asked for."""
    last = next(reversed(history.sights), None)
    if last is not None and last.state is State.WITHHELD:
        yield Proof(control, account, last.read_at)
    word = history.last_word
    if word is not None and word.word in _SENT:
        sent = [each for each in history.words if each.word is Word.SENT] or [word]
        at = datetime.fromisoformat(f"{_day(sent[-1].since)}T00:00Z") if sent[-1].since else None
        yield Proof(control, account, at or sent[-1].said_at.astimezone(UTC), asked=True)


def _day(partial: str) -> str:
    """Take the first day of a month or a year: a proof is never made newer than it is."""
    return partial + "0000-01-01"[len(partial) :]
