"""Who are you, in two answers? Writes the country, and "no account anywhere", into config.toml.

Only these two lines are written; all else in the file, remarks included, stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app.writing import write
from withhold.catalogue import regions

if TYPE_CHECKING:
    from withhold.kernel.paths import Home


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said. `country` None: rather not. `accountless`: only in others' posts."""

    country: str | None
    accountless: bool


def answer(home: Home, said: Answers) -> None:
    """Write the answers down. Raises UnknownCountryError, BadConfig."""
    country = regions.country(said.country) if said.country else None
    write(home, {"person.country": country, "person.accountless": said.accountless or None})
