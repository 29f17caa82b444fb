"""How does a wish become a line of `config.toml`, and everything else in it stay as it was?

The file is the person's own. Single keys are changed and order, spaces and remarks are left; what
came of it is read back by the parser that reads it otherwise, and compared, before it is kept.
"""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import tomlkit
from filelock import FileLock
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import SingleKey, Table

from withhold.app.config import BadConfig, Config, config
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.kernel.paths import Home

Value = str | bool | tuple[str, ...] | None
"""What a setting can be given; None takes its line out, so that the default holds."""


def write(home: Home, wishes: Mapping[str, Value]) -> Config:
    """Give settings new values by name (`review.every`, `killed`), and return them all.

    Raises BadConfig where the file cannot be read, or is written in a way that is not ours to
    write into; then nothing was changed.
    """
    home.make()
    home.cache.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    with FileLock(home.cache / "settings.lock", mode=PRIVATE_FILE):
        config(home)  # a file that cannot be read is the person's to mend
        before = home.config.read_bytes().decode() if home.config.exists() else ""
        after = rewritten(before, wishes)
        if after is None:
            raise _unwilling(home, wishes)
        if after != before:
            _keep(home, after)
        return config(home)


def rewritten(text: str, wishes: Mapping[str, Value]) -> str | None:
    """Give the text with new values; None where it would not say that and nothing else.

    A line that says it already is not touched.
    """
    for name, value in wishes.items():
        told = tomllib.loads(text)
        wanted = _wanted(told, name, value)
        if wanted == told:
            continue
        with suppress(TOMLKitError, tomllib.TOMLDecodeError, msgspec.ValidationError):
            msgspec.convert(wanted, Config)
            fresh = _changed(text, name, value)
            if tomllib.loads(fresh) == wanted:
                text = fresh
                continue
        return None
    return text


def _wanted(told: Mapping[str, Any], name: str, value: Value) -> dict[str, Any]:
    """Say what the file is to say afterwards: plain values, no text."""
    table, _, key = name.rpartition(".")
    own = dict(told.get(table, {}) if table else told)
    own.pop(key, None)
    if value is not None:
        own[key] = list(value) if isinstance(value, tuple) else value
    if not table:
        return own
    return {**told, table: own} if own or table in told else dict(told)


def _changed(text: str, name: str, value: Value) -> str:
    """Change one key where it stands; a new one comes first under its head."""
    table, _, key = name.rpartition(".")
    ended = text if not text or text.endswith("\n") else f"{text}\n"
    document = tomlkit.parse(ended)
    if table and table not in document:
        gap = "\n" if ended else ""
        return f"{ended}{gap}[{table}]\n{key} = {tomlkit.item(value).as_string()}\n"
    part = document[table] if table else document
    if table and (not isinstance(part, Table) or part.is_super_table()):
        return text  # `person.country = …` and the like: said so, not guessed at
    if value is None:
        part.remove(key)
    elif isinstance(part, Table) and key not in part:
        part.value.body.insert(0, (SingleKey(key), tomlkit.item(value)))
    else:
        part[key] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def _unwilling(home: Home, wishes: Mapping[str, Value]) -> BadConfig:
    return BadConfig(
        "Your settings file is written in a way that we would rather not write into:",
        where=str(home.config),
        do=f"Change {', '.join(f'`{name}`' for name in wishes)} in it yourself; the page about "
        "settings in the manual shows how each is written.",
    )


def _keep(home: Home, text: str) -> None:
    """Put the new file in the place of the old one, whole or not at all."""
    fresh = home.config.with_suffix(".toml.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - made private
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(home.config)
