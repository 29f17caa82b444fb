"""Does a look at the policies tell what changed, once, and nothing that is not so?"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from tests.fakes.fetcher import FakeFetcher, answer
from tests.fakes.judge import judge

from withhold.app import changed, fetching, policies
from withhold.app.accounts import add
from withhold.app.sources import Source, sources
from withhold.app.start import House, house, run
from withhold.browser.errors import Interrupted, NoBrowser
from withhold.catalogue.errors import UnknownPlatformError
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.net import errors
from withhold.observe.policies.page import Terms
from withhold.report.fetched import Fetched, Fetching, State
from withhold.store.ledger import Ledger
from withhold.store.policies import Policies, Subject

A = "https://larkspur.test/privacy"
B = "https://larkspur.test/terms"
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "".join(
    f"<p>In paragraph {number} we say how we keep what you give to us, for how long that is, and "
    "who of our people may look at it for you and for your friends.</p>"
    for number in range(1, 13)
)
TRAINS = "<p>We may use your public posts to train our artificial intelligence models.</p>"


class Calendar(SystemClock):
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.today = START

    def now(self) -> datetime:
        return self.today


class Watch:
    """A home, two documents of an invented platform, and a table to put pages on."""

    def __init__(self, root: Path) -> None:
        self.clock = Calendar()
        self.house = house(Home(root), self.clock)
        self.fetcher = FakeFetcher()
        self.sources = [_source(A, "Privacy Policy"), _source(B, "Terms of Service")]
        self.stop = Event()
        self.judge = policies.ours()
        self.fetcher.say(B, WORDS)

    def look(self, *, days: int = 1) -> Fetching:
        self.clock.today += timedelta(days=days)
        ask = fetching.Ask(self.judge, opened=self.fetcher.opened, stop=self.stop)
        with run(self.house, fetching.KIND, stop=self.stop) as desk:
            return fetching.fetched(desk, self.sources, ask)

    def states(self, *texts: str) -> list[State]:
        """Put texts on the first address, a day each, and say how each look at it ended."""
        found = []
        for text in texts:
            self.fetcher.say(A, text)
            found.append(self.first().state)
        return found

    def first(self) -> Fetched:
        return next(each for each in self.look().found if each.url == A)

    def told(self) -> list[str]:
        return [change.document for change in changed.changes(self.house, every=True)]


def _source(url: str, name: str, terms: Terms | None = None) -> Source:
    subject = Subject("Larkspur", name, "en", "WORLD")
    hosts = frozenset({"larkspur.test"})
    return Source("larkspur", subject, url, terms or Terms(), scripts=False, hosts=hosts)


@pytest.fixture(scope="module")
def ours() -> policies.Judge:
    return policies.ours()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    shutil.copytree(cache, made.cache)
    return made


@pytest.fixture
def watch(home: Home, monkeypatch: pytest.MonkeyPatch, ours: policies.Judge) -> Watch:
    monkeypatch.setattr("withhold.app.policies.ours", lambda: ours)
    return Watch(home.root)


def test_days_go_by_and_one_brings_a_change(watch: Watch) -> None:
    same = watch.states(WORDS, WORDS, WORDS + "<p>Bye.</p>", WORDS + TRAINS, WORDS + TRAINS)
    assert same == [State.FIRST, State.UNCHANGED, State.NEW, State.CHANGED, State.UNCHANGED]
    (change,) = changed.changes(watch.house, every=True)
    assert (change.service, change.document) == ("Larkspur", "Privacy Policy")
    assert (change.before, change.after) == (START + timedelta(days=3), START + timedelta(days=4))
    with Policies(watch.house.home) as store:
        assert len(store.versions(watch.sources[0].subject)) == 3
        assert store.snapshots.count() == (4, 4)


def test_the_change_is_in_what_the_look_says(watch: Watch) -> None:
    watch.states(WORDS)
    watch.fetcher.say(A, WORDS + TRAINS)
    done = watch.look()
    assert [change.document for change in done.changes] == ["Privacy Policy"]
    assert [each.state for each in done.found] == [State.CHANGED, State.UNCHANGED]


def test_a_page_is_asked_for_by_what_is_known_of_it(watch: Watch) -> None:
    watch.fetcher.put(A, answer(A, WORDS, etag='"1"'))
    assert [watch.first().state for _ in range(3)] == [State.FIRST, *[State.UNCHANGED] * 2]
    known = [tag.etag if tag else None for url, tag in watch.fetcher.asked if url == A]
    assert known == [None, '"1"', '"1"']


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<p>Short.</p>", "too short"),
        (WORDS[: len(WORDS) // 3], "More than half"),
        (
            "<p>Wir behalten, was Sie uns geben, und sagen Ihnen hier, wie lange.</p>" * 30,
            "another",
        ),
        ("<p>Мы храним то, что вы нам даёте, и говорим, как долго.</p>" * 40, "language"),
        ("<p>Sign in to go on</p><input type=password>", "sign-in"),
        ("", "no text"),
    ],
)
def test_what_cannot_be_read_leaves_what_was(watch: Watch, text: str, why: str) -> None:
    assert watch.states(WORDS) == [State.FIRST]
    watch.fetcher.say(A, text)
    found = watch.first()
    assert (found.state, why in (found.why or "")) == (State.UNREADABLE, True), found.why
    assert watch.states(WORDS, WORDS + TRAINS) == [State.UNCHANGED, State.CHANGED]


def test_an_unreadable_page_is_asked_for_whole_again(watch: Watch) -> None:
    watch.fetcher.put(A, answer(A, WORDS, etag='"good"'))
    watch.first()
    watch.fetcher.put(A, answer(A, "<p>wall</p>", etag='"wall"'))
    assert [watch.first().state for _ in range(2)] == [State.UNREADABLE] * 2


def test_a_page_elsewhere_is_not_read(watch: Watch) -> None:
    watch.fetcher.put(A, answer("https://other.test/privacy", WORDS))
    found = watch.first()
    assert (found.state, found.code) == (State.UNREADABLE, "elsewhere")


def test_a_disappearance_that_is_seen_twice_is_told(watch: Watch) -> None:
    assert watch.states(WORDS + TRAINS) == [State.FIRST]
    assert watch.states(WORDS) == [State.CHANGED]
    assert watch.fetcher.waited == [fetching.AGAIN]
    assert watch.told() == ["Privacy Policy"]


@pytest.mark.parametrize(
    "second", [WORDS + TRAINS, WORDS + "<p>Other.</p>", "", errors.late(A)], ids=str
)
def test_a_disappearance_that_is_not_seen_twice_is_not_told(
    watch: Watch, second: str | Exception
) -> None:
    watch.states(WORDS + TRAINS)
    again = answer(A, second) if isinstance(second, str) else second
    watch.fetcher.put(A, answer(A, WORDS), again)
    assert watch.first().state in {State.UNCONFIRMED, State.FAILED, State.UNREADABLE}
    assert watch.told() == []
    assert watch.states(WORDS + TRAINS) == [State.UNCHANGED]


def test_a_page_that_shrank_is_looked_at_twice_too(watch: Watch) -> None:
    shorter = WORDS[: len(WORDS) * 3 // 4]
    assert watch.states(WORDS) == [State.FIRST]
    watch.fetcher.put(A, answer(A, shorter), answer(A, WORDS))
    assert watch.first().state is State.UNCONFIRMED
    assert watch.states(shorter) == [State.NEW]


def test_other_addresses_in_links_do_not_make_another_look(watch: Watch) -> None:
    watch.states(WORDS + TRAINS)
    links = [f'{WORDS}<p><a href="/x?session={n}">More</a></p>' for n in range(2)]
    watch.fetcher.put(A, *(answer(A, text) for text in links))
    assert watch.first().state is State.CHANGED


def test_another_rule_for_the_same_page_alarms_nobody(watch: Watch) -> None:
    page = f"<div class=old>{WORDS}</div><div class=new>{TRAINS}</div>"
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".old",)))
    assert watch.states(page) == [State.FIRST]
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".old", ".new")))
    assert watch.states(page, page) == [State.TECHNICAL, State.UNCHANGED]
    assert watch.told() == []
    with Policies(watch.house.home) as store:
        assert [v.technical for v in store.versions(watch.sources[0].subject)] == [False, True]


def test_another_rule_and_a_change_on_one_day_are_told_apart(watch: Watch) -> None:
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".old",)))
    watch.states(f"<div class=old>{WORDS}</div><div class=new>Bye.</div>")
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".old", ".new")))
    assert watch.states(f"<div class=old>{WORDS}{TRAINS}</div><div class=new>Bye.</div>") == [
        State.CHANGED
    ]
    assert watch.told() == ["Privacy Policy"]


def test_a_rule_the_old_page_knows_nothing_of_begins_anew(watch: Watch) -> None:
    watch.states(WORDS)
    watch.sources[0] = _source(A, "Privacy Policy", Terms(("#text",)))
    assert watch.states(f"<div id=text>{WORDS}{TRAINS}</div>") == [State.TECHNICAL]
    assert watch.states(f"<div id=text>{WORDS}{TRAINS}</div>") == [State.UNCHANGED]


def test_a_rule_that_takes_quite_another_part_begins_anew(watch: Watch) -> None:
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".all",)))
    page = f"<div class=all>{WORDS * 3}<div class=part>{WORDS}</div></div>"
    watch.states(page)
    watch.sources[0] = _source(A, "Privacy Policy", Terms((".part",)))
    assert watch.states(page, page) == [State.TECHNICAL, State.UNCHANGED]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.late(A), "timeout"),
        (errors.private(A), "address-refused"),
        (NoBrowser("There is none.", do="Install one."), "no-browser"),
    ],
)
def test_one_that_fails_is_named_and_the_rest_goes_on(
    watch: Watch, error: Exception, code: str
) -> None:
    watch.fetcher.put(A, error)
    failed, other = watch.look().found
    assert (failed.state, failed.code, other.state) == (State.FAILED, code, State.FIRST)
    assert failed.why
    assert failed.do


def test_a_wish_to_stop_is_heard_between_documents(watch: Watch) -> None:
    watch.fetcher.say(A, WORDS)
    watch.fetcher.hear = lambda _: watch.stop.set()
    done = watch.look()
    assert (done.interrupted, [each.state for each in done.found]) == (True, [State.FIRST])
    with Ledger(watch.house.home, SystemClock()) as ledger:
        assert [each.how for each in ledger.runs()] == ["interrupted"]


def test_a_wish_to_stop_is_heard_while_waiting(watch: Watch) -> None:
    watch.fetcher.put(A, Interrupted("Stopped."))
    done = watch.look()
    assert (done.interrupted, done.found) == (True, ())


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.unit.app.test_fetching import A, TRAINS, WORDS, Watch
from withhold.kernel import durable

watch, seen = Watch(Path(sys.argv[1])), 0
watch.fetcher.say(A, WORDS + TRAINS)
watch.clock.today = watch.clock.today.replace(day=int(sys.argv[3]))
real = durable.write

def write(what, act):
    global seen
    if what == "commit":
        seen += 1
        if seen == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    return real(what, act)

durable.write = write
watch.look()
"""


