"""What do the other rooms ask of a browser? The port, and nothing of the library behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from withhold.browser.survey import Probe, Survey
from withhold.model.observation import Capture


@dataclass(frozen=True, slots=True)
class Arrival:
    """How opening an address ended.

    `status` is the HTTP status of the final page, or None where nothing answered; `problem` then
    says why. `loopback`: the answer came from this machine.
    """

    status: int | None
    url: str
    loopback: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the page has sent and received since it was opened, or since `mark`.

    `pending`: requests under way that the page waits for. `quiet`: seconds since the last response
    or request; those a page repeats for ever are left out of both. `writes`: requests that could
    have changed something on the server; `unanswered`: how many of these are under way; `written`:
    seconds since the last of these was answered.
    """

    pending: int
    quiet: float
    writes: int = 0
    unanswered: int = 0
    written: float = 0.0


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words the surveyor has to know, normalised: states (On, Off…) and signs of loading."""

    state: tuple[str, ...]
    busy: tuple[str, ...]


class Page(Protocol):
    """One fresh page of a browser."""

    def open(self, url: str) -> Arrival:
        """Load `url`, past cache and service workers. Never raises for a page that fails."""
        ...

    def survey(self, words: PageWords) -> Survey | None:
        """Say what the page shows now; None while it is between documents."""
        ...

    def probe(self, ref: int) -> Probe | None:
        """Scroll to a candidate and say where it can be touched; None if it is gone."""
        ...

    def press(self, ref: int) -> bool:
        """Click a candidate, disclosure or dialog button once; False if nothing was sent.

        Never clicks through something that covers it.
        """
        ...

    def mark(self) -> None:
        """Count traffic from here."""
        ...

    def traffic(self) -> Traffic:
        """Say what was sent and received since `mark`."""
        ...

    def dialogs(self) -> tuple[str, ...]:
        """Say which browser-level dialogs opened; each was dismissed."""
        ...

    def pause(self) -> None:
        """Let the page live for a moment (one poll)."""
        ...

    def capture(self, ref: int | None, *, whole_page: bool) -> Capture:
        """Take a picture and the accessibility tree of a candidate's row, or of the page."""
        ...

    def close(self) -> None:
        """Close the page."""
        ...


class Browser(Protocol):
    """A running browser with one profile."""

    @property
    def version(self) -> str:
        """Its name and version."""
        ...

    def fresh(self) -> Page:
        """Give a fresh page: no cache, no service workers."""
        ...

    def close(self) -> None:
        """Close the browser and free the profile."""
        ...
