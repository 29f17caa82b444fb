"""Is it counted rightly what goes?"""

from __future__ import annotations

from pathlib import Path

from withhold.app import accounts, erasing
from withhold.app.start import house
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home


def test_nothing_is_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert erasing.holdings(home, SystemClock()) == ()
    assert erasing.erase(home).gone
    assert not home.root.exists()


def test_all_that_is_kept_is_named_with_its_size(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    accounts.add(house(home), "x")
    home.config.write_text("# mine\n")
    (home.profiles / "x" / "default").mkdir(parents=True)
    (home.profiles / "x" / "default" / "Cookies").write_text("12345")
    (home.root / "runs").mkdir(exist_ok=True)
    held = erasing.holdings(home, SystemClock())
    sizes = {str(one.what).partition(":")[0]: one.size for one in held}
    assert sizes["your settings"] == len("# mine\n")
    assert sizes["browser profiles"] == len("12345")
    assert "1 account" in next(str(one.what) for one in held if one.where == home.ledger)
    assert erasing.erase(home).left == ()
