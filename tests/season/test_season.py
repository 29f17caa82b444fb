"""Is everything told once, nothing missed and nothing made up, over half a year of reviews?

A story is drawn: what befalls the pages, what the person does, when the machine sleeps, and when
the power goes. The product sees it through the real ledger, the real judgement and the real
review; only the pages and the clock are invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.season.world import (
    CONTROLS,
    Calendar,
    Killed,
    Looker,
    Page,
    Power,
    Story,
    press,
)

from withhold.app.config import Config
from withhold.app.noticing import inbox, mark_read
from withhold.app.reviewing import Ask, review
from withhold.app.start import House
from withhold.catalogue import load
from withhold.kernel import durable
from withhold.kernel.paths import Home
from withhold.model.observation import Account, Position
from withhold.model.terms import Every
from withhold.report.review import Review

FACTS = load()
WEEKS = 26
LINKEDIN, X = CONTROLS
HAPPENINGS = (
    "flip-on",
    "flip-off",
    "rename",
    "rename-back",
    "sign-out",
    "sign-in",
    "challenge",
    "peace",
    "stranger",
    "off",
    "off-cut-short",
    "restore",
    "restore-cut-short",
    "sleep",
)


@dataclass(slots=True)
class Season:
    """One home, its pages, its clock, and the story as it ought to be told."""

    house: House
    clock: Calendar
    power: Power
    pages: dict[str, Page] = field(default_factory=lambda: {name: Page() for name in CONTROLS})
    story: Story = field(default_factory=Story)

    def week(self, happenings: list[tuple[str, str]], cuts: list[int]) -> Review:
        """Let things happen, then review; the power may go again and again before it is done."""
        for what, account in happenings:
            self.befall(what, account)
        self.clock.moment += timedelta(days=7)
        for moment in cuts:
            self.power.left = moment
            with suppress(Killed):
                self.review()
            self.power.back()
        found = self.review()
        for account, page in self.pages.items():
            self.story.reviewed(account, page)
        return found

    def review(self, *, due: bool = True) -> Review:
        """Review once, as the timer does, or as the person does."""
        looker = Looker(self.pages)
        return review(self.house, Ask(due=due, every=Every.WEEKLY, look=looker.look))

    def befall(self, what: str, account: str) -> None:
        """Let one thing happen to one page."""
        page = self.pages[account]
        match what:
            case "flip-on" | "flip-off":
                page.position = Position.ON if what == "flip-on" else Position.OFF
            case "rename" | "rename-back":
                page.renamed = what == "rename"
            case "sign-out" | "sign-in":
                page.signed_out = what == "sign-out"
            case "challenge" | "peace":
                page.challenges = what == "challenge"
            case "stranger":
                page.strangers.append(f"AI switch {len(page.strangers)} of {account}")
            case "sleep":
                self.clock.moment += timedelta(days=28)
            case _:
                self._press(what, account)

    def _press(self, what: str, account: str) -> None:
        page = self.pages[account]
        state, _ = page.shown
        to = Position.OFF if what.startswith("off") else Position.ON
        proof = not what.endswith("cut-short")
        with self.house.ledger() as ledger:
            pressed = press(ledger, self.clock, account, page=page, to=to, proof=proof)
        if pressed:
            self.story.looked_by_hand(account, state)
            self.story.pressed(account, page, proof=proof)

    def told(self) -> Counter[tuple[str, str, str]]:
        """Give what the inbox holds; a cool-off stands for the challenge that began it."""
        found = Counter[tuple[str, str, str]]()
        for each in inbox(self.house, every=True):
            reason = "challenge" if each.reason == "cool-off" else each.reason
            detail = reason if each.told == "unknown" else each.label
            found[each.told, each.account or "", detail or ""] += 1
        return found


@contextmanager
def season() -> Iterator[Season]:
    """Begin a season in a home of its own, with two accounts."""
    power, clock = Power(), Calendar()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "write", power.write)
        house = House(Home(Path(folder) / "home"), Config(), FACTS, clock)
        with house.ledger() as ledger:
            for name in CONTROLS:
                ledger.put_account(Account(name.partition("/")[0], "default"))
        yield Season(house, clock, power)


happening = st.tuples(st.sampled_from(HAPPENINGS), st.sampled_from(list(CONTROLS)))
week = st.tuples(st.lists(happening, max_size=2), st.lists(st.integers(0, 60), max_size=2))


@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking a whole season takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(week, min_size=WEEKS, max_size=WEEKS))
@example([([("off", X)], [n]) if n % 2 else ([("flip-on", X)], [n, n]) for n in range(WEEKS)])
@example([([("challenge", X)], [n]) if n % 2 else ([("peace", X)], []) for n in range(WEEKS)])
def test_each_thing_is_told_once_whenever_the_power_goes(
    weeks: list[tuple[list[tuple[str, str]], list[int]]],
) -> None:
    with season() as now:
        for happenings, cuts in weeks:
            now.week(happenings, cuts)
        assert now.told() == now.story.told
        assert not now.review(due=False).changes
        assert now.told() == now.story.told
        with now.house.ledger() as ledger:
            assert ledger.verify().whole
            keys = [notice.key for notice in ledger.notices()]
            assert len(keys) == len(set(keys))
            assert not [run for run in ledger.runs() if run.how is None]


def _kinds(found: Review) -> list[tuple[str, str, str | None]]:
    return [(each.kind, each.platform, each.reason) for each in found.changes]


def test_a_season_as_people_live_it() -> None:
    with season() as now:
        assert _kinds(now.week([], [])) == [
            ("allowed", "linkedin", None),
            ("allowed", "x", None),
        ]
        assert _kinds(now.week([("off", LINKEDIN), ("off", X)], [])) == []
        assert _kinds(now.week([("flip-on", X)], [])) == [("drift", "x", None)]
        assert _kinds(now.week([("off", X)], [])) == []
        assert _kinds(now.week([("rename", LINKEDIN)], [])) == [
            ("unknown", "linkedin", "unrecognised")
        ]
        assert _kinds(now.week([], [])) == []
        assert _kinds(now.week([("rename-back", LINKEDIN), ("sign-out", X)], [])) == [
            ("unknown", "x", "signed-out")
        ]
        assert _kinds(now.week([("sign-in", X), ("sleep", X)], [])) == []
        assert _kinds(now.week([("challenge", X)], [])) == [("unknown", "x", "challenge")]
        assert _kinds(now.review()) == []
        assert _kinds(now.week([("peace", X), ("restore", X)], [])) == []
        assert _kinds(now.week([("stranger", LINKEDIN)], [])) == [("stranger", "linkedin", None)]
        assert now.told() == now.story.told


def test_a_challenge_whose_look_was_never_written_down_is_told_by_its_rest() -> None:
    for moment in range(40):
        with season() as now:
            now.week([("off", LINKEDIN), ("off", X)], [])
            now.week([("challenge", X)], [moment])
            now.week([], [])
            assert now.told() == now.story.told, moment
            assert now.power.cuts <= 1


def test_a_sleeping_month_is_made_up_for_by_one_look() -> None:
    with season() as now:
        now.week([("off", LINKEDIN), ("off", X)], [])
        assert now.review().idle
        found = now.week([("sleep", X), ("flip-on", X)], [])
        assert [each.kind for each in found.changes] == ["drift"]
        assert len(found.looked) == len(CONTROLS)


def test_what_was_read_is_told_no_more() -> None:
    with season() as now:
        now.week([("off", X)], [])
        now.week([("flip-on", X)], [])
        count = mark_read(now.house)
        assert count == sum(now.story.told.values())
        now.week([], [])
        assert inbox(now.house) == ()
