"""How is a run's outcome written as JSON, and which exit code does it earn?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.kernel.errors import Exit
from withhold.model.observation import State
from withhold.report.failures import SCHEMA

if TYPE_CHECKING:
    from withhold.model.action import Plan
    from withhold.model.finding import Outcome, Result
    from withhold.model.observation import Declaration, Stranger


def document(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """Give the one object that `check`, `off` and `restore` print with `--json`."""
    return {
        "schema": SCHEMA,
        "plan": steps(plan),
        "results": [_result(result) for result in outcome.results],
        "strangers": [_stranger(stranger) for stranger in outcome.strangers],
    }


def steps(plan: Plan) -> list[dict[str, str]]:
    """Give what was planned, in order."""
    return [
        {"control": item.control, "url": item.url, "label": item.label, "action": item.action}
        for item in plan.items
    ]


def verdict(outcome: Outcome) -> Exit:
    """Give the exit code by final states: nothing looked at is never "all well"."""
    if outcome.interrupted:
        return Exit.INTERRUPTED
    states = {result.state for result in outcome.results}
    if State.ALLOWED in states:
        return Exit.FINDINGS
    if State.UNKNOWN in states or not states:
        return Exit.COULD_NOT_LOOK
    return Exit.WELL


def _result(result: Result) -> dict[str, Any]:
    return {
        "control": result.control,
        "platform": result.platform,
        "account": result.account,
        "state": result.state.value,
        "reason": result.reason.value if result.reason else None,
        "detail": result.detail,
        "changed": result.changed,
        "declared": _declared(result.declared) if result.declared else None,
        "read_at": stamp(result.read_at) if result.read_at else None,
        "url": result.url,
        "label": result.label,
        "recipe": result.recipe,
        "evidence": list(result.evidence),
    }


def _declared(word: Declaration) -> dict[str, str | None]:
    return {"state": word.word.value, "since": word.since, "said_at": stamp(word.said_at)}


def _stranger(stranger: Stranger) -> dict[str, str]:
    return {
        "platform": stranger.platform,
        "url": stranger.url,
        "label": stranger.label,
        "state": stranger.state.value,
    }
