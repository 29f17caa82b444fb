"""Where does a link lead, within the dashboard? The front end writes it; nothing is quoted here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A path of the dashboard, and what is asked there, in order."""

    path: str
    query: tuple[tuple[str, str], ...] = ()


def plan_of(what: str, *pairs: tuple[str, str]) -> Address:
    """Lead to the plan of `off`, `check` or `restore` for controls of accounts, by their ids."""
    return Address(f"/{what}", tuple(("item", f"{control}|{owner}") for control, owner in pairs))


def sign_in_of(account: str) -> Address:
    """Lead to the page before the sign-in of an account, by its id."""
    slug, _, name = account.partition("/")
    return Address(f"/sign-in/{slug}", (("account", name),))


def draft_of(name: str) -> Address:
    """Lead to the page that writes the letter for a control or a way to object."""
    return Address(f"/todo/{name}/draft")
