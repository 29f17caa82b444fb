"""What will be clicked, and who has to say yes to it?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fakes.pages import FakeClock

from withhold.app import planning
from withhold.app.errands import errands
from withhold.app.planning import Approver, NotApproved, approve
from withhold.catalogue.load import load
from withhold.model.action import Plan, PlanItem
from withhold.model.fact import Facts
from withhold.model.observation import Position
from withhold.report.plans import lines


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return load(cache=tmp_path_factory.mktemp("cache"))


def plan(facts: Facts, *targets: str) -> Plan:
    return planning.off(errands(facts, (), targets), FakeClock())


def person(answer: Callable[[PlanItem], bool] = lambda _: True, *, whole: bool = True) -> Approver:
    return Approver(lambda _: whole, answer, "terminal")


JUST_YES = Approver(lambda _: True, None, "--yes")
NOBODY = Approver(None, None, "--yes")


def test_each_control_goes_to_the_position_that_withholds(facts: Facts) -> None:
    made = plan(facts, "linkedin", "x.protect_posts")
    assert [(item.control, item.to) for item in made.items] == [
        ("linkedin.genai_toggle", Position.OFF),
        ("x.protect_posts", Position.ON),
    ]
    assert (made.visits, made.clicks) == (4, 2)


def test_what_only_a_person_can_do_is_in_no_plan(facts: Facts) -> None:
    assert plan(facts, "facebook.ai_objection", "snapchat.public_content_genai").items == ()


def test_a_look_plans_no_click(facts: Facts) -> None:
    made = planning.looks(errands(facts, (), ["x"]), FakeClock())
    assert [(item.action, item.visits, item.clicks) for item in made.items] == [("read", 1, 0)]


def test_a_plan_says_before_any_click_all_that_promise_two_asks(facts: Facts) -> None:
    said = "\n".join(lines(plan(facts, "linkedin", "x.grok_memory")))
    for words in (
        "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
        "Use my data for training content creation AI models",
        "At most 4 page loads and 2 clicks",
        "withhold restore linkedin.genai_toggle",
        "not yet been confirmed on the live site",
    ):
        assert words in said


def test_training_switches_can_be_approved_beforehand(facts: Facts) -> None:
    made = plan(facts, "linkedin", "x")
    assert approve(made, JUST_YES, FakeClock()).plan == made


@pytest.mark.parametrize("control", ["x.grok_memory", "x.protect_posts"])
def test_memory_and_privacy_cannot(facts: Facts, control: str) -> None:
    with pytest.raises(NotApproved, match=control):
        approve(plan(facts, "x", control), JUST_YES, FakeClock())


def test_nobody_to_ask_is_no(facts: Facts) -> None:
    with pytest.raises(NotApproved, match="add --yes"):
        approve(plan(facts, "x"), NOBODY, FakeClock())


def test_each_delicate_item_is_asked_for_itself(facts: Facts) -> None:
    asked: list[str] = []

    def answer(item: PlanItem) -> bool:
        asked.append(item.control)
        return item.control == "x.grok_memory"

    made = plan(facts, "x", "x.grok_memory", "x.protect_posts")
    kept = approve(made, person(answer), FakeClock()).plan
    assert asked == ["x.grok_memory", "x.protect_posts"]
    assert [item.control for item in kept.items] == ["x.grok_training", "x.grok_memory"]


def test_a_no_to_the_whole_is_a_no(facts: Facts) -> None:
    with pytest.raises(NotApproved, match="Nothing was changed"):
        approve(plan(facts, "x"), person(whole=False), FakeClock())
