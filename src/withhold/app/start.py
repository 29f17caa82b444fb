"""How does a run begin and end? Home, settings, facts and ledger, and a line in the ledger."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event as Signal
from typing import TYPE_CHECKING, Any

from withhold.app.config import Config, config
from withhold.app.desk import Desk
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import home as default_home
from withhold.observe.settings.lexicon import lexicon
from withhold.store.ledger import Ledger
from withhold.vault.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from withhold.kernel.clock import Clock
    from withhold.kernel.paths import Home
    from withhold.model.fact import Facts


@dataclass(frozen=True, slots=True)
class House:
    """What stands before any run: where things are kept, what is known, what was set."""

    home: Home
    config: Config
    facts: Facts
    clock: Clock

    def ledger(self) -> Ledger:
        """Open the ledger; use it as a context manager."""
        return Ledger(self.home, self.clock)


def house(home: Home | None = None, clock: Clock | None = None) -> House:
    """Make the home ready and read settings and facts; raises a three-part error.

    HomeClosed is one of them.
    """
    place = home or default_home()
    place.make()
    settle(place)
    place.want_open()
    return House(place, config(place), load(cache=place.cache), clock or SystemClock())


def doorstep(home: Home | None = None, clock: Clock | None = None) -> House:
    """Make ready what can be had of a home that may be closed; then the settings are the defaults.

    Only who opens the home, or shows that it is closed, begins here.
    """
    place = home or default_home()
    place.make()
    settle(place)
    if not place.is_closed:
        return house(place, clock)
    return House(place, Config(), load(), clock or SystemClock())


def silent(kind: str, payload: dict[str, Any]) -> None:
    """Listen to nothing."""


@contextmanager
def run(  # noqa: PLR0913 - each is a separate wish of the front end
    own: House,
    kind: str,
    *,
    tell: Callable[[str, dict[str, Any]], None] = silent,
    stop: Signal | None = None,
    practice: bool = False,
    whole_page: bool = False,
    run_id: str | None = None,
) -> Iterator[Desk]:
    """Begin a run; its end is written down, however it comes.

    `run_id`: the id it was ordered by.
    """
    signal = stop or Signal()
    with own.ledger() as ledger:
        begun = ledger.begin_run(kind, run_id)
        ended = "failed"
        try:
            yield Desk(
                home=own.home,
                ledger=ledger,
                facts=own.facts,
                config=own.config,
                clock=own.clock,
                lexicon=lexicon(own.facts.words),
                run=begun.id,
                stop=signal,
                tell=tell,
                practice=practice,
                whole_page=whole_page,
            )
            ended = "interrupted" if signal.is_set() else "done"
        except KeyboardInterrupt:
            ended = "interrupted"
            raise
        finally:
            ledger.end_run(begun.id, ended)
