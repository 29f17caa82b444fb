"""Where is a host, and is every one of its addresses public?

A name is looked up here and nowhere else, anew for every request and every hop of a redirect, and
the connection goes to exactly what was judged. So a name that answers differently the second time
is not asked a second time. One private address among public ones condemns them all: a host that
names both wants to be taken for something it is not.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from withhold.net import errors
from withhold.net.public import is_public

Resolve = Callable[[str, int], Sequence[str]]
"""From a host's name and port to its numeric addresses; none when nobody knows the name."""
_TRIED = 4


def system(host: str, port: int) -> Sequence[str]:
    """Ask the machine's own resolver, which decides by itself how long it waits."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def addresses(host: str, port: int, resolve: Resolve) -> tuple[str, ...]:
    """Return the first few addresses of a host; raise NoName or AddressRefused."""
    found = (host,) if _is_numeric(host) else tuple(resolve(host, port))
    if not found:
        raise errors.unnamed(host)
    if not all(is_public(address) for address in found):
        raise errors.private(host)
    return found[:_TRIED]


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
