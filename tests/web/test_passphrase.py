"""Does the dashboard ask for the passphrase, show nothing before, and close again at its end?"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.fakes import passphrase
from tests.fakes.passphrase import WORDS
from tests.web.conftest import PATHS, Client, Served, words

from withhold.app import closing
from withhold.app.start import House, doorstep, house, run
from withhold.kernel.paths import Home


@dataclass(slots=True)
class Shut:
    """A dashboard that was started on a closed home."""

    served: Served
    client: Client


@pytest.fixture
def shut(ordinary: House) -> Iterator[Shut]:
    passphrase.give(ordinary.home)
    closing.close(ordinary.home)
    served = Served(doorstep(ordinary.home))
    client = served.start()
    client.enter()
    yield Shut(served, client)
    if served.thread and served.thread.is_alive():
        client.post("/close", {})
    assert served.ended()


def _said(client: Client, path: str, language: str = "en") -> str:
    return html.unescape(words(client.get(path, Accept_Language=language)))


def test_while_closed_every_page_asks_and_none_shows_anything(shut: Shut) -> None:
    for path in PATHS:
        page = shut.client.get(path)
        assert page.status == 200
        for name in ("linkedin", "snapchat", "Germany", "default", "home/"):
            assert name.lower() not in page.text.lower(), path
    assert "Your passphrase opens it" in _said(shut.client, "/")
    assert "Ihre Passphrase öffnet sie" in _said(shut.client, "/", "de")


def test_while_closed_no_form_does_anything(shut: Shut, home: Home) -> None:
    before = sorted(home.root.rglob("*"))
    for path in ("/begin", "/todo/x.privacy_form/done", "/settings/passphrase"):
        answer = shut.client.post(path, {"none": "1", "word": "sent", "deed": "remove"})
        assert "Your passphrase opens it" in html.unescape(words(answer))
    assert sorted(home.root.rglob("*")) == before


def test_a_wrong_one_is_asked_again_and_the_right_one_opens(shut: Shut, home: Home) -> None:
    wrong = shut.client.post("/unlock", {"passphrase": "<script>alert(1)</script>"})
    assert wrong.status == 422
    assert "does not open it" in html.unescape(words(wrong))
    assert "<script>" not in wrong.text
    assert home.is_closed
    right = shut.client.post("/unlock", {"passphrase": WORDS})
    assert (right.status, right.headers["location"]) == (303, "/")
    assert "Seen from Germany." in _said(shut.client, "/")
    assert "What is kept is being closed" in html.unescape(words(shut.client.post("/close", {})))
    assert shut.served.ended()
    assert home.is_closed


def test_another_site_cannot_try_a_passphrase(shut: Shut, home: Home) -> None:
    answer = shut.client.post("/unlock", {"passphrase": WORDS}, Sec_Fetch_Site="cross-site")
    assert answer.status == 403
    assert home.is_closed


def test_a_run_keeps_it_open_at_the_end(served: Served, home: Home) -> None:
    passphrase.give(home)
    client = served.start()
    client.enter()
    with run(house(home), "check"):
        client.post("/close", {})
        assert served.ended()
    assert not home.is_closed


def test_a_quiet_dashboard_closes_the_home_too(own: House, home: Home) -> None:
    passphrase.give(home)
    served = Served(own, quiet=0.2)
    served.start()
    assert served.ended()
    assert home.is_closed


def test_a_home_without_a_passphrase_stays_as_it_is(served: Served, own: House) -> None:
    client = served.start()
    client.enter()
    assert "passphrase" not in words(client.post("/close", {}))
    assert served.ended()
    assert not own.home.is_closed
    assert not own.home.vault.exists()


def test_one_is_set_on_its_page(client: Client, home: Home) -> None:
    good = {"passphrase": WORDS, "again": WORDS, "understood": "1"}
    for change, told in (
        ({"passphrase": "short", "again": "short"}, "at least 8 characters"),
        ({"again": f"{WORDS}."}, "not the same"),
        ({"understood": ""}, "nobody can recover it"),
    ):
        answer = client.post("/settings/passphrase", good | change)
        assert answer.status == 422
        assert told in html.unescape(words(answer))
        assert WORDS not in html.unescape(answer.text)
        assert not closing.has_passphrase(home)
    done = client.post("/settings/passphrase", good)
    assert (done.status, done.headers["location"]) == (303, "/settings/passphrase?done=set")
    assert "The passphrase holds" in _said(client, done.headers["location"])
    closing.close(home)
    closing.open_with(home, WORDS)


def test_one_is_taken_off_on_its_page(client: Client, home: Home) -> None:
    assert "Take the passphrase off" not in _said(client, "/settings/passphrase")
    passphrase.give(home)
    assert "Take the passphrase off" in _said(client, "/settings/passphrase")
    done = client.post("/settings/passphrase", {"deed": "remove"})
    assert "is taken off" in _said(client, done.headers["location"])
    assert not closing.has_passphrase(home)
