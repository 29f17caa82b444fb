"""Does an open page hear of a run, and does nothing stay open that nobody listens to?"""

from __future__ import annotations

import http.client
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from tests.web.conftest import Client, Served, words

from withhold.app import consent, following, orders, proposing
from withhold.app.start import House
from withhold.kernel.ids import ulid
from withhold.store.ledger import Ledger
from withhold.store.lives import Lives

LIMIT = 20.0
POLL = 0.05
CONNECTS = 100
CLOSING = 3.0  # seconds a dashboard with open streams may take to close
STAYS = (
    "import signal, sys\n"
    "if '--version' in sys.argv: print('Chromium 150.0'); exit()\n"
    "signal.signal(signal.SIGINT, lambda *_: exit(0))\n"
    "signal.signal(signal.SIGTERM, lambda *_: exit(0))\n"
    "signal.pause()\n"
)


def _eventually(true: Callable[[], bool]) -> None:
    wait = Event()
    for _ in range(int(LIMIT / POLL)):
        if true():
            return
        wait.wait(POLL)
    pytest.fail("it did not come about in time")


@contextmanager
def _running(own: House) -> Iterator[tuple[Ledger, str]]:
    """Have a run of this very process go on."""
    with own.ledger() as ledger:
        begun = ledger.begin_run("check", ulid(own.clock.now()))
        yield ledger, begun.id
        if ledger.alive(begun.id):
            ledger.end_run(begun.id, "done")


@contextmanager
def _stream(client: Client, path: str) -> Iterator[http.client.HTTPResponse]:
    line = http.client.HTTPConnection(client.host, timeout=LIMIT)
    line.request("GET", path, headers={"Host": client.host, "Cookie": client.cookie})
    answer = line.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        line.close()


def _hears(answer: http.client.HTTPResponse) -> bytes:
    """Read one event."""
    return b"".join(iter(answer.readline, b"\n"))


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


# --- streams ---------------------------------------------------------------------------------


def test_every_tab_hears_what_is_new_and_the_end(client: Client, own: House) -> None:
    with (
        _running(own) as (ledger, run),
        _stream(client, f"/runs/{run}/events") as one,
        _stream(client, f"/runs/{run}/events") as other,
    ):
        assert [_hears(one), _hears(other)] == [b"data: new\n"] * 2
        ledger.tell(run, "looking")
        assert [_hears(one), _hears(other)] == [b"data: new\n"] * 2
        ledger.end_run(run, "done")
        for tab in (one, other):
            assert tab.read().endswith(b"event: end\ndata: end\n\n")


@pytest.mark.parametrize("id_", ["x", "0" * 26, "..", "é" * 26, "0" * 5000])
@pytest.mark.parametrize("what", ["runs", "rehearsals"])
def test_there_is_nothing_to_hear_of_what_never_was(client: Client, what: str, id_: str) -> None:
    assert client.get(f"/{what}/{quote(id_)}/events").status in {404, 400}


def test_a_stranger_hears_nothing(client: Client, own: House) -> None:
    with _running(own) as (_, run):
        assert Client(client.address).get(f"/runs/{run}/events").status == 403
        foreign = client.get(f"/runs/{run}/events", Sec_Fetch_Site="cross-site")
        assert foreign.status == 403


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts what /proc shows")
def test_tabs_that_come_and_go_leave_nothing_open(client: Client, own: House) -> None:
    with _running(own) as (_, run):
        for _ in range(3):  # what is opened once and kept is no leak
            with _stream(client, f"/runs/{run}/events") as tab:
                _hears(tab)
        _eventually(lambda: _settled(3))
        before = _open_files()
        for _ in range(CONNECTS):
            with _stream(client, f"/runs/{run}/events") as tab:
                assert _hears(tab) == b"data: new\n"
        _eventually(lambda: _open_files() <= before + 3)


def _settled(times: int) -> bool:
    counts = []
    for _ in range(times):
        counts.append(_open_files())
        Event().wait(POLL)
    return len(set(counts)) == 1


