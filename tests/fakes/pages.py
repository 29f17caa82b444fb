"""A page that shows what a script says, moment by moment, on a clock that only pauses move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from withhold.browser.port import Arrival, PageWords, Traffic
from withhold.browser.survey import (
    Box,
    Button,
    Candidate,
    Dialog,
    Marks,
    Probe,
    Segment,
    Survey,
)
from withhold.model.fact import SignIn, Words
from withhold.model.observation import Capture
from withhold.model.recipe import Open, Read, Recipe, Set
from withhold.model.terms import Polarity
from withhold.observe.settings.lexicon import Lexicon, lexicon
from withhold.observe.settings.meaning import Wanted, Wording
from withhold.observe.settings.place import Ground

LABEL = "Use my data for training"
ORIGIN = "https://platform.example"
URL = f"{ORIGIN}/settings"
TICK = 0.1


def segment(
    text: str,
    *,
    x: float = 0,
    y: float = 0,
    visible: bool = True,
    heading: bool = False,
    link: bool = False,
) -> Segment:
    return Segment(
        text=text,
        visible=visible,
        heading=heading,
        link=link,
        box=Box(x=x, y=y, width=100, height=20),
    )


def marks(
    *, checked: bool | None = None, aria: str | None = None, pressed: str | None = None
) -> Marks:
    return Marks(checked=checked, aria_checked=aria, aria_pressed=pressed)


def control(
    name: str | Sequence[Segment] = LABEL,
    *,
    ref: int = 1,
    kind: str = "switch",
    row: Sequence[Segment] = (),
    state: Sequence[Marks] = (Marks(checked=True, aria_checked=None, aria_pressed=None),),
    disabled: bool = False,
    busy: bool = False,
    group: str | None = None,
    group_name: Sequence[Segment] = (),
    near: Sequence[str] = (),
    y: float = 0,
) -> Candidate:
    words = (segment(name),) if isinstance(name, str) and name else tuple(name or ())
    return Candidate(
        ref=ref,
        kind=kind,
        name=words if not isinstance(name, str) or name else (),
        row=tuple(row),
        marks=tuple(state),
        disabled=disabled,
        busy=busy,
        dialog=None,
        group=group,
        group_name=tuple(group_name),
        near=tuple(near),
        box=Box(x=300, y=y, width=40, height=20),
    )


def switch(position: str, **more: object) -> Candidate:
    """Build the control in question, standing `on` or `off`."""
    return control(state=(marks(aria="true" if position == "on" else "false"),), **more)  # type: ignore[arg-type]


def dialog(title: str = "Are you sure?", *buttons: str, modal: bool = True) -> Dialog:
    return Dialog(
        id=99,
        modal=modal,
        title=title,
        texts=(title,),
        buttons=tuple(Button(ref=100 + at, name=name) for at, name in enumerate(buttons)),
    )


def survey(
    *candidates: Candidate,
    url: str = URL,
    title: str = "Settings",
    texts: Sequence[Segment] = (),
    dialogs: Sequence[Dialog] = (),
    busy: bool = False,
    ready: bool = True,
    password: bool = False,
    frames: Sequence[str] = (),
) -> Survey:
    return Survey(
        url=url,
        title=title,
        lang="en",
        ready=ready,
        busy=busy,
        password=password,
        user_field=False,
        texts=tuple(texts),
        candidates=tuple(candidates),
        dialogs=tuple(dialogs),
        disclosures=(),
        named=(),
        frames=tuple(frames),
    )


WORDS = Words(
    format=1,
    on={"en": ["On", "Yes"], "de": ["Ein"]},
    off={"en": ["Off", "No"], "de": ["Aus"]},
    busy={"en": ["Loading…"]},
    training={"en": ["AI", "train*", "model*"]},
    sign_in={"en": ["Sign in"]},
    challenge={"en": ["verify you are human"]},
    not_offered={"en": ["not available in your region"]},
    negation={"en": ["do not", "not", "opt out"], "ja": ["ない"]},
)


def words() -> Lexicon:
    return lexicon(WORDS)


def recipe(on_means: Polarity = Polarity.ALLOWS) -> Recipe:
    return Recipe(
        control="platform.training",
        version=1,
        origins=[ORIGIN],
        on_means=on_means,
        read=[Open(url=URL), Read()],
        change=[Set(to="off")],
        confirmed_live="never",
    )


def ground(handle: str | None = None) -> Ground:
    sign_in = SignIn(
        url=f"{ORIGIN}/login",
        origins=["https://id.platform.example"],
        paths=["/login", "/checkpoint/lg/"],
        challenges=["/checkpoint/"],
    )
    return Ground(recipe(), sign_in, words(), handle)


def wanted(label: str = LABEL, on_means: Polarity = Polarity.ALLOWS) -> Wanted:
    return Wanted((Wording(label, on_means),))


@dataclass
class FakeClock:
    """Time that stands still until somebody pauses."""

    seconds: float = 0

    def now(self) -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


Script = Callable[[float], Survey | None]


@dataclass
class FakePage:
    """Shows `script(seconds)`; `pressed` lists what was pressed, `on_press` changes the script."""

    script: Script
    clock: FakeClock
    arrival: Arrival = field(default_factory=lambda: Arrival(200, URL, loopback=True))
    pending: Callable[[float], int] = lambda _: 0
    covered: bool = False
    pressed: list[int] = field(default_factory=list)
    on_press: Callable[[FakePage], None] = lambda _: None
    browser_dialogs: list[str] = field(default_factory=list)
    writes: int = 0
    last: float = 0

    def open(self, url: str) -> Arrival:
        del url
        return self.arrival

    def survey(self, words: PageWords) -> Survey | None:
        del words
        return self.script(self.clock.seconds)

    def probe(self, ref: int) -> Probe | None:
        del ref
        return Probe(x=1, y=1, covered=self.covered, keyboard=False, region=Box(0, 0, 9, 9))

    def press(self, ref: int) -> bool:
        if self.covered:
            return False
        self.pressed.append(ref)
        self.on_press(self)
        return True

    def mark(self) -> None:
        self.last = self.clock.seconds
        self.writes = 0

    def traffic(self) -> Traffic:
        quiet = self.clock.seconds - self.last
        pending = self.pending(self.clock.seconds)
        return Traffic(pending, quiet, self.writes, unanswered=pending, written=quiet)

    def dialogs(self) -> tuple[str, ...]:
        return tuple(self.browser_dialogs)

    def pause(self) -> None:
        self.clock.seconds += TICK

    def capture(self, ref: int | None, *, whole_page: bool) -> Capture:
        del ref
        return Capture(b"png", "tree", whole_page)

    def close(self) -> None:
        pass
