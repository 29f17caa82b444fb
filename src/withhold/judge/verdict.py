"""What is so of a use, for this person, now: what of it is off, by which control, since when?

`off` is said only where a control that stops the use wholly was read off, declared off or
accepted. What nobody looked at is `unknown`; a deed that nobody says was done, such as a form or
a deletion, is not done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.catalogue.regions import chain
from withhold.judge.standing import ASKED, Judged, Known
from withhold.model.finding import Part, Standing, UseState, Verdict
from withhold.model.terms import Confidence, DefaultState, Effect, Extent, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from withhold.model.fact import Control, Default, Use

SETTLED = frozenset({Standing.PROVED, Standing.DECLARED, Standing.ACCEPTED})
"""Standings that stop what the control stops."""

_OPEN = frozenset({Standing.ALLOWED, Standing.DRIFTED, Standing.REFUSED})
_TAKEN = frozenset({DefaultState.ON, DefaultState.UNTIL_OBJECTED, DefaultState.NO_WAY_OUT})
_LEFT_ALONE = frozenset({DefaultState.OFF, DefaultState.NOT_OFFERED})
_NOT_HERE = frozenset({DefaultState.NOT_OFFERED, DefaultState.NO_WAY_OUT})
_NOTHING = frozenset({Standing.UNKNOWN, Standing.NOT_SENT})


@dataclass(frozen=True, slots=True)
class Here:
    """Whose question it is: the country, if known, and the day."""

    country: str | None
    on: date


@dataclass(frozen=True, slots=True)
class _Piece:
    """One control beside its standing and what it stops of the use."""

    control: Control
    judged: Judged
    extent: Extent

    @property
    def state(self) -> Standing:
        return self.judged.standing.standing

    @property
    def is_deed(self) -> bool:
        """Something that stays undone until somebody does it; a switch may stand either way."""
        return (
            self.control.kind in ASKED | {Kind.DELETION, Kind.NONE}
            or self.control.protective == "done"
        )


def verdict(
    use: Use,
    controls: Sequence[Control],
    standings: Mapping[str, Judged],
    *,
    account: str,
    here: Here,
) -> Verdict:
    """Give the verdict on one use for one account; `standings` are by control id."""
    pieces = [p for p in _pieces(use, controls, standings) if _counts(p, here)]
    state, deciding = _state(use, pieces, here)
    observed = bool(deciding) and all(p.judged.known is Known.OBSERVED for p in deciding)
    parts = tuple(Part(p.judged.standing, p.extent) for p in pieces)
    return Verdict(use.id, account, state, parts, observed)


def offered(control: Control, country: str | None) -> bool:
    """Tell whether a control is for this country; no region is everywhere."""
    if not control.regions or country is None:
        return True
    return not set(control.regions).isdisjoint(chain(country))


def concerns(control: Control, here: Here) -> bool:
    """Tell whether there is anything to do here for somebody who never did anything."""
    if not offered(control, here.country):
        return False
    default = ask.default(control.defaults, here.country, here.on)
    if default is None:
        return True
    off = default.state is DefaultState.OFF and control.protective == "off"
    return default.state not in _NOT_HERE and not off


def _pieces(
    use: Use, controls: Sequence[Control], standings: Mapping[str, Judged]
) -> Iterable[_Piece]:
    for control in controls:
        for stops in control.stops:
            if stops.use == use.id and control.id in standings:
                yield _Piece(control, standings[control.id], stops.extent)


def _counts(piece: _Piece, here: Here) -> bool:
    """Leave out what is not offered here, unless something is known of it all the same."""
    return piece.state not in _NOTHING or offered(piece.control, here.country)


def _state(use: Use, pieces: Sequence[_Piece], here: Here) -> tuple[UseState, list[_Piece]]:
    settled = [piece for piece in pieces if piece.state in SETTLED]
    if wholly := [piece for piece in settled if piece.extent is Extent.WHOLLY]:
        return UseState.OFF, _read(wholly) or wholly
    if settled:
        return UseState.PARTLY, _read(settled) or settled
    decisive = _decisive(pieces)
    if open_ := [piece for piece in decisive if piece.state in _OPEN]:
        return UseState.ON, _read(open_) or open_
    return _by_default(ask.default(use.defaults, here.country, here.on), decisive, here), []


def _by_default(default: Default | None, decisive: Sequence[_Piece], here: Here) -> UseState:
    """Say what follows from the facts alone, where nothing was read and nothing settled."""
    if default is None:
        return UseState.UNKNOWN
    if default.state in _LEFT_ALONE:
        sure = here.country is not None and default.confidence is not Confidence.LOW
        return UseState.NOT_BY_DEFAULT if sure else UseState.UNKNOWN
    waits_for_deeds = all(piece.is_deed for piece in decisive)
    return UseState.ON if default.state in _TAKEN and waits_for_deeds else UseState.UNKNOWN


def _decisive(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the controls that count most: those that stop it wholly, else those on training."""
    wholly = [piece for piece in pieces if piece.extent is Extent.WHOLLY]
    training = [piece for piece in pieces if piece.control.effect is Effect.TRAINING]
    return wholly or training or list(pieces)


def _read(pieces: Sequence[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if piece.judged.known is Known.OBSERVED]
