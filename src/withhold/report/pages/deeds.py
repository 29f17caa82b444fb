"""What can a person do on these pages about a reason? One sentence, and one link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Reason
from withhold.report.pages.address import Address, plan_of, sign_in_of
from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from withhold.model.observation import Stranger


@dataclass(frozen=True, slots=True)
class Deed:
    """What to do now, and the link that leads there; None where nothing is to be done.

    `start` says that the link leads to something Withhold does itself.
    """

    told: Message
    to: Address | None = None
    link: Message | None = None
    start: bool = False


_SIGN_IN = say("Sign in yourself, in a window of its own")
_STEPS = say("Show me the steps by hand")
_OTHERS = say("What else can be done")
_AGAIN = say("Look again")
_STEPS_PLACE, _SIGN_IN_PLACE, _OTHERS_PLACE = "steps", "sign-in", "platform"
_AGAIN_PLACE, _DOCTOR_PLACE = "check", "doctor"
DEEDS: dict[Reason, tuple[Message, str, Message | None]] = {
    Reason.SIGNED_OUT: (say("Sign in, then look again."), _SIGN_IN_PLACE, _SIGN_IN),
    Reason.CHALLENGE: (
        say(
            "Answer it yourself, in your everyday browser or in the sign-in window. Withhold "
            "leaves this account alone for a day."
        ),
        _SIGN_IN_PLACE,
        _SIGN_IN,
    ),
    Reason.COOL_OFF: (
        say("Nothing needs doing. Try again later, or do it by hand meanwhile."),
        _STEPS_PLACE,
        _STEPS,
    ),
    Reason.NOT_OFFERED: (
        say("Other ways may be left, such as an objection."),
        _OTHERS_PLACE,
        _OTHERS,
    ),
    Reason.LOCKED: (
        say(
            "Under 18, in a managed account or without a birth date on file a platform may lock "
            "it. Other ways may be left."
        ),
        _OTHERS_PLACE,
        _OTHERS,
    ),
    Reason.UNRECOGNISED: (
        say("Look at the page yourself. If the switch was renamed, tell Withhold which one it is."),
        _STEPS_PLACE,
        _STEPS,
    ),
    Reason.AMBIGUOUS: (say("Look at the page yourself."), _STEPS_PLACE, _STEPS),
    Reason.CONTRADICTORY: (say("Look at the page yourself."), _STEPS_PLACE, _STEPS),
    Reason.UNSTABLE: (say("Try again in a few minutes."), _AGAIN_PLACE, _AGAIN),
    Reason.UNREACHABLE: (say("Check your connection, and try again later."), _AGAIN_PLACE, _AGAIN),
    Reason.FOREIGN_ORIGIN: (
        say("Open the setting yourself, by its menu path."),
        _STEPS_PLACE,
        _STEPS,
    ),
    Reason.WRONG_ACCOUNT: (say("Sign in to the right account."), _SIGN_IN_PLACE, _SIGN_IN),
    Reason.UNEXPECTED_DIALOG: (
        say("Open the page yourself and answer it, then look again."),
        _SIGN_IN_PLACE,
        say("Open the window to answer it"),
    ),
    Reason.NOT_KEPT: (
        say("Try again later. If it stays so, switch it by hand."),
        _STEPS_PLACE,
        _STEPS,
    ),
    Reason.BY_HAND: (say("You can do it yourself, step by step."), _STEPS_PLACE, _STEPS),
    Reason.KILLED: (say("You can do it yourself, step by step."), _STEPS_PLACE, _STEPS),
    Reason.NO_BROWSER: (
        say("The Doctor page says what is missing, and what mends it."),
        _DOCTOR_PLACE,
        say("Open the Doctor page"),
    ),
    Reason.BUSY: (say("Wait until it has ended, then try again."), _AGAIN_PLACE, _AGAIN),
}


def deed(reason: Reason, control: str, account: str) -> Deed:
    """Say what to do about a reason for one control of one account, by their ids."""
    told, place, link = DEEDS[reason]
    start = place in {_SIGN_IN_PLACE, _AGAIN_PLACE}
    return Deed(told, _place(place, control, account), link, start)


def turn_off(control: str, account: str) -> Deed:
    """Lead to the plan for one control of one account."""
    told, link = say("It can be off again in a minute."), say("Turn it off again")
    return Deed(told, plan_of("off", (control, account)), link, start=True)


def adopting(control: str, met: Stranger) -> Address:
    """Lead to where a switch nobody described can be taken for a control."""
    return Address("/adopt", (("control", control), ("label", met.label)))


def _place(place: str, control: str, account: str) -> Address | None:
    match place:
        case "steps":
            return Address(f"/todo/{control}")
        case "sign-in":
            return sign_in_of(account)
        case "platform":
            return Address(f"/platforms/{control.partition('.')[0]}")
        case "check":
            return plan_of("check", (control, account))
        case "doctor":
            return Address("/doctor")
        case _:
            return None
