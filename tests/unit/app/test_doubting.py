"""Which changes ask for something, and are they told where a review is?"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withhold.app import accounts, marking
from withhold.app.changed import changes
from withhold.app.declaring import declare
from withhold.app.doubting import doubts, pending, proofs_of
from withhold.app.reviewing import Ask, review
from withhold.app.start import House, house
from withhold.catalogue.load import load
from withhold.kernel.paths import Home
from withhold.model.doubt import Do, Rule
from withhold.model.observation import Word
from withhold.model.policy import Direction, Judgement
from withhold.report import review as report
from withhold.store.policies import Batch, Policies, Recorded, Subject, Told

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, cache: Path) -> House:
    home = Home(tmp_path / "home")
    home.make()
    shutil.copytree(cache, home.cache)
    return house(home)


def _keep(own: House, service: str, days: int = 5, **judged: object) -> Told:
    judgement = Judgement(change=True, direction=Direction.MORE, **judged)  # type: ignore[arg-type]
    at = NOW - timedelta(days=days)
    told = Told(Subject(service, "Terms"), at - timedelta(days=1), at, judgement)
    with Policies(own.home) as kept:
        kept.add(told.subject, Batch([Recorded(at, f"{days}")], [told], b""), by="1")
    return told


def _asked(own: House) -> list[tuple[str, Do]]:
    return [(change.service, doubt.do) for change, doubt in pending(own)]


def test_only_what_is_new_and_of_ones_own_platforms_asks_for_something(own: House) -> None:
    assert pending(own) == ()
    assert not own.home.policies.exists()
    accounts.add(own, "facebook")
    told = _keep(own, "Facebook")
    _keep(own, "X")
    _keep(own, "Somebody")
    assert _asked(own) == [("Facebook", Do.OBJECT)]
    marking.mark(own, told.id)
    assert _asked(own) == []
    marking.mark(own, told.id, undo=True)
    marking.looked(own, changes(own))
    assert _asked(own) == []


def test_a_service_of_two_platforms_is_judged_for_both(own: House) -> None:
    accounts.add(own, "instagram")
    told = _keep(own, "Meta AI")
    found = doubts(own, changes(own))[told.id]
    assert {each.platform: each.rule for each in found} == {
        "facebook": Rule.NOT_YOURS,
        "instagram": Rule.NOT_COVERED,
    }


def test_an_objection_counts_from_the_day_it_was_sent(own: House) -> None:
    accounts.add(own, "facebook")
    declare(own, "facebook.ai_objection", Word.SENT, since="2025-03")
    (proof,) = proofs_of(own, "facebook")
    assert (proof.at, proof.asked) == (datetime(2025, 3, 1, tzinfo=UTC), True)
    _keep(own, "Facebook")
    ((_, found),) = pending(own)
    assert (found.rule, found.proofs) == (Rule.OBJECTION_OLDER, (proof,))


def test_a_review_names_what_asks_for_something(own: House) -> None:
    accounts.add(own, "facebook")
    declare(own, "facebook.ai_objection", Word.SENT, since=f"{NOW:%Y-%m-%d}")
    for days in range(5, 12):
        _keep(own, "Instagram", days)
    accounts.add(own, "instagram")
    made = review(own, Ask(due=True))
    told = "\n".join(line.text for line in report.screen(made, width=90))
    assert told.count("Object (`withhold policies show") == 5
    assert "2 more (`withhold policies changes --new`)" in told
    assert [each["do"] for each in report.document(made)["policies"]] == ["object"] * 7
