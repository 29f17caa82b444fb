"""What does a whole reading answer, on pages that come up late, lie, flip or are something else?"""

from __future__ import annotations

import pytest
from tests.fakes.pages import (
    LABEL,
    ORIGIN,
    URL,
    FakeClock,
    FakePage,
    Script,
    control,
    dialog,
    ground,
    segment,
    survey,
    switch,
    wanted,
)

from withhold.browser.port import Arrival
from withhold.browser.survey import Survey
from withhold.kernel.text import normalise
from withhold.model.observation import Position, Reason, State
from withhold.observe.settings.read import Question, Sight, read
from withhold.observe.settings.settle import Timing

ON, OFF = survey(switch("on")), survey(switch("off"))
OTHER = control("Let AI write for me", ref=7)


def ask() -> Question:
    return Question("platform", ground(), wanted(), frozenset({normalise(LABEL)}))


def look(script: Script, *, status: int | None = 200, url: str = URL, **more: object) -> Sight:
    clock = FakeClock()
    page = FakePage(script, clock, arrival=Arrival(status, url, loopback=True), **more)  # type: ignore[arg-type]
    return read(page, ask(), clock=clock, timing=Timing())


def at(*moments: tuple[float, Survey | None]) -> Script:
    """Show each survey from its second on."""

    def script(seconds: float) -> Survey | None:
        return next(shown for since, shown in reversed(moments) if seconds >= since)

    return script


def always(shown: Survey) -> Script:
    return at((0, shown))


@pytest.mark.parametrize(
    ("script", "state", "reason"),
    [
        pytest.param(always(ON), State.ALLOWED, None, id="on"),
        pytest.param(always(OFF), State.WITHHELD, None, id="off"),
        pytest.param(
            at((0, OFF), (1.5, ON)), State.ALLOWED, None, id="shown off first and corrected"
        ),
        pytest.param(at((0, survey()), (9, OFF)), State.WITHHELD, None, id="hydrated late"),
        pytest.param(at((0, None), (3, OFF)), State.WITHHELD, None, id="between documents"),
        pytest.param(
            at((0, survey(switch("off", busy=True))), (5, ON)), State.ALLOWED, None, id="busy part"
        ),
        pytest.param(
            at((0, survey(switch("off"), busy=True)), (5, ON)), State.ALLOWED, None, id="busy page"
        ),
        pytest.param(
            always(survey(switch("on", disabled=True))), State.ALLOWED, Reason.LOCKED, id="locked"
        ),
        pytest.param(
            always(survey(switch("off", disabled=True))), State.WITHHELD, None, id="locked off"
        ),
        pytest.param(always(survey()), State.UNKNOWN, Reason.UNRECOGNISED, id="blank"),
        pytest.param(
            always(survey(OTHER)), State.UNKNOWN, Reason.UNRECOGNISED, id="only another switch"
        ),
        pytest.param(
            always(survey(control(kind="button", state=()))),
            State.UNKNOWN,
            Reason.CONTRADICTORY,
            id="a plain button",
        ),
        pytest.param(
            always(survey(switch("off"), switch("off", ref=2))),
            State.UNKNOWN,
            Reason.AMBIGUOUS,
            id="two alike",
        ),
        pytest.param(
            lambda now: ON if int(now / 0.7) % 2 else OFF,
            State.UNKNOWN,
            Reason.UNSTABLE,
            id="flips",
        ),
        pytest.param(
            lambda now: ON if int(now / 1.7) % 2 else OFF,
            State.UNKNOWN,
            Reason.UNSTABLE,
            id="flips slowly",
        ),
        pytest.param(
            always(survey(switch("off"), dialogs=[dialog()])),
            State.UNKNOWN,
            Reason.UNEXPECTED_DIALOG,
            id="a dialog over it",
        ),
        pytest.param(
            always(survey(switch("off"), dialogs=[dialog("Sign in")])),
            State.UNKNOWN,
            Reason.SIGNED_OUT,
            id="a sign-in modal",
        ),
        pytest.param(
            always(survey(switch("off"), password=True)),
            State.UNKNOWN,
            Reason.SIGNED_OUT,
            id="a password field",
        ),
        pytest.param(
            always(survey(url=f"{ORIGIN}/login?next=1")),
            State.UNKNOWN,
            Reason.SIGNED_OUT,
            id="the sign-in address",
        ),
        pytest.param(
            always(survey(url="https://id.platform.example/x")),
            State.UNKNOWN,
            Reason.SIGNED_OUT,
            id="a sign-in origin",
        ),
        pytest.param(
            always(survey(url=f"{ORIGIN}/checkpoint/1")),
            State.UNKNOWN,
            Reason.CHALLENGE,
            id="the challenge address",
        ),
        pytest.param(
            always(survey(url=f"{ORIGIN}/checkpoint/lg/login")),
            State.UNKNOWN,
            Reason.SIGNED_OUT,
            id="a sign-in address below it",
        ),
        pytest.param(
            always(survey(title="Please verify you are human")),
            State.UNKNOWN,
            Reason.CHALLENGE,
            id="a challenge by its title",
        ),
        pytest.param(
            always(survey(texts=[segment("This is not available in your region.")])),
            State.UNKNOWN,
            Reason.NOT_OFFERED,
            id="not offered",
        ),
        pytest.param(
            always(survey(switch("off"), url="https://elsewhere.example/")),
            State.UNKNOWN,
            Reason.FOREIGN_ORIGIN,
            id="another origin",
        ),
        pytest.param(
            always(survey(switch("off"), url="https://platform.example.evil.test/settings")),
            State.UNKNOWN,
            Reason.FOREIGN_ORIGIN,
            id="an origin that begins alike",
        ),
    ],
)
def test_what_a_page_answers(script: Script, state: State, reason: Reason | None) -> None:
    sight = look(script)
    assert (sight.look.state, sight.look.reason) == (state, reason)


