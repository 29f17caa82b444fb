"""Accounts: put one more on the list, change it, sign it out, take it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import accounts as book
from withhold.app.errands import DEFAULT_ACCOUNT
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.model.observation import Account

_SAID = frozenset({"added", "saved", "left"})


def accounts(visit: Visit) -> Answer:
    """Ask for one more account."""
    known = visit.house.facts.platforms.values()
    values = {
        "platforms": [(each.platform.slug, each.platform.name) for each in known],
        "countries": visit.tongue.countries(),
        "country": visit.country,
    }
    return Page("accounts.html", {**values, "here": "settings"})


def add(visit: Visit) -> Answer:
    """Put one more account on the list."""
    done = book.enlist(
        visit.house,
        visit.field("platform"),
        name=_name(visit.field("name")),
        handle=visit.field("handle") or None,
        country=visit.field("country") or None,
    )
    return Redirect(f"{_address(done.account)}?said=added")


def account(visit: Visit) -> Answer:
    """Show one account, and what can be done with it."""
    shown, own = _meant(visit), visit.house
    said = visit.query.get("said", "")
    values = {
        "account": shown,
        "platform": own.facts.platforms[shown.platform].platform,
        "address": _address(shown),
        "has_session": book.profile(own.home, shown).is_dir(),
        "countries": visit.tongue.countries(),
        "own_country": visit.country,
        "said": said if said in _SAID else "",
    }
    return Page("account.html", {**values, "here": "settings"})


def change(visit: Visit) -> Answer:
    """Note the handle and the country anew."""
    meant = _listed(visit)
    handle, country = visit.field("handle") or None, visit.field("country") or None
    book.change(visit.house, meant, handle=handle, country=country)
    return Redirect(f"{_address(meant)}?said=saved")


def sign_out(visit: Visit) -> Answer:
    """Forget the browser profile, and with it the session."""
    meant = _meant(visit)
    book.forget_profile(visit.house.home, meant)
    return Redirect(f"{_address(meant)}?said=left" if meant.added else "/settings?saved=1")


def remove(visit: Visit) -> Answer:
    """Take the account off the list, with its profile where that is wished."""
    meant, fate = _listed(visit), visit.field("profile")
    has_session = book.profile(visit.house.home, meant).is_dir()
    if has_session and fate not in {"delete", "keep"}:
        raise NoSuchPage("You did not say what becomes of the session.", do="Go back and choose.")
    if fate == "delete":
        book.forget_profile(visit.house.home, meant)  # first: in use, it stops everything
    book.remove(visit.house, meant.platform, meant.name)
    return Redirect("/settings?saved=1")


def _meant(visit: Visit) -> Account:
    return book.known(visit.house, visit.path["slug"], visit.path["name"])


def _listed(visit: Visit) -> Account:
    meant = _meant(visit)
    if meant.added:
        return meant
    raise NoSuchPage("This account is not on your list.", do="Go back to the settings.")


def _name(typed: str) -> str:
    """Make a name of what people type: `My Shop` becomes `my-shop`."""
    return "-".join(typed.lower().split()) or DEFAULT_ACCOUNT


def _address(meant: Account) -> str:
    return f"/settings/accounts/{meant.platform}/{meant.name}"
