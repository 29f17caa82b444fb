"""Can people use it: in a real browser, by keyboard, on a phone, in the dark, with axe's eyes?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright
from tests.fakes import passphrase
from tests.web.conftest import EVIL, PATHS, Looker, Served, again

from withhold.app import closing
from withhold.app.start import House, doorstep
from withhold.browser.find import choose
from withhold.model.observation import State

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
MIXED = [(1280, "light", True), (390, "dark", False), (320, "light", True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    place = choose(None).path
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=str(place),
            args=["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
        )
        yield made
        made.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(locale="en-GB")
    yield made
    made.close()


def _enter(context: BrowserContext, served: Served) -> tuple[Page, str]:
    client = served.start()
    page = context.new_page()
    page.goto(client.address)
    return page, client.base


def test_no_page_has_a_serious_finding_or_scrolls_sideways(
    context: BrowserContext, served: Served, ordinary: House, look: Looker
) -> None:
    look("x.grok_training", "x/default", State.WITHHELD, text=EVIL + "W" * 120)
    page, base = _enter(context, served)
    outside: list[str] = []
    page.on("request", lambda sent: outside.append(sent.url))
    axe = Axe()
    reading = _newest(ordinary)
    for path in (*PATHS, f"/evidence/{reading}"):
        for width, scheme, opened in MIXED:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(base + path)
            if opened:
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            assert not wide, f"{path} at {width}"
            found = axe.run(page).response["violations"]
            serious = [(one["id"], one["nodes"][0]["html"]) for one in found]
            assert [
                each for each, one in zip(serious, found, strict=True) if one["impact"] in SERIOUS
            ] == [], f"{path} at {width} {scheme}"
    assert [url for url in outside if not url.startswith(base)] == []


def _newest(own: House) -> str:
    with own.ledger() as ledger:
        return ledger.readings()[-1].id


def test_the_first_run_without_javascript(chromium: Browser, served: Served) -> None:
    client = served.start()
    context = chromium.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(client.address)
    page.get_by_label("LinkedIn").check()
    page.get_by_label("In welchem Land leben Sie?").select_option("DE")
    page.get_by_role("button", name="Zeigen").click()
    page.get_by_role("heading", name="LinkedIn").wait_for()
    page.get_by_role("link", name="Zu tun").click()
    page.get_by_role("link", name="Widerspruch").first.click()
    page.get_by_role("link", name="Den Text schreiben lassen").click()
    page.get_by_label("Mein Gesicht oder meine Stimme").check()
    page.get_by_role("button", name="Den Brief schreiben").click()
    page.get_by_label("Der Text").wait_for()
    assert not page.get_by_role("button", name="Den Text kopieren").is_visible()
    page.get_by_role("link", name="Sagen, dass er abgeschickt ist").click()
    page.get_by_label("Ich habe es abgeschickt").check()
    page.get_by_role("button", name="Vermerken").click()
    page.get_by_text("Vermerkt.").wait_for()
    page.get_by_role("button", name="Withhold schließen").click()
    page.get_by_role("heading", name="Withhold ist geschlossen").wait_for()
    assert served.ended()
    context.close()


def test_by_keyboard_alone(context: BrowserContext, served: Served) -> None:
    page, _ = _enter(context, served)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "x":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="X", exact=True).wait_for()


def test_a_letter_is_written_copied_and_usable(
    context: BrowserContext, served: Served, ordinary: House
) -> None:
    del ordinary
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page, base = _enter(context, served)
    page.goto(f"{base}/todo/snapchat.dpo_mail/draft?account=none")
    page.get_by_label("Where you appear").fill("https://example.org/" + "W" * 300)
    page.get_by_label("My face or my voice").check()
    page.get_by_role("button", name="Write the letter").click()
    text = page.get_by_label("The text").input_value()
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text
    axe = Axe()
    page.emulate_media(reduced_motion="reduce")  # else colours are met half-way
    for width, scheme, _ in MIXED:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = axe.run(page).response["violations"]
        serious = [one for one in found if one["impact"] in SERIOUS]
        assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_site_cannot_frame_it_or_send_its_forms(
    context: BrowserContext, served: Served, own: House
) -> None:
    page, base = _enter(context, served)
    page.route(
        "http://evil.example/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe src="{base}/" name="f"></iframe>'
            f'<form method="post" action="{base}/begin">'
            '<input name="platform" value="x"><button>go</button></form>',
        ),
    )
    page.goto("http://evil.example/")
    framed = page.frame("f")
    assert framed
    assert "Withhold" not in framed.content()
    page.get_by_role("button", name="go").click()
    page.get_by_text("not answered").first.wait_for()
    assert not own.home.config.exists()
    page.goto(base + "/begin")
    page.get_by_role("button", name="Show me").wait_for()


def test_script_from_a_page_does_not_run(
    context: BrowserContext, served: Served, look: Looker
) -> None:
    reading = look("x.grok_training", "x/default", State.WITHHELD, text=EVIL, tree=EVIL)
    page, base = _enter(context, served)
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    for path in ("/", "/evidence", f"/evidence/{reading.id}", "/platforms/x"):
        page.goto(base + path)
        assert "owned" not in page.title()
    page.goto(f"{base}/evidence/files/{reading.evidence[2]}")
    assert page.title() != "owned"
    assert dialogs == []


def test_two_tabs_and_a_second_start(
    context: BrowserContext, served: Served, ordinary: House
) -> None:
    first, base = _enter(context, served)
    second = context.new_page()
    second.goto(again(ordinary))
    assert second.url == f"{base}/"
    first.reload()
    for tab in (first, second):
        tab.get_by_role("heading", name="LinkedIn", exact=True).wait_for()


def test_the_page_of_a_closed_home_is_usable(context: BrowserContext, ordinary: House) -> None:
    passphrase.give(ordinary.home)
    closing.close(ordinary.home)
    served = Served(doorstep(ordinary.home))
    page, base = _enter(context, served)
    axe = Axe()
    for width, scheme, _ in MIXED:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(base)
        found = axe.run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in SERIOUS] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.type(passphrase.WORDS)  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")
    page.get_by_role("heading", level=1).wait_for()
    assert not ordinary.home.is_closed
    page.get_by_role("button", name="Close Withhold").click()
    assert served.ended()
    assert ordinary.home.is_closed