def test_it_closes_at_once_with_streams_open(client: Client, own: House, served: Served) -> None:
    with (
        _running(own) as (_, run),
        _stream(client, f"/runs/{run}/events") as one,
        _stream(client, f"/runs/{run}/events") as other,
    ):
        _hears(one)
        _hears(other)
        begun = time.monotonic()
        client.post("/close", {})
        assert served.ended()
        assert time.monotonic() - begun < CLOSING


def test_an_open_stream_keeps_it_open_and_the_end_of_the_run_lets_it_close(own: House) -> None:
    served = Served(own, quiet=0.5)
    client = served.start()
    client.enter()
    with _running(own) as (ledger, run):
        with _stream(client, f"/runs/{run}/events") as tab:
            _hears(tab)
            assert served.thread
            served.thread.join(2.0)
            assert served.thread.is_alive()
            ledger.end_run(run, "done")
            assert tab.read().endswith(b"data: end\n\n")
        assert served.ended()


def test_a_rehearsal_is_heard_as_well(client: Client, own: House) -> None:
    run = ulid(own.clock.now())
    file = own.home.cache / "rehearsals" / f"{run}.jsonl"
    file.parent.mkdir(parents=True)
    lives = Lives(orders.folder(own.home))
    lives.begin(run)
    file.write_text(json.dumps({"pid": os.getpid(), "of": 1, "seen": False}) + "\n")
    with _stream(client, f"/rehearsals/{run}/events") as tab:
        assert _hears(tab) == b"data: new\n"
        with file.open("a") as at:
            at.write(json.dumps({"ended": "done", "whole": True}) + "\n{half")
        assert tab.read().endswith(b"data: end\n\n")
    lives.end(run)
    assert "pages were answered as they should be" in words(client.get(f"/rehearsals/{run}"))


# --- a sign-in window ------------------------------------------------------------------------


@pytest.fixture
def window(own: House, tmp_path: Path) -> Path:
    """Put a program in the browser's place that waits to be closed; it drives nothing."""
    program = tmp_path / "browser"
    program.write_text(f"#!{sys.executable}\n{STAYS}")
    program.chmod(stat.S_IRWXU)
    own.home.make()
    own.home.config.write_text(f'[browser]\nexecutable = "{program}"\nheadless = true\n')
    consent.remember(own)
    return program


def _signing_in(client: Client, slug: str) -> str:
    answer = client.post(f"/sign-in/{slug}", {})
    assert answer.status == 303, words(answer)
    run = answer.headers["location"].rpartition("/")[2]
    _eventually(lambda: "I am done at the window" in client.get(f"/runs/{run}").text)
    return run


def _over(own: House, run: str) -> Callable[[], bool]:
    return lambda: not following.pulse(own, run).on


def test_enough_closes_the_window(client: Client, own: House, window: Path) -> None:
    del window
    run = _signing_in(client, "facebook")
    assert client.post(f"/runs/{run}/enough", {}).status == 303
    _eventually(_over(own, run))
    assert "The window is closed" in words(client.get(f"/runs/{run}"))
    assert client.post(f"/runs/{run}/enough", {}).status == 303
    assert not orders.enough_file(own.home, run).exists()


def test_stop_closes_the_window_and_looks_at_nothing(
    client: Client, own: House, window: Path
) -> None:
    del window
    run = _signing_in(client, "x")
    assert client.post(f"/runs/{run}/stop", {}).status == 303
    _eventually(_over(own, run))
    assert "Stopped, as you wished" in words(client.get(f"/runs/{run}"))
    with own.ledger() as ledger:
        assert [(each.kind, each.how) for each in ledger.runs()] == [("sign-in", "interrupted")]


def test_one_thing_at_a_time_while_a_window_is_open(
    client: Client, own: House, window: Path
) -> None:
    del window
    run = _signing_in(client, "facebook")
    again = client.post("/sign-in/facebook", {})
    assert again.headers["location"] == f"/runs/{run}"
    pair = ("x.grok_training", "x/default")
    key, plan = "|".join(pair), proposing.propose(own, "off", [pair]).digest
    other = client.post("/off", {"planned": key, "item": key, "plan": plan})
    assert (other.status, "one thing at a time" in words(other)) == (400, True)
    client.post(f"/runs/{run}/stop", {})
    _eventually(_over(own, run))
