"""What does a run look like to the store? A script, so that tests can kill it anywhere.

    python writer.py HOME story KILL_AT       dies at its KILL_ATth moment around a durable write
    python writer.py HOME many PREFIX COUNT   appends COUNT readings, each with evidence

The moments are: before each durable write, and after it. It prints how many there were.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from withhold.kernel import durable
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.action import Change, Stage
from withhold.model.observation import (
    Account,
    Capture,
    Evidence,
    Phase,
    Position,
    Reading,
    State,
    Stranger,
)
from withhold.store.ledger import Ledger

CLOCK = SystemClock()


class _Killer:
    """Counts the moments around durable writes, and dies at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.moments = 0

    def write(self, what: str, act: Callable[[], object]) -> None:
        self._moment(f"before {what}")
        act()
        self._moment(f"after {what}")

    def _moment(self, name: str) -> None:
        self.moments += 1
        if self.moments == self.at:
            sys.stdout.write(name)
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)


def story(home: Home) -> None:
    """Look, change, prove: the whole of one `off`, then one account forgotten."""
    with Ledger(home, CLOCK) as ledger:
        run = ledger.begin_run("off")
        ledger.put_account(Account("x", "default"))
        stranger = Stranger("x", "https://x.com/settings", "AI helper", Position.ON)
        before = _reading(ledger, run.id, "before", state=State.ALLOWED)
        ledger.put_reading(before, (stranger,))
        for stage in (Stage.INTENDED, Stage.CLICKED):
            ledger.put(_change(run.id, before.id, stage))
            ledger.tell(run.id, stage)
        proof = _reading(ledger, run.id, "proof", state=State.WITHHELD)
        ledger.put(proof, _change(run.id, before.id, Stage.PROVED))
        ledger.end_run(run.id, "done")
        ledger.forget_account("x/default")


def many(home: Home, prefix: str, count: int) -> None:
    """Append readings as fast as it goes."""
    with Ledger(home, CLOCK) as ledger:
        run = ledger.begin_run("check")
        for number in range(count):
            ledger.put(_reading(ledger, run.id, f"{prefix}{number}", state=State.ALLOWED))
        ledger.end_run(run.id, "done")


def _reading(ledger: Ledger, run: str, name: str, *, state: State) -> Reading:
    now = CLOCK.now()
    url = "https://x.com/settings"
    about = Evidence(
        url, now, "x.grok_training@1", "Chromium 150", (), None, None, whole_page=False
    )
    return Reading(
        id=name,
        run=run,
        control="x.grok_training",
        account="x/default",
        phase=Phase.CHECK,
        state=state,
        reason=None,
        detail="",
        position=Position.ON if state is State.ALLOWED else Position.OFF,
        read_at=now,
        url=url,
        label=None,
        recipe="x.grok_training@1",
        adopted=False,
        practice=False,
        evidence=ledger.keep(Capture(name.encode(), f"- {name}", whole_page=False), about),
    )


def _change(run: str, before: str, stage: Stage) -> Change:
    return Change(
        id="CHANGE",
        run=run,
        control="x.grok_training",
        account="x/default",
        before=Position.ON,
        to=Position.OFF,
        stage=stage,
        at=CLOCK.now(),
        before_reading=before,
        proof_reading="proof" if stage is Stage.PROVED else None,
    )


def main(folder: str, what: str, *rest: str) -> None:
    """Do what the command line says."""
    home = Home(Path(folder))
    if what == "story":
        killer = _Killer(int(rest[0]))
        durable.write = killer.write
        story(home)
        sys.stdout.write(f"lived {killer.moments}")
    else:
        many(home, rest[0], int(rest[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
