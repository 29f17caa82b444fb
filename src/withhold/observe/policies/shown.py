"""When has a page that builds itself come to rest, so that it can be taken as it stands?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from withhold.browser.port import Traffic
    from withhold.kernel.clock import Clock

QUIET = 2.0  # seconds without a request or an answer


class Page(Protocol):
    """What is asked of a page in a browser."""

    def html(self) -> str:
        """Give it as it stands now; empty between two documents."""
        ...

    def traffic(self) -> Traffic:
        """Say what was sent and received."""
        ...

    def pause(self) -> None:
        """Let it live for a moment."""
        ...


def shown(page: Page, clock: Clock, *, deadline: float, quiet: float = QUIET) -> str:
    """Give the page once nothing comes any more, or after so many seconds as it stands then."""
    begun = clock.monotonic()
    while clock.monotonic() - begun < deadline:
        traffic = page.traffic()
        if not traffic.pending and traffic.quiet >= quiet and (html := page.html()):
            return html
        page.pause()
    return page.html()
