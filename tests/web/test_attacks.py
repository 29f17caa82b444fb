"""Is everything refused that the person's own tab did not send?"""

from __future__ import annotations

import json
import re
import stat
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.conftest import EVIL, PATHS, Client, Looker, Served, again, words

from withhold.app import accounts
from withhold.app.start import House
from withhold.model.observation import State
from withhold.web.guard import POLICY

SCRIPTS = re.compile(r'<script(?! src="/static/[a-z]+\.js" defer></script>)', re.IGNORECASE)
"""Any script but our own files: the policy lets no other run, and no page may even hold one."""


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", "[::1]:1", "0.0.0.0:1", ""],
)
def test_a_foreign_host_is_not_answered(client: Client, host: str) -> None:
    for path in ("/", "/static/style.css", client.address.removeprefix(client.base)):
        answer = client.send("GET", path, {"Host": host})
        assert answer.status in {400, 421}
        assert "Set-Cookie" not in answer.headers


def test_a_rebound_name_with_our_port_is_not_answered(client: Client) -> None:
    port = client.host.rpartition(":")[2]
    assert client.send("GET", "/", {"Host": f"evil.example:{port}"}).status == 421


def test_a_key_comes_in_once(served: Served) -> None:
    client = served.start()
    first = client.enter()
    assert first.status == 303
    cookie = first.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
    assert "key" not in first.headers["location"]
    second = Client(client.address).get(client.address.removeprefix(client.base))
    assert second.status == 403
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize("key", ["", "x", "a.b.c", "a.99999999999.00", "ä.1.ü", "..", "a" * 5000])
def test_a_false_key_does_not_come_in(client: Client, key: str) -> None:
    answer = Client(client.address).get(f"/open?key={quote(key)}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_a_peek_does_not_use_the_key_up(served: Served) -> None:
    client = served.start()
    path = client.address.removeprefix(client.base)
    assert client.send("HEAD", path).status == 403
    assert client.get(path, Sec_Purpose="prefetch").status == 403
    assert client.enter().status == 303


def test_nobody_without_a_session_sees_a_page(client: Client, ordinary: House) -> None:
    del ordinary
    stranger = Client(client.address)
    own = f"{client.cookie.partition('=')[0]}="
    for path, cookie in product(PATHS, ("", "withhold=x", client.cookie[:-2], own)):
        stranger.cookie = cookie
        answer = stranger.get(path)
        assert answer.status == 403
        assert "opens from Withhold itself" in answer.text
        assert "LinkedIn" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:1"},
    ],
)
def test_another_site_can_change_nothing(
    client: Client, own: House, headers: dict[str, str]
) -> None:
    sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
    body = "platform=x&country=DE"
    for path in ("/begin", "/close", "/todo/x.grok_training/done"):
        assert client.send("POST", path, sent, body).status == 403
    assert not own.home.config.exists()
    assert client.get("/begin").status == 200


def test_another_site_is_shown_nothing(client: Client, ordinary: House) -> None:
    del ordinary
    for site in ("cross-site", "same-site"):
        answer = client.get("/", Sec_Fetch_Site=site)
        assert answer.status == 403
        assert "LinkedIn" not in answer.text


def test_a_post_without_any_origin_is_refused(client: Client) -> None:
    assert client.send("POST", "/close", {}).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(client: Client, method: str) -> None:
    assert client.send(method, "/begin", {"Sec-Fetch-Site": "same-origin"}).status == 405


def test_every_answer_keeps_itself_to_itself(client: Client, ordinary: House) -> None:
    del ordinary
    every = (*PATHS, "/static/style.css", "/static/none", "/open")
    for path, one in product(every, (client, Client(client.address))):
        headers = one.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers
        assert path.startswith("/static/s") or headers["cache-control"] == "no-store"


def test_no_page_needs_what_the_policy_forbids(client: Client, ordinary: House) -> None:
    del ordinary
    forbidden = (" style=", "<style", " onclick", "javascript:", "<iframe", "<base")
    for path in PATHS:
        page = client.get(path).text
        assert [mark for mark in (*forbidden, 'src="http') if mark in page] == []
        assert not SCRIPTS.search(page)


