"""How is a run told to a person on a terminal: while it goes on, and when it is over?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.model.observation import Reason, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from withhold.model.fact import Control, Facts
    from withhold.model.finding import Outcome, Result

_NOW = {
    "looking": "opening the page",
    "intended": "clicking",
    "clicked": "clicked; waiting until the page has saved",
    "proved": "a fresh look was taken",
    "resumed": "an earlier run was cut short around its click; this look says what came of it",
    "unsettled": "an earlier run was cut short around its click; what came of it is not seen yet",
}


def progress(say: Callable[[str], None]) -> Callable[[str, dict[str, Any]], None]:
    """Give a listener that says one line for each step of a run."""

    def hear(kind: str, payload: dict[str, Any]) -> None:
        control = payload.get("control", "")
        if kind in _NOW:
            say(f"  {control}: {_NOW[kind]} …")
        elif kind == "done":
            reason = f" ({payload['reason']})" if payload.get("reason") else ""
            say(f"  {control}: {payload['state']}{reason}")
        elif kind == "signed-out":
            say(f"  {payload['account']}: signed out, as your settings say")
        elif kind == "stays-signed-in":
            say(f"  {payload['account']}: still signed in here. {payload['why']}")

    return hear


def lines(outcome: Outcome, facts: Facts) -> Iterator[str]:
    """Say how each control stands, what stays open beside it, and what to do now."""
    for result in outcome.results:
        yield ""
        yield from _told(result, _control(result.control, facts))
    for stranger in outcome.strangers:
        yield ""
        yield f"New to us on {stranger.platform}: a switch called “{stranger.label}”"
        yield f"  It is {stranger.state.value}. It was not touched. {stranger.url}"
    if not outcome.results:
        yield "Nothing here can be read on the web. `withhold todo` lists what you can do yourself."
    if outcome.interrupted:
        yield ""
        yield "Stopped before the end. Run the same command again to go on."


def _told(result: Result, control: Control | None) -> Iterator[str]:
    name = control.name.get("en", result.control) if control else result.control
    yield f"{result.control}: {_word(result)}"
    yield f"  {name} · account {result.platform}/{result.account}"
    if result.adopted:
        yield f"  Read by the label “{result.label}”, adopted by you."
    if result.detail:
        yield f"  {result.detail}"
    if result.declared:
        since = f" since {result.declared.since}" if result.declared.since else ""
        yield f"  Your own word, kept beside: {result.declared.word.value}{since}."
    if result.state is State.WITHHELD and control:
        for limit in control.does_not_cover:
            yield f"  Not covered: {limit.get('en', '')}"


def _word(result: Result) -> str:
    match result.state:
        case State.WITHHELD if result.changed:
            return "WITHHELD. Switched, and proved by a fresh look."
        case State.WITHHELD:
            return "WITHHELD. A fresh look shows it."
        case State.ALLOWED if result.reason is Reason.NOT_KEPT:
            return "ALLOWED. The click was not kept."
        case State.ALLOWED:
            return "ALLOWED."
        case State.UNKNOWN:
            return f"UNKNOWN ({result.reason})."


def _control(name: str, facts: Facts) -> Control | None:
    platform = facts.platforms.get(name.partition(".")[0])
    found = platform.controls if platform else []
    return next((control for control in found if control.id == name), None)
