"""When does a page's answer hold still? Wait for states, never for a fixed time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Position

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.browser.port import Page, PageWords, Traffic
    from withhold.browser.survey import Survey
    from withhold.kernel.clock import Clock
    from withhold.observe.settings.moment import Moment

FLIPS = 4
"""So many changes between ON and OFF on one page are no correction: the page flips."""
_STATES = {Position.ON, Position.OFF}


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait, in seconds.

    `settle`: an answer has to hold so long after the last change or response. `patience`: how long
    a live page without the control is watched, or an answer amid endless background traffic.
    `deadline`: when to give up.
    """

    settle: float = 2.0
    patience: float = 10.0
    deadline: float = 30.0


@dataclass(frozen=True, slots=True)
class Settled:
    """The last answer, the survey it came from, and whether it held still."""

    moment: Moment
    survey: Survey
    still: bool


def settle(
    page: Page,
    judge: Callable[[Survey], Moment],
    *,
    words: PageWords,
    clock: Clock,
    timing: Timing,
) -> Settled | None:
    """Watch until one answer holds; None where the page never showed a document."""
    watch = _Watch(clock, timing)
    last: Settled | None = None
    while not watch.is_over():
        survey = page.survey(words)
        if survey is not None:
            moment = judge(survey)
            traffic = page.traffic()
            watch.see(moment, survey)
            last = Settled(moment, survey, still=watch.holds(moment, survey, traffic))
            if last.still:
                return last
        page.pause()
    return last


class _Watch:
    """How long the present answer has stood, and how often the control has flipped."""

    def __init__(self, clock: Clock, timing: Timing) -> None:
        self._clock = clock
        self._timing = timing
        self._start = self._since = clock.monotonic()
        self._key: object = None
        self._ready = False
        self._position: Position | None = None
        self._flips = 0

    def see(self, moment: Moment, survey: Survey) -> None:
        """Take note of what the page answers now; that it has loaded is a change as well."""
        if (moment.key, survey.ready) != (self._key, self._ready):
            self._key, self._ready = moment.key, survey.ready
            self._since = self._clock.monotonic()
        if moment.position in _STATES and moment.position != self._position:
            self._flips += self._position is not None
            self._position = moment.position

    def holds(self, moment: Moment, survey: Survey, traffic: Traffic) -> bool:
        """Say whether the answer has stood long enough for its kind.

        Where a request is open, the page may yet be corrected by its answer: patience is doubled.
        """
        stood = self._clock.monotonic() - self._since
        patience = self._timing.patience * (2 if traffic.pending else 1)
        if moment.busy:
            return False
        if stood >= patience:  # endless background traffic or a lost picture is no loading
            return moment.believable or moment.live
        if not survey.ready or not moment.believable or survey.busy or traffic.pending:
            return False
        needed = self._timing.settle * (1 if moment.certain else 3)
        return min(stood, traffic.quiet) >= needed

    def is_over(self) -> bool:
        """Say whether there is no more point in waiting."""
        late = self._clock.monotonic() - self._start >= self._timing.deadline
        return late or self._flips >= FLIPS
