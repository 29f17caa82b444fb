"""Is a host left in peace when it asks for it, and asked again only where that may help?"""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from tests.fakes.hosts import HOST, START, Hosts, onward, reply

from withhold.net import errors
from withhold.net.answer import Answer

URL = f"https://{HOST}/"
BUSY = reply(b"", "503 Busy")


def _asked(hosts: Hosts, *, attended: bool = True, url: str = URL) -> str:
    with hosts.web(attended=attended) as web:
        answer = web.get(url)
    assert isinstance(answer, Answer)
    return answer.text


def _busy(hosts: Hosts) -> errors.Busy:
    with hosts.web() as web, pytest.raises(errors.Busy) as caught:
        web.get(URL)
    return caught.value


def test_a_host_is_asked_again_after_a_pause(hosts: Hosts) -> None:
    hosts.pages |= {"/": onward("/a"), "/a": reply()}
    with hosts.web() as web:
        web.get(URL)
        web.get(f"{URL}a")
    assert hosts.time.waited == [1.0, 1.0]


def test_another_host_is_asked_at_once(hosts: Hosts) -> None:
    hosts.pages["/"] = reply()
    with hosts.web() as web:
        web.get(URL)
        web.get("https://other.example/")
    assert hosts.time.waited == []


def test_one_is_asked_at_a_time(hosts: Hosts) -> None:
    inside, together = threading.Semaphore(1), threading.Event()

    def watched() -> list[bytes]:
        if not inside.acquire(blocking=False):
            together.set()
        hosts.over.wait(0.05)
        inside.release()
        return list(reply()())

    hosts.pages["/"] = watched
    with hosts.web() as web:
        threads = [threading.Thread(target=web.get, args=(URL,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(hosts.heard) == 4
    assert not together.is_set()


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_a_busy_host_is_asked_twice_more_and_later_each_time(hosts: Hosts, status: str) -> None:
    hosts.pages["/"] = [reply(b"", status), reply(b"", status), reply(b"words")]
    assert _asked(hosts) == "words"
    assert hosts.time.waited == [5.0, 15.0]


@pytest.mark.parametrize("said", ["", "0", "Tue, 03 Nov 2020 12:10:00 GMT"])
def test_a_host_that_stays_busy_is_left(hosts: Hosts, said: str) -> None:
    hosts.pages["/"] = reply(b"", "503 Busy", Retry_After=said)
    assert _busy(hosts).until == hosts.time.now() + timedelta(hours=1)
    assert len(hosts.heard) == 3


def test_its_own_word_on_when_to_come_back_counts(hosts: Hosts) -> None:
    hosts.pages["/"] = [reply(b"", "503 Busy", Retry_After="40"), reply(b"words")]
    assert _asked(hosts) == "words"
    assert hosts.time.waited == [40.0]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("600", 600),
        ("Tue, 03 Nov 2026 12:10:00 GMT", 600),
        ("Tue, 03 Nov 2026 12:10:00 -0000", 600),
        ("999999999", 7 * 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86_400),
    ],
)
def test_a_host_that_wants_longer_is_left_until_then(
    hosts: Hosts, said: str, seconds: float
) -> None:
    hosts.pages["/"] = reply(b"", "429 Too Many", Retry_After=said)
    assert _busy(hosts).until == START + timedelta(seconds=seconds)
    assert (len(hosts.heard), hosts.time.waited) == (1, [])


@pytest.mark.parametrize(
    "said",
    ["-1", "soon", "9" * 5_000, "Tue, 03 Nov 2020 12:10:00 GMT", "1e9", "Tue, 99 Nov 2026", "²"],
)
def test_a_word_without_sense_is_none(hosts: Hosts, said: str) -> None:
    hosts.pages["/"] = [reply(b"", "503 Busy", Retry_After=said), reply(b"words")]
    assert _asked(hosts) == "words"
    assert hosts.time.waited == [5.0]


def test_what_broke_off_is_asked_for_again(hosts: Hosts) -> None:
    short = reply(b"wo", Content_Length="5")
    hosts.pages["/"] = [short, short, reply(b"words")]
    assert _asked(hosts) == "words"
    assert hosts.time.waited == [5.0, 15.0]


def test_what_stays_broken_is_left(hosts: Hosts) -> None:
    hosts.pages["/"] = reply(b"wo", Content_Length="5")
    with hosts.web() as web, pytest.raises(errors.Broken):
        web.get(URL)
    assert len(hosts.heard) == 3


@pytest.mark.parametrize("said", [reply(b"", "404 No"), reply(b"", "500 Oh"), reply(b"\0")])
def test_what_will_not_change_is_asked_once(hosts: Hosts, said: object) -> None:
    hosts.pages["/"] = said  # type: ignore[assignment]
    with hosts.web() as web, pytest.raises(errors.NetError):
        web.get(URL)
    assert len(hosts.heard) == 1


def _robots(text: str) -> bytes:
    return text.encode()


REFUSING = _robots("User-agent: *\nDisallow: /private\n\nUser-agent: withhold\nDisallow: /ours\n")


def test_who_asks_in_person_is_no_robot(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": reply(_robots("User-agent: *\nDisallow: /")), "/": reply()}
    _asked(hosts)
    assert hosts.paths == ["/"]


def test_a_page_that_robots_may_not_fetch_is_not_fetched(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": reply(REFUSING, Content_Type="text/plain"), "/ours": reply()}
    with hosts.web(attended=False) as web, pytest.raises(errors.RefusedByRobots):
        web.get(f"{URL}ours")
    assert hosts.paths == ["/robots.txt"]


def test_rules_for_all_do_not_bind_who_is_named(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": reply(REFUSING), "/private": reply(b"words")}
    assert _asked(hosts, attended=False, url=f"{URL}private") == "words"


def test_every_hop_needs_leave_of_its_own_host(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": [reply(b""), reply(REFUSING)]}
    hosts.pages["/"] = onward("https://other.example/ours")
    with hosts.web(attended=False) as web, pytest.raises(errors.RefusedByRobots):
        web.get(URL)
    assert hosts.paths == ["/robots.txt", "/", "/robots.txt"]


def test_rules_are_asked_for_once_a_host(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": reply(REFUSING), "/": reply(), "/b": reply()}
    with hosts.web(attended=False) as web:
        web.get(URL)
        web.get(f"{URL}b")
        with pytest.raises(errors.RefusedByRobots):
            web.get(f"{URL}ours")
    assert hosts.paths == ["/robots.txt", "/", "/b"]


@pytest.mark.parametrize("status", ["404 No", "403 No", "401 Who", "410 Gone"])
def test_a_host_without_rules_lets_everybody_in(hosts: Hosts, status: str) -> None:
    hosts.pages |= {"/robots.txt": reply(_robots("User-agent: *\nDisallow: /"), status)}
    hosts.pages["/"] = reply(b"words")
    assert _asked(hosts, attended=False) == "words"


@pytest.mark.parametrize("status", ["500 Oh", "502 Oh"])
def test_a_host_that_cannot_say_lets_nobody_in(hosts: Hosts, status: str) -> None:
    hosts.pages |= {"/robots.txt": reply(b"", status), "/": reply()}
    with hosts.web(attended=False) as web:
        for _ in range(2):
            with pytest.raises(errors.RefusedByRobots):
                web.get(URL)
    assert hosts.paths == ["/robots.txt"]


def test_rules_that_cannot_be_read_let_nobody_in(hosts: Hosts) -> None:
    hosts.pages |= {"/robots.txt": BUSY, "/": reply()}
    with hosts.web(attended=False) as web, pytest.raises(errors.Busy):
        web.get(URL)
    assert set(hosts.paths) == {"/robots.txt"}


def test_of_endless_rules_the_beginning_counts(hosts: Hosts) -> None:
    endless = hosts.drip(b"HTTP/1.1 200 OK\r\n\r\n" + REFUSING, b"#" * 60_000)
    hosts.pages |= {"/robots.txt": endless, "/ours": reply()}
    with hosts.web(attended=False) as web, pytest.raises(errors.RefusedByRobots):
        web.get(f"{URL}ours")


@pytest.mark.parametrize("rules", [b"\xff\xfe\0\x80", b"<!doctype html><p>Disallow: /"])
def test_rules_that_are_none_bind_nobody(hosts: Hosts, rules: bytes) -> None:
    hosts.pages |= {"/robots.txt": reply(rules), "/": reply(b"words")}
    assert _asked(hosts, attended=False) == "words"


def test_a_wished_pause_is_made_within_reason(hosts: Hosts) -> None:
    for wished, made in (("7", 7.0), ("99999", 30.0), ("0.1", 1.0)):
        hosts.time.waited.clear()
        rules = _robots(f"User-agent: *\nCrawl-delay: {wished}\n")
        hosts.pages |= {"/robots.txt": reply(rules), "/": reply(), "/b": reply()}
        with hosts.web(attended=False) as web:
            web.get(URL)
            web.get(f"{URL}b")
        assert hosts.time.waited[-1] == made
