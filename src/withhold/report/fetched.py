"""How is it told what a look at the policies brought: what is new, and what could not be read?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from withhold.kernel.errors import Exit
from withhold.report.failures import SCHEMA
from withhold.report.policies import changed, safe
from withhold.report.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from withhold.report.policies import Change, Doubted
    from withhold.report.screen import Line


class State(StrEnum):
    """How the look at one document ended."""

    CHANGED = "changed"
    UNREADABLE = "unreadable"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    FIRST = "first"
    NEW = "new"
    TECHNICAL = "technical"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left-out"


UNSEEN = frozenset({State.UNREADABLE, State.UNCONFIRMED, State.FAILED})
"""Where nothing is known; what was read before stays."""
STATES = {
    State.CHANGED: "changed what it says about training",
    State.UNREADABLE: "could not be read",
    State.UNCONFIRMED: "not confirmed; it is looked at again next time",
    State.FAILED: "could not be fetched",
    State.FIRST: "read for the first time",
    State.NEW: "reworded; nothing changed about training",
    State.TECHNICAL: "read in a better way; the page itself did not change",
    State.UNCHANGED: "as before",
    State.LEFT_OUT: "left out",
}
WHY = {
    "not-found": "The part of the page where the text stood is not there.",
    "empty": "There is no text on the page.",
    "not-text": "What was fetched is no page of text.",
    "too-large": "The page is larger than any policy.",
    "sign-in": "The page asks for a sign-in.",
    "elsewhere": "The page sends its visitors to a host that was not named beforehand.",
    "shrunken": "Something is gone from the page, and a second look did not show the same.",
    "no-answer": "The page did not open in the browser.",
    "unverified": "Its address was never confirmed, so it is not opened by itself.",
    "historic": "It is no longer published there.",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One document that is fetched, or left out: then `left_out` is a code of `WHY`."""

    platform: str
    service: str
    document: str
    url: str
    host: str
    browser: bool
    left_out: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one document; `why` and `do` are sentences, `code` stands for the first."""

    platform: str
    service: str
    document: str
    url: str
    state: State
    code: str | None = None
    why: str | None = None
    do: str | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """How the last look at a document ended; all None where there was none."""

    planned: Planned
    at: datetime | None = None
    state: State | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Fetching:
    """One look at the policies."""

    found: tuple[Fetched, ...]
    interrupted: bool = False

    @property
    def changes(self) -> list[Change]:
        """What changed about training."""
        return [each.change for each in self.found if each.change is not None]


def verdict(done: Fetching) -> Exit:
    """1 for a change, else 3 where something could not be read, else 0."""
    if done.interrupted:
        return Exit.INTERRUPTED
    if done.changes:
        return Exit.FINDINGS
    unseen = any(each.state in UNSEEN for each in done.found)
    return Exit.COULD_NOT_LOOK if unseen else Exit.WELL


def document(done: Fetching, doubted: Doubted) -> dict[str, Any]:
    """Give the one object `policies fetch` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "fetched": [_plain(each) for each in done.found],
        "changes": changed(done.changes, doubted)["changes"],
    }


def plan_document(planned: Sequence[Planned]) -> dict[str, Any]:
    """Give the one object `policies fetch --dry-run` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "plan": [
            {
                "platform": each.platform,
                "service": each.service,
                "document": each.document,
                "url": each.url,
                "browser": each.browser,
                "left_out": each.left_out,
            }
            for each in planned
        ],
    }


def plan_screen(planned: Sequence[Planned], *, width: int) -> list[Line]:
    """List the addresses that would be asked, and those that would not."""
    page = Screen(width)
    page.head("These addresses would be asked. Nothing was sent.")
    for each in planned:
        if each.left_out is None:
            page.point(f"{each.service}, {each.document}")
            page.text(
                each.url + (" (in a browser, signed in nowhere)" if each.browser else ""), indent=4
            )
    left = [each for each in planned if each.left_out is not None]
    if left:
        page.head("Left out")
    for each in left:
        page.point(f"{each.service}, {each.document}: {WHY[each.left_out or '']}")
    return page.lines


def screen(done: Fetching, *, width: int) -> list[Line]:
    """Say what changed first, then what could not be read, then the rest in numbers."""
    page = Screen(width)
    for each in done.found:
        if each.change is not None:
            _tell_change(page, each.change)
    _tell_unseen(page, [each for each in done.found if each.state in UNSEEN])
    for line in _numbers(done):
        page.text(line)
    if done.interrupted:
        page.text("Stopped before the end. Run the same command again to go on.")
    return page.lines


def progress(found: Fetched) -> str:
    """Say in one line what came of a document."""
    return f"  {_named(found)}: {STATES[found.state]}"


def asking(planned: Sequence[Planned]) -> str:
    """Say beforehand which hosts will be asked."""
    hosts = sorted({each.host for each in planned if not each.left_out})
    if not hosts:
        return "No page of a policy is fetched."
    return f"Pages of policies are fetched from: {', '.join(hosts)}."


def _numbers(done: Fetching) -> Iterator[str]:
    asked = [each for each in done.found if each.state is not State.LEFT_OUT]
    if asked and all(each.state is State.FAILED for each in asked):
        yield "Nothing could be fetched, so whether anything changed is not known."
    for state in (State.FIRST, State.NEW, State.TECHNICAL, State.UNCHANGED, State.LEFT_OUT):
        if count := sum(each.state is state for each in done.found):
            more = "; `--dry-run` says why" if state is State.LEFT_OUT else ""
            yield f"{count} {'document' if count == 1 else 'documents'}: {STATES[state]}{more}."
    seen = [each for each in done.found if each.state not in {*UNSEEN, State.LEFT_OUT}]
    if seen and not done.changes and not done.interrupted:
        whole = len(seen) == sum(each.state is not State.LEFT_OUT for each in done.found)
        yield f"No change about training{'' if whole else ' in what could be read'}."


def _tell_change(page: Screen, change: Change) -> None:
    page.head(f"{safe(change.service)}, {safe(change.document)}  [{change.id}]")
    page.text(safe(change.judgement.summary), indent=2)
    page.item("Do", f"`withhold policies show {change.id}` shows the passages.", room=6)


def _tell_unseen(page: Screen, unseen: Sequence[Fetched]) -> None:
    """Name what was not seen, those with the same reason together."""
    if not unseen:
        return
    page.head("Not seen this time")
    alike: dict[tuple[State, str, str], list[Fetched]] = {}
    for each in unseen:
        alike.setdefault((each.state, each.why or "", each.do or ""), []).append(each)
    for (state, why, do), those in alike.items():
        for each in those:
            page.point(_named(each))
        page.item("Why", f"{STATES[state].capitalize()}. {safe(why)}".rstrip(), room=6)
        page.item("Do", safe(do), room=6)
    page.text("What was read of these before stays as it is.")


def _named(found: Fetched) -> str:
    return f"{safe(found.service)}, {safe(found.document)}"


def _plain(found: Fetched) -> dict[str, Any]:
    return {
        "platform": found.platform,
        "service": found.service,
        "document": found.document,
        "url": found.url,
        "state": found.state.value,
        "code": found.code,
        "why": found.why,
        "change": found.change.id if found.change else None,
    }
