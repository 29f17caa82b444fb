"""How does an open page hear that a run has gone on? By server-sent events.

The event says only that there is something new; the page then asks for itself again. So there is
one way in which a run is shown, with a script or without.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from withhold.app import following
from withhold.kernel.errors import WithholdError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from withhold.app.following import Pulse
    from withhold.app.start import House

TICK = 0.3
"""Seconds between two looks into the ledger."""
_NEW, _END = "data: new\n\n", "event: end\ndata: end\n\n"


def events(house: House, touch: Callable[[], None]) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint that tells of one run until it has ended."""

    async def answer(request: Request) -> Response:
        if not await run_in_threadpool(_is_known, house, request.path_params["id"]):
            return Response(status_code=404)
        told = _told(house, request, touch)
        return StreamingResponse(told, media_type="text/event-stream")

    return answer


def _is_known(house: House, run: str) -> bool:
    """Tell whether there is anything to follow; a home that was closed meanwhile shows nothing."""
    try:
        return following.is_known(house, run)
    except WithholdError:
        return False


def _pulse(house: House, run: str) -> Pulse:
    """Feel how it goes on; where the home was closed meanwhile, nothing does that can be seen."""
    try:
        return following.pulse(house, run)
    except WithholdError:
        return following.NOTHING


async def _told(house: House, request: Request, touch: Callable[[], None]) -> AsyncIterator[str]:
    """Tell whenever there is something new; an open page keeps the dashboard open."""
    run, seen = request.path_params["id"], following.NOTHING
    gone = False
    while not gone:
        touch()
        now = await run_in_threadpool(_pulse, house, run)
        if now != seen:
            seen = now
            yield _NEW
        if not now.on:
            yield _END
            return
        gone = await _is_gone(request)


async def _is_gone(request: Request) -> bool:
    """Wait a little for the page to close; False if it is still open."""
    try:
        message = await asyncio.wait_for(request.receive(), TICK)
    except TimeoutError:
        return False
    return bool(message["type"] == "http.disconnect")
