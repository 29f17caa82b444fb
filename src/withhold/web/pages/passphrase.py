"""The passphrase: asked for where the home is closed, set and taken off where it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import closing
from withhold.kernel.errors import WithholdError
from withhold.web.visit import Answer, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.kernel.paths import Home
    from withhold.web.visit import Handler

OWN_PAGE = "/settings/passphrase"
_MISTAKE = 422


def met_first(home: Home, wanted: Handler) -> Handler:
    """Give the handler that answers: while the home is closed, the one that asks for its key."""
    return wanted if wanted is opened or not home.is_closed else asked


def asked(visit: Visit) -> Answer:
    """Ask for the passphrase; nothing on this page is the person's."""
    del visit
    return Page("unlock.html", {"wrong": False})


def opened(visit: Visit) -> Answer:
    """Open the home, or ask again."""
    try:
        closing.open_with(visit.house.home, _typed(visit, "passphrase"))
    except WithholdError as error:
        if error.code != "wrong-passphrase":
            raise
        return Page("unlock.html", {"wrong": True}, status=_MISTAKE)
    return Redirect("/")


def settings(visit: Visit) -> Answer:
    """Say whether there is a passphrase, and offer to set, change or remove it."""
    return _shown(visit, done=visit.query.get("done", ""))


def changed(visit: Visit) -> Answer:
    """Set another passphrase, or take it off."""
    if visit.field("deed") == "remove":
        closing.remove(visit.house.home)
        return Redirect(f"{OWN_PAGE}?done=removed")
    mistake = _mistake(visit)
    if mistake:
        return _shown(visit, mistake=mistake)
    closing.set_passphrase(visit.house.home, _typed(visit, "passphrase"))
    return Redirect(f"{OWN_PAGE}?done=set")


def _mistake(visit: Visit) -> str:
    chosen = _typed(visit, "passphrase")
    if len(chosen) < closing.SHORTEST:
        return "short"
    if chosen != _typed(visit, "again"):
        return "different"
    return "" if visit.field("understood") else "understood"


def _shown(visit: Visit, *, mistake: str = "", done: str = "") -> Page:
    values = {
        "has": closing.has_passphrase(visit.house.home),
        "shortest": closing.SHORTEST,
        "mistake": mistake,
        "done": done,
        "here": "settings",
    }
    return Page("passphrase.html", values, status=_MISTAKE if mistake else 200)


def _typed(visit: Visit, name: str) -> str:
    """Give a field as it was typed: in a passphrase, spaces at the ends count too."""
    return next(iter(visit.form.get(name, [])), "")
