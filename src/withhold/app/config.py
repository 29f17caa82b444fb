"""What did the person set for themselves? Reads `config.toml` in the home."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

from withhold.kernel.errors import WithholdError
from withhold.model.terms import Every

if TYPE_CHECKING:
    from withhold.kernel.paths import Home


class BadConfig(WithholdError):
    """The settings file cannot be understood."""

    code = "bad-config"


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[person]`: who uses Withhold here."""

    country: str | None = None
    accountless: bool = False
    """They have no account, and appear only in what others post."""


class BrowserChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[browser]`: which browser, and how. `arguments` are appended verbatim, last."""

    executable: str | None = None
    arguments: tuple[str, ...] = ()
    headless: bool = False
    sign_out_after: bool = False
    """Whether each run ends with deleting the profiles it used, and the sessions in them."""


class ReadingTimes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[reading]`: how long a page is watched, in seconds."""

    settle: float = 2.0
    patience: float = 10.0
    deadline: float = 30.0


class ReviewTimes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[review]`: how often what was read is looked at again."""

    every: Every = Every.MONTHLY


class Notices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[notices]`: whether the inbox leaves out the names of platforms and controls."""

    neutral: bool = True


class PolicyChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[policies]`: whether the regular review also fetches what platforms publish."""

    fetch: bool = True


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings; each has a default, and the file may be absent."""

    person: Person = Person()
    browser: BrowserChoice = BrowserChoice()
    reading: ReadingTimes = ReadingTimes()
    review: ReviewTimes = ReviewTimes()
    notices: Notices = Notices()
    policies: PolicyChoice = PolicyChoice()
    killed: tuple[str, ...] = ()
    """Controls the person never wants visited, not even to look."""


def config(home: Home) -> Config:
    """Read the settings; raises BadConfig with the place and the mend."""
    try:
        text = home.config.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(home, str(error)) from error
    try:
        return msgspec.convert(tomllib.loads(text), Config)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _bad(home, str(error)) from error


def _bad(home: Home, why: str) -> BadConfig:
    return BadConfig(
        "Your settings file cannot be read:",
        where=f"{home.config}: {why}.",
        do="Correct that line, or move the file away to go on with the defaults.",
    )
