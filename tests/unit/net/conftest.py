"""Hosts to fetch from, and the authority that vouches for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import trustme
from tests.fakes.hosts import HOST, Hosts


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Return an authority that only these tests trust."""
    return trustme.CA()


@pytest.fixture
def hosts(authority: trustme.CA) -> Iterator[Hosts]:
    """Serve one host and a second one, both with the same address."""
    with Hosts(authority, HOST, "other.example", "93.184.216.34") as running:
        yield running
