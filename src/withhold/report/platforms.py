"""What does a platform take here, and what can be done about it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from withhold.catalogue import ask
from withhold.catalogue.regions import WORLD, chain
from withhold.model.terms import (
    Audience,
    Confidence,
    DataStatus,
    DefaultState,
    Effect,
    Extent,
    Kind,
    UrlStatus,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.model.fact import Control, Default, Facts, PlatformFacts, Route, Use


@dataclass(frozen=True, slots=True)
class Here:
    """Whose question it is: the country, if known, and the day."""

    country: str | None
    on: date

    def default(self, defaults: Sequence[Default]) -> Default | None:
        """Return what holds here today by default."""
        return ask.default(defaults, self.country, self.on)

    def within(self, regions: Sequence[str]) -> bool:
        """Tell whether something for these regions is for this country; no region is everywhere."""
        if not regions or self.country is None:
            return True
        return not set(regions).isdisjoint(chain(self.country))


@dataclass(frozen=True, slots=True)
class Summary:
    """One platform in a few lines: its training uses, what to do first, what else there is."""

    known: PlatformFacts
    uses: tuple[Use, ...]
    first: tuple[Control, ...]
    others: tuple[Control, ...]

    @property
    def minutes(self) -> float:
        """What the first things to do take by hand, together."""
        return sum(control.minutes for control in self.first)

    @property
    def surest(self) -> Control | None:
        """The first of the first things to do that is well enough known."""
        return next((c for c in self.first if ask.openable(c)), None)

    def kinds(self, status: DataStatus) -> list[str]:
        """Return the kinds of data treated so by any use; used beats unclear beats excluded."""
        found: dict[str, DataStatus] = {}
        for use in self.uses:
            for name, data in use.data.items():
                found[name] = max(found.get(name, data.status), data.status, key=_weight)
        return [name for name, each in found.items() if each is status]


def summary(known: PlatformFacts, here: Here) -> Summary:
    """Sum a platform up for one country."""
    uses = tuple(use for use in known.uses if trains(known, use) and _done(use, here))
    here_ = [control for control in known.controls if here.within(control.regions)]
    first = {best.id: best for use in uses if (best := _best(here_, use))}
    others = tuple(c for c in here_ if c.id not in first and c.kind is not Kind.NONE)
    return Summary(known, uses, tuple(first.values()), others)


def trains(known: PlatformFacts, use: Use) -> bool:
    """Tell whether a use is training: a training control stops it, or nothing but a deletion."""
    stopping = stoppers(known, use)
    if any(control.effect is Effect.TRAINING for control in stopping):
        return True
    return bool(stopping) and all(control.kind is Kind.DELETION for control in stopping)


def stoppers(known: PlatformFacts, use: Use) -> list[Control]:
    """Return the controls that stop a use, wholly or partly."""
    return [c for c in known.controls if any(stop.use == use.id for stop in c.stops)]


def routes(known: PlatformFacts, here: Here) -> list[Route]:
    """Return the ways for people without an account, for this country."""
    open_ = (Audience.NON_MEMBERS, Audience.ANYONE)
    return [r for r in known.platform.routes if r.audience in open_ and here.within(r.regions)]


def differing(use: Use, here: Here) -> list[str]:
    """Return the regions in which another default holds than here."""
    default = here.default(use.defaults)
    regions = dict.fromkeys(region for each in use.defaults for region in each.regions)
    there = {r: Here(r, here.on).default(_of(use, r)) for r in regions if r != WORLD}
    own = default.state if default else DefaultState.UNKNOWN
    return [
        r for r, each in there.items() if each and each.state not in {own, DefaultState.UNKNOWN}
    ]


def _of(use: Use, region: str) -> list[Default]:
    return [each for each in use.defaults if region in each.regions]


def addresses(control: Control) -> list[str]:
    """Return the web addresses of a control that somebody vouches for."""
    urls = control.surfaces.web.urls if ask.openable(control) else []
    return [each.url for each in urls if each.status is UrlStatus.CURRENT]


def data(facts: Facts, chosen: Sequence[PlatformFacts], here: Here) -> dict[str, Any]:
    """Return everything about these platforms as plain data, with what holds here."""
    return {
        "schema": 1,
        "country": here.country,
        "on": here.on.isoformat(),
        "facts": facts.digest,
        "platforms": [_platform(facts, known, here) for known in chosen],
    }


def _platform(facts: Facts, known: PlatformFacts, here: Here) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(known.platform)
    brief = summary(known, here)
    plain["first"] = [control.id for control in brief.first]
    plain["minutes"] = brief.minutes
    plain["uses"] = [
        _plain(use)
        | {
            "here": _plain(here.default(use.defaults)),
            "trains": trains(known, use),
            "stopped_by": [control.id for control in stoppers(known, use)],
        }
        for use in known.uses
    ]
    plain["controls"] = [_control(facts, control, here) for control in known.controls]
    plain["policies"], plain["exports"] = _plain(known.policies), _plain(known.exports)
    return plain


def _control(facts: Facts, control: Control, here: Here) -> dict[str, Any]:
    recipe = ask.recipe(facts, control.id)
    plain: dict[str, Any] = _plain(control)
    return plain | {
        "here": _plain(here.default(control.defaults)),
        "offered_here": here.within(control.regions),
        "openable": ask.openable(control),
        "recipe": _plain(recipe),
        "killed": _plain(ask.killed(facts, recipe)) if recipe else None,
    }


def _plain(value: object) -> Any:  # noqa: ANN401 (JSON is of any shape)
    """Return facts as plain data with every key present, also where it holds its default."""
    if isinstance(value, msgspec.Struct):
        tag = {"do": value.__struct_config__.tag} if value.__struct_config__.tag else {}
        pairs = ((name, getattr(value, name)) for name in value.__struct_fields__)
        return tag | {name: _plain(v) for name, v in pairs if v is not msgspec.UNSET}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _done(use: Use, here: Here) -> bool:
    default = here.default(use.defaults)
    return default is None or default.state is not DefaultState.NOT_OFFERED


def _best(controls: Sequence[Control], use: Use) -> Control | None:
    return max(
        (c for c in controls if any(stop.use == use.id for stop in c.stops)),
        key=lambda control: _worth(control, use),
        default=None,
    )


def _worth(control: Control, use: Use) -> tuple[bool, bool, bool, float]:
    wholly = any(s.use == use.id and s.extent is Extent.WHOLLY for s in control.stops)
    sure = control.confidence is not Confidence.LOW
    return control.effect is Effect.TRAINING, wholly, sure, -control.minutes


def _weight(status: DataStatus) -> int:
    return (DataStatus.EXCLUDED, DataStatus.UNCLEAR, DataStatus.USED).index(status)
