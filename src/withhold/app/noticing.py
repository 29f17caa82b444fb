"""What is the person told, once, and what have they read of it? The inbox.

A notice is derived from what the ledger holds, so none is lost when a run is killed between a look
and its notice: whoever comes next makes up for it. Its key keeps it from being told twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from withhold.app.watching import control, watch
from withhold.judge.changes import Told, blind, events
from withhold.judge.due import word_due
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Reason
from withhold.report.notices import Entry
from withhold.store.policies import Policies
from withhold.store.records import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.judge.changes import Event
    from withhold.judge.due import Due
    from withhold.judge.history import History
    from withhold.model.finding import Result
    from withhold.model.observation import Reading
    from withhold.store.ledger import Ledger
    from withhold.store.records import Sighting


OF_POLICY = "policy:"
"""Begins the key of a notice about a policy; the change's id follows."""


@dataclass(frozen=True, slots=True)
class _Cause:
    """What gives cause for a notice, as the fields of `Notice` say."""

    key: str
    told: Told
    control: str | None = None
    account: str | None = None
    reading: str | None = None
    before: str | None = None
    was: str | None = None
    reason: str | None = None
    label: str | None = field(default=None, repr=False)


class NoSuchNotice(WithholdError):
    """There is no notice with this id."""

    code = "unknown-notice"


def catch_up(house: House, ledger: Ledger, results: Iterable[Result] = ()) -> list[Notice]:
    """Write down every notice the ledger gives cause for and does not hold; return the new ones.

    `results` are those of the run at hand: where no page was opened, nothing else says so.
    """
    causes = _causes(house, ledger, results)
    now = house.clock.now()
    return ledger.put_notices(_notice(cause, ledger.new_id(), now) for cause in causes)


def is_news(house: House, ledger: Ledger) -> bool:
    """Tell whether the ledger gives cause for a notice that it does not hold; write nothing."""
    keys = {notice.key for notice in ledger.notices()}
    return any(cause.key not in keys for cause in _causes(house, ledger))


def _causes(house: House, ledger: Ledger, results: Iterable[Result] = ()) -> list[_Cause]:
    seen = watch(house, ledger)
    return [
        *_of_readings(ledger, seen),
        *_unopened(ledger, seen, results),
        *_of_strangers(ledger, seen),
        *_of_words(house, seen),
        *_of_policies(house),
    ]


def inbox(house: House, *, every: bool = False) -> tuple[Entry, ...]:
    """List notices, newest first: those not read yet, or all."""
    with house.ledger() as ledger:
        catch_up(house, ledger)
        read = ledger.read_notices()
        found = ledger.notices()
    entries = [_entry(notice, read=notice.id in read) for notice in found]
    newest = sorted(entries, key=lambda entry: (entry.made_at, entry.id), reverse=True)
    return tuple(entry for entry in newest if every or not entry.read)


def unread(house: House) -> int:
    """Count what the inbox holds unread; nothing is derived for it, so that any page may ask."""
    if not house.home.ledger.exists():
        return 0
    with house.ledger() as ledger:
        read = ledger.read_notices()
        return sum(notice.id not in read for notice in ledger.notices())


def one(house: House, id_: str) -> Entry:
    """Give one notice; raises NoSuchNotice."""
    with house.ledger() as ledger:
        found = [notice for notice in ledger.notices() if notice.id == id_.upper()]
        if not found:
            raise _missing(id_)
        return _entry(found[0], read=found[0].id in ledger.read_notices())


def mark_up_to(house: House, id_: str) -> int:
    """Note that a notice and all before it were read, and none that came since."""
    newest = one(house, id_)
    with house.ledger() as ledger:
        older = [n.id for n in ledger.notices() if (n.made_at, n.id) <= (newest.made_at, newest.id)]
    return mark_read(house, older)


def mark_read(house: House, ids: Sequence[str] = ()) -> int:
    """Note that notices were read: those named, or all. Raises NoSuchNotice."""
    with house.ledger() as ledger:
        known = [notice.id for notice in ledger.notices()]
        wanted = [name.upper() for name in ids] or known
        for name in wanted:
            if name not in known:
                raise _missing(name)
        fresh = [name for name in wanted if name not in ledger.read_notices()]
        ledger.put_read(fresh)
    return len(fresh)


def _missing(id_: str) -> NoSuchNotice:
    return NoSuchNotice(
        "There is no notice with this id:",
        where=id_,
        do="`withhold inbox --all --json` names them all.",
    )


def _entry(notice: Notice, *, read: bool) -> Entry:
    return Entry(
        id=notice.id,
        told=notice.told,
        control=notice.control,
        account=notice.account,
        reason=notice.reason,
        label=notice.label,
        made_at=notice.made_at,
        read=read,
        reading=notice.reading,
    )