@pytest.mark.parametrize("status", [None, 500, 503])
def test_no_answer_and_a_server_error_are_unreachable(status: int | None) -> None:
    assert look(always(OFF), status=status).look.reason is Reason.UNREACHABLE


def test_something_over_the_control_is_an_unexpected_dialog() -> None:
    assert look(always(OFF), covered=True).look.reason is Reason.UNEXPECTED_DIALOG


def test_a_browser_dialog_is_an_unexpected_dialog() -> None:
    assert look(always(OFF), browser_dialogs=["alert"]).look.reason is Reason.UNEXPECTED_DIALOG


def test_an_answer_under_way_is_waited_for() -> None:
    def pending(now: float) -> int:
        return int(now < 4)

    script = at((0, OFF), (4, ON))
    assert look(script, pending=pending).look.position is Position.ON


def test_endless_background_traffic_does_not_hide_a_standing_answer() -> None:
    assert look(always(OFF), pending=lambda _: 1).look.state is State.WITHHELD


def test_a_stranger_is_told_and_a_known_label_is_none() -> None:
    sight = look(always(survey(switch("off"), OTHER, control("E-mail me", ref=8))))
    assert [(s.label, s.state) for s in sight.look.strangers] == [
        ("Let AI write for me", Position.ON)
    ]


def test_a_page_of_another_origin_tells_no_strangers() -> None:
    assert not look(always(survey(OTHER, url="https://elsewhere.example/"))).look.strangers


@pytest.mark.parametrize("status", [429, 999])
def test_a_visitor_turned_away_as_a_machine_is_challenged(status: int) -> None:
    assert look(always(OFF), status=status).look.reason is Reason.CHALLENGE


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Verify you are human", Reason.CHALLENGE),
        ("Sign in", Reason.SIGNED_OUT),
        ("Our terms have changed", Reason.UNEXPECTED_DIALOG),
    ],
)
def test_what_lies_over_the_control_tells_why(said: str, reason: Reason) -> None:
    shown = survey(switch("off"), texts=[segment(said, heading=True)])
    assert look(always(shown), covered=True).look.reason is reason


def test_a_security_check_that_settings_only_mention_is_no_challenge() -> None:
    shown = survey(switch("off"), texts=[segment("Verify you are human", heading=True)])
    assert look(always(shown)).look.state is State.WITHHELD


def test_a_page_that_only_asks_to_sign_in_is_signed_out() -> None:
    shown = survey(texts=[segment("Sign in", heading=True)])
    assert look(always(shown)).look.reason is Reason.SIGNED_OUT


def test_that_a_page_has_loaded_is_a_change_after_which_it_may_be_corrected() -> None:
    loading = survey(switch("off"), ready=False)
    assert look(at((0, loading), (1, OFF), (2.5, ON))).look.position is Position.ON


def test_a_page_with_a_picture_that_never_comes_is_believed_in_the_end() -> None:
    assert look(always(survey(switch("off"), ready=False))).look.state is State.WITHHELD


def test_an_answer_that_takes_longer_than_our_patience_is_waited_for() -> None:
    script = at((0, OFF), (13, ON))
    found = look(script, pending=lambda now: int(now < 13))
    assert found.look.position is Position.ON


def test_a_switch_that_is_locked_until_the_page_has_come_up_is_not_locked() -> None:
    script = at((0, survey(switch("on", disabled=True))), (4, ON))
    assert look(script).look.reason is None
