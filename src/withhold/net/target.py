"""Which page of which host does an address name, and may it be named at all?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import httpx2

from withhold.net import errors

_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LONGEST = 253
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
"""Every way of writing an IPv4 address ends in a number; no public name does."""
_OWN = ("localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa")
"""The last parts of names that only somebody's own network answers to; `home.arpa` is one."""


@dataclass(frozen=True, slots=True)
class Target:
    """A page to be asked for: `host` in lower case, ASCII, unbracketed; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """The host, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in full."""
        return f"{self.scheme}://{self.place}{self.path}"

    def at(self, path: str) -> Target:
        """Give another page of the same host."""
        return Target(self.scheme, self.host, self.port, path)

    def onward(self, location: str) -> Target:
        """Say where a redirect leads; raise RedirectRefused where we do not follow."""
        try:
            url = str(httpx2.URL(self.url).join(location))
            onward = target(url)
        except (httpx2.InvalidURL, ValueError, errors.NotAnAddress) as error:
            raise errors.led_astray(self.url) from error
        if self.scheme == "https" and onward.scheme == "http":
            raise errors.led_astray(self.url)
        return onward


def target(url: str) -> Target:
    """Read an address; raise NotAnAddress, or AddressRefused for what no public host is called."""
    try:
        parsed = httpx2.URL(url)
        host = parsed.raw_host.decode("ascii").lower().removesuffix(".")
        path = parsed.raw_path.decode("ascii")
    except (httpx2.InvalidURL, ValueError) as error:
        raise errors.no_address(url) from error
    port = parsed.port if parsed.port is not None else _PORTS.get(parsed.scheme, 0)
    if parsed.scheme not in _PORTS or parsed.userinfo or not 0 < port <= _LAST_PORT:
        raise errors.no_address(url)
    return Target(parsed.scheme, _public_name(host, url), port, path)


def _public_name(host: str, url: str) -> str:
    if ":" in host:
        return _numeric_6(host, url)
    if _NAME.fullmatch(host) is None or len(host) > _LONGEST:
        raise errors.no_address(url)
    if _NUMBER.fullmatch(host):
        return _numeric_4(host, url)
    labels = host.split(".")
    if len(labels) == 1 or labels[-1] in _OWN:
        raise errors.private(url)
    return host


def _numeric_4(host: str, url: str) -> str:
    """Take four plain numbers only: `0x7f.1` and `2130706433` are ways to hide what is meant."""
    try:
        return str(IPv4Address(host))
    except AddressValueError as error:
        raise errors.private(url) from error


def _numeric_6(host: str, url: str) -> str:
    try:
        return str(IPv6Address(host))
    except AddressValueError as error:
        raise errors.no_address(url) from error
