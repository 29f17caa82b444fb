"""What do the tests of the store have in common: a home, a clock held still, and records?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withhold.kernel.clock import Clock
from withhold.kernel.paths import Home
from withhold.model.action import Change, Stage
from withhold.model.observation import (
    Account,
    Adoption,
    Capture,
    Declaration,
    Evidence,
    Phase,
    Position,
    Reading,
    State,
    Stranger,
    Word,
)
from withhold.model.terms import Polarity
from withhold.store.ledger import Ledger


class StillClock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        """Begin in the year 2030, so that files on disk are old by it."""
        self.moment = datetime(2030, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment last set."""
        return self.moment

    def monotonic(self) -> float:
        """Return the same, as seconds."""
        return self.moment.timestamp()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def still() -> StillClock:
    return StillClock()


@pytest.fixture
def clock(still: StillClock) -> Clock:
    return still


@pytest.fixture
def advance(still: StillClock) -> Callable[[timedelta], None]:
    def move(by: timedelta) -> None:
        still.moment += by

    return move


@pytest.fixture
def ledger(home: Home, clock: Clock) -> Iterator[Ledger]:
    with Ledger(home, clock) as opened:
        yield opened


@pytest.fixture
def keep(clock: Clock) -> Callable[..., tuple[str, ...]]:
    """Keep invented evidence and return its digests."""

    def kept(
        ledger: Ledger, picture: bytes = b"picture", tree: str = "- switch"
    ) -> tuple[str, ...]:
        about = Evidence(
            url="https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
            read_at=clock.now(),
            recipe="linkedin.genai_toggle@1",
            browser="Chromium 150",
            arguments=(),
            screenshot=None,
            tree=None,
            whole_page=False,
        )
        return ledger.keep(Capture(picture, tree, whole_page=False), about)

    return kept


@pytest.fixture
def reading(clock: Clock) -> Callable[..., Reading]:
    """Make a reading; what a test cares for it names."""

    def made(reading_id: str = "R1", **named: object) -> Reading:
        plain: dict[str, object] = {
            "id": reading_id,
            "run": "RUN",
            "control": "linkedin.genai_toggle",
            "account": "linkedin/default",
            "phase": Phase.CHECK,
            "state": State.ALLOWED,
            "reason": None,
            "detail": "The switch is on.",
            "position": Position.ON,
            "read_at": clock.now(),
            "url": "https://www.linkedin.com/",
            "label": "Use my data for training content creation AI models",
            "recipe": "linkedin.genai_toggle@1",
            "adopted": False,
            "practice": False,
        }
        return Reading(**(plain | named))  # type: ignore[arg-type]

    return made


@pytest.fixture
def change(clock: Clock) -> Callable[..., Change]:
    """Make one stage of a change."""

    def made(change_id: str, stage: Stage, **named: object) -> Change:
        plain: dict[str, object] = {
            "id": change_id,
            "run": "RUN",
            "control": "linkedin.genai_toggle",
            "account": "linkedin/default",
            "before": Position.ON,
            "to": Position.OFF,
            "stage": stage,
            "at": clock.now(),
            "before_reading": "R1",
        }
        return Change(**(plain | named))  # type: ignore[arg-type]

    return made


@pytest.fixture
def fill(
    keep: Callable[..., tuple[str, ...]],
    reading: Callable[..., Reading],
    change: Callable[..., Change],
    clock: Clock,
) -> Callable[[Ledger], None]:
    """Write one of everything."""

    def filled(ledger: Ledger) -> None:
        run = ledger.begin_run("off")
        ledger.put_consent()
        ledger.put_account(Account("linkedin", "default", "invented-handle", "DE"))
        ledger.put_account(Account("x", "work"))
        stranger = Stranger("linkedin", "https://www.linkedin.com/", "Label “AI” Über", Position.ON)
        ledger.put_reading(reading("R1", run=run.id, evidence=keep(ledger)), (stranger,))
        ledger.put(change("C1", Stage.INTENDED, run=run.id))
        ledger.tell(run.id, "clicking", control="linkedin.genai_toggle", note='"evidence":["x"]')
        ledger.put(change("C1", Stage.CLICKED, run=run.id))
        proof = reading("R2", state=State.WITHHELD, position=Position.OFF, phase=Phase.PROOF)
        ledger.put(proof, change("C1", Stage.PROVED, run=run.id, proof_reading="R2"))
        ledger.put(reading("R3", account="x/work", evidence=keep(ledger, b"another", "- row")))
        picture = ledger.evidence.put(b"a picture of a phone")
        said = clock.now()
        ledger.put(Declaration("D1", "x.form", "x/work", Word.SENT, "2024-09", said, picture))
        ledger.put(Adoption("A1", "x.grok_training", "Renamed", Polarity.ALLOWS, said))
        ledger.put_cool_off("x/work", until=said + timedelta(hours=24), why="challenge")
        ledger.end_run(run.id, "done")

    return filled
