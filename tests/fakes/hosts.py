"""What if public hosts did as they pleased? A server on loopback that says any bytes it is told.

The hosts have public addresses, and the check of addresses is in force; only the dialling leads to
this machine.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import trustme

from withhold.net.web import Limits, Web

LIMIT = 20.0
ADDRESS = "93.184.216.34"
HOST = "policies.example"
START = datetime(2026, 11, 3, 12, tzinfo=UTC)

Said = Callable[[], Iterable[bytes]]
"""Gives the bytes of one answer, each sent at once; ConnectionResetError hangs up on the asker."""


def reply(
    content: bytes = b"<p>Words.</p>", status: str = "200 OK", **headers: str
) -> Callable[[], Iterator[bytes]]:
    """Make an ordinary answer; `_` in a header's name stands for `-`."""
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in said.items() if value)]
    head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"
    return lambda: iter((head, content))


def onward(location: str, status: str = "302 Found") -> Callable[[], Iterator[bytes]]:
    """Make an answer that leads on."""
    return reply(b"", status, Location=location)


@dataclass(frozen=True, slots=True)
class Heard:
    """One request: its host by the name in TLS, its first line, its headers in lower case."""

    name: str | None
    line: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        """What was asked for."""
        return self.line.split(" ")[1]


@dataclass(slots=True)
class Time:
    """A clock that only waiting moves on."""

    waited: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)

    def tick(self) -> float:
        return sum(self.waited)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.tick())


class Listener:
    """One port; `context` makes it speak TLS."""

    def __init__(self, hosts: Hosts, context: ssl.SSLContext | None) -> None:
        self._hosts = hosts
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(LIMIT)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        line.settimeout(LIMIT)
        names: list[str | None] = [None]
        with suppress(OSError), line:
            if self._context is None:
                self._hosts.speak(line, None)
                return
            self._context.sni_callback = lambda _line, name, _context: names.append(name)
            with self._context.wrap_socket(line, server_side=True) as secure:
                self._hosts.speak(secure, names[-1])


class Hosts:
    """Hosts at public addresses; a context manager.

    `pages` are by path, a list being said one by one; `names` lead to addresses, but what stands in
    `first` is answered before; at an address that is `down` nobody answers.
    """

    def __init__(self, authority: trustme.CA, *names: str, until: datetime | None = None) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*(names or (HOST,)), not_after=until).configure_cert(context)
        self.pages: dict[str, list[Said] | Said] = {}
        self.names: dict[str, Sequence[str]] = dict.fromkeys(names or (HOST,), (ADDRESS,))
        self.first: list[Sequence[str]] = []
        self.down: set[str] = set()
        self.heard: list[Heard] = []
        self.looked_up: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.time = Time()
        self.over = threading.Event()
        self.trust: ssl.SSLContext | None = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(self.trust)
        self._listeners = {80: Listener(self, None), 443: Listener(self, context)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.over.set()
        for listener in self._listeners.values():
            listener.close()

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Look a name up."""
        del port
        self.looked_up.append(host)
        if self.first:
            return self.first.pop(0)
        return self.names.get(host, ())

    def dial(self, address: str, port: int) -> tuple[str, int]:
        """Lead a public address to this machine."""
        self.dialled.append((address, port))
        nobody = 1  # no server has this port
        return "127.0.0.1", nobody if address in self.down else self._listeners[port].port

    def web(
        self,
        *,
        attended: bool = True,
        limits: Limits | None = None,
        tick: Callable[[], float] | None = None,
    ) -> Web:
        """Make what fetches from these hosts."""
        return Web(
            attended=attended,
            wait=self.time.wait,
            now=self.time.now,
            tick=tick or self.time.tick,
            resolve=self.resolve,
            dial=self.dial,
            trust=self.trust,
            limits=limits,
        )

    def drip(self, head: bytes, drop: bytes) -> Said:
        """Say the head, and then a drop at a time for ever."""

        def dripping() -> Iterator[bytes]:
            yield head
            while not self.over.wait(0.02):
                yield drop

        return dripping

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [heard.path for heard in self.heard]

    def speak(self, line: socket.socket, name: str | None) -> None:
        """Hear one request and answer it."""
        with line.makefile("rb") as words:
            first = words.readline().decode("latin-1").strip()
            pairs = iter(lambda: words.readline().decode("latin-1").strip(), "")
            split = (pair.partition(":") for pair in pairs)
            headers = {key.lower(): value.strip() for key, _, value in split}
        if not first:
            return
        self.heard.append(Heard(name, first, headers))
        try:
            for piece in self._said(self.heard[-1].path)():
                line.sendall(piece)
        except ConnectionResetError:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _said(self, path: str) -> Said:
        said = self.pages.get(path)
        if isinstance(said, list):
            return said.pop(0) if len(said) > 1 else said[0]
        return said or reply(b"no", "404 Not Found")