@pytest.mark.parametrize("moment", range(3, 6))
def test_killed_in_the_middle_the_next_look_tells_it(watch: Watch, moment: int) -> None:
    watch.states(WORDS)
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(watch.house.home.root), str(moment), "10"],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[3],
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    watch.clock.today += timedelta(days=20)
    watch.states(WORDS + TRAINS)
    assert watch.told() == ["Privacy Policy"]


def test_documents_are_named_as_their_archives_do(home: Home) -> None:
    own = house(home)
    found = {each.subject: each for each in sources(own)}
    assert Subject("X", "Data Processor Agreement", "en", "EEA GB") in found
    assert Subject("LinkedIn", "User Agreement", "en", "WORLD") in found
    assert (
        len(found)
        == len(sources(own))
        < sum(len(known.policies) for known in own.facts.platforms.values())
    )
    assert {each.left_out for each in found.values()} == {None, "unverified"}


def test_those_of_the_accounts_are_fetched_unless_others_are_named(home: Home) -> None:
    own = house(home)
    assert {each.platform for each in sources(own)} == set(own.facts.platforms)
    add(own, "x")
    assert {each.platform for each in sources(own)} == {"x"}
    assert {each.platform for each in sources(own, ["LinkedIn", "snapchat"])} == {
        "linkedin",
        "snapchat",
    }
    with pytest.raises(UnknownPlatformError):
        sources(own, ["nowhere"])


