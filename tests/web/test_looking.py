"""Does a page look at policies when it is told to, and say who is asked and what came of it?"""

from __future__ import annotations

import html
import inspect
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.judge import judge
from tests.web.conftest import EVIL, SCRIPTS, Client, words

from withhold.app import accounts, fetching, fulfilling, orders
from withhold.app.config import config
from withhold.app.orders import Order
from withhold.app.sources import sources
from withhold.app.start import House
from withhold.judge.policies import capture
from withhold.net import errors
from withhold.report.fetched import WHY as CODES
from withhold.report.fetched import State
from withhold.report.pages.looking import WHY
from withhold.store.policies import Policies
from withhold.store.snapshots import Look

ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
NOW = datetime.now(UTC)
LIMIT = 20.0
POLL = 0.02


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def _plan(client: Client) -> str:
    found = re.search(r'name="plan" value="([0-9a-f]+)"', client.get("/changes").text)
    assert found
    return found[1]


@pytest.fixture
def table(own: House, monkeypatch: pytest.MonkeyPatch) -> FakeFetcher:
    """Put a page that keeps posts at every address of one's only platform."""
    accounts.add(own, "linkedin")
    fetcher = FakeFetcher()
    for each in fetching.planned(own):
        fetcher.say(each.url, "<p id=component-container>We keep your posts.")
    monkeypatch.setattr("withhold.app.fetching.Reader", lambda desk, **_: fetcher.opened(desk))
    monkeypatch.setattr("withhold.app.policies.ours", judge)
    return fetcher


def _fulfil(own: House, run: str = ID) -> None:
    plan = fetching.digest(fetching.planned(own))
    fulfilling.fulfil(own, Order("fetch", plan=plan, id=run), Event())


