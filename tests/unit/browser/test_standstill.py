"""Does a run end when a page's own script never does?"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from withhold.browser import session
from withhold.browser.errors import BrowserCrashed
from withhold.browser.find import choose
from withhold.browser.port import PageWords

pytestmark = pytest.mark.browser

ENDLESS = b"<!doctype html><p>Settings</p><script>setTimeout(() => { for (;;); }, 50)</script>"


class Answer(BaseHTTPRequestHandler):
    """Answers every request with a page that never lets go."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(ENDLESS)

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002, ANN401 - the library's own
        """Stay silent."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def watch(address: str, profile: Path, launch: session.Launch) -> None:
    with session.browser(profile, launch) as running:
        page = running.fresh()
        page.open(address)
        for _ in range(60):
            page.survey(PageWords((), ()))
            page.pause()


def test_a_page_that_stands_still_for_ever_ends_the_browser_and_not_us(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable = shutil.which("chromium") or pytest.skip("this test needs Chromium")
    monkeypatch.setattr(session, "SLACK", 1.0)
    launch = session.Launch(
        choose(executable),
        headless=True,
        arguments=("--no-sandbox",),
        timeout=3.0,
        stop=threading.Event(),
    )
    with pytest.raises(BrowserCrashed):
        watch(address, tmp_path / "profile", launch)
