"""How has it gone since the person began?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app.histories import NO_ACCOUNT, here
from withhold.app.watching import watch
from withhold.catalogue import ask
from withhold.judge.progress import Place, counts, ends, progress
from withhold.model.progress import Stand
from withhold.model.terms import DataStatus
from withhold.report.card import Card, Row
from withhold.report.speech import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.app.start import House
    from withhold.app.watching import Watch
    from withhold.model.observation import Account
    from withhold.model.progress import Count, Progress


_OFF = frozenset({Stand.CHECKED, Stand.SAID})


def counted(house: House) -> list[Count]:
    """Count, for each day on which something was read or said, how all uses stood at its end."""
    return counts(_progressed(house))


def card(house: House) -> Card:
    """Compare how each kind of data was used when that was first known with how it is now."""
    found = _progressed(house)
    stands = ends(found)
    known = [pair for pair in stands.values() if Stand.UNKNOWN not in pair]
    off = [after for before, after in known if before is Stand.ON and after in _OFF]
    return Card(
        began=found.days[0] if found.days else None,
        now=house.clock.now().date(),
        was=sum(before is Stand.ON for before, _ in known),
        still=sum(after is Stand.ON for _, after in known),
        turned=len(off),
        by_word=off.count(Stand.SAID),
        unknown=len(stands) - len(known),
        rows=tuple(_rows(house, stands)),
    )


def _rows(house: House, stands: Mapping[tuple[str, str], tuple[Stand, Stand]]) -> Iterator[Row]:
    """Count the uses that take each kind of data, the most used first."""
    uses = {use.id: use for each in house.facts.platforms.values() for use in each.uses}
    rows = []
    for kind in KINDS:
        taking = [
            pair
            for (_, name), pair in stands.items()
            if (data := uses[name].data.get(kind)) and data.status is DataStatus.USED
        ]
        known = [pair for pair in taking if Stand.UNKNOWN not in pair]
        was = sum(before is Stand.ON for before, _ in known)
        now = sum(after is Stand.ON for _, after in known)
        rows += [Row(kind, was, now)] if was or now else []
    return iter(sorted(rows, key=lambda row: -row.was))


def _progressed(house: House) -> Progress:
    """Go through all that was read and said of the person's accounts."""
    with house.ledger() as ledger:
        seen = watch(house, ledger)
    owners = [account for account in seen.accounts if account.name != NO_ACCOUNT]
    return progress([_place(house, seen, account) for account in owners])


def _place(house: House, seen: Watch, account: Account) -> Place:
    known = ask.platform(house.facts, account.platform)
    return Place(
        account.id,
        here(house, None, account).country,
        known.uses,
        known.controls,
        {control.id: seen.history(control.id, account.id) for control in known.controls},
    )
