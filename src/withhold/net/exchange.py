"""What does a host answer to one request?

This is httpx's lower half, httpcore, used by itself. It keeps no cookies, follows no redirect,
reads no setting from the environment and unpacks nothing, because it cannot: there is nothing to
turn off. It is given no proxy either. A proxy would look names up in our place, so the check of
addresses would check nothing; and a variable that somebody else set would decide who sees what is
fetched. A system that routes everything through a tunnel is not affected.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2

from withhold.net import body, errors, headers
from withhold.net.target import Target
from withhold.net.wire import Wire

_CONNECT = 15.0
_SILENCE = 20.0  # seconds a host may say nothing
_TIMEOUTS = {"connect": _CONNECT, "read": _SILENCE, "write": _SILENCE, "pool": _SILENCE}
WITH_PAGE = {200, 203}
"""What hosts answer when a page follows; of no other answer the body is read."""

Reader = Callable[[Iterable[bytes]], bytes]
"""Makes one of the pieces of an unpacked body."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its status, its headers by their names in lower case, and its unpacked body."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: what we say, how the body is read, and how much of it comes at most."""

    headers: Mapping[str, str]
    read: Reader
    limit: int


def exchange(target: Target, request: Request, *, wire: Wire, trust: ssl.SSLContext) -> Reply:
    """Ask over a connection of its own, which is closed afterwards."""
    with (
        _explained(target.url),
        httpcore2.ConnectionPool(ssl_context=trust, network_backend=wire) as pool,
        pool.stream(
            "GET",
            _address(target),
            headers=[("Host", target.place), *request.headers.items()],
            extensions={"timeout": _TIMEOUTS},
        ) as response,
    ):
        received = headers.received(response.headers)
        content = b""
        if response.status in WITH_PAGE:
            raw = body.limited(response.iter_stream(), limit=request.limit, where=target.url)
            packing = received.get("content-encoding", "")
            content = request.read(body.unpacked(raw, packing, where=target.url))
        return Reply(response.status, received, content)


def _address(target: Target) -> httpcore2.URL:
    return httpcore2.URL(
        scheme=target.scheme, host=target.host, port=target.port, target=target.path
    )


@contextmanager
def _explained(where: str) -> Iterator[None]:
    """Turn what httpcore says into errors for people."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise errors.late(where) from error
    except httpcore2.ConnectError as error:
        raise errors.unreachable(where) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise errors.broken(where) from error
