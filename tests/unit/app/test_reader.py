"""Is a document fetched over a real line, and in a browser that is nobody's?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import msgspec
import pytest
import trustme
from tests.fakes.hosts import ADDRESS, HOST, Hosts, reply
from tests.fakes.judge import judge
from tests.unit.app.test_fetching import TRAINS, WORDS, Calendar

from withhold.app import fetching
from withhold.app.config import BrowserChoice, ReadingTimes
from withhold.app.desk import Desk
from withhold.app.reader import Reader, pause
from withhold.app.sources import Source
from withhold.app.start import House, house, run
from withhold.browser.errors import Interrupted
from withhold.kernel.paths import Home
from withhold.observe.policies.page import Terms
from withhold.report.fetched import Fetched, State
from withhold.store.policies import Subject

INSIDE = "inside.example"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def hosts(authority: trustme.CA) -> Iterator[Hosts]:
    with Hosts(authority, HOST, INSIDE) as running:
        running.names[INSIDE] = ["192.168.0.1"]
        yield running


@pytest.fixture
def clock() -> Calendar:
    return Calendar()


@pytest.fixture
def own(tmp_path: Path, clock: Calendar) -> House:
    return house(Home(tmp_path / "home"), clock)


def _source(path: str = "/privacy", *, scripts: bool = False) -> Source:
    subject = Subject("Larkspur", path, "en", "WORLD")
    url, names = f"https://{HOST}{path}", frozenset({HOST})
    return Source("larkspur", subject, url, Terms(("main",)), scripts=scripts, hosts=names)


def _page(words: str) -> bytes:
    return f"<html><body><main>{words}</main></body></html>".encode()


def _look(own: House, hosts: Hosts, *sources: Source, attended: bool = True) -> list[Fetched]:
    def opened(desk: Desk) -> Reader:
        return Reader(desk, attended=attended, web=hosts.web(attended=attended))

    with run(own, fetching.KIND) as desk:
        done = fetching.fetched(desk, sources, fetching.Ask(judge(), opened=opened))
    return list(done.found)


def test_from_a_line_to_a_change(own: House, hosts: Hosts, clock: Calendar) -> None:
    hosts.pages["/privacy"] = [
        reply(_page(WORDS), ETag='"1"'),
        reply(b"", "304 Not Modified", ETag='"1"'),
        reply(_page(WORDS + TRAINS), ETag='"2"'),
    ]
    states = []
    for _ in range(3):
        clock.today += timedelta(days=1)
        states += [each.state for each in _look(own, hosts, _source())]
    assert states == [State.FIRST, State.UNCHANGED, State.CHANGED]
    assert [heard.headers.get("if-none-match") for heard in hosts.heard] == [None, '"1"', '"1"']
    assert "cookie" not in hosts.heard[-1].headers


def test_hosts_that_fail_are_named(own: House, hosts: Hosts) -> None:
    hosts.pages["/gone"] = reply(b"", "404 Not Found")
    hosts.pages["/fine"] = reply(_page(WORDS))
    gone, fine = _look(own, hosts, _source("/gone"), _source("/fine"))
    assert (gone.state, gone.code, fine.state) == (State.FAILED, "gone", State.FIRST)
    hosts.names[HOST] = ["10.0.0.1"]
    for scripts in (False, True):  # no browser is even started
        (refused,) = _look(own, hosts, _source("/fine", scripts=scripts))
        assert (refused.state, refused.code) == (State.FAILED, "address-refused")


@pytest.mark.parametrize("scripts", [False, True])
def test_unattended_robots_are_heard(own: House, hosts: Hosts, scripts: bool) -> None:  # noqa: FBT001
    hosts.pages["/robots.txt"] = reply(b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    (found,) = _look(own, hosts, _source(scripts=scripts), attended=False)
    assert (found.state, found.code) == (State.FAILED, "refused-by-robots")
    assert hosts.paths == ["/robots.txt"]


def test_a_wish_to_stop_ends_a_wait() -> None:
    stop = Event()
    pause(stop, 0.0)
    stop.set()
    with pytest.raises(Interrupted):
        pause(stop, 100.0)


def _with_browser(own: House, hosts: Hosts) -> House:
    executable = shutil.which("chromium") or pytest.skip("this test needs Chromium")
    port = hosts.dial(ADDRESS, 443)[1]
    arguments = (
        "--no-sandbox",
        "--disable-background-networking",
        "--ignore-certificate-errors",
        f"--host-resolver-rules=MAP * 127.0.0.1:{port}",
    )
    config = msgspec.structs.replace(
        own.config,
        browser=BrowserChoice(executable, arguments, headless=True),
        reading=ReadingTimes(deadline=20.0),
    )
    return House(own.home, config, own.facts, own.clock)


@pytest.mark.browser
def test_a_page_that_builds_itself_is_read_in_a_browser_of_nobody(
    own: House, hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    script = (
        f'<script src="https://{INSIDE}/evil.js"></script>'
        '<script>fetch("/words").then(a => a.text()).then(words => {'
        'document.querySelector("main").innerHTML = words + document.cookie;'
        'document.cookie = "seen=1"})</script>'
    )
    hosts.pages["/privacy"] = reply(f"<main></main>{script}".encode())
    hosts.pages["/words"] = reply(WORDS.encode())
    hosts.pages["/evil.js"] = reply(b"", Content_Type="text/javascript")
    ready = _with_browser(own, hosts)
    (found,) = _look(ready, hosts, _source(scripts=True))
    assert (found.state, found.why) == (State.FIRST, None)
    (again,) = _look(ready, hosts, _source(scripts=True))
    assert again.state is State.UNCHANGED  # no cookie of the first time
    assert "/evil.js" not in hosts.paths
    assert not list(temporary.iterdir())


@pytest.mark.browser
def test_a_page_that_does_not_open_is_named(own: House, hosts: Hosts) -> None:
    hosts.pages["/gone"] = reply(b"", "404 Not Found")
    hosts.pages["/privacy"] = reply(_page(WORDS))
    gone, fine = _look(
        _with_browser(own, hosts),
        hosts,
        _source("/gone", scripts=True),
        _source(scripts=True),
    )
    assert (gone.state, gone.code, fine.state) == (State.FAILED, "no-answer", State.FIRST)
