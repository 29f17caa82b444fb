"""Real commands as processes, in a throw-away home, on practice pages, in a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.fact import Facts
from withhold.model.observation import Position
from withhold.practice.case import Case
from withhold.practice.scenes import scene
from withhold.practice.server import PracticeServer
from withhold.practice.subject import Subject, subjects
from withhold.store.ledger import Ledger

WITHHOLD = [str(Path(sys.executable).with_name("withhold"))]
DYING = [sys.executable, str(Path(__file__).with_name("dying.py"))]
QUICK = {"settle": 0.4, "patience": 2.0, "deadline": 6.0}
LIMIT = 60.0  # seconds any one command may take here
POLL = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> dict[str, Any]:
        """Its one object."""
        found: dict[str, Any] = json.loads(self.stdout)
        return found

    @property
    def result(self) -> dict[str, Any]:
        """Its only result."""
        (only,) = self.json["results"]
        found: dict[str, Any] = only
        return found


@dataclass(slots=True)
class Running:
    """A command under way; its words go to files, so that they can be watched."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def said(self, words: str) -> bool:
        """Say whether it has said this on stderr."""
        return words in self.err.read_text(encoding="utf-8")

    def answer(self) -> Answer:
        """Wait for its end."""
        code = self.process.wait(timeout=LIMIT)
        return Answer(
            code, self.out.read_text(encoding="utf-8"), self.err.read_text(encoding="utf-8")
        )


@dataclass(slots=True)
class Bench:
    """One home, one staged page, and the commands run on them."""

    server: PracticeServer
    subject: Subject
    browser: str
    home: Home
    case: Case
    runs: list[Running] = field(default_factory=list)

    @property
    def control(self) -> str:
        """The control staged."""
        return self.subject.control

    @property
    def profile(self) -> Path:
        """The profile of its account."""
        return self.home.profiles / self.control.partition(".")[0] / "default"

    def stage(self, behaviour: str) -> None:
        """Show another page at the control's address."""
        self.case = self.server.stage(scene(self.subject, behaviour=behaviour, lang="en"))

    def configure(self, *, executable: str | None = None, headless: bool = True) -> None:
        """Write config.toml."""
        arguments = ["--no-sandbox", "--disable-background-networking", *self.server.arguments]
        times = "\n".join(f"{name} = {value}" for name, value in QUICK.items())
        self.home.config.write_text(
            f"[browser]\nexecutable = {json.dumps(executable or self.browser)}\n"
            f"headless = {json.dumps(headless)}\narguments = {json.dumps(arguments)}\n"
            f"[reading]\n{times}\n[policies]\nfetch = false\n",
            encoding="utf-8",
        )

    def start(
        self,
        *command: str,
        program: Sequence[str] = WITHHOLD,
        without: Collection[str] = (),
    ) -> Running:
        """Start a command; `without` are variables taken out of its environment."""
        wanted = {**os.environ, "WITHHOLD_HOME": str(self.home.root)}
        kept = {name: value for name, value in wanted.items() if name not in without}
        stem = self.home.root.with_name(f"{self.home.root.name}-{len(self.runs)}")
        out, err = stem.with_suffix(".out"), stem.with_suffix(".err")
        with out.open("wb") as stdout, err.open("wb") as stderr:
            process = subprocess.Popen(
                [*program, *command],
                env=kept,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
        running = Running(process, out, err)
        self.runs.append(running)
        return running

    def run(self, *command: str, without: Collection[str] = ()) -> Answer:
        """Run a command to its end."""
        return self.start(*command, without=without).answer()

    def off(self) -> Answer:
        """Switch the control off, approved beforehand."""
        return self.run("off", self.control, "--yes", "--json")

    def dying(self, number: int, moment: str, extent: str = "tree") -> tuple[Answer, list[str]]:
        """Switch off, and die at this durable write; also say what the writes were."""
        log = self.home.root.with_name(f"{self.home.root.name}-writes-{len(self.runs)}")
        log.touch()
        program = [*DYING, str(number), moment, extent, str(log)]
        answer = self.start("off", self.control, "--yes", "--json", program=program).answer()
        return answer, log.read_text(encoding="utf-8").splitlines()

    def ledger(self) -> Ledger:
        """Open the ledger, as the next run would."""
        return Ledger(self.home, SystemClock())

    def written(self) -> list[tuple[str, Position]]:
        """Give every change that reached the server."""
        return [(write.control, write.value) for write in self.server.writes(self.case)]

    def stands(self) -> Position:
        """Say where the switch stands on the server."""
        return self.case.positions[self.control]

    def watched_for(self, *, seconds: float) -> bool:
        """Say whether the page was asked for so long ago: a browser has had time to show it."""
        loads = self.server.loads(self.case)
        return bool(loads) and datetime.now(UTC) - loads[-1].at > timedelta(seconds=seconds)

    def browsers(self) -> list[int]:
        """List the processes that use this home's profiles, the oldest first."""
        mark = str(self.home.profiles).encode()
        return sorted(pid for pid, line in _commands() if mark in line)

    def close(self) -> None:
        """End what a failed test left running: only what was started here."""
        for running in self.runs:
            if running.process.poll() is None:
                running.process.kill()
                running.process.wait()
        for pid in self.browsers():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _commands() -> Iterator[tuple[int, bytes]]:
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield int(entry.parent.name), entry.read_bytes()
        except OSError:
            continue


def until(true: Callable[[], bool], *, seconds: float = 20.0) -> None:
    """Wait until something is so; it must become so in time."""
    event = threading.Event()
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about in time"
        event.wait(POLL)


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Return `until`: wait for a state, with a deadline."""
    return until


@pytest.fixture(scope="session")
def chromium() -> str:
    found = [path for name in ("chromium", "google-chrome") if (path := shutil.which(name))]
    if not found or not sys.platform.startswith("linux"):
        pytest.skip("these tests need Chromium on Linux")
    return found[0]


@pytest.fixture(scope="session")
def facts_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture(scope="session")
def facts(facts_cache: Path) -> Facts:
    return load(cache=facts_cache)


@pytest.fixture(scope="session")
def server(facts: Facts) -> Iterator[PracticeServer]:
    with PracticeServer(subjects(facts), facts.words) as running:
        yield running


@pytest.fixture
def bench(
    server: PracticeServer, facts: Facts, facts_cache: Path, chromium: str, tmp_path: Path
) -> Iterator[Bench]:
    subject = next(one for one in subjects(facts) if one.control == "x.grok_training")
    home = Home(tmp_path / "home")
    home.make()
    shutil.copytree(facts_cache, home.cache)
    case = server.stage(scene(subject, lang="en"))
    made = Bench(server, subject, chromium, home, case)
    made.configure()
    yield made
    made.close()
