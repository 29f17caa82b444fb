"""Can only a switch that was seen be adopted, by its exact words, and taken back?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from withhold.app import adopting, planning
from withhold.app.config import Config
from withhold.app.errands import errands
from withhold.app.planning import NotApproved
from withhold.app.start import House
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.fact import Facts
from withhold.model.observation import (
    Account,
    Capture,
    Evidence,
    Phase,
    Position,
    Reading,
    Reason,
    State,
    Stranger,
)
from withhold.model.terms import Polarity

CONTROL, BESIDE, ELSEWHERE = "x.grok_training", "x.grok_personalization", "x.protect_posts"
PAGE = "https://x.com/settings/grok_settings"
LABEL = "Let our AI learn from what you post"
See = Callable[..., Reading]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return load(cache=tmp_path_factory.mktemp("facts"))


@pytest.fixture
def own(facts: Facts, tmp_path: Path) -> House:
    return House(Home(tmp_path / "home"), Config(), facts, SystemClock())


@pytest.fixture
def see(own: House) -> See:
    def seen(
        *labels: str, control: str = CONTROL, account: str = "default", picture: bytes | None = None
    ) -> Reading:
        """Write a visit down that met these strangers."""
        now = datetime.now(UTC)
        with own.ledger() as ledger:
            about = Evidence(
                PAGE, now, f"{control}@1", "Chromium", (), None, None, whole_page=False
            )
            kept = ledger.keep(Capture(picture, "tree", whole_page=picture is not None), about)
            reading = Reading(
                id=ulid(now),
                run="run",
                control=control,
                account=f"x/{account}",
                phase=Phase.CHECK,
                state=State.UNKNOWN,
                reason=Reason.UNRECOGNISED,
                detail="",
                position=Position.UNKNOWN,
                read_at=now,
                url=PAGE,
                label=None,
                recipe=f"{control}@1",
                adopted=False,
                practice=False,
                evidence=kept,
            )
            strangers = tuple(Stranger("x", PAGE, label, Position.ON) for label in labels)
            ledger.put_reading(reading, strangers)
        return reading

    return seen


def _take(own: House, on_means: Polarity = Polarity.ALLOWS) -> None:
    adopting.adopt(own, adopting.propose(own, CONTROL, LABEL), on_means, agreed=True)


def _planned(own: House) -> tuple[str, Position | None]:
    with own.ledger() as ledger:
        meant = [adopting.as_adopted(e, ledger) for e in errands(own.facts, [], [CONTROL])]
    (item,) = planning.off(meant, own.clock).items
    return item.label, item.to


def test_a_stranger_is_proposed_with_what_was_seen_of_it(own: House, see: See) -> None:
    see(LABEL, picture=b"PNG")
    found = adopting.propose(own, CONTROL, f"  {LABEL.upper()} ")
    assert found.sighting.label == LABEL
    assert (found.sighting.url, found.sighting.state) == (PAGE, Position.ON)
    assert found.picture is not None
    assert found.picture.read_bytes() == b"PNG"
    assert found.known_as is Polarity.ALLOWS


def test_without_a_picture_there_is_none(own: House, see: See) -> None:
    see(LABEL)
    assert adopting.propose(own, CONTROL, LABEL).picture is None


def test_a_visit_for_another_control_of_the_same_page_counts(own: House, see: See) -> None:
    see(LABEL, control=BESIDE)
    assert adopting.propose(own, CONTROL, LABEL).sighting.label == LABEL


def test_a_visit_to_another_page_does_not(own: House, see: See) -> None:
    see(LABEL, control=ELSEWHERE)
    with pytest.raises(adopting.NotSeen, match=r"`withhold check x\.grok_training` first"):
        adopting.propose(own, CONTROL, LABEL)


def test_other_words_are_refused_and_the_ones_seen_are_listed(own: House, see: See) -> None:
    see(LABEL, "Another model")
    with pytest.raises(adopting.NotSeen) as refused:
        adopting.propose(own, CONTROL, LABEL + "s")
    assert refused.value.where == f"“{LABEL}”, “Another model”."


def test_what_was_gone_at_the_last_visit_is_not_taken(own: House, see: See) -> None:
    see(LABEL)
    see("Another model")
    with pytest.raises(adopting.NotSeen):
        adopting.propose(own, CONTROL, LABEL)


def test_one_account_alone_can_be_meant(own: House, see: See) -> None:
    see(LABEL, account="work")
    assert adopting.propose(own, CONTROL, LABEL, account="work").sighting.account == "x/work"
    with pytest.raises(adopting.NotSeen):
        adopting.propose(own, CONTROL, LABEL, account="home")


@pytest.mark.parametrize("control", [CONTROL, BESIDE])
def test_words_of_a_fact_are_refused(own: House, see: See, control: str) -> None:
    see(LABEL)
    known = planning.off(errands(own.facts, [], [control]), own.clock).items[0].label
    with pytest.raises(adopting.AlreadyKnown) as refused:
        adopting.propose(own, CONTROL, known)
    assert control in refused.value.where


def test_words_adopted_for_another_control_are_refused(own: House, see: See) -> None:
    see(LABEL)
    _take(own)
    with pytest.raises(adopting.AlreadyKnown, match=CONTROL):
        adopting.propose(own, BESIDE, LABEL)


def test_a_control_without_a_page_has_no_switch(own: House) -> None:
    with pytest.raises(adopting.NoPage):
        adopting.propose(own, "facebook.ai_objection", LABEL)


def test_nothing_is_adopted_without_a_yes(own: House, see: See) -> None:
    see(LABEL)
    found = adopting.propose(own, CONTROL, LABEL)
    with pytest.raises(NotApproved):
        adopting.adopt(own, found, Polarity.ALLOWS, agreed=False)
    with pytest.raises(adopting.NothingAdopted):
        adopting.forget(own, CONTROL)


@pytest.mark.parametrize(
    ("on_means", "to"), [(Polarity.ALLOWS, Position.OFF), (Polarity.PROTECTS, Position.ON)]
)
def test_the_plan_is_made_by_the_adopted_words_and_meaning(
    own: House, see: See, on_means: Polarity, to: Position
) -> None:
    see(LABEL)
    _take(own, on_means)
    assert _planned(own) == (LABEL, to)


def test_what_was_taken_back_holds_no_longer_and_can_be_taken_again(own: House, see: See) -> None:
    see(LABEL)
    before = _planned(own)
    _take(own)
    assert adopting.forget(own, CONTROL).withdrawn
    assert _planned(own) == before
    with pytest.raises(adopting.NothingAdopted):
        adopting.forget(own, CONTROL)
    _take(own)
    assert _planned(own)[0] == LABEL
    with own.ledger() as ledger:
        assert ledger.verify().whole


def test_a_correction_tells_the_label_and_nothing_of_the_person(own: House, see: See) -> None:
    see(LABEL)
    _take(own, Polarity.PROTECTS)
    found = adopting.correction(own, CONTROL)
    assert (found.adoption.label, found.known_as, found.url) == (LABEL, Polarity.ALLOWS, PAGE)


def test_a_label_with_the_person_in_it_is_not_handed_on(own: House, see: See) -> None:
    see(f"{LABEL}, @Mara_B")
    with own.ledger() as ledger:
        ledger.put_account(replace(Account("x", "default"), handle="mara_b"))
    found = adopting.propose(own, CONTROL, f"{LABEL}, @Mara_B")
    adopting.adopt(own, found, Polarity.ALLOWS, agreed=True)
    with pytest.raises(adopting.NamesThePerson):
        adopting.correction(own, CONTROL)
