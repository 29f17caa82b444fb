"""Who are you, in two answers? Writes the country, and "no account anywhere", into config.toml.

Only these two lines are written; all else in the file, remarks included, stays as it was.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app.config import BadConfig, config
from withhold.catalogue import regions
from withhold.kernel.paths import PRIVATE_FILE

if TYPE_CHECKING:
    from withhold.kernel.paths import Home

_HEAD = re.compile(r"^[ \t]*\[person\][ \t]*(#.*)?$", re.MULTILINE)
_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said. `country` None: rather not. `accountless`: only in others' posts."""

    country: str | None
    accountless: bool


def answer(home: Home, said: Answers) -> None:
    """Write the answers down. Raises UnknownCountryError, BadConfig."""
    country = regions.country(said.country) if said.country else None
    config(home)  # a file that cannot be read is the person's to mend, not ours to write into
    before = home.config.read_text(encoding="utf-8") if home.config.exists() else ""
    after = _with(before, "country", f'"{country}"' if country else None)
    after = _with(after, "accountless", "true" if said.accountless else None)
    _refuse_surprise(home, before, after, Answers(country, said.accountless))
    if after != before:
        _write(home, after)


def _with(text: str, name: str, value: str | None) -> str:
    """Set one line of `[person]`, or take it out."""
    head = _HEAD.search(text)
    if head is None:
        gap = "\n" if text and not text.endswith("\n") else ""
        return text if value is None else f"{text}{gap}[person]\n{name} = {value}\n"
    following = _NEXT.search(text, head.end())
    end = following.start() if following else len(text)
    own = re.compile(rf"^[ \t]*{name}[ \t]*=.*\n?", re.MULTILINE)
    body = own.sub("", text[head.end() : end])
    line = "" if value is None else f"\n{name} = {value}"
    return text[: head.end()] + line + body + text[end:]


def _refuse_surprise(home: Home, before: str, after: str, said: Answers) -> None:
    """Write nothing unless the new file says the same as the old one but for the two answers."""
    wanted = tomllib.loads(before)
    person = {k: v for k, v in wanted.get("person", {}).items() if k not in _ASKED}
    person |= {"country": said.country} if said.country else {}
    person |= {"accountless": True} if said.accountless else {}
    try:
        found = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        found = {"person": None}
    if found.get("person", {}) != person or _rest(found) != _rest(wanted):
        raise BadConfig(
            "Your settings file is written in a way that we would rather not write into:",
            where=str(home.config),
            do='Put `country = "DE"`, with your own two letters, under `[person]` yourself.',
        )


_ASKED = frozenset({"country", "accountless"})


def _rest(settings: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in settings.items() if name != "person"}


def _write(home: Home, text: str) -> None:
    home.make()
    fresh = home.config.with_suffix(".toml.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - made private
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(home.config)
