"""How is a plan put to a person, before anything is clicked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.model.action import Plan, PlanItem


def lines(plan: Plan) -> Iterator[str]:
    """Say what will be opened and clicked, how often, and what cannot be undone."""
    if not plan.items:
        return
    yield "The plan:"
    for number, item in enumerate(plan.items, 1):
        yield f"  {number}. {item.control} ({item.account.id})"
        yield f"     open   {item.url}"
        yield f"     {'read  ' if item.to is None else 'click '} “{item.label}”"
        if item.to is not None:
            yield f"     to     switch it {item.to}, only if it is not {item.to} already"
            yield f"     undo   {_undo(item)}"
        if item.recipe.confirmed_live == "never":
            yield "     note   this recipe has not yet been confirmed on the live site"
        else:
            yield f"     note   last confirmed on the live site on {item.recipe.confirmed_live}"
    yield f"  At most {_count(plan.visits, 'page load')} and {_count(plan.clicks, 'click')}."
    yield "  Nothing else is touched. Every result is proved by a fresh look, or called unknown."


def question_about(item: PlanItem) -> str:
    """Ask for the yes that one delicate item needs."""
    lasting = " This cannot be undone." if item.irreversible else ""
    return f"{item.control}: switch “{item.label}” {item.to}?{lasting}"


def _undo(item: PlanItem) -> str:
    if item.irreversible or not item.restorable:
        return "not possible"
    return f"`withhold restore {item.control}`"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
