"""Since when are the person's posts shown to chosen people only: old ones, new ones, both?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withhold.judge.deadline import end_of
from withhold.judge.standing import Judged, Known
from withhold.judge.verdict import SETTLED
from withhold.model.terms import Hides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from withhold.model.fact import Control


@dataclass(frozen=True, slots=True)
class Hiding:
    """What hides posts: a control, or that the account is private.

    `past`: those made until and on the day `since`; `new`: those made after it.
    """

    control: str
    since: date
    past: bool
    new: bool
    proved: bool


def hidden_by(
    controls: Iterable[Control], standings: Mapping[str, Judged], shown: date | None
) -> tuple[Hiding, ...]:
    """Give what hides; `shown`: the last day on which an archive shows the account open to all."""
    return tuple(_not_before(each, shown) for each in _settled(controls, standings))


def begun(judged: Judged) -> date | None:
    """Give the last day the date can mean: nothing is called stopped sooner than is known.

    A day more, for the person's day, and the clock of an item that states no zone, may end up to
    fourteen hours from that of UTC.
    """
    said = judged.standing.since
    return end_of(said) + timedelta(days=1) if said else None


def is_proved(judged: Judged) -> bool:
    """Say whether it was read, not only said."""
    return judged.known is Known.OBSERVED


def _settled(controls: Iterable[Control], standings: Mapping[str, Judged]) -> Iterator[Hiding]:
    for control in controls:
        judged = standings.get(control.id)
        if not control.hides or judged is None or judged.standing.standing not in SETTLED:
            continue
        past, new = Hides.PAST in control.hides, Hides.NEW in control.hides
        if day := begun(judged) if new else _until(judged):
            yield Hiding(control.id, day, past, new, is_proved(judged))


def _until(judged: Judged) -> date | None:
    """Give the last day that surely lies before the date: what hides old posts hides none since."""
    said = judged.standing.since
    return date.fromisoformat(f"{said}-01-01"[:10]) - timedelta(days=2) if said else None


def _not_before(hiding: Hiding, shown: date | None) -> Hiding:
    """Believe no word that the account was closed while the archive shows it open."""
    whole = hiding.past and hiding.new
    return replace(hiding, since=shown) if whole and shown and shown > hiding.since else hiding
