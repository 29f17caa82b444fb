"""Is every reason and every failure said in words, with a way on, in both languages?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.conftest import EVIL, SCRIPTS, Client, Looker, Served, words

from withhold.app import accounts
from withhold.app.start import House
from withhold.browser import errors
from withhold.browser.find import choose
from withhold.kernel.errors import WithholdError
from withhold.kernel.ids import ulid
from withhold.model.observation import Phase, Position, Reason, State, Stranger
from withhold.report.pages.deeds import DEEDS
from withhold.report.reasons import MESSAGES
from withhold.web.words import tongue

CONTROL = "x.grok_training"
PAIR = {"control": CONTROL, "account": "x/default"}
SERIOUS = {"serious", "critical"}
ON = {Reason.LOCKED, Reason.NOT_KEPT}
LABEL = "Let the assistant learn from you"
OFF = ("Off: we checked", "Off: switched", "It is off")
FAILURES = (
    errors.NoBrowser,
    errors.OldBrowser,
    errors.NoDisplay,
    errors.BrowserCrashed,
    errors.ProfileBusy,
    errors.Interrupted,
)


def _begun(own: House, kind: str = "check") -> str:
    with own.ledger() as ledger:
        return ledger.begin_run(kind, ulid(own.clock.now())).id


def _told(own: House, run: str, *events: tuple[str, dict[str, Any]], how: str = "done") -> None:
    with own.ledger() as ledger:
        for kind, data in events:
            ledger.tell(run, kind, **data)
        ledger.end_run(run, how)


@pytest.fixture
def run(own: House, look: Looker) -> str:
    """Give a run that met every reason there is, each at an account of its own."""
    begun, events = _begun(own), []
    for reason in Reason:
        accounts.add(own, "x", name=reason.value)
        pair = {"control": CONTROL, "account": f"x/{reason.value}"}
        state = State.ALLOWED if reason in ON else State.UNKNOWN
        seen = look(CONTROL, pair["account"], state, 0.001, reason)
        met = Stranger("x", "https://x.com/settings/grok_settings", LABEL, Position.ON)
        with own.ledger() as ledger:
            one = replace(seen, id=ledger.new_id(), run=begun)
            ledger.put_reading(one, (met,) if reason is Reason.UNRECOGNISED else ())
        events += [
            ("planned", {**pair, "label": "Training"}),
            ("done", {**pair, "state": state.value, "reason": reason.value}),
        ]
    _told(own, begun, *events)
    return begun


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=str(choose(None).path),
            args=["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
        )
        yield made
        made.close()


@pytest.mark.browser
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_every_reason_is_said_with_what_to_do(
    chromium: Browser, served: Served, run: str, locale: str
) -> None:
    client = served.start()
    tabs = chromium.new_context(locale=locale, viewport={"width": 390, "height": 800})
    tab = tabs.new_page()
    tab.goto(client.address)
    speech = tongue(locale)
    for path in ("/", f"/runs/{run}"):
        tab.goto(client.base + path)
        said = tab.locator("main").inner_text()
        for reason in Reason:
            assert speech.text(MESSAGES[reason].what) in said, f"{reason} on {path}"
            assert speech.tell(DEEDS[reason][0]) in said, f"{reason} on {path}"
    adopt = f"/adopt?control={CONTROL}&label={LABEL}"
    for path in (f"/runs/{run}", "/", adopt, "/off?item=x.grok_memory|x/busy", "/rehearse"):
        tab.goto(client.base + path)
        _is_usable(tab, path)
    tabs.close()


def _is_usable(tab: Page, path: str) -> None:
    found = Axe().run(tab).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]
    assert serious == [], path
    wide = tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, path


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", FAILURES)
def test_every_failure_is_said_in_its_three_parts(
    client: Client, own: House, kind: type[WithholdError], language: str
) -> None:
    begun = _begun(own, "off")
    error = kind(f"What happened {EVIL}", where=f"here {EVIL}", do=f"Do this {EVIL}")
    said = {"code": error.code, "what": error.what, "where": error.where, "do": error.do}
    _told(own, begun, ("failed", said), how="failed")
    page = client.get(f"/runs/{begun}", Accept_Language=language)
    assert page.status == 200
    assert all(part in words(page) for part in ("What happened", "here", "Do this"))
    assert not SCRIPTS.search(page.text)
    assert not any(sign in words(page) for sign in OFF)


@pytest.mark.parametrize("how", ["done", "killed", "failed", "interrupted", "odd"])
@pytest.mark.parametrize(
    "events",
    [
        [],
        [("planned", {})],
        [("planned", PAIR), ("done", {})],
        [("planned", PAIR), ("done", PAIR)],
        [("planned", PAIR), ("done", {**PAIR, "state": "withheld"})],
        [("done", {**PAIR, "state": "withheld", "reason": None})],
        [("clicked", PAIR), ("done", {**PAIR, "state": "withheld"})],
        [("planned", PAIR), ("clicked", PAIR)],
        [("planned", PAIR), ("done", {**PAIR, "state": "new", "reason": "new"})],
        [("planned", {"control": "gone.control", "account": "gone"}), ("done", {"state": 1})],
        [("planned", {"control": EVIL, "account": EVIL, "label": EVIL})],
        [("failed", {}), ("window", {}), ("followed", {"run": 7}), ("signed-in", {})],
        [("followed", {"run": "0" * 26}), ("signed-in", {"answer": "maybe"})],
    ],
)
def test_nothing_is_called_off_that_no_reading_shows(
    client: Client, own: House, events: list[tuple[str, dict[str, Any]]], how: str
) -> None:
    for kind in ("check", "off", "restore", "review", "sign-in", "dry-run", "new"):
        begun = _begun(own, kind)
        _told(own, begun, *events, how=how)
        page = client.get(f"/runs/{begun}")
        assert page.status == 200, words(page)
        assert not SCRIPTS.search(page.text)
        said = words(page).replace("“We checked” means: the platform showed it off", "")
        assert not any(sign in said for sign in (*OFF, "You are signed in:")), (kind, said)


def test_a_click_needs_a_fresh_look_to_be_called_off(
    client: Client, own: House, look: Looker
) -> None:
    seen = look(CONTROL, "x/default", State.WITHHELD, 0)
    events = [("planned", PAIR), ("clicked", PAIR), ("done", {**PAIR, "state": "withheld"})]
    for phase, off in ((Phase.BEFORE, False), (Phase.PROOF, True)):
        begun = _begun(own, "off")
        with own.ledger() as ledger:
            ledger.put_reading(replace(seen, id=ledger.new_id(), run=begun, phase=phase))
        _told(own, begun, *events)
        said = words(client.get(f"/runs/{begun}"))
        assert ("It is off, and we checked" in said) is off
        assert ("Off: switched, and proved by a fresh look" in said) is off


def test_a_restore_the_platform_refused_is_not_called_back(
    client: Client, own: House, look: Looker
) -> None:
    seen = look(CONTROL, "x/default", State.WITHHELD, 0, Reason.NOT_KEPT)
    done = {**PAIR, "state": "withheld", "reason": "not-kept"}
    begun = _begun(own, "restore")
    with own.ledger() as ledger:
        one = replace(seen, id=ledger.new_id(), run=begun, phase=Phase.PROOF)
        ledger.put_reading(one)
    _told(own, begun, ("planned", PAIR), ("clicked", PAIR), ("done", done))
    assert "It is back as it was" not in words(client.get(f"/runs/{begun}"))
