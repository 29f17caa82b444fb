"""Is what only the person can do listed in order, for the place, and without what is settled?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from withhold.app import accounts
from withhold.app import todo as todo_module
from withhold.app.config import Config
from withhold.app.declaring import declare
from withhold.app.start import House
from withhold.app.todo import NothingToOpen, open_page, todo
from withhold.catalogue import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.errors import Exit
from withhold.kernel.paths import Home
from withhold.model.observation import Word
from withhold.report.todo import Item, Todo, document

FACTS = load()


@pytest.fixture
def own(tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), FACTS, SystemClock())


def _ids(items: tuple[Item, ...]) -> list[str]:
    return [item.control.id for item in items]


def test_training_comes_first_and_weak_facts_last(own: House) -> None:
    due = _ids(todo(own, ["snapchat"], country="DE").due)
    assert due[0] == "snapchat.my_selfie_clear"
    assert due[-1] == "snapchat.public_content_genai"


def test_what_changes_a_life_on_the_platform_is_apart(own: House) -> None:
    found = todo(own, ["facebook", "instagram"], country="DE")
    assert _ids(found.due)[:2] == ["facebook.ai_objection", "instagram.ai_objection"]
    assert set(_ids(found.further)) == {"facebook.limit_past_posts", "instagram.private_account"}


def test_only_what_is_offered_in_the_country(own: House) -> None:
    found = todo(own, ["facebook"], country="US")
    assert "facebook.ai_objection" not in _ids(found.due)
    assert "facebook.ai_objection" in found.elsewhere


def test_what_withhold_does_itself_is_named_beside(own: House) -> None:
    found = todo(own, ["linkedin", "x"], country="DE")
    assert set(found.automatic) == {"linkedin.genai_toggle", "x.grok_training"}
    assert "x.protect_posts" in found.offered
    assert not {"linkedin.genai_toggle", "x.protect_posts"} & set(_ids(found.due))


def test_what_is_settled_is_left_out_and_what_is_sent_waits(own: House) -> None:
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD)
    declare(own, "facebook.ai_objection", Word.SENT)
    found = todo(own, ["snapchat", "facebook"], country="DE")
    assert found.settled == ("snapchat.my_selfie_ads",)
    assert _ids(found.waiting) == ["facebook.ai_objection"]
    assert "facebook.ai_objection" not in _ids(found.due)


def test_no_answer_in_time_is_due_again_with_an_authority(own: House) -> None:
    declare(own, "facebook.ai_objection", Word.SENT, since="2020-01-07")
    (item,) = (i for i in todo(own, ["facebook"], country="DE").due if i.due)
    assert item.control.id == "facebook.ai_objection"
    assert item.authorities


def test_nothing_left_is_well(own: House) -> None:
    declare(own, "facebook.ai_objection", Word.ACCEPTED)
    found = todo(own, ["facebook"], country="DE")
    assert (found.due, found.code) == ((), Exit.WELL)
    assert todo(own, ["snapchat"], country="DE").code is Exit.FINDINGS


def test_without_targets_it_is_about_the_accounts(own: House) -> None:
    assert todo(own, country="DE").every_platform
    accounts.add(own, "instagram", country="de")
    found = todo(own)
    assert {item.account.platform for item in found.due} == {"instagram"}
    assert (found.country, found.every_platform) == ("DE", False)


def test_a_named_control_is_shown_whoever_can_do_it(own: House) -> None:
    found = todo(own, ["linkedin.genai_toggle"])
    (item,) = found.due
    assert item.automatic
    assert set(item.ways) == {"web", "ios", "android"}
    declare(own, "linkedin.genai_toggle", Word.WITHHELD)
    again = todo(own, ["linkedin.genai_toggle"])
    assert (_ids(again.shown), again.code) == (["linkedin.genai_toggle"], Exit.WELL)


def test_people_without_an_account_get_their_ways(own: House) -> None:
    found = todo(own, accountless=True, country="DE")
    first = [way.id for way in found.ways if way.first]
    assert first == [
        "facebook.third_party_form",
        "linkedin.objection_form",
        "snapchat.dpo_mail",
        "x.privacy_form",
    ]
    assert found.ways[0].platforms == ("Facebook", "Instagram")
    assert all(way.drafted for way in found.ways if way.first)
    assert found.right is True
    assert todo(own, accountless=True, country="US").right is False


def test_what_was_sent_without_an_account_is_followed(own: House) -> None:
    for way in todo(own, ["linkedin"], accountless=True, country="DE").open_ways:
        declare(own, way.id, Word.SENT)
    assert todo(own, ["linkedin"], accountless=True, country="DE").code is Exit.WELL
    assert todo(own).accountless


def test_members_of_a_platform_without_a_form_may_object_by_mail(own: House) -> None:
    found = todo(own, ["snapchat"], country="DE")
    assert [way.id for way in found.ways] == ["snapchat.dpo_mail"]
    assert todo(own, ["snapchat"], country="US").ways == ()


def test_no_address_is_given_for_weak_facts(own: House) -> None:
    found = todo(own, ["snapchat.public_content_genai"])
    assert found.due[0].url is None
    with pytest.raises(NothingToOpen):
        open_page(found)


@pytest.fixture
def browse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Todo], list[str]]:
    def opened(found: Todo) -> list[str]:
        urls: list[str] = []

        def everyday(url: str) -> bool:
            urls.append(url)
            return True

        monkeypatch.setattr(todo_module, "everyday", everyday)
        assert open_page(found).opened == tuple(urls)
        return urls

    return opened


def test_one_page_opens_in_the_everyday_browser(
    own: House, browse: Callable[[Todo], list[str]]
) -> None:
    urls = browse(todo(own, ["facebook.ai_objection"]))
    assert urls == ["https://www.facebook.com/help/contact/712876720715583"]
    assert browse(todo(own, ["x.privacy_form"])) == ["https://help.x.com/forms/privacy"]


def test_several_pages_are_never_opened_at_once(own: House) -> None:
    with pytest.raises(NothingToOpen):
        open_page(todo(own, ["facebook"]))


def test_the_document_names_every_heap(own: House) -> None:
    told = document(todo(own, ["snapchat"], country="DE"))
    assert told["schema"] == 1
    item = told["due"][0]
    assert item["control"] == "snapchat.my_selfie_clear"
    assert item["steps"]["ios"]["path"][-1] == "Clear Selfie"
    assert item["irreversible"] is True
    assert item["stops"][0] == {
        "use": "snapchat.selfie_training",
        "extent": "wholly",
        "note": "For what comes; pictures made already stay licensed.",
    }
