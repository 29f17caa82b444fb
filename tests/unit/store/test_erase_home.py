"""Does `erase` take everything that is ours, and nothing else?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from withhold.kernel.clock import Clock
from withhold.kernel.paths import Home
from withhold.store.erase import erase
from withhold.store.errors import LedgerBusy, NotAHome
from withhold.store.ledger import Ledger


def _lived_in(home: Home, clock: Clock, fill: Callable[[Ledger], None]) -> None:
    with Ledger(home, clock) as ledger:
        fill(ledger)
    home.config.write_text("[person]\n")
    (home.profiles / "linkedin" / "Default").mkdir(parents=True)
    (home.profiles / "linkedin.lock").touch()
    home.cache.mkdir()
    (home.root / "ledger.sqlite3.before-2").touch()


def test_everything_goes(home: Home, clock: Clock, fill: Callable[[Ledger], None]) -> None:
    _lived_in(home, clock, fill)
    erased = erase(home)
    assert erased.gone
    assert erased.left == ()
    assert not home.root.exists()
    assert erase(home).gone


def test_what_is_not_ours_stays_and_is_named(
    home: Home, clock: Clock, fill: Callable[[Ledger], None]
) -> None:
    _lived_in(home, clock, fill)
    (home.root / "thesis.odt").write_text("years of work")
    (home.root / "ledger.sqlite3.mine").touch()
    erased = erase(home)
    assert not erased.gone
    assert erased.left == ("ledger.sqlite3.mine", "thesis.odt")
    assert (home.root / "thesis.odt").read_text() == "years of work"


def test_a_link_is_removed_and_not_followed(home: Home, clock: Clock, tmp_path: Path) -> None:
    Ledger(home, clock).close()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").touch()
    home.profiles.symlink_to(tmp_path / "elsewhere")
    assert erase(home).gone
    assert (tmp_path / "elsewhere" / "mine.txt").exists()


@pytest.mark.parametrize("name", ["cache", "config.toml"])
def test_a_folder_that_is_no_home_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(NotAHome):
        erase(Home(tmp_path))
    assert (tmp_path / name).exists()


def test_the_root_and_the_persons_own_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAHome):
        erase(Home(Path(tmp_path.anchor)))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "ledger.sqlite3").touch()
    with pytest.raises(NotAHome):
        erase(Home(tmp_path))


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAHome):
        erase(Home(tmp_path / "file"))


def test_a_living_run_is_not_pulled_away(home: Home, ledger: Ledger) -> None:
    run = ledger.begin_run("off")
    with pytest.raises(LedgerBusy):
        erase(home)
    ledger.end_run(run.id, "done")
    ledger.close()
    assert erase(home).gone
