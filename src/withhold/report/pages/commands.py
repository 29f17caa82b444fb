"""Which page does what a command does? What is written for a terminal leads there from a page.

Errors and findings are the same in a terminal and in the dashboard, and name commands. Only what
has exactly the form of one of ours becomes a link; a text from outside can make no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from withhold.report.pages.address import Address, draft_of
from withhold.report.pages.message import Message, say

_WORD = re.compile(r"[a-z0-9_]+", re.ASCII)
_PLACES: dict[str, tuple[str, Message]] = {
    "accounts": ("/settings/accounts", say("Accounts")),
    "adopt": ("/check", say("Look again")),
    "check": ("/check", say("Look again")),
    "doctor": ("/doctor", say("Doctor")),
    "done": ("/todo", say("To do")),
    "draft": ("/todo", say("To do")),
    "erase": ("/settings/erase", say("Erase everything")),
    "evidence": ("/evidence", say("Evidence")),
    "evidence export": ("/evidence/export", say("Save an export")),
    "evidence verify": ("/evidence/verify", say("Verify the chain")),
    "exposure": ("/exposure", say("Your archives")),
    "exposure add": ("/exposure/add", say("Add an archive")),
    "exposure items": ("/exposure/items", say("Your items")),
    "inbox": ("/inbox", say("Inbox")),
    "lock": ("/settings/passphrase", say("Passphrase")),
    "off": ("/off", say("See the plan to switch off")),
    "platforms": ("/platforms", say("Platforms")),
    "policies fetch": ("/changes#look", say("Look now")),
    "policies changes": ("/changes", say("What policies changed")),
    "rehearse": ("/rehearse", say("Rehearse")),
    "review": ("/review", say("Review")),
    "schedule": ("/settings/schedule", say("Schedule")),
    "sign-in": ("/settings/accounts", say("Sign in")),
    "sign-out": ("/settings/accounts", say("Accounts")),
    "status": ("/", say("Overview")),
    "todo": ("/todo", say("To do")),
    "unlock": ("/", say("Overview")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what its link says."""

    to: Address
    name: Message


def place_of(command: str) -> Place | None:
    """Lead to the page that does it; None where there is none, or where it is no command."""
    ours, *parts = command.split(" ")
    name = next(
        (each for each in (" ".join(parts[:2]), parts[0] if parts else "") if each in _PLACES), None
    )
    if ours != "withhold" or name is None:
        return None
    path, called = _PLACES[name]
    return Place(_nearer(name, "".join(parts[1:2])) or Address(path), called)


def _nearer(name: str, about: str) -> Address | None:
    """Lead to the very thing that was named, where it has a page of its own."""
    slug, dot, rest = about.partition(".")
    if not _WORD.fullmatch(slug) or (dot and not _WORD.fullmatch(rest)):
        return None
    match name, bool(dot):
        case (("done" | "todo"), True):
            return Address(f"/todo/{about}")
        case "draft", True:
            return draft_of(about)
        case (("platforms" | "sign-in"), False):
            return Address(f"/{name}/{slug}")
        case _:
            return None
