"""What may the person choose about Withhold itself? Each choice becomes a line of `config.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from withhold.app.config import Config, config
from withhold.app.writing import write
from withhold.catalogue import ask, regions

if TYPE_CHECKING:
    from withhold.app.start import House
    from withhold.app.writing import Value
    from withhold.kernel.paths import Home
    from withhold.model.terms import Every


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen. `headless` None: it was not asked, and stays as it is."""

    country: str | None
    every: Every
    sign_out_after: bool
    neutral: bool
    policies: bool = True
    headless: bool | None = None


def choose(home: Home, chosen: Choices) -> None:
    """Write the choices down; what says so already stays as it is written.

    Raises UnknownCountryError, BadConfig.
    """
    country = regions.country(chosen.country) if chosen.country else None
    asked: dict[str, Value] = {
        "person.country": country,
        "review.every": chosen.every.value,
        "browser.sign_out_after": chosen.sign_out_after,
        "notices.neutral": chosen.neutral,
        "policies.fetch": chosen.policies,
    }
    if chosen.headless is not None:
        asked["browser.headless"] = chosen.headless
    holds = _holding(config(home))
    write(home, {name: value for name, value in asked.items() if holds[name] != value})


def forbid(house: House, name: str) -> str:
    """Never visit this control again, not even to look; return its id.

    Raises UnknownControlError, BadConfig.
    """
    control = ask.control(house.facts, name).id
    killed = config(house.home).killed
    if control not in killed:
        write(house.home, {"killed": (*killed, control)})
    return control


def permit(house: House, name: str) -> None:
    """Let this control be visited again; one that no fact knows any more is let go as well."""
    left = tuple(each for each in config(house.home).killed if each != name)
    write(house.home, {"killed": left or None})


def _holding(now: Config) -> dict[str, object]:
    """Give what holds now, by the names of the settings."""
    tables = msgspec.to_builtins(now)
    return {
        f"{table}.{key}": value
        for table, own in tables.items()
        if isinstance(own, dict)
        for key, value in own.items()
    }
