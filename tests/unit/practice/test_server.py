"""Does the server show what is staged, remember what was changed, and note both?"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator

import pytest

from withhold.model.fact import Words
from withhold.model.observation import Position
from withhold.practice.case import Case
from withhold.practice.scenes import scene
from withhold.practice.server import PracticeServer
from withhold.practice.subject import Subject


@pytest.fixture
def server(
    linkedin: Subject, x: Subject, protect: Subject, words: Words
) -> Iterator[PracticeServer]:
    with PracticeServer([linkedin, x, protect], words) as running:
        yield running


def ask(
    server: PracticeServer, host: str, path: str, body: object = None
) -> tuple[int, str, str | None]:
    """Return status, body and location of one request, made straight to the loopback port."""
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=trusting, timeout=10)
    try:
        sent = None if body is None else json.dumps(body)
        connection.request("GET" if sent is None else "POST", path, sent, {"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.getheader("Location")
    finally:
        connection.close()


def visit(server: PracticeServer, case: Case) -> tuple[int, str, str | None]:
    return ask(server, *case.address)


def save(server: PracticeServer, case: Case, control: str, value: str) -> int:
    change = {"case": case.number, "control": control, "value": value}
    return ask(server, case.address[0], "/practice/save", change)[0]


def test_it_listens_on_loopback_and_frees_the_port(linkedin: Subject, words: Words) -> None:
    with PracticeServer([linkedin], words) as server:
        port = server.port
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(OSError, match=r"refused|111"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_browser_is_led_here_and_nowhere_else(server: PracticeServer) -> None:
    rules, trust, proxy = server.arguments
    assert f"MAP www.linkedin.com 127.0.0.1:{server.port}" in rules
    assert f"MAP x.com 127.0.0.1:{server.port}" in rules
    assert rules.endswith("MAP * ~NOTFOUND")
    assert trust.startswith("--ignore-certificate-errors-spki-list=")
    assert proxy == "--no-proxy-server"


def test_a_staged_page_is_shown_and_its_load_noted(server: PracticeServer, x: Subject) -> None:
    case = server.stage(scene(x))
    status, body, _ = visit(server, case)
    assert (status, x.labels["en"].text in body) == (200, True)
    (load,) = server.loads(case)
    assert (load.host, load.path) == ("x.com", "/settings/grok_settings")


def test_a_change_outlives_the_page_and_is_noted(server: PracticeServer, x: Subject) -> None:
    case = server.stage(scene(x))
    assert save(server, case, x.control, "off") == 200
    assert case.positions[x.control] is Position.OFF
    assert 'data-id="x.grok_training" data-on="0"' in visit(server, case)[1]
    (write,) = server.writes(case)
    assert (write.control, write.value) == (x.control, Position.OFF)


def test_staging_again_begins_afresh(server: PracticeServer, x: Subject) -> None:
    first = server.stage(scene(x))
    save(server, first, x.control, "off")
    second = server.stage(scene(x, "role-switch"))
    assert second.positions[x.control] is Position.ON
    assert server.writes(second) == ()
    assert 'data-on="1"' in visit(server, second)[1]


def test_a_neighbour_s_change_is_noted_by_its_own_name(server: PracticeServer, x: Subject) -> None:
    case = server.stage(scene(x, behaviour="look-alike"))
    save(server, case, "x.grok_training#look-alike", "off")
    save(server, case, "neighbour#1", "off")
    names = [write.control for write in server.writes(case)]
    assert names == ["x.grok_training#look-alike", "neighbour#1"]


def test_a_control_that_protects_starts_off(server: PracticeServer, protect: Subject) -> None:
    case = server.stage(scene(protect))
    assert case.positions[protect.control] is Position.OFF


@pytest.mark.parametrize(
    ("behaviour", "status"), [("refused", 500), ("forbidden", 403), ("reverted", 200)]
)
def test_what_is_not_kept_is_noted_all_the_same(
    server: PracticeServer, x: Subject, behaviour: str, status: int
) -> None:
    case = server.stage(scene(x, behaviour=behaviour))
    assert save(server, case, x.control, "off") == status
    assert case.positions[x.control] is Position.ON
    assert len(server.writes(case)) == 1


@pytest.mark.parametrize(
    ("behaviour", "place"),
    [
        ("sign-in-redirect", "https://x.com/i/flow/login"),
        ("challenge-redirect", "https://x.com/account/access"),
        ("elsewhere", "https://elsewhere.example/"),
    ],
)
def test_redirects_lead_to_pages_that_answer(
    server: PracticeServer, x: Subject, behaviour: str, place: str
) -> None:
    status, _, location = visit(server, server.stage(scene(x, behaviour=behaviour)))
    assert status == 302
    assert location is not None
    assert location.startswith(place)
    host, _, path = location.removeprefix("https://").partition("/")
    assert ask(server, host, f"/{path}")[0] == 200


def test_a_broken_server_and_a_silent_one(server: PracticeServer, x: Subject) -> None:
    assert visit(server, server.stage(scene(x, behaviour="broken")))[0] == 503
    with pytest.raises((http.client.RemoteDisconnected, ssl.SSLError)):
        visit(server, server.stage(scene(x, behaviour="no-answer")))


def test_two_controls_share_a_page(server: PracticeServer, x: Subject, protect: Subject) -> None:
    case = server.stage(scene(x), scene(protect))
    body = visit(server, case)[1]
    assert 'data-id="x.grok_training"' in body
    assert 'data-id="x.protect_posts"' in body


@pytest.mark.parametrize("body", ["nonsense", {"case": 7, "control": "x", "value": "off"}])
def test_nonsense_changes_nothing(server: PracticeServer, x: Subject, body: object) -> None:
    case = server.stage(scene(x))
    assert ask(server, "x.com", "/practice/save", body)[0] == 400
    assert server.writes(case) == ()


@pytest.mark.parametrize(
    "path", ["/", "/practice/nothing", "/practice/rows/99", "/practice/a/../b"]
)
def test_what_is_not_there_is_missing(server: PracticeServer, path: str) -> None:
    assert ask(server, "x.com", path)[0] == 404
