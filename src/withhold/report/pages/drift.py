"""How is it shown that something is on again: both looks side by side, and one action?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.address import Address, plan_of
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say
from withhold.report.pages.standing import Shape, Sign
from withhold.report.pages.subject import subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from withhold.model.fact import PlatformFacts
    from withhold.report.drift import Drift, Side

_BEFORE = Sign(Shape.OFF, say("Off before"))
_AFTER = Sign(Shape.AGAIN, say("On again"))
_ERASED = say(
    "The picture was erased. What it was called, and that it was there, is still recorded."
)
_NONE = say("No picture was kept of this look.")


@dataclass(frozen=True, slots=True)
class SideView:
    """One look: `missing` says why there is no picture. Words and address are from outside."""

    id: str
    at: datetime
    sign: Sign
    picture: str | None
    missing: Message
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class DriftView:
    """Both looks. `off`: where it is turned off again; None where the facts know it no more."""

    id: str
    subject: Message | str
    before: SideView
    after: SideView
    mended: bool
    off: Address | None
    by_hand: str


def drift_view(drift: Drift, facts: Mapping[str, PlatformFacts]) -> DriftView:
    """Put one drift in words."""
    reading = drift.after.reading
    known = bool(control_name(facts, reading.control))
    return DriftView(
        id=reading.id,
        subject=subject(reading.control, reading.account, facts),
        before=_side(drift.before, _BEFORE),
        after=_side(drift.after, _AFTER),
        mended=drift.mended,
        off=plan_of("off", (reading.control, reading.account)) if known else None,
        by_hand=f"/todo/{reading.control}" if known else "",
    )


def _side(side: Side, sign: Sign) -> SideView:
    reading = side.reading
    return SideView(
        id=reading.id,
        at=reading.read_at,
        sign=sign,
        picture=side.picture,
        missing=_ERASED if side.erased else _NONE,
        words=reading.label or "",
        address=reading.url,
    )
