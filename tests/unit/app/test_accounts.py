"""Are accounts kept apart, changed in place, and taken off without their readings?"""

from __future__ import annotations

from pathlib import Path

import pytest

from withhold.app import accounts
from withhold.app.errands import NoSuchAccount
from withhold.app.start import House, house
from withhold.browser.errors import ProfileBusy
from withhold.browser.profile import held
from withhold.kernel.paths import Home
from withhold.model.observation import Account


@pytest.fixture
def own(tmp_path: Path) -> House:
    return house(Home(tmp_path / "home"))


def test_adding_twice_changes_only_what_is_given(own: House) -> None:
    first = accounts.add(own, "X", handle="@jane", country="uk")
    again = accounts.add(own, "x", country="de")
    assert (first.new, again.new) == (True, False)
    assert accounts.listed(own) == (Account("x", "default", "jane", "DE"),)


def test_several_accounts_of_a_platform_have_a_profile_each(own: House) -> None:
    work = accounts.add(own, "x", name="work").account
    home = accounts.add(own, "x", name="home-2").account
    assert accounts.profile(own.home, work) != accounts.profile(own.home, home)
    assert [account.name for account in accounts.listed(own)] == ["home-2", "work"]


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "Work", "-x", "a.lock", "con", "x" * 33, "ä", "a\n"]
)
def test_a_name_is_a_folder_name_everywhere_or_none(own: House, name: str) -> None:
    with pytest.raises(accounts.BadName):
        accounts.add(own, "x", name=name)


@pytest.mark.parametrize("handle", ["", "@", "two words", " @ "])
def test_a_handle_is_one_word(own: House, handle: str) -> None:
    with pytest.raises(accounts.BadHandle):
        accounts.add(own, "x", handle=handle)


def test_the_account_meant_is_implied_or_the_only_one_or_named(own: House) -> None:
    assert accounts.meant(own, "x", None) == Account("x", "default", added=False)
    accounts.add(own, "x", name="work")
    assert accounts.meant(own, "x", None).name == "work"
    accounts.add(own, "x", name="home")
    with pytest.raises(accounts.WhichAccount):
        accounts.meant(own, "x", None)
    assert accounts.meant(own, "x", "home").name == "home"
    with pytest.raises(NoSuchAccount):
        accounts.meant(own, "x", "elsewhere")


def test_removing_takes_it_off_the_list_alone(own: House) -> None:
    accounts.add(own, "x")
    accounts.add(own, "linkedin")
    assert accounts.remove(own, "x", None).id == "x/default"
    assert [account.id for account in accounts.listed(own)] == ["linkedin/default"]
    with pytest.raises(NoSuchAccount):
        accounts.remove(own, "x", None)


def test_a_profile_in_use_is_not_deleted(own: House) -> None:
    account = Account("x", "default")
    folder = accounts.profile(own.home, account)
    assert not accounts.forget_profile(own.home, account)
    with held(folder):
        (folder / "Cookies").write_text("invented")
        with pytest.raises(ProfileBusy):
            accounts.forget_profile(own.home, account)
    assert accounts.size(folder) == len("invented")
    assert accounts.forget_profile(own.home, account)
    assert not folder.exists()
