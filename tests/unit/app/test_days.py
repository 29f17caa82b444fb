"""Does all of it together tell over days what a platform changed, once, and nothing else?

Only where a public address leads is invented: facts, lines, extraction, judge and files are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
import trustme
from tests.fakes.archives import repo
from tests.fakes.hosts import Hosts, reply
from tests.unit.app.test_fetching import TRAINS, WORDS, Calendar

from withhold.app import accounts, changed, fetching, following, fulfilling, policies
from withhold.app.desk import Desk
from withhold.app.importing import import_
from withhold.app.noticing import inbox
from withhold.app.orders import Order
from withhold.app.reader import Reader
from withhold.app.start import House, house
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.policy import Direction
from withhold.report.fetched import State
from withhold.report.pages.run import RunPage, run_page

HOST = "www.linkedin.com"
PRIVACY, TERMS = "/legal/privacy-policy", "/legal/l/service-terms"
HELP = "/help/linkedin/answer/a6278444"


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with Hosts(trustme.CA(), HOST) as running:
        for path in (PRIVACY, TERMS, HELP):
            running.pages[path] = _page(WORDS)
        yield running


@pytest.fixture
def own(tmp_path: Path) -> House:
    made = house(Home(tmp_path / "home"), Calendar())
    accounts.add(made, "linkedin")
    return made


@pytest.fixture
def look(own: House, hosts: Hosts, monkeypatch: pytest.MonkeyPatch) -> Callable[[], RunPage]:
    """Let a day go by, look as the dashboard does, and give the page of that run."""

    def opened(desk: Desk, *, attended: bool) -> Reader:
        return Reader(desk, attended=attended, web=hosts.web(attended=attended))

    def one() -> RunPage:
        _later(own)
        plan, run = fetching.digest(fetching.planned(own)), ulid(own.clock.now())
        fulfilling.fulfil(own, Order("fetch", plan=plan, id=run), Event())
        return run_page(following.course(own, run), own.facts.platforms)

    monkeypatch.setattr("withhold.app.fetching.Reader", opened)
    return one


def _later(own: House) -> datetime:
    assert isinstance(own.clock, Calendar)
    own.clock.today += timedelta(days=1)
    return own.clock.today


def _page(words: str, **headers: str) -> Callable[[], Iterator[bytes]]:
    page = f"<html lang=en><body><main><div id=component-container>{words}</div></main></body>"
    return reply(page.encode(), **headers)


def _state(page: RunPage, document: str) -> State | None:
    return next(row.state for row in page.documents if row.document == document)


def test_a_week_of_looking_tells_the_one_thing_that_changed(
    own: House, hosts: Hosts, look: Callable[[], RunPage]
) -> None:
    days = {
        State.FIRST: _page(WORDS, ETag='"1"'),
        State.UNCHANGED: reply(b"", "304 Not Modified"),
        State.FAILED: reply(b"no", "404 Not Found"),
        State.UNREADABLE: _page("<p>Please sign in.</p>"),
        State.NEW: _page(f"{WORDS}<p>We moved to another street.</p>"),
        State.CHANGED: _page(f"{WORDS}<p>We moved to another street.</p>{TRAINS}"),
    }
    for state, answer in days.items():
        hosts.pages[PRIVACY] = answer
        page = look()
        assert _state(page, "Privacy Policy") is state
        assert not page.on
    assert page.headline.many == "{count} documents say something else about training"
    assert _state(look(), "Privacy Policy") is State.UNCHANGED
    (change,) = changed.changes(own, every=True)
    assert change.judgement.direction is Direction.MORE
    assert "public posts" in change.judgement.data_kinds
    assert "your public posts" in change.judgement.passages[0].after
    assert [each.told for each in inbox(own)] == ["policy"]
    assert not {heard.path for heard in hosts.heard} - {PRIVACY, TERMS, HELP}


def test_an_archive_that_saw_the_same_tells_it_no_second_time(
    own: House, hosts: Hosts, look: Callable[[], RunPage], tmp_path: Path
) -> None:
    look()
    hosts.pages[PRIVACY] = _page(WORDS + TRAINS)
    look()
    archive = repo(tmp_path / "pga-versions")
    plain = WORDS.replace("<p>", "").replace("</p>", "\n\n")
    said = TRAINS.replace("<p>", "").replace("</p>", "\n")
    archive.record("2025-12-30T00:00:00Z", {"LinkedIn/Privacy Policy.md": plain})
    archive.record("2026-01-02T00:00:00Z", {"LinkedIn/Privacy Policy.md": plain + said})
    done = import_(own, archive.root, judge=policies.ours(), tell=lambda _: None)
    assert done.changes == 1
    (change,) = changed.changes(own, every=True)
    assert change.after == own.clock.now()
