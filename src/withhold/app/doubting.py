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
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from withhold.app.start import House
    from withhold.judge.history import History
    from withhold.report.policies import Change

_SENT = frozenset({Word.SENT, Word.ACKNOWLEDGED, Word.ACCEPTED})


def doubts(house: House, changes: Sequence[Change]) -> dict[str, tuple[Doubt, ...]]:
    """Say of each change, by its id, what it puts in doubt at each platform it is of."""
    if not changes:
        return {}
    grounds = _all(house)
    now = house.clock.now()
    return {change.id: tuple(_of(house, change, grounds, now)) for change in changes}


def pending(house: House) -> tuple[tuple[Change, Doubt], ...]:
    """List the changes nobody has looked at that ask for something, the newest first."""
    if not changed.kept(house):
        return ()
    names = {name for p in house.facts.platforms.values() for name in p.platform.archived_as}
    new = [change for change in changed.changes(house, of=names, brief=True) if change.new]
    found = doubts(house, new) if new else {}
    gravely = ((change, gravest(found[change.id])) for change in new)
    return tuple((change, each) for change, each in gravely if each and each.do is not Do.NOTHING)


def proofs_of(house: House, slug: str) -> tuple[Proof, ...]:
    """Give what the person has against the uses of one platform."""
    return _all(house)[slug].proofs


def older(
    house: House, proofs: Sequence[Proof], owned: Collection[str]
) -> dict[tuple[str, str], date]:
    """Say which proofs are in doubt, by control and account, and since the change of which day.

    `owned`: the platforms on which the person has an account.
    """
    if not proofs or not changed.kept(house):
        return {}
    grounds = _grounds(house, proofs, owned)
    about = {name for g in grounds.values() if g.proofs for name in g.known.platform.archived_as}
    first = min(proof.at for proof in proofs)
    found: dict[tuple[str, str], date] = {}
    for change in changed.changes(house, first, of=about, brief=True):  # the newest first
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


def _all(house: House) -> dict[str, Ground]:
    with house.ledger() as ledger:
        seen = watch(house, ledger)
    held = seen.histories.items()
    found = [each for (name, account), past in held for each in proofs(name, account, past)]
    owned = {each.platform for each in seen.accounts if each.name != NO_ACCOUNT}
    return _grounds(house, found, owned)


def _grounds(house: House, found: Sequence[Proof], owned: Collection[str]) -> dict[str, Ground]:
    by_slug: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in found:
        by_slug[proof.control.partition(".")[0]].append(proof)
    country = here(house, None).country
    return {
        slug: Ground(
            known=known,
            controls=tuple(each for each in known.controls if offered(each, country)),
            proofs=tuple(by_slug[slug]),
            accounts=slug in owned,
        )
        for slug, known in house.facts.platforms.items()
    }


def proofs(control: str, account: str, history: History) -> Iterable[Proof]:
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
