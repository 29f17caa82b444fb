"""Does a real browser reach the pages, trust them, and turn every kind of switch?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from withhold.model.observation import Position
from withhold.practice.behaviours import BEHAVIOURS
from withhold.practice.scenes import LAYOUTS, Scene, component_layouts
from withhold.practice.server import PracticeServer

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

    from withhold.model.fact import Words
    from withhold.practice.subject import Subject

pytestmark = pytest.mark.browser

COMPONENTS = Path(__file__).parents[2] / "pages" / "components"
ROWS = 4  # three neighbours and the control, which stands second
ALL = (*LAYOUTS, *component_layouts(COMPONENTS))


@pytest.fixture(scope="module")
def server(linkedin: Subject, words: Words) -> Iterator[PracticeServer]:
    with PracticeServer([linkedin], words, components=COMPONENTS) as running:
        yield running


@pytest.fixture(scope="module")
def browser(
    server: PracticeServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only these tests need it

    found = [path for name in ("chromium", "google-chrome") if (path := shutil.which(name))]
    if not found:
        pytest.skip("no Chromium on this machine")
    profile: Path = tmp_path_factory.mktemp("profile")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=found[0],
            headless=True,
            args=["--disable-background-networking", *server.arguments],
        )
        yield context
        context.close()


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def control(page: Page) -> Locator:
    """Return the control by its role and place, as a keyboard reaches it."""
    frame = page.frames[-1]
    found = (
        frame.get_by_role("switch")
        .or_(frame.get_by_role("checkbox"))
        .or_(frame.get_by_role("radio", name="Off", exact=True))
        .or_(frame.locator("[aria-pressed]"))
    )
    rows = ROWS if len(page.frames) == 1 else 1
    found.first.wait_for(state="attached")
    return found.nth(found.count() // rows if rows > 1 else 0)


@pytest.mark.parametrize("layout", ALL)
def test_every_switch_turns_by_keyboard_and_stays_turned(
    server: PracticeServer, page: Page, linkedin: Subject, layout: str
) -> None:
    case = server.stage(Scene(linkedin, layout, BEHAVIOURS["plain"], "en"))
    page.goto(linkedin.url)
    control(page).focus()
    with page.expect_response("**/practice/save"):
        page.keyboard.press("Space")
    assert [(one.control, one.value) for one in server.writes(case)] == [
        (linkedin.control, Position.OFF)
    ]
    assert case.positions[linkedin.control] is Position.OFF
    page.reload()
    assert len(server.loads(case)) == 2


def test_nothing_else_resolves(page: Page) -> None:
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("https://www.example.org/")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_its_window(
    server: PracticeServer, page: Page, linkedin: Subject, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for layout in LAYOUTS:
        server.stage(Scene(linkedin, layout, BEHAVIOURS["plain"], "de"))
        page.goto(linkedin.url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_late_page_fills_itself(server: PracticeServer, page: Page, linkedin: Subject) -> None:
    server.stage(Scene(linkedin, "shadow-root", BEHAVIOURS["hydrated-late"], "en"))
    page.goto(linkedin.url)
    assert page.get_by_role("switch").count() == 0
    page.get_by_role("switch").nth(1).wait_for()
    assert page.get_by_role("switch").count() == ROWS
