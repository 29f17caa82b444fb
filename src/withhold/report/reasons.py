"""What does a reason code mean to a person, and what can they do now?"""

from __future__ import annotations

from dataclasses import dataclass

from withhold.model.observation import Reason


@dataclass(frozen=True, slots=True)
class Message:
    """One reason in plain words: what is so, and what to do now."""

    what: str
    do: str


MESSAGES: dict[Reason, Message] = {
    Reason.SIGNED_OUT: Message(
        "The platform asked for a sign-in, so the setting could not be seen.",
        "Sign in with `withhold sign-in {platform}`, then try again.",
    ),
    Reason.CHALLENGE: Message(
        "The platform asked for a proof that you are you or that you are human. We stopped there.",
        "Answer it yourself in your everyday browser or with `withhold sign-in {platform}`. "
        "Withhold leaves this account alone for a day.",
    ),
    Reason.COOL_OFF: Message(
        "The platform asked for a proof lately, so Withhold is leaving this account alone.",
        "Nothing needs doing. Try again later, or use your everyday browser meanwhile: "
        "`withhold todo {control}` gives the steps.",
    ),
    Reason.NOT_OFFERED: Message(
        "The page says that it does not offer this setting to this account or in this region.",
        "`withhold platforms {platform}` lists the ways that are left, such as an objection.",
    ),
    Reason.LOCKED: Message(
        "The setting is on, and the platform does not let this account change it.",
        "Under 18, in a managed account or without a birth date on file a platform may lock it. "
        "`withhold platforms {platform}` lists the other ways.",
    ),
    Reason.UNRECOGNISED: Message(
        "No control with a label we know was found on the page.",
        "Look at the page yourself: `withhold todo {control}` gives the steps. If the switch was "
        "renamed, `withhold adopt {control} LABEL` takes it over.",
    ),
    Reason.AMBIGUOUS: Message(
        "More than one control on the page carries this label, so none was believed.",
        "Look at the page yourself: `withhold todo {control}` gives the steps.",
    ),
    Reason.CONTRADICTORY: Message(
        "The control was found, but what it shows is at odds with itself, or it shows nothing.",
        "Look at the page yourself: `withhold todo {control}` gives the steps.",
    ),
    Reason.UNSTABLE: Message(
        "The page did not hold still: its answer changed while it was read.",
        "Try again in a few minutes.",
    ),
    Reason.UNREACHABLE: Message(
        "The page could not be loaded.",
        "Check your connection, and try again later.",
    ),
    Reason.FOREIGN_ORIGIN: Message(
        "The address led to another site, so nothing there was read or touched.",
        "Open the setting by its menu path instead: `withhold todo {control}`.",
    ),
    Reason.WRONG_ACCOUNT: Message(
        "The page belongs to another account than the one meant.",
        "Sign in to the right one with `withhold sign-in {platform}`.",
    ),
    Reason.UNEXPECTED_DIALOG: Message(
        "Something nobody described lies over the page or asked a question. It was not answered.",
        "Open the page yourself and answer it, then try again.",
    ),
    Reason.NOT_KEPT: Message(
        "It was clicked, but a fresh look shows that the platform did not keep it.",
        "Try again later. If it stays so, switch it by hand: `withhold todo {control}`.",
    ),
    Reason.BY_HAND: Message(
        "Withhold cannot do this on the web: it takes your phone, a form or a letter.",
        "`withhold todo {control}` gives the exact steps.",
    ),
    Reason.KILLED: Message(
        "This recipe was withdrawn, because it could do harm. The page was not opened.",
        "Do it by hand: `withhold todo {control}` gives the steps.",
    ),
    Reason.NO_BROWSER: Message(
        "No browser could be used.",
        "`withhold doctor` says what is missing, and the command that mends it.",
    ),
    Reason.BUSY: Message(
        "Another run or a sign-in window was using this account's browser profile.",
        "Wait until it has ended, then try again.",
    ),
}


def message(reason: Reason, *, control: str, extra: str = "") -> Message:
    """Give the words for a reason about one control; `extra` is a fact of this very case."""
    general = MESSAGES[reason]
    what = f"{general.what[:-1]} ({extra})." if extra else general.what
    platform = control.partition(".")[0]
    return Message(what, general.do.format(control=control, platform=platform))


def sentence(reason: Reason | None, *, control: str, extra: str = "") -> str:
    """Give the same as one text; empty where there is no reason."""
    if reason is None:
        return ""
    told = message(reason, control=control, extra=extra)
    return f"{told.what} {told.do}"
