"""Does a review look at what is due, and say only what changed?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from filelock import FileLock
from tests.season.test_season import LINKEDIN, Season, X, season
from tests.season.world import Looker, press

from withhold.app.noticing import inbox
from withhold.app.reviewing import Ask, NoSuchReview, found, last, review
from withhold.kernel.errors import Exit
from withhold.model.observation import Position
from withhold.model.terms import Every
from withhold.report.review import document, screen, verdict


@pytest.fixture
def now() -> Iterator[Season]:
    with season() as begun:
        yield begun


def _text(now: Season, *, due: bool = False) -> str:
    ask = Ask(due=due, every=Every.WEEKLY, look=Looker(now.pages).look)
    return " ".join(line.text.strip() for line in screen(review(now.house, ask), width=90))


def test_what_was_off_and_is_on_comes_first_with_what_to_do(now: Season) -> None:
    now.week([("off", LINKEDIN), ("off", X)], [])
    now.befall("flip-on", X)
    now.befall("sign-out", LINKEDIN)
    told = _text(now)
    assert told.index("Turned back on") < told.index("Could not be seen")
    assert "`withhold off x.grok_training`" in told
    assert "Nothing changed. Still on: 1. Still not seen: 1." in _text(now)


def test_the_exit_code_says_how_things_stand(now: Season) -> None:
    now.week([("off", LINKEDIN), ("off", X)], [])
    assert verdict(now.review(due=False)) is Exit.WELL
    now.befall("sign-out", LINKEDIN)
    assert verdict(now.review(due=False)) is Exit.COULD_NOT_LOOK
    now.befall("flip-on", X)
    seen = now.review(due=False)
    assert verdict(seen) is Exit.FINDINGS
    (change,) = document(seen)["changes"]
    assert (change["kind"], change["was"], change["now"]) == ("drift", "withheld", "allowed")
    assert verdict(now.review(due=False)) is Exit.FINDINGS  # it is still on


def test_nothing_is_opened_before_it_is_due(now: Season) -> None:
    now.week([], [])
    assert "Nothing is due. Next review on 17 January 2027." in _text(now, due=True)
    now.clock.moment += timedelta(days=6)
    assert len(now.review().looked) == 2


def test_a_click_cut_short_is_due_at_once(now: Season) -> None:
    now.week([], [])
    now.befall("off-cut-short", X)
    seen = now.review()
    assert [(each.kind, each.platform) for each in seen.changes] == [("withheld", "x")]
    assert len(seen.looked) == 1


def test_a_drift_that_was_put_off_since_says_so(now: Season) -> None:
    now.week([("off", X)], [])
    now.befall("flip-on", X)
    with now.house.ledger() as ledger:
        press(ledger, now.clock, X, page=now.pages[X], to=Position.OFF)
    assert "It is off again by now." in _text(now)


def test_a_second_review_says_so_and_ends_well(now: Season) -> None:
    now.week([], [])
    with FileLock(now.house.home.root / "runs" / "review.lock"):
        seen = now.review()
    assert seen.busy
    assert verdict(seen) is Exit.WELL


def test_what_a_review_found_is_told_the_same_by_the_ledger_alone(now: Season) -> None:
    assert last(now.house) is None
    now.week([("off", LINKEDIN), ("off", X)], [])
    now.befall("flip-on", X)
    now.befall("sign-out", LINKEDIN)
    told = now.review(due=False)
    assert told.run
    later = last(now.house)
    assert later is not None
    assert later.changes == told.changes
    assert (later.run, later.at, later.looked) == (told.run, told.at, told.looked)
    assert [each.kind for each in later.changes] == ["drift", "unknown"]
    second = now.review(due=False)
    assert (second.changes, second.since) == ((), told.at)
    assert found(now.house, told.run, every=Every.WEEKLY).changes == told.changes


def test_what_the_inbox_told_between_reviews_is_no_news_of_the_next(now: Season) -> None:
    now.week([("stranger", X)], [])
    first = last(now.house)
    now.befall("flip-on", X)
    with now.house.ledger() as ledger:
        press(ledger, now.clock, X, page=now.pages[X], to=Position.OFF)
    now.befall("flip-on", X)
    with now.house.ledger() as ledger:
        press(ledger, now.clock, X, page=now.pages[X], to=Position.OFF)
    assert [each.told for each in inbox(now.house)][:1] == ["drift"]
    later = last(now.house)
    assert first is not None
    assert later is not None
    assert (later.changes, later.unread) == (first.changes, first.unread + 1)
    again = now.review(due=False)
    assert (again.changes, again.unread) == ((), len(inbox(now.house)))


def test_a_review_nobody_made_is_not_found(now: Season) -> None:
    with pytest.raises(NoSuchReview):
        found(now.house, "01ARZ3NDEKTSV4RRFFQ69G5FAV")
