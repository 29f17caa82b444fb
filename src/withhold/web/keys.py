"""Who may come in? One-time keys in opened addresses, exchanged for a session.

A key is `NONCE.EXPIRY.MAC`, made with a secret that only the owner of the home can read. So a
second start of Withhold makes a key for the first without asking it; the first remembers which it
took.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.kernel.clock import Clock

LIFE = 120
"""Seconds within which an address has to be opened; `--no-open` prints one that lives longer."""
LONG_LIFE = 3600
_SESSIONS = 20


def new_secret() -> str:
    """Draw the secret of one dashboard."""
    return secrets.token_hex(32)


def new_key(secret: str, clock: Clock, *, life: int = LIFE) -> str:
    """Make a key that can be used once, and only for so many seconds."""
    body = f"{secrets.token_urlsafe(24)}.{int(clock.now().timestamp()) + life}"
    return f"{body}.{_mac(secret, body)}"


@dataclass(slots=True)
class Keyring:
    """What one dashboard knows of keys and sessions; all of it in memory, gone when it closes."""

    secret: str
    clock: Clock
    _used: set[str] = field(default_factory=set)
    _sessions: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def exchange(self, key: str) -> str | None:
        """Take a key and give a new session for it; None if the key is false, old or used."""
        if not self._is_good(key):
            return None
        with self._lock:
            if key in self._used:
                return None
            self._used.add(key)
            session = secrets.token_urlsafe(32)
            self._sessions = [*self._sessions, session][-_SESSIONS:]
        return session

    def knows(self, session: str | None) -> bool:
        """Say whether this is one of our sessions."""
        given, found = (session or "").encode(), False
        for own in self._sessions:  # all of them, so that the time tells nothing
            found |= hmac.compare_digest(given, own.encode())
        return found

    def _is_good(self, key: str) -> bool:
        body, _, mac = key.rpartition(".")
        expiry = body.rpartition(".")[2]
        if not hmac.compare_digest(mac.encode(), _mac(self.secret, body).encode()):
            return False
        return int(expiry) >= self.clock.now().timestamp()


def _mac(secret: str, body: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
