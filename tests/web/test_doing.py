"""Does a person get from the first page to a proof, and to nothing they did not approve?"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.web.conftest import Served, words

from withhold.app import consent, following, proposing
from withhold.app.start import House
from withhold.browser.find import choose
from withhold.catalogue.load import load
from withhold.model.observation import Position
from withhold.practice.case import Case
from withhold.practice.scenes import scene
from withhold.practice.server import PracticeServer
from withhold.practice.subject import Subject, subjects

pytestmark = pytest.mark.browser
PATIENCE = 40_000  # milliseconds a run may take here
CONTROL = "x.grok_training"


@dataclass(slots=True)
class Stage:
    """A dashboard, the page it will switch, and a tab in which somebody clicks."""

    own: House
    served: Served
    server: PracticeServer
    subject: Subject
    tab: Page
    base: str
    case: Case

    def show(self, behaviour: str) -> None:
        """Show another page at the control's address."""
        self.case = self.server.stage(scene(self.subject, behaviour=behaviour, lang="en"))

    @property
    def written(self) -> list[tuple[str, Position]]:
        """Give every change that reached the server."""
        return [(write.control, write.value) for write in self.server.writes(self.case)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=str(choose(None).path),
            args=["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
        )
        yield made
        made.close()


@pytest.fixture(scope="module")
def server() -> Iterator[PracticeServer]:
    facts = load()
    with PracticeServer(subjects(facts), facts.words) as running:
        yield running


Opener = Callable[..., Stage]


@pytest.fixture
def stage(
    chromium: Browser, server: PracticeServer, own: House, served: Served
) -> Iterator[Opener]:
    """Open a dashboard whose runs see practice pages; keywords go to the tab."""
    opened = []

    def begin(behaviour: str = "plain", **context: object) -> Stage:
        subject = next(one for one in subjects(own.facts) if one.control == CONTROL)
        case = server.stage(scene(subject, behaviour=behaviour, lang="en"))
        _configure(own, server)
        client = served.start()
        tabs = chromium.new_context(**({"locale": "en-GB"} | context))  # type: ignore[arg-type]
        opened.append(tabs)
        tab = tabs.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(client.address)
        return Stage(own, served, server, subject, tab, client.base, case)

    yield begin
    for tabs in opened:
        tabs.close()


def _configure(own: House, server: PracticeServer) -> None:
    arguments = ["--no-sandbox", "--disable-background-networking", *server.arguments]
    own.home.config.write_text(
        f"[browser]\nheadless = true\narguments = {json.dumps(arguments)}\n"
        "[reading]\nsettle = 0.4\npatience = 2.0\ndeadline = 8.0\n",
        encoding="utf-8",
    )


def _first_run(at: Stage) -> None:
    at.tab.get_by_label("X", exact=True).check()
    at.tab.get_by_role("button", name="Show me").click()
    at.tab.get_by_role("link", name="See the plan to switch off").click()


def _agree(at: Stage) -> None:
    at.tab.get_by_label("I have read this, and it is fine with me").check()
    at.tab.get_by_role("button", name="Yes, switch off what is ticked").click()


def test_from_the_first_page_to_a_proof(stage: Opener) -> None:
    at = stage()
    _first_run(at)
    at.tab.get_by_text("First: sign in").wait_for()
    assert at.server.loads(at.case) == ()
    _agree(at)
    at.tab.get_by_role("heading", name="It is off, and we checked").wait_for()
    assert at.written == [(CONTROL, Position.OFF)]
    assert at.tab.locator("img.proof").count() == 2
    with at.own.ledger() as ledger:
        assert ledger.verify().whole
    at.tab.get_by_role("link", name="To the overview").click()
    at.tab.get_by_text("Off: we checked", exact=True).first.wait_for()


def test_a_reload_and_a_second_tab_follow_the_same_run(stage: Opener) -> None:
    at = stage("saved-late")
    _first_run(at)
    _agree(at)
    at.tab.wait_for_url("**/runs/*")
    second = at.tab.context.new_page()
    second.goto(at.tab.url)
    at.tab.reload()
    for tab in (at.tab, second):
        expect(tab.get_by_role("heading", level=1)).to_have_text(
            "It is off, and we checked", timeout=PATIENCE
        )
    assert len(at.written) == 1


def test_closing_the_tab_stops_nothing(stage: Opener) -> None:
    at = stage("saved-late")
    _first_run(at)
    _agree(at)
    at.tab.wait_for_url("**/runs/*")
    place = at.tab.url
    context = at.tab.context
    at.tab.close()
    tab = context.new_page()
    tab.goto(place)
    tab.get_by_role("heading", name="It is off, and we checked").wait_for(timeout=PATIENCE)


def test_without_a_script_the_page_comes_again_by_itself(stage: Opener) -> None:
    at = stage(java_script_enabled=False, viewport={"width": 390, "height": 800})
    _first_run(at)
    _agree(at)
    at.tab.get_by_role("heading", name="It is off, and we checked").wait_for()
    wide = at.tab.locator("body").bounding_box()
    assert wide
    assert wide["width"] <= 390


@pytest.mark.parametrize(
    ("behaviour", "headline", "sentence"),
    [
        ("refused", "It is still on", "the platform did not keep it"),
        ("sign-in-redirect", "It could not be seen", "The platform asked for a sign-in"),
    ],
)
def test_what_did_not_work_is_said_with_what_to_do(
    stage: Opener, behaviour: str, headline: str, sentence: str
) -> None:
    at = stage(behaviour)
    _first_run(at)
    _agree(at)
    at.tab.get_by_role("heading", name=headline).wait_for()
    at.tab.get_by_text(sentence).wait_for()


def test_nothing_is_opened_without_the_word_and_the_tick(stage: Opener) -> None:
    at = stage()
    _first_run(at)
    at.tab.locator("form.ask").evaluate("each => { each.noValidate = true }")
    at.tab.get_by_role("button", name="Yes, switch off what is ticked").click()
    at.tab.get_by_text("Before the first visit you are to be told").wait_for()
    at.tab.go_back()
    at.tab.get_by_label("I have read this, and it is fine with me").check()
    at.tab.get_by_role("checkbox", name="Training Grok").uncheck()
    at.tab.get_by_role("button", name="Yes, switch off what is ticked").click()
    at.tab.get_by_text("You left nothing ticked.").wait_for()
    assert at.server.loads(at.case) == ()


def test_a_review_finds_what_was_turned_back_and_one_press_leads_to_off(stage: Opener) -> None:
    at = stage()
    _first_run(at)
    _agree(at)
    at.tab.get_by_role("heading", name="It is off, and we checked").wait_for()
    at.show("plain")  # the platform's page has it on again
    at.tab.goto(f"{at.base}/review")
    at.tab.get_by_role("button", name="Look again now").click()
    at.tab.get_by_role("link", name="See the plan to switch off").wait_for()
    at.tab.get_by_role("link", name="To the review").click()
    at.tab.get_by_role("heading", name="Turned back on").wait_for()
    assert at.tab.locator(".drift img.proof").count() == 2
    assert at.written == []
    at.tab.get_by_role("link", name="Turn it off again").click()
    at.tab.get_by_role("button", name="Yes, switch off what is ticked").click()
    at.tab.get_by_role("heading", name="It is off, and we checked").wait_for()
    at.tab.goto(f"{at.base}/review")
    at.tab.get_by_text("It is off again by now.").wait_for()
    assert at.tab.locator(".drift").count() == 0


def test_a_review_needs_the_word_before_the_first_visit(stage: Opener) -> None:
    at = stage()
    at.tab.get_by_label("X", exact=True).check()
    at.tab.get_by_role("button", name="Show me").click()
    at.tab.goto(f"{at.base}/review")
    at.tab.locator("form.ask").evaluate("each => { each.noValidate = true }")
    at.tab.get_by_role("button", name="Look again now").click()
    at.tab.get_by_text("Before the first visit you are to be told").wait_for()
    assert at.server.loads(at.case) == ()


def test_it_does_not_close_while_something_is_being_done(
    server: PracticeServer, own: House
) -> None:
    subject = next(one for one in subjects(own.facts) if one.control == CONTROL)
    server.stage(scene(subject, behaviour="saved-late", lang="en"))
    _configure(own, server)
    consent.remember(own)
    served = Served(own, quiet=0.2)
    client = served.start()
    client.enter()
    plan = proposing.propose(own, "off", [(CONTROL, "x/default")])
    run = proposing.accept(own, plan, {(CONTROL, "x/default")}, plan.digest)
    assert served.ended()
    found = following.course(own, run)
    assert (found.how, found.alive) == ("done", False)


@pytest.mark.parametrize("moment", ["planned", "looking", "clicked"])
def test_killed_it_says_so_and_the_next_run_finishes(
    server: PracticeServer, own: House, served: Served, moment: str
) -> None:
    subject = next(one for one in subjects(own.facts) if one.control == CONTROL)
    case = server.stage(scene(subject, behaviour="saved-late", lang="en"))
    _configure(own, server)
    consent.remember(own)
    client = served.start()
    client.enter()
    run = _begin(own)
    _until(lambda: moment in _kinds(own, run))
    with own.ledger() as ledger:
        begun = ledger.run(run)
    assert begun
    os.killpg(begun.pid, signal.SIGKILL)
    _until(lambda: not following.pulse(own, run).on)
    said = words(client.get(f"/runs/{run}"))
    assert "It was cut short" in said
    assert not any(sign in said for sign in ("Off: ", "It is off"))
    again = _begin(own)
    _until(lambda: not following.pulse(own, again).on)
    assert "It is off, and we checked" in words(client.get(f"/runs/{again}"))
    assert len(server.writes(case)) == 1


@pytest.mark.parametrize("moment", ["looking", "clicked"])
def test_stop_ends_it_cleanly(
    server: PracticeServer, own: House, served: Served, moment: str
) -> None:
    subject = next(one for one in subjects(own.facts) if one.control == CONTROL)
    server.stage(scene(subject, behaviour="saved-late", lang="en"))
    _configure(own, server)
    consent.remember(own)
    client = served.start()
    client.enter()
    run = _begin(own)
    _until(lambda: moment in _kinds(own, run))
    assert client.post(f"/runs/{run}/stop", {}).status == 303
    _until(lambda: not following.pulse(own, run).on)
    said = words(client.get(f"/runs/{run}"))
    assert "Stopped, as you wished" in said
    assert "It is off" not in said
    with own.ledger() as ledger:
        assert ledger.verify().whole


def _begin(own: House) -> str:
    plan = proposing.propose(own, "off", [(CONTROL, "x/default")])
    return proposing.accept(own, plan, {(CONTROL, "x/default")}, plan.digest)


def _kinds(own: House, run: str) -> list[str]:
    with own.ledger() as ledger:
        return [event.kind for event in ledger.events(run)]


def _until(true: Callable[[], bool]) -> None:
    wait, end = Event(), time.monotonic() + PATIENCE / 1000
    while not true():
        assert time.monotonic() < end, "it did not come about in time"
        wait.wait(0.02)
