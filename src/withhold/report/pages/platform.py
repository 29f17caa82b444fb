"""What is there to know about one platform, for one country, and how do its controls stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.terms import Confidence, DataStatus, Kind
from withhold.report import platforms, speech
from withhold.report.pages.message import Message, say
from withhold.report.pages.standing import NO_SWITCH, Sign, control_sign, default_sentence, use_sign
from withhold.report.todo import DEVICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withhold.model.fact import Control, PlatformFacts, Route, Source, Surface, Use
    from withhold.report.evidence import Entry
    from withhold.report.platforms import Here
    from withhold.report.status import AccountRow

OLD = 180
"""Days after which facts that nobody checked are called old."""
SHOWN = 5
SILENT = frozenset({"Not stated.", "Not known.", "Nothing known."})
DEVICE_NAMES = {"web": say("On the web"), "ios": say("On an iPhone"), "android": say("On Android")}
SURE = {
    Confidence.HIGH: say("well supported"),
    Confidence.MEDIUM: say("fairly well supported"),
    Confidence.LOW: say("weakly supported"),
}


@dataclass(frozen=True, slots=True)
class UseView:
    """One use: the kinds of data by how they are treated, in the interface's own words."""

    use: Use
    default: Message
    note: Mapping[str, str]
    taken: tuple[str, ...]
    excluded: tuple[str, ...]
    unclear: tuple[str, ...]
    basis: tuple[Mapping[str, str], ...]
    sources: tuple[Source, ...]
    sign: Sign | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One reading with its picture; `digest` None where there is none any more."""

    entry: Entry
    digest: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a control stands at one account, `account` empty where there is only one."""

    account: str
    sign: Sign
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlView:
    """One control with its steps, and how it stands at each account."""

    control: Control
    offered: bool
    steps: tuple[tuple[Message, Surface], ...]
    address: str | None
    stands: tuple[Stand, ...]
    sources: tuple[Source, ...]

    @property
    def is_none(self) -> bool:
        """There is nothing to switch here; it says what else helps."""
        return self.control.kind is Kind.NONE

    @property
    def is_weak(self) -> bool:
        """The facts about it are weak."""
        return self.control.confidence is Confidence.LOW


@dataclass(frozen=True, slots=True)
class PlatformPage:
    """The page."""

    known: PlatformFacts
    country: str | None
    uses: tuple[UseView, ...]
    controls: tuple[ControlView, ...]
    routes: tuple[Route, ...]
    sources: tuple[Source, ...]
    age: int

    @property
    def is_old(self) -> bool:
        """Nobody has checked these facts for long."""
        return self.age > OLD


def platform_page(
    known: PlatformFacts,
    here: Here,
    rows: Sequence[AccountRow],
    pictures: Mapping[tuple[str, str], tuple[Picture, ...]],
) -> PlatformPage:
    """Put the page together; `pictures` by control and account."""
    order = sorted(known.controls, key=lambda each: (not here.within(each.regions), _is_none(each)))
    return PlatformPage(
        known=known,
        country=here.country,
        uses=tuple(_use(known, use, here, rows) for use in known.uses),
        controls=tuple(
            _control(known, each, here, _stands(each, rows, pictures)) for each in order
        ),
        routes=tuple(platforms.routes(known, here)),
        sources=tuple(known.platform.sources),
        age=(here.on - date.fromisoformat(known.platform.seen)).days,
    )


def _is_none(control: Control) -> bool:
    return control.kind is Kind.NONE


def _use(known: PlatformFacts, use: Use, here: Here, rows: Sequence[AccountRow]) -> UseView:
    default = here.default(use.defaults)
    mine = [each for row in rows for each in row.uses if each.use.id == use.id]
    return UseView(
        use=use,
        default=default_sentence(default),
        note=default.note if default else {},
        taken=_kinds(use, DataStatus.USED),
        excluded=_kinds(use, DataStatus.EXCLUDED),
        unclear=_kinds(use, DataStatus.UNCLEAR),
        basis=tuple(each.basis for each in use.legal_basis if here.within(each.regions)),
        sources=_sources(known, use.sources),
        sign=use_sign(mine[0]) if len(mine) == 1 else None,
    )


def _kinds(use: Use, status: DataStatus) -> tuple[str, ...]:
    found = {name for name, each in use.data.items() if each.status is status}
    return tuple(said for name, said in speech.KINDS.items() if name in found)


def _control(
    known: PlatformFacts, control: Control, here: Here, stands: tuple[Stand, ...]
) -> ControlView:
    steps = [(DEVICE_NAMES[name], getattr(control.surfaces, name)) for name in DEVICES]
    return ControlView(
        control=control,
        offered=here.within(control.regions),
        steps=tuple((name, way) for name, way in steps if way.path and way.available is not False),
        address=next(iter(platforms.addresses(control)), None) if ask.openable(control) else None,
        stands=stands,
        sources=_sources(known, control.sources),
    )


def _stands(
    control: Control,
    rows: Sequence[AccountRow],
    pictures: Mapping[tuple[str, str], tuple[Picture, ...]],
) -> tuple[Stand, ...]:
    if control.kind is Kind.NONE:
        return (Stand("", NO_SWITCH),)
    return tuple(
        Stand(
            row.account.name if len(rows) > 1 else "",
            control_sign(each),
            pictures.get((control.id, row.account.id), ()),
        )
        for row in rows
        for each in row.controls
        if each.control.id == control.id
    )


def _sources(known: PlatformFacts, ids: Iterable[str]) -> tuple[Source, ...]:
    by_id = {source.id: source for source in known.platform.sources}
    return tuple(by_id[id_] for id_ in ids if id_ in by_id)
