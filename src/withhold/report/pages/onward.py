"""Where does a run that has ended lead on to? To the plan, to the next try, or to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.report.pages.address import Address, plan_of, sign_in_of
from withhold.report.pages.deeds import Deed
from withhold.report.pages.looking import FETCH
from withhold.report.pages.message import say, say_many
from withhold.report.pages.standing import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.report.pages.run import Course, ItemRow


def onward(course: Course, items: Sequence[ItemRow], *, failed: bool) -> Deed | None:
    """Lead on: from a sign-in to the plan, from a look at something that is on to its plan."""
    if course.is_on or course.began is None:
        return None
    if failed or (course.how != "done" and course.kind != "sign-in"):
        return _once_more(course, items)
    if course.kind == "sign-in":
        return _after_sign_in(course, items)
    on = [item for item in items if item.sign and item.sign.shape is Shape.ON and not item.deed]
    if course.kind in {"check", "review"} and on:
        plan = plan_of("off", *((item.control, item.account) for item in on))
        told = say_many("It is on.", "{count} are on.", len(on))
        return Deed(told, plan, say("See the plan to switch off"), start=True)
    return None


def _once_more(course: Course, items: Sequence[ItemRow]) -> Deed | None:
    """Lead back to where it can be begun again, for all that has no answer yet."""
    left = [(item.control, item.account) for item in items if item.sign is None]
    if course.kind == FETCH:
        told = say("What was read is kept. You can begin again.")
        return Deed(told, Address("/changes"), say("To what policies changed"))
    if course.kind == "review":
        return Deed(say("You can begin again."), Address("/review"), say("To the review"))
    if course.kind == "sign-in":
        owners = (str(each.data.get("account") or "") for each in course.told)
        owner = next((each for each in owners if each), "")
        to = sign_in_of(owner) if owner else None
        return Deed(say("You can try once more."), to, say("Sign in"), start=True) if to else None
    if not left or course.kind not in {"check", "off", "restore"}:
        return None
    plan = plan_of(course.kind, *left)
    return Deed(say("To go on, look at the plan again."), plan, say("See the plan"), start=True)


def _after_sign_in(course: Course, items: Sequence[ItemRow]) -> Deed | None:
    answer = next((each.data.get("answer") for each in course.told if each.kind == "signed-in"), 0)
    owner = next((str(e.data.get("account", "")) for e in course.told if e.kind == "window"), "")
    if answer is False:
        return Deed(say("You can try once more."), sign_in_of(owner), say("Sign in"), start=True)
    if answer is True and items:
        return Deed(
            say("Now Withhold can switch off what it can."),
            Address("/off"),
            say("See the plan to switch off"),
            start=True,
        )
    return None
