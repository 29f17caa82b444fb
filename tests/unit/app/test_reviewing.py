"""Does a review look at what is due, and say only what changed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from filelock import FileLock
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.judge import judge
from tests.season.test_season import LINKEDIN, Season, X, season
from tests.season.world import Looker, press

from withhold.app import fetching
from withhold.app.config import PolicyChoice
from withhold.app.noticing import inbox
from withhold.app.reviewing import Ask, NoSuchReview, found, last, review
from withhold.app.sources import sources
from withhold.kernel.errors import Exit
from withhold.model.observation import Position
from withhold.model.policy import Judgement
from withhold.model.terms import Every
from withhold.net.errors import late
from withhold.report.fetched import Planned
from withhold.report.notices import sentence
from withhold.report.review import Review, document, screen, verdict
from withhold.store.policies import Batch, Policies, Subject, Told


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


class _Table:
    """Puts the same page at every address of the platforms, and counts who asks."""

    def __init__(self, now: Season) -> None:
        self.fetcher = FakeFetcher()
        self.asked: list[str] = []
        self._now = now
        for source in sources(now.house):
            self.fetcher.put(source.url, late(source.url))
        self.privacy = sources(now.house, ["linkedin"])[0].url

    def review(self, *, due: bool = True) -> Review:
        judged = fetching.Ask(judge(), opened=self.fetcher.opened, begin=self._hear)
        looker = Looker(self._now.pages).look
        ask = Ask(due=due, every=Every.MONTHLY, look=looker, policies=judged)
        return review(self._now.house, ask)

    def _hear(self, planned: Sequence[Planned]) -> None:
        self.asked += [each.host for each in planned]


def test_policies_are_part_of_it_once_a_day(now: Season) -> None:
    now.week([], [])
    table = _Table(now)
    first = table.review()
    assert (first.fetched, first.unfetched, first.looked) == (len(table.asked), first.fetched, ())
    assert first.fetched > 0
    assert "www.linkedin.com" in table.asked
    assert table.review().idle
    now.clock.moment += timedelta(days=1)
    assert table.review().fetched == first.fetched


def test_a_policy_that_changed_is_told_once(now: Season) -> None:
    now.week([], [])
    table = _Table(now)
    table.fetcher.say(table.privacy, "<p id=component-container>We keep your posts.")
    assert table.review().changes == ()
    now.clock.moment += timedelta(days=1)
    table.fetcher.say(table.privacy, "<p id=component-container>We keep your posts, and train.")
    told = table.review()
    assert told.changes == ()  # it asks for something, and is told under that
    ((change, _),) = told.policies
    assert (change.service, change.document) == ("LinkedIn", "Privacy Policy")
    assert verdict(told) is Exit.FINDINGS
    assert "Policies changed" in [line.text for line in screen(told, width=90)]
    assert document(told)["documents"]["looked"] == told.fetched
    (notice,) = [each for each in inbox(now.house) if each.told == "policy"]
    assert sentence(notice, neutral=True) == "Something that was published changed."
    assert "LinkedIn, Privacy Policy" in sentence(notice, neutral=False)
    now.clock.moment += timedelta(days=1)
    assert table.review().changes == ()


def test_policies_are_left_alone_where_the_settings_say_so(now: Season) -> None:
    now.week([], [])
    table = _Table(now)
    quiet = msgspec.structs.replace(now.house.config, policies=PolicyChoice(fetch=False))
    now.house = replace(now.house, config=quiet)
    assert table.review().idle
    assert table.asked == []


def test_what_an_archive_holds_is_no_news(now: Season) -> None:
    now.week([], [])
    day = now.clock.now()
    told = Told(Subject("X", "Terms of Service"), day, day, Judgement(change=True))
    with Policies(now.house.home) as store:
        store.add(told.subject, Batch([], [told], b""), by="1")
    assert not [each for each in inbox(now.house) if each.told == "policy"]
