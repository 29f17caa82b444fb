"""Is only the planned control pressed, once, and is nothing undescribed answered?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import msgspec
import pytest
from tests.fakes.pages import (
    URL,
    FakeClock,
    FakePage,
    dialog,
    recipe,
    survey,
    switch,
    words,
)

from withhold.act.switches.prove import proved, unproved
from withhold.act.switches.switch import Outcome, Patience
from withhold.act.switches.switch import switch as press
from withhold.model.action import ApprovedPlan, Plan, PlanItem
from withhold.model.observation import Account, Look, Position, Reason, State
from withhold.model.recipe import Confirm, Recipe, Set
from withhold.model.terms import Effect

ON, OFF = survey(switch("on")), survey(switch("off"))


@dataclass
class Notes:
    """A journal that remembers."""

    steps: list[str] = field(default_factory=list)

    def intended(self) -> None:
        self.steps.append("intended")

    def clicked(self) -> None:
        self.steps.append("clicked")

    def abandoned(self) -> None:
        self.steps.append("abandoned")


def item(by: Recipe | None = None) -> PlanItem:
    return PlanItem(
        control="platform.training",
        account=Account("platform", "default"),
        recipe=by or recipe(),
        url=URL,
        label="Use my data for training",
        to=Position.OFF,
        effect=Effect.TRAINING,
        restorable=True,
        irreversible=False,
        visits=2,
        clicks=1,
    )


def approved(*items: PlanItem) -> ApprovedPlan:
    return ApprovedPlan(Plan(items), datetime(2026, 11, 23, tzinfo=UTC), "terminal")


def carry_out(page: FakePage, planned: PlanItem | None = None) -> tuple[Outcome, list[str]]:
    notes = Notes()
    one = planned or item()
    outcome = press(
        approved(one),
        one,
        page=page,
        ref=1,
        journal=notes,
        words=words().page_words,
        clock=page.clock,
        patience=Patience(settle=2, deadline=30),
    )
    return outcome, notes.steps


def page(after: object = OFF, **more: object) -> FakePage:
    """Show the switch on; after the press, `after`."""

    def pressed(shown: FakePage) -> None:
        shown.script = lambda _: after  # type: ignore[assignment,return-value]

    return FakePage(lambda _: ON, FakeClock(), on_press=pressed, **more)  # type: ignore[arg-type]


def test_it_is_pressed_once_and_each_step_is_noted_first() -> None:
    shown = page()
    assert carry_out(shown) == (Outcome.SENT, ["intended", "clicked"])
    assert shown.pressed == [1]


def test_what_lies_under_something_is_not_pressed() -> None:
    shown = page(covered=True)
    assert carry_out(shown) == (Outcome.NOT_SENT, ["intended", "abandoned"])
    assert shown.pressed == []


def test_a_dialog_that_is_there_already_stops_it() -> None:
    shown = page()
    shown.script = lambda _: survey(switch("on"), dialogs=[dialog()])
    assert carry_out(shown) == (Outcome.NOT_SENT, [])
    assert shown.pressed == []


def test_an_undescribed_dialog_is_left_unanswered() -> None:
    shown = page(survey(switch("on"), dialogs=[dialog("Are you sure?", "Yes", "No")]))
    assert carry_out(shown)[0] is Outcome.DIALOG
    assert shown.pressed == [1]


def test_a_browser_dialog_stops_it() -> None:
    shown = page()
    shown.on_press = lambda asked: asked.browser_dialogs.append("confirm")
    assert carry_out(shown)[0] is Outcome.DIALOG


def described() -> Recipe:
    steps: list[Set | Confirm] = [
        Set(to="off"),
        Confirm(dialog={"en": ["Protect your posts?"]}, button={"en": ["Protect"]}),
    ]
    return msgspec.structs.replace(recipe(), change=steps)


def test_a_described_dialog_is_answered_with_its_described_button() -> None:
    shown = page()

    def answer(asked: FakePage) -> None:
        opened = survey(switch("on"), dialogs=[dialog("Protect your posts?", "Cancel", "Protect")])
        asked.script = lambda _: opened if asked.pressed[-1] == 1 else OFF

    shown.on_press = answer
    assert carry_out(shown, item(described()))[0] is Outcome.SENT
    assert shown.pressed == [1, 101]


def test_another_dialog_than_the_described_one_is_not_answered() -> None:
    shown = page(survey(switch("on"), dialogs=[dialog("Delete your posts?", "Cancel", "Protect")]))
    assert carry_out(shown, item(described()))[0] is Outcome.DIALOG
    assert shown.pressed == [1]


def test_a_write_that_is_answered_late_is_waited_for() -> None:
    shown = page(pending=lambda now: int(now < 6))
    carry_out(shown)
    assert shown.clock.seconds >= 6


def test_what_is_not_in_the_approved_plan_is_our_own_fault() -> None:
    shown = page()
    with pytest.raises(ValueError, match=r"platform\.training"):
        press(
            approved(),
            item(),
            page=shown,
            ref=1,
            journal=Notes(),
            words=words().page_words,
            clock=shown.clock,
            patience=Patience(2, 30),
        )
    assert shown.pressed == []


WITHHELD = Look(State.WITHHELD, None, "", URL, "label", Position.OFF)
ALLOWED = Look(State.ALLOWED, None, "", URL, "label", Position.ON)
UNSEEN = Look(State.UNKNOWN, Reason.SIGNED_OUT, "", URL)


def test_the_fresh_read_alone_proves() -> None:
    assert proved(item(), WITHHELD) == WITHHELD
    assert proved(item(), ALLOWED) == replace(ALLOWED, reason=Reason.NOT_KEPT)
    assert proved(item(), UNSEEN) == UNSEEN


@pytest.mark.parametrize("outcome", [Outcome.DIALOG, Outcome.NOT_SENT])
def test_without_a_fresh_read_nothing_is_withheld(outcome: Outcome) -> None:
    assert unproved(WITHHELD, outcome).state is State.UNKNOWN
