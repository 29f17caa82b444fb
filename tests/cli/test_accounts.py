"""Do `accounts`, `sign-in` and `sign-out` do what they say, typed as people type them?"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from withhold.cli.main import COMMANDS, main
from withhold.practice.certificate import certificate

PROGRAM = Path(sys.executable).with_name("withhold")
PATIENCE = 40
HOST = "www.linkedin.com"
LABEL = "Use my data for training content creation AI models"
SETTINGS = f"<label><input type=checkbox role=switch checked>{LABEL}</label>"
LOGIN = "<h1>Sign in</h1><form><input name=session_key><input type=password></form><img src=/logo>"


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WITHHOLD_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(COMMANDS, "sign-out", "withhold.cli.accounts:sign_out")
    return tmp_path / "home"


# --- the list ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_an_added_account_is_listed_and_the_next_step_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(
        capsys, "accounts", "add", "LinkedIn", "--handle", "@jane", "--country", "uk"
    )
    assert code == 0
    assert "withhold sign-in linkedin" in out
    code, out, _ = _run(capsys, "accounts", "list", "--json")
    assert json.loads(out) == {
        "schema": 1,
        "accounts": [
            {"platform": "linkedin", "name": "default", "handle": "jane", "country": "GB"}
        ],
    }


@pytest.mark.usefixtures("home")
def test_json_is_one_object_whatever_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    _, added, told = _run(capsys, "accounts", "add", "x", "--name", "work", "--json")
    assert [one["name"] for one in json.loads(added)["accounts"]] == ["work"]
    assert "Added: x/work." in told
    _, removed, _ = _run(capsys, "accounts", "remove", "x", "--json")
    assert json.loads(removed)["accounts"] == []


@pytest.mark.usefixtures("home")
def test_a_platform_without_pages_to_read_is_led_to_todo(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = _run(capsys, "accounts", "add", "facebook")
    assert "withhold todo facebook" in out
    assert "withhold sign-in" not in out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("accounts", "add", "linkedn"), "unknown-platform"),
        (("accounts", "add", "x", "--name", "../out"), "bad-account-name"),
        (("accounts", "add", "x", "--country", "Germany"), "unknown-country"),
        (("accounts", "add", "x", "--handle", "two words"), "bad-handle"),
        (("accounts", "remove", "x"), "unknown-account"),
        (("accounts", "remove", "x", "--name", "work"), "unknown-account"),
        (("sign-in", "x", "--account", "../out"), "unknown-account"),
    ],
)
def test_a_slip_has_its_own_error(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], code: str
) -> None:
    exit_code, out, _ = _run(capsys, *typed, "--json")
    assert exit_code == 2
    told = json.loads(out)["error"]
    assert told["code"] == code
    assert told["do"]


def test_removing_keeps_the_profile_where_nobody_can_be_asked(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    _run(capsys, "accounts", "add", "x")
    kept = home / "profiles" / "x" / "default" / "Cookies"
    kept.parent.mkdir(parents=True)
    kept.write_text("invented")
    code, out, _ = _run(capsys, "accounts", "remove", "x")
    assert code == 0
    assert "readings" in out
    assert "withhold sign-out x" in out
    assert kept.exists()


def test_removing_deletes_the_profile_when_told_so(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    _run(capsys, "accounts", "add", "x")
    profile = home / "profiles" / "x" / "default"
    profile.mkdir(parents=True)
    (profile / "Cookies").write_text("invented")
    _run(capsys, "accounts", "remove", "x", "--delete-profile")
    assert not profile.exists()


def test_signing_out_needs_a_yes_and_then_deletes_the_profile(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    profile = home / "profiles" / "x" / "work"
    profile.mkdir(parents=True)
    (profile / "Cookies").write_text("invented")
    typed = ("sign-out", "x", "--account", "work", "--json")
    code, out, _ = _run(capsys, *typed)
    assert (code, json.loads(out)["error"]["code"]) == (2, "not-approved")
    assert profile.exists()
    code, out, _ = _run(capsys, *typed, "--yes")
    assert (code, json.loads(out)["deleted"]) == (0, True)
    assert not profile.exists()


def test_no_screen_is_said_before_anything_is_opened_or_agreed_to(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    code, out, err = _run(capsys, "sign-in", "linkedin", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (3, "no-display")
    assert "Before the first visit" not in err
    assert not (home / "profiles").exists()


# --- signing in, with a real browser -------------------------------------------------------------


@dataclass
class Site:
    """A platform on loopback: its sign-in page gives a session, its settings page wants one."""

    arguments: tuple[str, ...] = ()
    visited: threading.Event = field(default_factory=threading.Event)
    knows_session: bool = True


@pytest.fixture
def site() -> Iterator[Site]:
    own = Site()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            has_session = "session=invented" in self.headers.get("Cookie", "")
            if self.path.startswith("/login"):
                self._page(LOGIN, cookie="session=invented; Max-Age=86400; Secure; Path=/")
            elif self.path == "/logo":  # asked for with the session, so the browser has it
                self._page("")
                own.visited.set()
            elif own.knows_session and has_session:
                self._page(SETTINGS)
            else:
                self.send_response(302)
                self.send_header("Location", "/login?from=settings")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def _page(self, body: str, cookie: str = "") -> None:
            whole = f"<!doctype html><html lang=en><title>Page</title>{body}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(whole)))
            if cookie:
                self.send_header("Set-Cookie", cookie)
            self.end_headers()
            self.wfile.write(whole)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            del format, args

    trusted = certificate([HOST])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.socket = trusted.context.wrap_socket(server.socket, server_side=True)
    port = server.server_address[1]
    own.arguments = (
        "--no-sandbox",
        "--disable-background-networking",
        f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}, MAP * ~NOTFOUND",
        f"--ignore-certificate-errors-spki-list={trusted.key_digest}",
        "--no-proxy-server",
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield own
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def started(home: Path, site: Site) -> Iterator[subprocess.Popen[str]]:
    """`withhold sign-in linkedin --json`, with its window open at the sign-in page."""
    if not shutil.which("chromium"):
        pytest.skip("no Chromium on this machine")
    home.mkdir(mode=0o700)
    browser, arguments = json.dumps(shutil.which("chromium")), json.dumps(site.arguments)
    (home / "config.toml").write_text(
        f"[browser]\nheadless = true\nsign_out_after = true\nexecutable = {browser}\n"
        f"arguments = {arguments}\n[reading]\nsettle = 0.4\ndeadline = 15.0\n"
    )
    process = subprocess.Popen(
        [PROGRAM, "sign-in", "linkedin", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert site.visited.wait(PATIENCE)
            yield process
        finally:
            if process.poll() is None:  # it closes its window; a kill would leave that open
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=PATIENCE)


def _window(home: Path) -> int:
    """Find the window's own process, past what starts it."""
    lock = home / "profiles" / "linkedin" / "default" / "SingletonLock"
    until = time.monotonic() + PATIENCE
    while not lock.is_symlink() and time.monotonic() < until:
        threading.Event().wait(0.05)
    return int(os.readlink(lock).rpartition("-")[2])  # noqa: PTH115 - the text, not a path


