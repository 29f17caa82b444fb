"""Are the shapes that component libraries give a switch surveyed and pressed, in Chromium?"""

from __future__ import annotations

import os
from html import escape
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from withhold.browser.errors import NoBrowser
from withhold.browser.find import choose
from withhold.browser.port import PageWords
from withhold.browser.session import Launch, browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from withhold.browser.port import Browser, Page
    from withhold.browser.survey import Candidate, Survey

pytestmark = pytest.mark.browser

WORDS = PageWords(state=("on", "off"), busy=("loading",))
LABEL = "Use my data"
FLIP = "this.ariaChecked = this.ariaChecked !== 'true'"
SWITCH = f'<button role="switch" aria-checked="true" onclick="{FLIP}">&nbsp;</button>'
ROW = "display:flex;justify-content:space-between;align-items:center"
STYLE = "<style>button[role=switch]{width:44px;height:22px}</style>"

CUSTOM = """<script>customElements.define('own-switch', class extends HTMLElement {
  static formAssociated = true;
  constructor() {
    super();
    this.inner = this.attachInternals();
    this.inner.role = 'switch';
    this.inner.ariaChecked = 'true';
    this.onclick = () => { this.inner.ariaChecked = `${this.inner.ariaChecked !== 'true'}`; };
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<slot></slot><i style="display:inline-block;width:40px;height:20px"></i>';
  }
  connectedCallback() { this.tabIndex = 0; }
})</script>"""
TALL = '<div style="height:3000px">Filler</div>'
TAKES = "this.firstElementChild.checked = !this.firstElementChild.checked"

INNER = escape(f'{STYLE}<div style="{ROW}"><span>{LABEL}</span>{SWITCH}</div>')
NAMED = f"<own-switch>{LABEL}</own-switch>"

