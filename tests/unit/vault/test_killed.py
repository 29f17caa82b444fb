"""Is the home whole whenever closing or opening is killed, and does the next start finish it?"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from tests.fakes.passphrase import WORDS
from tests.unit.vault.conftest import snapshot

from withhold.kernel.paths import Home
from withhold.vault import files
from withhold.vault.age import Key
from withhold.vault.seal import closing
from withhold.vault.settle import settle
from withhold.vault.unseal import unseal

CLOSER = Path(__file__).with_name("closer.py")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@pytest.fixture
def filled(home: Home) -> Home:
    """Give a home as small as can be with something of everything."""
    for name in ("evidence/ab", "profiles/x/default", "runs"):
        (home.root / name).mkdir(parents=True)
    (home.evidence / "ab" / "ab12").write_bytes(b"seen")
    (home.profiles / "x" / "default" / "Cookies").write_bytes(b"invented" * 10_000)
    home.config.write_text("[person]\n")
    home.ledger.write_bytes(b"read and said" * 1000)
    home.dashboard.mkdir(parents=True)
    (home.cache / "facts.json").touch()
    return home


@pytest.fixture
def secret(home: Home) -> str:
    """Give the key itself, which takes seconds to get by the passphrase."""
    return pyrage.passphrase.decrypt(files.secret(home).read_bytes(), WORDS).decode()


def _killed_at_every_moment(
    start: Home, folder: Path, what: str, told: str = ""
) -> Iterator[tuple[Home, str]]:
    """Do it again and again, killed one moment later each time, until it lives."""
    for moment in range(1, 1000):
        home = Home(folder / f"{what}-{moment}")
        shutil.copytree(start.root, home.root)
        done = subprocess.run(
            [sys.executable, str(CLOSER), str(home.root), what, str(moment)],
            input=told,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        yield home, done.stdout
        if done.stdout.startswith("lived"):
            assert done.returncode == 0, done.stderr
            return
        assert done.returncode == -signal.SIGKILL, done.stderr


def _nothing_half(home: Home) -> None:
    """See that the state is one of the two, with nothing left over."""
    closed = ["home.age", "key.age", "lock"]
    opened = ["key.age", "key.pub", "lock"]
    names = sorted(path.name for path in home.vault.iterdir())
    assert names == (closed if home.is_closed else opened)
    assert not home.is_closed or not snapshot(home)


def test_killed_while_closing_it_is_whole_and_the_next_start_finishes(
    filled: Home, secret: str, tmp_path: Path
) -> None:
    kept, states = snapshot(filled), []
    key = Key(pyrage.x25519.Identity.from_str(secret.strip()))
    for home, said in _killed_at_every_moment(filled, tmp_path, "close"):
        if not home.sealed.exists():
            assert snapshot(home) == kept, said
        settle(home)
        _nothing_half(home)
        states.append(home.is_closed)
        unseal(home, key)
        assert snapshot(home) == kept, said
        with closing(home) as seal:
            seal()
        _nothing_half(home)
    assert states == sorted(states)  # open, and from one instant on closed
    assert {*states} == {True, False}
    assert len(states) > 15


def test_killed_while_opening_it_is_whole_and_the_next_start_finishes(
    filled: Home, secret: str, tmp_path: Path
) -> None:
    kept, states = snapshot(filled), []
    key = Key(pyrage.x25519.Identity.from_str(secret.strip()))
    with closing(filled) as seal:
        seal()
    for home, said in _killed_at_every_moment(filled, tmp_path, "open", secret):
        if home.sealed.exists():
            assert home.sealed.read_bytes() == filled.sealed.read_bytes(), said
        settle(home)
        _nothing_half(home)
        states.append(not home.is_closed)
        unseal(home, key)
        assert snapshot(home) == kept, said
        _nothing_half(home)
    assert states == sorted(states)  # closed, and from one instant on open
    assert {*states} == {True, False}
    assert len(states) > 15


def test_killed_while_being_settled_it_is_settled_the_next_time(
    filled: Home, secret: str, tmp_path: Path
) -> None:
    """Cut each step of setting right short as well: it may be begun any number of times."""
    kept = snapshot(filled)
    key = Key(pyrage.x25519.Identity.from_str(secret.strip()))
    with closing(filled) as seal:
        seal()
    opening = list(_killed_at_every_moment(filled, tmp_path, "open", secret))
    half = next(home for home, said in opening if said == "after open evidence")
    for home, said in _killed_at_every_moment(half, tmp_path, "settle"):
        settle(home)
        _nothing_half(home)
        unseal(home, key)
        assert snapshot(home) == kept, said
