"""Is the host the one we asked for, and do we tell it nothing of the person?"""

from __future__ import annotations

import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from tests.fakes.hosts import ADDRESS, HOST, Hosts, onward, reply

from withhold import __version__
from withhold.net import errors
from withhold.net.answer import Answer, Tag

URL = f"https://{HOST}/privacy?lang=de"


def _want(hosts: Hosts, url: str = URL) -> Answer:
    with hosts.web() as web:
        answer = web.get(url)
    assert isinstance(answer, Answer)
    return answer


def test_the_certificate_is_held_against_the_name_not_the_address(hosts: Hosts) -> None:
    hosts.pages["/privacy?lang=de"] = reply()
    _want(hosts)
    assert hosts.dialled == [(ADDRESS, 443)]
    assert (hosts.heard[0].name, hosts.heard[0].headers["host"]) == (HOST, HOST)


def test_a_certificate_for_another_name_is_refused(hosts: Hosts) -> None:
    hosts.names["third.example"] = [ADDRESS]
    with hosts.web() as web, pytest.raises(errors.NotSecure):
        web.get("https://third.example/")
    assert hosts.heard == []


def test_a_certificate_nobody_vouches_for_is_refused(hosts: Hosts) -> None:
    hosts.trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with hosts.web() as web, pytest.raises(errors.NotSecure):
        web.get(URL)
    assert hosts.heard == []


def test_a_certificate_out_of_date_is_refused(authority: trustme.CA) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    with (
        Hosts(authority, until=old) as hosts,
        hosts.web() as web,
        pytest.raises(errors.NotSecure),
    ):
        web.get(URL)


def test_whom_to_trust_is_the_systems_word_not_the_environments(
    hosts: Hosts, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    hosts.trust = None
    with hosts.web() as web, pytest.raises(errors.NotSecure):
        web.get(URL)


def test_nothing_is_sent_but_what_is_the_same_for_everybody(hosts: Hosts) -> None:
    hosts.pages["/privacy?lang=de"] = reply()
    with hosts.web() as web:
        web.get(URL, lang="de")
    assert hosts.heard[0].line == "GET /privacy?lang=de HTTP/1.1"
    assert hosts.heard[0].headers == {
        "host": HOST,
        "user-agent": f"Withhold/{__version__}",
        "accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9",
        "accept-language": "de",
        "accept-encoding": "gzip",
        "connection": "close",
    }


@pytest.mark.parametrize("lang", ["", "de\r\nCookie: a=b", "german please", "de;q=1", "ü"])
def test_a_language_that_is_none_is_not_sent(hosts: Hosts, lang: str) -> None:
    hosts.pages["/"] = reply()
    with hosts.web() as web:
        web.get(f"https://{HOST}/", lang=lang)
    assert hosts.heard[0].headers["accept-language"] == "en"


def test_cookies_are_neither_kept_nor_sent(hosts: Hosts) -> None:
    hosts.pages["/"] = reply(b"", "302 Found", Location="/next", Set_Cookie="who=you; Path=/")
    hosts.pages["/next"] = reply(Set_Cookie="who=you; Path=/")
    with hosts.web() as web:
        web.get(f"https://{HOST}/")
        web.get(f"https://{HOST}/next")
    assert hosts.paths == ["/", "/next", "/next"]
    assert not any({"cookie", "referer"} & set(heard.headers) for heard in hosts.heard)


def test_no_setting_of_the_environment_leads_elsewhere(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
        monkeypatch.setenv(name.lower(), "http://10.0.0.1:3128")
    hosts.pages["/"] = reply()
    _want(hosts, f"https://{HOST}/")
    assert hosts.dialled == [(ADDRESS, 443)]


def test_an_open_line_is_taken_only_when_asked_for(hosts: Hosts) -> None:
    hosts.pages["/"] = reply()
    assert _want(hosts, f"http://{HOST}/").url == f"http://{HOST}/"
    assert hosts.dialled == [(ADDRESS, 80)]


def test_a_redirect_leads_up_to_a_secure_line(hosts: Hosts) -> None:
    hosts.pages["/"] = onward(f"https://{HOST}/up")
    hosts.pages["/up"] = reply()
    assert _want(hosts, f"http://{HOST}/").url == f"https://{HOST}/up"


@pytest.mark.parametrize(
    "location",
    [
        f"http://{HOST}/",
        "http://other.example/",
        "ftp://other.example/",
        "javascript:alert(1)",
        "data:text/html,words",
        "file:///etc/passwd",
        f"https://me:secret@{HOST}/",
        "https://",
        "https://[",
        "https://\ud800",
        "",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(hosts: Hosts, location: str) -> None:
    hosts.pages["/"] = lambda: iter(
        (b"HTTP/1.1 302 Found\r\nLocation: " + location.encode("utf-8", "replace") + b"\r\n\r\n",)
    )
    with hosts.web() as web, pytest.raises((errors.RedirectRefused, errors.TooManyRedirects)):
        web.get(f"https://{HOST}/")
    assert hosts.paths == ["/"]


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_a_redirect_is_followed_and_the_last_address_told(hosts: Hosts, status: str) -> None:
    hosts.pages["/"] = onward("../there?a=b#part", status)
    hosts.pages["/there?a=b"] = onward("//other.example/")
    hosts.pages["/x"] = reply()
    hosts.pages["/"] = [onward("../there?a=b#part", status), reply()]
    assert _want(hosts, f"https://{HOST}/").url == "https://other.example/"


def test_five_redirects_are_followed_and_no_sixth(hosts: Hosts) -> None:
    for hop in range(7):
        hosts.pages[f"/{hop}"] = onward(f"/{hop + 1}")
    hosts.pages["/7"] = reply()
    assert _want(hosts, f"https://{HOST}/2").url == f"https://{HOST}/7"
    hosts.heard.clear()
    with hosts.web() as web, pytest.raises(errors.TooManyRedirects):
        web.get(f"https://{HOST}/1")
    assert hosts.paths == [f"/{hop}" for hop in range(1, 7)]


def test_a_circle_is_left_at_once(hosts: Hosts) -> None:
    hosts.pages |= {"/a": onward("/b"), "/b": onward("/a#again")}
    with hosts.web() as web, pytest.raises(errors.TooManyRedirects):
        web.get(f"https://{HOST}/a")
    assert hosts.paths == ["/a", "/b"]


def test_nothing_is_told_to_the_log(hosts: Hosts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    hosts.pages["/"] = reply()
    with hosts.web() as web:
        web.get(f"https://{HOST}/", Tag('"mine"'))
    assert caplog.records == []