@pytest.fixture
def slow(own: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have orders taken by a program that never comes to begin."""
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\ncat > /dev/null\nexec sleep 60\n")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setattr("withhold.app.orders.program", lambda: (str(program),))
    yield
    for run in list(orders._BEGUN):  # noqa: SLF001 - end what this test started
        orders.stop(own.home, run, 0)


def _eventually(true: Callable[[], bool]) -> None:
    wait = Event()
    for _ in range(int(LIMIT / POLL)):
        if true():
            return
        wait.wait(POLL)
    pytest.fail("it did not come about in time")


def test_a_newcomer_is_told_who_would_be_asked_and_nothing_is(
    client: Client, own: House, table: FakeFetcher
) -> None:
    told = _said(client, "/changes")
    hosts = {each.host for each in fetching.planned(own) if not each.left_out}
    assert all(host in told for host in hosts)
    assert "Nobody is signed in, and nothing else about you goes along." in told
    assert "What is read now is what the next look is compared with." in told
    assert not table.asked
    assert not own.home.policies.exists()


@pytest.mark.usefixtures("slow")
def test_the_button_begins_a_run_that_can_be_stopped(client: Client, own: House) -> None:
    accounts.add(own, "x")
    answer = client.post("/changes/look", {"plan": _plan(client)})
    place = answer.headers["location"]
    assert (answer.status, place.startswith("/runs/")) == (303, True)
    page = client.get(place)
    assert "Looking at what platforms publish" in words(page)
    assert 'http-equiv="refresh"' in page.text
    assert f'data-live="{place}/events"' in page.text
    client.post(f"{place}/stop", {})
    _eventually(lambda: "Stopped, as you wished" in _said(client, place))
    assert 'href="/changes"' in client.get(place).text


@pytest.mark.usefixtures("slow")
def test_other_addresses_than_those_that_were_shown_are_not_asked(
    client: Client, own: House
) -> None:
    accounts.add(own, "x")
    seen = _plan(client)
    accounts.add(own, "linkedin")
    for plan in (seen, "", EVIL):
        answer = client.post("/changes/look", {"plan": plan})
        assert (answer.status, answer.headers["location"]) == (303, "/changes#look")
    assert not orders.is_busy(own.home)
    with pytest.raises(fulfilling.PlanChanged):
        fulfilling.fulfil(own, Order("fetch", plan=seen, id=ID), Event())
    assert "Nothing was fetched." in _said(client, f"/runs/{ID}")


def test_what_came_of_it_is_told_document_by_document(
    client: Client, own: House, table: FakeFetcher
) -> None:
    _fulfil(own)
    first = _said(client, f"/runs/{ID}")
    asked = [each for each in fetching.planned(own) if not each.left_out]
    assert f"{len(asked)} documents were read for the first time" in first
    assert "From now on there is something to compare with." in first
    assert all(each.document in first for each in asked)
    table.say(asked[0].url, "<p id=component-container>We keep your posts, and train.")
    table.put(asked[1].url, errors.late(asked[1].url))
    _fulfil(own, f"{ID[:-1]}W")
    page = client.get(f"/runs/{ID[:-1]}W")
    told = html.unescape(words(page))
    assert "1 document says something else about training" in told
    assert told.index("Says something else") < told.index("Could not be fetched")
    assert "This host did not answer in time." in told
    assert "1 could not be read this time" in told
    (change,) = re.findall(r'href="(/changes/[0-9a-f]+)"', page.text)
    assert client.get(change).status == 200
    listed = _said(client, "/changes")
    assert "Policies were last looked at on" in listed
    assert "1 could not be read then" in listed
    assert "This host did not answer in time." in listed
    german = _said(client, "/changes", "de")
    assert "This host did not answer in time." not in german


def test_while_it_goes_on_each_document_says_how_far_it_is(client: Client, own: House) -> None:
    named = [{"service": EVIL, "document": name, "url": name} for name in "abc"]
    with own.ledger() as ledger:
        run = ledger.begin_run(fetching.KIND).id
        ledger.tell(run, "asked", documents=named)
        ledger.tell(run, "fetched", **named[0], state="unchanged", why=None, do=None, change=None)
        ledger.tell(run, "doubted", **named[1])
        page = client.get(f"/runs/{run}")
        told = html.unescape(words(page))
        assert "Looking at what platforms publish: 1 of 3" in told
        for word in ("As before", "it is read once more in a moment", "Being read"):
            assert word in told
        assert not SCRIPTS.search(page.text)
        ledger.end_run(run, "interrupted")
    told = _said(client, f"/runs/{run}")
    assert "Stopped, as you wished" in told
    assert told.count("It was not reached") == 2
    assert "What was read is kept." in told


def test_a_review_tells_of_the_policies_it_read(client: Client, own: House) -> None:
    about = {"service": "X", "document": "Terms", "url": "https://x.com/tos"}
    with own.ledger() as ledger:
        run = ledger.begin_run("review").id
        ledger.tell(run, "asked", documents=[about])
        ledger.tell(run, "fetched", **about, state="unchanged", why=None, do=None, change=None)
        ledger.end_run(run, "done")
    assert "No change about training" in _said(client, f"/runs/{run}")


def test_it_says_whether_reviews_look_too(client: Client, own: House) -> None:
    assert "Each review looks too, once a day at most." in _said(client, "/changes")
    own.home.config.write_text("[policies]\nfetch = false\n")
    assert not config(own.home).policies.fetch
    told = client.get("/changes")
    assert "Reviews do not look at policies" in words(told)
    assert 'href="/settings#publish"' in told.text
    assert 'id="publish"' in client.get("/settings").text


def test_only_what_would_be_fetched_is_told_of_and_what_was_said_is_text(
    client: Client, own: House
) -> None:
    accounts.add(own, "x")
    known = next(each for each in sources(own) if not each.left_out)
    ended = Look(NOW - timedelta(days=9), State.FAILED.value, EVIL)
    with Policies(own.home) as policies:
        policies.snapshots.note(("Elsewhere", "Terms", "en", "WORLD"), replace(ended, at=NOW))
        policies.snapshots.note(known.subject.names, ended)
    told = client.get("/changes")
    assert "Elsewhere" not in told.text
    assert "1 could not be read then" in words(told)
    assert not SCRIPTS.search(told.text)
    assert f"{ended.at.day} " in words(told).partition("last looked at on")[2][:4]


def test_every_reason_is_a_sentence_that_is_translated() -> None:
    made = [
        made("a place", NOW) if len(inspect.signature(made).parameters) > 1 else made("a place")
        for name, made in inspect.getmembers(errors, inspect.isfunction)
        if made.__module__ == errors.__name__ and name != "no_answer"
    ]
    lines = re.findall(r'return "(.+\.)"', inspect.getsource(capture.unreadable))
    assert len(made) > 10
    assert len(lines) == 5
    assert {error.what for error in made} | set(lines) | set(CODES.values()) <= set(WHY)