def test_script_from_outside_stays_text(client: Client, ordinary: House, look: Looker) -> None:
    reading = look("x.grok_training", "x/default", State.WITHHELD, 0.1, text=EVIL, tree=EVIL)
    accounts.add(ordinary, "x", handle="<b>@evil</b>")
    for path in ("/", "/platforms/x", "/evidence", f"/evidence/{reading.id}", "/settings"):
        page = client.get(path)
        assert page.status == 200
        assert not SCRIPTS.search(page.text)
        assert "<img src=x" not in page.text
        assert "<b>@evil" not in page.text
    assert "&lt;script&gt;" in client.get(f"/evidence/{reading.id}").text


def test_script_in_what_is_typed_stays_text(client: Client, ordinary: House) -> None:
    del ordinary
    form = {"word": "withheld", "since": EVIL}
    page = client.post("/todo/x.grok_training/done", form)
    assert page.status == 400
    assert not SCRIPTS.search(page.text)
    answer = client.get("/evidence/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status == 404
    assert not SCRIPTS.search(answer.text)


def test_evidence_is_a_picture_or_text_and_nothing_else(
    client: Client, own: House, look: Looker
) -> None:
    reading = look(tree="<html><script>alert(1)</script></html>")
    kinds = [client.get(f"/evidence/files/{name}").headers for name in reading.evidence]
    assert [each["content-type"] for each in kinds] == [
        "text/plain; charset=utf-8",
        "image/png",
        "text/plain; charset=utf-8",
    ]
    assert all(each["x-content-type-options"] == "nosniff" for each in kinds)
    for name in ("0" * 64, "..", "config.toml", "%2e%2e%2fconfig.toml", "x" * 64):
        assert client.get(f"/evidence/files/{name}").status in {400, 404}
    assert own.home.ledger.exists()


@pytest.mark.parametrize("name", ["..%2fguard.py", "%2e%2e/guard.py", "../../pyproject.toml"])
def test_static_files_are_only_our_own(client: Client, name: str) -> None:
    assert client.get(f"/static/{name}").status == 404


def test_a_large_or_strange_form_is_refused(client: Client) -> None:
    assert client.post("/begin", {"country": "x" * 100_000}).status == 404
    strange = {"Content-Type": "application/json"}
    assert client.post("/begin", {"platform": "x"}, **strange).status == 404


def test_a_fault_of_ours_shows_no_details(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the handle of jane_doe")

    monkeypatch.setattr("withhold.web.pages.house.listed", broken)
    page = client.get("/settings")
    assert page.status == 500
    assert "RuntimeError" in page.text
    assert "jane_doe" not in page.text


def test_the_door_is_for_its_owner_alone(client: Client, own: House) -> None:
    del client
    for file in (own.home.cache / "dashboard").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.home.root.stat().st_mode) == 0o700


def test_it_listens_on_loopback_only(client: Client, own: House) -> None:
    port = json.loads((own.home.cache / "dashboard/door.json").read_text())["port"]
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = [each[1] for each in listening if each[1].endswith(f":{port:04X}") and each[3] == "0A"]
    assert ours == [f"0100007F:{port:04X}"]
    assert client.host == f"127.0.0.1:{port}"


def test_a_second_start_finds_the_first(client: Client, own: House) -> None:
    second = Client(again(own))
    assert second.host == client.host
    assert second.enter().status == 303
    assert second.get("/begin").status == 200
    assert client.get("/begin").status == 200


def test_it_closes_when_asked(client: Client, served: Served, own: House) -> None:
    assert "Withhold is closed" in words(client.post("/close", {}))
    assert served.ended()
    assert not (own.home.cache / "dashboard/door.json").exists()


def test_it_closes_when_nobody_asks_any_more(own: House) -> None:
    one = Served(own, quiet=0.2)
    one.start()
    assert one.ended()


def test_requests_of_strangers_do_not_keep_it_open(own: House) -> None:
    one = Served(own, quiet=0.5)
    stranger = one.start()
    while one.thread and one.thread.is_alive():
        try:
            stranger.get("/")
        except OSError:
            break
    assert one.ended()