BENIGN = {
    "a link beside the switch": f"""<div style="{ROW}"><div><h4>{LABEL}</h4><p>What it does.<br>All
      of it.</p></div><div><a href="#more">Learn more</a> {SWITCH}</div></div>""",
    "help below, label above": f"""<div><div><label>{LABEL}</label></div>
      <div>{SWITCH}<div>It helps us.</div></div></div>""",
    "a switch at the top of its row, the title lower": f"""<div style="display:flex"><div
      style="flex:1"><h4>{LABEL}</h4><p>What it does.</p></div>{SWITCH}</div>""",
    "a hidden box before its row's words": f"""<p>Of the page.</p><div style="{ROW}"><p>{LABEL}</p>
      <label style="position:relative;width:40px;height:20px;background:#ccc"><input type="checkbox"
      checked style="position:absolute;width:1px;height:1px;top:-20px;opacity:0"></label></div>""",
    "a tick set as a letter": f"""<div style="{ROW}"><span>{LABEL}</span><button role="checkbox"
      aria-checked="true" onclick="{FLIP}">✓</button></div>""",
    "an icon set as a letter": f"<div><p>🔒 <span>{LABEL}</span> <b>ⓘ</b></p>{SWITCH}</div>",
    "an icon font": f"""<div style="{ROW}"><span><i aria-hidden="true"
      style="font-family:Icons">lock</i> {LABEL}</span>{SWITCH}</div>""",
    "a list that scrolls down and clips sideways": f"""<div style="height:150px;overflow:hidden
      auto">{TALL}<div style="{ROW}"><span>{LABEL}</span>{SWITCH}</div>{TALL}</div>""",
    "a part that is skipped until it is near": f"""{TALL}<div style="content-visibility:auto">
      <div style="{ROW}"><span>{LABEL}</span>{SWITCH}</div></div>""",
    "an element that tells only the accessibility tree": CUSTOM + NAMED,
    "the same in a row": f"""{CUSTOM}<div style="{ROW}"><p>{LABEL}</p>
      <own-switch></own-switch></div>""",
    "a name on the shadow's host": f"""<x-host aria-label="{LABEL}"><template
      shadowrootmode="open"><input type="checkbox" role="switch" checked></template></x-host>""",
    "a box that is not drawn, its label an empty knob": f"""<div style="{ROW}"><span>{LABEL}</span>
      <input id="k" type="checkbox" checked style="display:none"><label for="k"
      style="width:40px;height:20px;background:#ccc"></label></div>""",
    "a row that takes the clicks of its box": f"""<div style="{ROW}" onclick="{TAKES}"><input
      type="checkbox" checked style="pointer-events:none"><span>{LABEL}</span></div>""",
    "a link in the middle of a switch": f"""<div role="switch" aria-checked="true" tabindex="0"
      onclick="{FLIP}" style="width:600px"><div>{LABEL}</div><a href="about:blank"
      style="display:block;width:300px;margin:auto">Learn more</a></div>""",
    "a frame with an edge, in a part that is drawn small": f"""<div style="transform:scale(.6)">
      <iframe width="700" height="120" style="border:30px solid;padding:40px" srcdoc="{INNER}">
      </iframe></div>""",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    try:
        found = choose(None)
    except NoBrowser:
        pytest.skip("no Chromium on this machine")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    arguments = (*sandbox, "--disable-background-networking")
    launch = Launch(found, headless=True, arguments=arguments, timeout=20, stop=Event())
    with browser(tmp_path_factory.mktemp("home") / "profile", launch) as started:
        yield started


@pytest.fixture
def show(running: Browser) -> Iterator[Callable[[str], Page]]:
    page = running.fresh()

    def shown(body: str) -> Page:
        html = f"<!doctype html><meta charset=utf-8>{STYLE}<body>{body}"
        page.open(f"data:text/html,{quote(html)}")
        return page

    yield shown
    page.close()


def seen(page: Page) -> Survey:
    survey = page.survey(WORDS)
    assert survey is not None
    return survey


def controls(page: Page) -> list[Candidate]:
    return [found for found in seen(page).candidates if found.kind != "button"]


def title(candidate: Candidate) -> str:
    told = [s for s in (candidate.name or candidate.row) if s.text.lower() not in WORDS.state]
    return told[0].text if told else ""


def is_on(candidate: Candidate) -> bool:
    marks = candidate.marks[0]
    return marks.checked is True or "true" in (marks.aria_checked, marks.aria_pressed)


@pytest.mark.parametrize("shape", BENIGN)
def test_it_is_named_and_pressed_once(show: Callable[[str], Page], shape: str) -> None:
    page = show(BENIGN[shape])
    [control] = controls(page)
    assert (title(control), is_on(control)) == (LABEL, True)
    assert page.press(control.ref)
    [after] = controls(page)
    assert not is_on(after)
    assert seen(page).url.startswith("data:")  # no link was followed


def test_pressed_buttons_that_say_on_and_off_are_one_choice(show: Callable[[str], Page]) -> None:
    page = show(f"""<div style="{ROW}"><span>{LABEL}</span><div><button aria-pressed="false">Off
      </button><button aria-pressed="true">On</button></div></div>""")
    off, on = controls(page)
    assert (off.kind, off.group, [s.text for s in off.group_name]) == ("radio", on.group, [LABEL])


@pytest.mark.parametrize(
    "away",
    [
        "position:fixed;left:100%;top:0;width:300px",
        "position:fixed;top:0;width:300px;transform:translateX(-110%)",
        "position:absolute;left:-9999px",
        "position:absolute;opacity:0",
        "height:0;overflow:hidden",
    ],
)
def test_a_copy_that_nobody_can_see_is_none(show: Callable[[str], Page], away: str) -> None:
    page = show(f"""<label><input type="checkbox" checked>{LABEL}</label><div style="{away}"><p>
      <label><input type="checkbox">{LABEL}</label></p></div>""")
    [control] = controls(page)
    assert is_on(control)


def test_a_link_that_names_the_switch_is_not_passed_over(show: Callable[[str], Page]) -> None:
    page = show(f"""<section><p>{LABEL}</p><div style="{ROW}"><a href="#x">For research</a>{SWITCH}
      </div></section>""")
    [control] = controls(page)
    assert title(control) == "For research"


def test_a_sign_that_forbids_belongs_to_the_words(show: Callable[[str], Page]) -> None:
    page = show(f'<div style="{ROW}"><span><b>🚫</b> {LABEL}</span>{SWITCH}</div>')
    [control] = controls(page)
    assert title(control) != LABEL


def test_what_lies_over_it_is_not_pressed_through(show: Callable[[str], Page]) -> None:
    page = show(f"""<div style="{ROW};position:relative"><span>{LABEL}</span>{SWITCH}<a href="#ad"
      style="position:absolute;inset:0"></a></div>""")
    [control] = controls(page)
    assert not page.press(control.ref)
    [after] = controls(page)
    assert is_on(after)


def test_a_custom_element_that_is_drawn_on_and_says_off_is_told_both(
    show: Callable[[str], Page],
) -> None:
    page = show(f"""<x-toggle role="switch" aria-checked="false" checked>{LABEL}</x-toggle>""")
    [control] = controls(page)
    [marks] = control.marks
    assert (marks.checked, marks.aria_checked) == (True, "false")