def test_what_is_left_out_is_told_and_not_asked_for(home: Home) -> None:
    own = house(home)
    table = FakeFetcher()
    for source in sources(own, ["x"]):
        table.say(source.url, WORDS)
    done = fetching.fetch(own, fetching.Ask(judge(), ["x"], opened=table.opened))
    left = [each.url for each in done.found if each.state is State.LEFT_OUT]
    assert left == ["https://x.ai/legal/privacy-policy"]
    assert not set(left) & {url for url, _ in table.asked}


def test_each_document_is_due_once_a_day(watch: Watch) -> None:
    own = watch.house
    assert fetching.due(own) == [each for each in sources(own) if each.left_out is None]
    _fetch_all(own, fetching.due(own)[:3])
    assert len(fetching.due(own)) == len([s for s in sources(own) if s.left_out is None]) - 3
    watch.clock.today += timedelta(days=1)
    assert len(fetching.due(own)) == len([s for s in sources(own) if s.left_out is None])


def _fetch_all(own: House, chosen: Sequence[Source]) -> None:
    table = FakeFetcher()
    for source in chosen:
        table.put(source.url, errors.late(source.url))
    with run(own, fetching.KIND) as desk:
        fetching.fetched(desk, chosen, fetching.Ask(judge(), opened=table.opened))


def test_planning_sends_nothing_and_names_all(home: Home) -> None:
    own = house(home)
    planned = fetching.planned(own, ["facebook"])
    assert {each.host for each in planned} == {"mbasic.facebook.com", "www.facebook.com"}
    assert [each.left_out for each in planned].count("unverified") == 1
    assert not own.home.policies.exists()
    assert replace(planned[0], browser=True) == planned[0]
