"""A home that has a passphrase, and something of everything to put into it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes import passphrase

from withhold.kernel.paths import Home
from withhold.vault.age import Key

Filled = Callable[[Home], dict[str, bytes | None]]


@pytest.fixture
def key() -> Key:
    return passphrase.key()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give an open home that has the passphrase."""
    home = Home(tmp_path / "home")
    passphrase.give(home)
    return home


@pytest.fixture
def fill() -> Filled:
    """Fill a home, and give what has to come back: each file's bytes, None for a folder."""
    return _fill


def _fill(home: Home) -> dict[str, bytes | None]:
    odd = ["Ünï cödé", "a" * 200, "-rf ~", "line\nbreak", os.fsdecode(b"not-utf8-\xff\xfe")]
    for name in ("evidence/ab", "profiles/x/default/Local State", "profiles/x/empty", "runs"):
        (home.root / name).mkdir(parents=True)
    for name in odd:
        (home.profiles / "x" / "default" / name).write_bytes(name.encode(errors="surrogateescape"))
    (home.root / "ledger.sqlite3").write_bytes(os.urandom(3_000_001))
    (home.root / "ledger.sqlite3.before-2").write_bytes(b"")
    (home.evidence / "ab" / "ab12").write_bytes(bytes(512))
    os.link(home.evidence / "ab" / "ab12", home.evidence / "ab" / "ab13")
    home.config.write_text("[person]\ncountry = 'DE'\n")
    kept = snapshot(home)
    _marks(home)
    return kept


def _marks(home: Home) -> None:
    """Leave what a browser leaves, and what can be made again."""
    profile = home.profiles / "x" / "default"
    (profile / "SingletonLock").symlink_to("host-1")
    (profile / "SingletonSocket").symlink_to("/nowhere/socket")
    with socket.socket(socket.AF_UNIX) as own:
        before = Path.cwd()
        os.chdir(profile)  # the path of a socket may not be long
        own.bind("talk")
        os.chdir(before)
    home.dashboard.mkdir(parents=True)
    (home.dashboard / "lock").touch()
    (home.cache / "facts.json").write_text("linkedin")


def snapshot(home: Home) -> dict[str, bytes | None]:
    """Give what is personal in a home, as it lies there."""
    return {
        str(path.relative_to(home.root)): path.read_bytes() if path.is_file() else None
        for path in sorted(home.root.rglob("*"))
        if path.relative_to(home.root).parts[0] not in {"vault", "cache"}
    }
