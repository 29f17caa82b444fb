"""How does the dashboard live and end? It serves until it is closed, or nobody asks any more."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import uvicorn

from withhold.app.checkup import Apart, Checkup
from withhold.app.closing import End, at_the_end
from withhold.app.orders import is_busy
from withhold.web import door
from withhold.web.keys import LIFE, Keyring, new_key, new_secret
from withhold.web.site import Site, application

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.app.start import House
    from withhold.kernel.clock import Clock
    from withhold.report.doctor import Finding

QUIET = 600.0
"""Seconds without a request after which the dashboard closes by itself."""
_GRACE = 2
_TICK = 1.0
"""Seconds between two looks whether a run that keeps the dashboard open has ended."""


@dataclass(slots=True)
class _Life:
    """When somebody last asked for something, and whether it was told to end."""

    clock: Clock
    quiet: float
    last: float
    busy: Callable[[], bool]
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def touch(self) -> None:
        self.last = self.clock.monotonic()

    async def end(self) -> None:
        """Return when the dashboard is to close: never by itself while something is being done."""
        while not self.closing.is_set():
            left = self.last + self.quiet - self.clock.monotonic()
            if left <= 0 and not self.busy():
                return
            left = left if left > 0 else _TICK
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), left)


def _leave(end: End) -> None:
    """Say nothing."""


def open_dashboard(  # noqa: PLR0913 - each is a separate wish of whoever starts it
    house: House,
    tell: Callable[[str], None],
    *,
    life: int = LIFE,
    quiet: float = QUIET,
    examine: Callable[[], tuple[Finding, ...]] | None = None,
    ended: Callable[[End], None] = _leave,
) -> None:
    """Serve until the end; `tell` gets the address to open. A second start finds the first.

    Then a home that has a passphrase is closed, unless something uses it: `ended` is told.
    `examine` looks at this machine, in the background; else `doctor` does.
    """
    with door.sole(house.home) as first:
        if not first:
            found = door.find(house.home)
            tell(found.address(new_key(found.secret, house.clock, life=life)))
            return
        apart = Apart(house.home, house.clock)
        checkup = Checkup(examine or apart.examine, house.clock, apart.end)
        checkup.begin()
        try:
            _open(house, tell, checkup, life=life, quiet=quiet)
        finally:  # Ctrl-C ends it as well as the Close button
            checkup.end()
            ended(at_the_end(house.home))


def _open(
    house: House, tell: Callable[[str], None], checkup: Checkup, *, life: int, quiet: float
) -> None:
    with door.listen() as listener:
        own = door.Door(listener.getsockname()[1], new_secret())
        door.announce(house.home, own)
        tell(own.address(new_key(own.secret, house.clock, life=life)))
        asyncio.run(_serve(house, own, listener, quiet=quiet, checkup=checkup))


async def _serve(
    house: House,
    own: door.Door,
    listener: socket.socket,
    *,
    quiet: float,
    checkup: Checkup,
) -> None:
    busy = partial(is_busy, house.home)
    life = _Life(house.clock, quiet, house.clock.monotonic(), busy)
    site = Site(
        house=house,
        ring=Keyring(own.secret, house.clock),
        port=own.port,
        close=life.closing.set,
        touch=life.touch,
        checkup=checkup,
    )
    server = uvicorn.Server(
        uvicorn.Config(
            application(site),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    ending = asyncio.create_task(life.end())
    await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    ending.cancel()
