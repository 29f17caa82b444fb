"""Which accounts does the person have? Add, list and remove them; a browser profile each."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.app.errands import DEFAULT_ACCOUNT, Errand, NoSuchAccount, errands, is_automatic
from withhold.browser.errors import ProfileBusy
from withhold.browser.ordinary import in_use
from withhold.browser.profile import held
from withhold.catalogue import ask, regions
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Account
from withhold.store.errors import explained

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.start import House
    from withhold.kernel.paths import Home

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_TAKEN = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_HANDLE = re.compile(r"\S{1,100}")


class BadName(WithholdError):
    """An account's name that cannot be a folder's name everywhere."""

    code = "bad-account-name"


class BadHandle(WithholdError):
    """Something that no platform shows as a handle."""

    code = "bad-handle"


class AlreadyThere(WithholdError):
    """Another account of this platform has this name."""

    code = "account-there"


class WhichAccount(WithholdError):
    """Several accounts would do, and none was named."""

    code = "which-account"


@dataclass(frozen=True, slots=True)
class Added:
    """The account as it stands now, whether it is new, and whether Withhold can look at it."""

    account: Account
    platform: str
    new: bool
    automatic: bool


def add(
    house: House,
    slug: str,
    *,
    name: str = DEFAULT_ACCOUNT,
    handle: str | None = None,
    country: str | None = None,
) -> Added:
    """Put an account on the list, or change what is known of it; what is not given stays.

    Raises UnknownPlatformError, BadName, BadHandle, UnknownCountryError.
    """
    platform = ask.platform(house.facts, slug).platform
    account = Account(platform.slug, checked_name(name))
    with house.ledger() as ledger:
        known = ledger.account(account.id)
        account = replace(
            known or account,
            **_given(handle, country),
            added=True,
        )
        ledger.put_account(account)
    new = known is None or not known.added
    return Added(account, platform.name, new, seen_by(house, account) is not None)


def enlist(house: House, slug: str, *, name: str, handle: str | None, country: str | None) -> Added:
    """Put one more account on the list; what is there already is never changed by this.

    Raises as `add` does, and AlreadyThere.
    """
    platform = ask.platform(house.facts, slug).platform
    account = Account(platform.slug, checked_name(name))
    if account.id in {each.id for each in listed(house)}:
        raise AlreadyThere(
            f"There is an account called “{account.name}” on this platform already.",
            where=platform.name,
            do="Give this one another name, for example `work`.",
        )
    return add(house, slug, name=name, handle=handle, country=country)


def change(house: House, account: Account, *, handle: str | None, country: str | None) -> Account:
    """Note an account's handle and country anew; None takes them away.

    Raises BadHandle, UnknownCountryError.
    """
    given = _given(handle, country)
    changed = replace(account, handle=given.get("handle"), country=given.get("country"))
    with house.ledger() as ledger:
        ledger.put_account(changed)
    return changed


def listed(house: House) -> tuple[Account, ...]:
    """Give the accounts on the list, by platform and name."""
    with house.ledger() as ledger:
        return tuple(sorted(ledger.accounts(), key=lambda account: account.id))


def meant(house: House, slug: str, name: str | None) -> Account:
    """Find the account that is meant: the named one, the only one, or one that is implied.

    Raises NoSuchAccount, WhichAccount.
    """
    platform = ask.platform(house.facts, slug).platform.slug
    own = [account for account in listed(house) if account.platform == platform]
    if name is None and not own:
        return Account(platform, DEFAULT_ACCOUNT, added=False)
    if name is None and len(own) > 1:
        raise WhichAccount(
            f"You have several accounts on {platform}:",
            where=", ".join(account.name for account in own) + ".",
            do="Say which one: `withhold accounts list` shows them, and each has a name.",
        )
    wanted = own[0].name if name is None else name
    for account in own:
        if account.name == wanted:
            return account
    raise _missing(Account(platform, wanted), own)


def known(house: House, slug: str, name: str) -> Account:
    """Find an account by its full name: on the list, or one whose profile was left behind.

    Raises UnknownPlatformError, BadName, NoSuchAccount.
    """
    platform = ask.platform(house.facts, slug).platform.slug
    own = [account for account in listed(house) if account.platform == platform]
    left = Account(platform, checked_name(name), added=False)
    found = next((account for account in own if account.name == name), left)
    if found.added or profile(house.home, left).is_dir():
        return found
    raise _missing(left, own)


def left_behind(house: House) -> tuple[Account, ...]:
    """Give accounts that are not on the list and whose browser profile is here all the same."""
    own = {account.id for account in listed(house)}
    there = sorted(place for place in house.home.profiles.glob("*/*") if place.is_dir())
    found = [Account(place.parent.name, place.name, added=False) for place in there]
    return tuple(
        account
        for account in found
        if account.id not in own
        and account.platform in house.facts.platforms
        and _NAME.fullmatch(account.name)
    )


def remove(house: House, slug: str, name: str | None) -> Account:
    """Take an account off the list; its readings stay, and so does its profile.

    Raises NoSuchAccount, WhichAccount.
    """
    account = meant(house, slug, name)
    if not account.added:
        raise _missing(account, ())
    with house.ledger() as ledger:
        ledger.remove_account(account.id)
    return account


def seen_by(house: House, account: Account) -> Errand | None:
    """Give the errand that shows whether the account is signed in: its first that is automatic."""
    meant = errands(house.facts, [account], [account.platform])
    return next((errand for errand in meant if is_automatic(errand)), None)


def profile(home: Home, account: Account) -> Path:
    """Give the folder of an account's browser profile, whether it is there or not."""
    return home.profiles / account.platform / account.name


def forget_profile(home: Home, account: Account) -> bool:
    """Delete an account's browser profile and the session in it; False if there was none.

    Raises ProfileBusy while a run or a window uses it.
    """
    folder = profile(home, account)
    if not folder.is_dir():
        return False
    with held(folder, patience=0):
        if in_use(folder):
            raise ProfileBusy(
                "A browser window is still open on this account's profile.",
                where=account.id,
                do="Close that window and try again. Nothing was deleted.",
            )
        with explained(folder):
            shutil.rmtree(folder)
    return True


def size(folder: Path) -> int:
    """Count the bytes of all files below a folder; what goes away meanwhile does not count."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(place, name).lstat().st_size
    return total


def _given(handle: str | None, country: str | None) -> dict[str, str]:
    given = {}
    if handle is not None:
        given["handle"] = _checked_handle(handle)
    if country is not None:
        given["country"] = regions.country(country)
    return given


def checked_name(name: str) -> str:
    """Give the name back if it can be a folder's name everywhere; raises BadName."""
    if _NAME.fullmatch(name) and not _TAKEN.fullmatch(name):
        return name
    raise BadName(
        f"“{name}” cannot be an account's name.",
        where="It becomes the name of a folder.",
        do="Use small letters a to z, digits and dashes, up to 32, for example `work`.",
    )


def _checked_handle(handle: str) -> str:
    bare = handle.strip().removeprefix("@")
    if _HANDLE.fullmatch(bare):
        return bare
    raise BadHandle(
        "A handle is one word, as the platform shows it.",
        do="Give it with or without the @, for example `jane_doe`.",
    )


def _missing(account: Account, own: Sequence[Account]) -> NoSuchAccount:
    return NoSuchAccount(
        f"No account {account.id} is on the list.",
        where=_names(own),
        do="`withhold accounts list` shows all; `withhold accounts add` adds one.",
    )


def _names(own: Sequence[Account]) -> str:
    if not own:
        return "There is none on this platform."
    return f"There are: {', '.join(account.name for account in own)}."
