"""What does one run need at hand? The ledger, the facts, the settings, the clock, a way to stop."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event as Signal
from typing import TYPE_CHECKING, Any

from withhold.observe.settings.settle import Timing

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.app.config import Config
    from withhold.kernel.clock import Clock
    from withhold.kernel.paths import Home
    from withhold.model.fact import Facts
    from withhold.observe.settings.lexicon import Lexicon
    from withhold.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a run uses; the threads of a run share it.

    `tell` is called with every event of the run, after it was written down. `stop` is set when the
    person wants out. `practice`: the pages are invented ones.
    """

    home: Home
    ledger: Ledger
    facts: Facts
    config: Config
    clock: Clock
    lexicon: Lexicon
    run: str
    stop: Signal
    tell: Callable[[str, dict[str, Any]], None]
    practice: bool = False
    whole_page: bool = False

    @property
    def timing(self) -> Timing:
        """How long pages are watched."""
        times = self.config.reading
        return Timing(settle=times.settle, patience=times.patience, deadline=times.deadline)

    def note(self, kind: str, **payload: Any) -> None:  # noqa: ANN401 - any JSON value
        """Write one event of this run down, then tell whoever listens."""
        self.ledger.tell(self.run, kind, **payload)
        self.tell(kind, payload)
