"""What is meant by TARGET…?"""

from __future__ import annotations

import pytest

from withhold.app.errands import NoSuchAccount, NothingToDo, errands, is_automatic
from withhold.catalogue.errors import UnknownControlError, UnknownPlatformError
from withhold.catalogue.load import load
from withhold.model.fact import Facts
from withhold.model.observation import Account


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return load(cache=tmp_path_factory.mktemp("cache"))


def ids(facts: Facts, *targets: str, accounts: tuple[Account, ...] = ()) -> list[str]:
    return [errand.control.id for errand in errands(facts, accounts, targets)]


def test_a_platform_stands_for_its_training_switches_on_the_web(facts: Facts) -> None:
    assert ids(facts, "linkedin") == ["linkedin.genai_toggle"]
    assert ids(facts, "X") == ["x.grok_training"]
    assert ids(facts, "facebook", "snapchat") == []


def test_a_control_stands_for_itself_whatever_its_effect(facts: Facts) -> None:
    assert ids(facts, "x.protect_posts", "facebook.ai_objection") == [
        "x.protect_posts",
        "facebook.ai_objection",
    ]


def test_nothing_is_meant_twice(facts: Facts) -> None:
    assert ids(facts, "x", "x.grok_training", "x") == ["x.grok_training"]


def test_without_a_target_all_accounts_added_are_meant(facts: Facts) -> None:
    accounts = (Account("x", "default"), Account("x", "work"), Account("linkedin", "default"))
    found = errands(facts, accounts, [])
    assert [errand.account.id for errand in found] == ["x/default", "x/work", "linkedin/default"]


def test_without_target_and_account_it_says_what_to_do(facts: Facts) -> None:
    with pytest.raises(NothingToDo, match="withhold accounts add"):
        errands(facts, (), [])


def test_a_named_target_needs_no_account(facts: Facts) -> None:
    (errand,) = errands(facts, (), ["linkedin"])
    assert errand.account == Account("linkedin", "default", added=False)


def test_an_account_can_be_picked_by_name(facts: Facts) -> None:
    accounts = (Account("x", "default"), Account("x", "work"))
    (errand,) = errands(facts, accounts, ["x"], account="work")
    assert errand.account.name == "work"
    with pytest.raises(NoSuchAccount, match="--name play"):
        errands(facts, accounts, ["x"], account="play")


def test_unknown_names_offer_the_nearest(facts: Facts) -> None:
    with pytest.raises(UnknownPlatformError, match="linkedin"):
        ids(facts, "linkdin")
    with pytest.raises(UnknownControlError, match=r"x\.grok_training"):
        ids(facts, "x.grok_trainin")


def test_only_what_has_a_recipe_and_some_certainty_is_automatic(facts: Facts) -> None:
    found = errands(facts, (), [c.id for p in facts.platforms.values() for c in p.controls])
    assert {errand.control.id for errand in found if is_automatic(errand)} == {
        "linkedin.genai_toggle",
        "x.grok_training",
        "x.grok_personalization",
        "x.grok_memory",
        "x.protect_posts",
    }
