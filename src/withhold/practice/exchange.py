"""How does one request arrive over TLS, and how is it answered?"""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_IDLE = 30
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the browser asked for."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What it is told; `Silence` instead closes the connection without a word."""

    status: int
    body: bytes = b""
    media: str = "text/plain; charset=utf-8"
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer at all."""


Answer = Response | Silence
Answerer = Callable[[Request], Answer]


def html(text: str, status: int = 200) -> Response:
    """Return a page."""
    return Response(status, text.encode(), "text/html; charset=utf-8")


def redirect(address: str) -> Response:
    """Send the browser to another address."""
    return Response(302, location=address)


class Listener(ThreadingHTTPServer):
    """A threaded HTTPS server on a free loopback port; one answerer for every request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext, answerer: Answerer) -> None:
        self.answerer = answerer
        self._context = context
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Exchange)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def get_request(self) -> tuple[socket.socket, object]:
        """Accept a connection; its handshake is made in the connection's own thread."""
        raw, address = super().get_request()
        raw.settimeout(_IDLE)
        secured = self._context.wrap_socket(raw, server_side=True, do_handshake_on_connect=False)
        self._open.add(secured)
        return secured, address

    def shutdown_request(self, request: object) -> None:
        """Close one connection for good."""
        super().shutdown_request(request)  # type: ignore[arg-type]
        self._open.discard(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up; they do so all the time."""
        del request, client_address

    def close_connections(self) -> None:
        """Hang up on everybody."""
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Exchange(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Listener

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a POST."""
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Write no log."""

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        host = (self.headers.get("Host") or "").partition(":")[0]
        request = Request(self.command, host, parts.path, parse_qs(parts.query), body)
        match self.server.answerer(request):
            case Response() as response:
                self._send(response)
            case Silence():
                self.close_connection = True

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        if response.location is not None:
            self.send_header("Location", response.location)
        self.send_header("Content-Type", response.media)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(response.body)