def _is_alive(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


@pytest.mark.browser
def test_a_session_made_in_the_window_is_there_in_the_run(
    home: Path, started: subprocess.Popen[str]
) -> None:
    window = _window(home)
    words = Path(f"/proc/{window}/cmdline").read_bytes().split(b"\0")
    assert not [word for word in words if b"remote-debugging" in word]
    assert b"--password-store=basic" in words
    assert b"https://www.linkedin.com/login" in words
    out, err = started.communicate("\n", timeout=PATIENCE)  # Enter
    told = json.loads(out)
    assert (started.returncode, told["signed_in"]) == (0, True), err
    assert told["control"] == "linkedin.genai_toggle"
    assert "headless = true" in err
    assert not _is_alive(window)


@pytest.mark.browser
def test_a_session_serves_one_run_where_each_signs_out(
    home: Path, started: subprocess.Popen[str]
) -> None:
    _, err = started.communicate("\n", timeout=PATIENCE)
    profile = home / "profiles" / "linkedin" / "default"
    assert profile.is_dir(), err  # the look of signing in was no run of the person's
    for reason in (None, "signed-out"):
        done = subprocess.run(
            [PROGRAM, "check", "linkedin.genai_toggle", "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        (result,) = json.loads(done.stdout)["results"]
        assert result["reason"] == reason, done.stderr
        assert "signed out, as your settings say" in done.stderr
        assert not profile.exists()


@pytest.mark.browser
def test_whoever_did_not_sign_in_is_told_so(
    home: Path, site: Site, started: subprocess.Popen[str]
) -> None:
    site.knows_session = False
    os.kill(_window(home), signal.SIGTERM)  # it closes, as if by the person's hand
    out, err = started.communicate(timeout=PATIENCE)
    told = json.loads(out)
    assert (started.returncode, told["signed_in"], told["reason"]) == (3, False, "signed-out"), err


@pytest.mark.browser
def test_ctrl_c_closes_the_window_and_frees_the_profile(
    home: Path, started: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    window = _window(home)
    code, out, _ = _run(capsys, "sign-out", "linkedin", "--yes", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (3, "profile-busy")
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=PATIENCE)
    assert (started.returncode, out) == (130, ""), err
    assert not _is_alive(window)
    code, _, err = _run(capsys, "sign-out", "linkedin", "--yes")
    assert code == 0, err
