"""How is the main job rehearsed? The real reader, switch and proof, on invented pages.

A rehearsal has a home, a ledger and a browser profile of its own, thrown away at the end. Nothing
of the person's is read or written, but for which browser to use.
"""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.app import planning
from withhold.app.config import BrowserChoice, Config, ReadingTimes
from withhold.app.errands import Errand
from withhold.app.start import House, run
from withhold.app.visit import Visitor
from withhold.browser.errors import BrowserCrashed, Interrupted
from withhold.browser.find import choose
from withhold.browser.session import Launch, browser, has_screen
from withhold.catalogue import ask
from withhold.kernel.paths import Home
from withhold.model.action import Plan, PlanItem
from withhold.model.observation import Account, Reason, State
from withhold.practice.cover import rehearsal
from withhold.practice.scenes import HANDLE, Scene, scenes
from withhold.practice.server import PracticeServer
from withhold.practice.subject import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from withhold.app.desk import Desk
    from withhold.model.finding import Result

PATIENT = ReadingTimes(settle=2.0, patience=4.0, deadline=8.0)
"""Real settling, a shorter deadline: pages that never come up need not be waited for so long."""


@dataclass(frozen=True, slots=True)
class Case:
    """One rehearsed page: what it demands, what was answered, and what its server was told.

    `strays` are writes to anything but the planned control: there must be none.
    """

    scene: Scene
    state: State
    reason: Reason | None
    writes: int
    strays: int

    @property
    def right(self) -> bool:
        """Say whether it is exactly what the table of pages demands."""
        wanted = self.scene.expected
        answered = (self.state, self.reason) == (wanted.state, wanted.reason)
        return answered and self.writes == wanted.writes and not self.strays

    @property
    def false_withheld(self) -> bool:
        """Say whether the one unforgivable fault happened."""
        return self.state is State.WITHHELD and not self.scene.behaviour.benign


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A whole rehearsal; `whole` says that the ledger and its evidence verified at the end."""

    cases: tuple[Case, ...]
    whole: bool
    interrupted: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """How to rehearse: which pages, seen or not, in how many browsers side by side.

    `lanes` is None for one a site. `tell` hears each case when it is done.
    """

    pages: tuple[Scene, ...]
    headless: bool
    lanes: int | None = None
    components: Path | None = None
    times: ReadingTimes = PATIENT
    tell: Callable[[Case], None] = field(default=lambda _: None)
    stop: Signal = field(default_factory=Signal)


def plain(house: House) -> tuple[Scene, ...]:
    """Choose the pages of a plain rehearsal: each layout, label and line of the table once."""
    return tuple(rehearsal(scenes(subjects(house.facts))))


def everything(house: House) -> tuple[Scene, ...]:
    """Choose the full product of controls, layouts, behaviours and languages."""
    return tuple(scenes(subjects(house.facts)))


def rehearse(house: House, stage: Stage) -> Rehearsed:
    """Carry a rehearsal out; Ctrl-C (`stage.stop`) ends it early and cleanly."""
    with tempfile.TemporaryDirectory(prefix="withhold-rehearsal-") as folder:
        home = Home(Path(folder) / "home")
        home.make()
        own = replace(house, home=home, config=_config(house.config, stage))
        with run(own, "rehearsal", stop=stage.stop, practice=True) as desk:
            lanes = _lanes(stage)
            with ThreadPoolExecutor(max_workers=max(1, len(lanes))) as pool:
                futures = [pool.submit(_lane, lane, stage, desk) for lane in lanes]
                cases = [case for future in futures for case in future.result()]
        with own.ledger() as ledger:
            whole = ledger.verify().whole
    return Rehearsed(tuple(cases), whole, stage.stop.is_set())


def is_seen(house: House) -> bool:
    """Say whether a rehearsal can be watched here: a screen, and no wish against it."""
    return has_screen() and not house.config.browser.headless


def _config(config: Config, stage: Stage) -> Config:
    sandbox = ("--no-sandbox",) if _is_root() else ()
    choice = BrowserChoice(config.browser.executable, sandbox, stage.headless)
    return Config(person=config.person, browser=choice, reading=stage.times)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _lanes(stage: Stage) -> list[list[Scene]]:
    if stage.lanes is None:
        sites: dict[str, list[Scene]] = {}
        for scene in stage.pages:
            sites.setdefault(urlsplit(scene.subject.url).netloc, []).append(scene)
        return list(sites.values())
    return [part for at in range(stage.lanes) if (part := list(stage.pages[at :: stage.lanes]))]


def _lane(pages: Sequence[Scene], stage: Stage, desk: Desk) -> list[Case]:
    """Rehearse some pages in one browser, starting another should it end."""
    done: list[Case] = []
    known = subjects(desk.facts)
    with PracticeServer(known, desk.facts.words, components=stage.components) as server:
        while len(done) < len(pages) and not stage.stop.is_set():
            before = len(done)
            try:
                done.extend(_watched(pages[before:], stage, desk, server))
            except BrowserCrashed:
                if len(done) == before:
                    raise
            except Interrupted:
                break
    return done


_number = count(1)
_ANYBODY = planning.Approver(lambda _: True, lambda _: True, by="rehearsal")


def _watched(
    pages: Sequence[Scene], stage: Stage, desk: Desk, server: PracticeServer
) -> Iterator[Case]:
    choice = desk.config.browser
    launch = Launch(
        browser=choose(choice.executable),
        headless=choice.headless,
        arguments=(*choice.arguments, *server.arguments),
        timeout=desk.config.reading.deadline,
        stop=stage.stop,
    )
    with ExitStack() as stack:
        profile = desk.home.profiles / "practice" / f"lane-{next(_number)}"
        running = stack.enter_context(browser(profile, launch))
        for scene in pages:
            staged = server.stage(scene)
            item = _item(scene, desk)
            approved = planning.approve(Plan((item,)), _ANYBODY, desk.clock)
            result, _ = Visitor(desk, running, approved).visit(item)
            writes = server.writes(staged)
            case = _case(scene, result, [write.control for write in writes])
            stage.tell(case)
            yield case


def _case(scene: Scene, result: Result, written: Sequence[str]) -> Case:
    own = sum(control == scene.subject.control for control in written)
    return Case(scene, result.state, result.reason, own, len(written) - own)


def _item(scene: Scene, desk: Desk) -> PlanItem:
    """Plan one page as `off` would, for an account of its own: no case cools another off."""
    slug = scene.subject.control.partition(".")[0]
    account = Account(slug, f"case-{next(_number)}", handle=HANDLE, added=False)
    control = ask.control(desk.facts, scene.subject.control)
    errand = Errand(ask.platform(desk.facts, slug), control, account, scene.subject.recipe)
    return planning.off([errand], desk.clock, language=scene.lang).items[0]
