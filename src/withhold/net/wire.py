"""How is a socket opened? Only here, only to an address that was judged public.

The check stands at the one place through which every connection goes, below anything that could
keep a connection, follow a redirect or know a name: what is not judged is not dialled.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable

import httpcore2

from withhold.net import errors
from withhold.net.budget import Budget
from withhold.net.names import Resolve, addresses

Dial = Callable[[str, int], tuple[str, int]]
"""From a judged address and port to the numeric address and port that is really dialled."""


def straight(address: str, port: int) -> tuple[str, int]:
    """Dial what was judged. A test leads a public address to its own server instead."""
    return address, port


class Wire(httpcore2.NetworkBackend):
    """Opens connections for one request, within its budget; httpcore's place for doing so."""

    def __init__(self, resolve: Resolve, dial: Dial, budget: Budget) -> None:
        """Take what looks names up, what dials, and how long all may take."""
        self._resolve = resolve
        self._dial = dial
        self._budget = budget
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the host's addresses that answers."""
        del local_address, socket_options  # we never ask for either
        failed: Exception = errors.unreachable(host)
        for address in addresses(host, port, self._resolve):
            try:
                return self._connect(address, port, timeout, host)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed

    def _connect(
        self, address: str, port: int, timeout: float | None, host: str
    ) -> httpcore2.NetworkStream:
        within = _within(self._budget, timeout, host)
        stream = self._plain.connect_tcp(*self._dial(address, port), timeout=within)
        return _Line(stream, self._budget, host)


class _Line(httpcore2.NetworkStream):
    """A connection on which nothing waits longer than the budget."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget, host: str) -> None:
        self._stream = stream
        self._budget = budget
        self._host = host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(self._budget, timeout, self._host))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(self._budget, timeout, self._host))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        within = _within(self._budget, timeout, self._host)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, within)
        except httpcore2.ConnectError as error:
            if _is_unproved(error.__cause__):
                raise errors.unproved(self._host) from error
            raise
        return _Line(stream, self._budget, self._host)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _is_unproved(cause: BaseException | None) -> bool:
    """Tell a host that could not prove itself from one that hung up."""
    return isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError)


def _within(budget: Budget, timeout: float | None, host: str) -> float:
    left = budget.left
    if left <= 0:
        raise errors.late(host)
    return left if timeout is None else min(left, timeout)
