"""Which requests are answered at all? Everything is refused that the person's own tab did not send.

The checks stand in front of every route: the Host (DNS rebinding), where the request comes from
(cross-site requests), the session. Every answer carries the headers that keep it to itself.
"""

from __future__ import annotations

from enum import Enum, auto
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.web.keys import Keyring

SAFE = frozenset({"GET", "HEAD"})
OPEN_PATH = "/open"
STATIC = "/static/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_OWN = frozenset({"same-origin", "none"})


class Verdict(Enum):
    """What becomes of a request."""

    PASS = auto()
    WRONG_HOST = auto()
    FOREIGN = auto()
    STRANGER = auto()
    """Nobody with a session: told in plain words how to open the dashboard."""


def cookie_name(port: int) -> str:
    """Name the session's cookie; ports of one host share their cookies, so it names its own."""
    return f"withhold-{port}"


def judge(
    method: str, path: str, headers: Mapping[str, str], *, ring: Keyring, port: int
) -> Verdict:
    """Say what becomes of a request; header names are in lower case."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host = headers.get("host", "").lower()
    if host not in hosts:
        return Verdict.WRONG_HOST
    if not _is_ours(method, headers, host):
        return Verdict.FOREIGN
    if path == OPEN_PATH or path.startswith(STATIC):
        return Verdict.PASS
    return Verdict.PASS if ring.knows(_session(headers, port)) else Verdict.STRANGER


def _is_ours(method: str, headers: Mapping[str, str], host: str) -> bool:
    """Tell our own tab from other sites.

    Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with our own forms; then
    `Sec-Fetch-Site`, which no page can forge, has to say that it was us.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own_origin = origin == f"http://{host}"
    if site is not None and site not in _OWN:
        return False
    if origin not in {None, "null"} and not own_origin:
        return False
    return method in SAFE or own_origin or site == "same-origin"


def _session(headers: Mapping[str, str], port: int) -> str | None:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    own = jar.get(cookie_name(port))
    return own.value if own else None