def _of_readings(ledger: Ledger, seen: Watch) -> Iterator[_Cause]:
    keys = frozenset(notice.key for notice in ledger.notices())
    for history in seen.histories.values():
        for event in events(history):
            if _rest_key(history, event.reading) not in keys:
                yield _seen(event)


def _rest_key(history: History, reading: Reading) -> str | None:
    """Give the key under which a challenge was told already, by the rest it began.

    So it was where a run was killed after it began the rest and before it wrote the look down.
    """
    if reading.reason is not Reason.CHALLENGE:
        return None
    earlier = [look.id for look in history.looks if look.read_at < reading.read_at]
    return _unopened_key(reading.control, reading.account, Reason.COOL_OFF, earlier)


def _unopened_key(control: str, account: str, reason: Reason, looks: Sequence[str]) -> str:
    return f"unopened:{control}:{account}:{reason}:{looks[-1] if looks else ''}"


def _seen(event: Event) -> _Cause:
    about, before = event.reading, event.before
    return _Cause(
        event.key,
        event.told,
        control=about.control,
        account=about.account,
        reading=about.id,
        before=before.id if before else None,
        was=event.was,
        reason=about.reason.value if about.reason else None,
    )


def _unopened(ledger: Ledger, seen: Watch, results: Iterable[Result]) -> Iterator[_Cause]:
    """Tell once why a page was not even opened, until a look at it succeeds again."""
    for result in results:
        account = f"{result.platform}/{result.account}"
        if result.read_at is None and result.reason and not _told(ledger, seen, account, result):
            looks = seen.history(result.control, account).looks
            last = looks[-1].id if looks else ""
            yield _Cause(
                _unopened_key(result.control, account, result.reason, [look.id for look in looks]),
                Told.UNKNOWN,
                control=result.control,
                account=account,
                before=last or None,
                was=looks[-1].state.value if looks else None,
                reason=result.reason.value,
            )


def _told(ledger: Ledger, seen: Watch, account: str, result: Result) -> bool:
    """Tell whether a cool-off only repeats the challenge that began it, told already."""
    rest = ledger.cool_off(account)
    if result.reason is not Reason.COOL_OFF or rest is None:
        return False
    streak = blind(seen.history(result.control, account))
    if any(look.reason is Reason.CHALLENGE for look in streak):
        return True
    began = [
        look.read_at
        for (_, owner), history in seen.histories.items()
        if owner == account
        for look in history.looks
        if look.reason is Reason.CHALLENGE
    ]
    return any(rest.until.timestamp() - at.timestamp() <= _DAY for at in began)


_DAY = 25 * 60 * 60
"""A cool-off, and an hour for a slow page, in seconds."""


def _of_strangers(ledger: Ledger, seen: Watch) -> Iterator[_Cause]:
    owners = {account.id for account in seen.accounts}
    for slug in sorted({account.platform for account in seen.accounts}):
        for met in ledger.strangers(slug):
            if met.account in owners:
                yield _met(met)


def _met(met: Sighting) -> _Cause:
    return _Cause(
        f"stranger:{met.platform}:{met.url}:{met.label}",
        Told.STRANGER,
        account=met.account,
        reading=met.reading,
        label=met.label,
    )


def _of_words(house: House, seen: Watch) -> Iterator[_Cause]:
    now = house.clock.now()
    for (name, _), history in seen.histories.items():
        due = word_due(control(house, name), history, now=now)
        if due and due.is_over(now.date()):
            yield _waiting(due)


def _waiting(due: Due) -> _Cause:
    told = Told.ANSWER if due.why == "answer" else Told.WORD
    about = due.word
    return _Cause(
        due.key,
        told,
        control=about.control,
        account=about.account,
        was="declared",
        reason=due.why,
    )


def _of_policies(house: House) -> Iterator[_Cause]:
    """Tell what changed in policies since Withhold fetches them.

    What came from an archive is history, and no news; of its documents no language is known. What
    the person muted, or said was no change, is none either.
    """
    if not house.home.policies.exists():
        return
    with Policies(house.home) as policies:
        found, said = policies.changes(brief=True), policies.marks.said()
    for told in found:
        muted = said.is_muted(told.subject.service, told.subject.name)
        if told.subject.language and not muted and told.id not in said.no_change:
            about = f"{told.subject.service}, {told.subject.name}"
            yield _Cause(f"{OF_POLICY}{told.id}", Told.POLICY, label=about)


def _notice(cause: _Cause, id_: str, now: datetime) -> Notice:
    return Notice(
        id=id_,
        key=cause.key,
        told=cause.told.value,
        control=cause.control,
        account=cause.account,
        reading=cause.reading,
        before=cause.before,
        was=cause.was,
        reason=cause.reason,
        label=cause.label,
        made_at=now,
    )
