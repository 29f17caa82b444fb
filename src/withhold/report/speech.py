"""How are codes and dates of the facts said in plain words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.model.terms import Confidence, DefaultState, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.model.fact import Control, Default

KINDS = {
    "public_posts": "public posts",
    "images": "photos",
    "video": "videos",
    "comments_interactions": "comments",
    "profile_details": "profile",
    "group_activity": "groups",
    "resumes_job_answers": "CVs and job answers",
    "ai_chat_conversations": "talks with AI",
    "feedback_on_ai": "ratings of AI",
    "voice_audio": "voice",
    "selfies_biometric": "your face",
    "camera_roll": "photos on your phone",
    "location": "location",
    "usage_metadata": "how you use it",
    "drafts_unposted": "drafts",
    "documents_files": "documents",
    "code_repositories": "code",
    "nonuser_thirdparty_data": "others who appear in it",
    "private_messages": "private messages",
    "private_or_restricted_posts": "posts that are not public",
    "salary_data": "salary",
    "payment_credentials": "payment data",
    "minors_data": "people under 18",
}
"""Kinds of data, in the order in which a person asks about them."""

_MONTHS = "January February March April May June July August September October November December"
_CONFIDENCE = {
    Confidence.HIGH: "well supported",
    Confidence.MEDIUM: "fairly well supported",
    Confidence.LOW: "weakly supported",
}
_STATES = {
    DefaultState.ON: "on{since}",
    DefaultState.OFF: "off{since}",
    DefaultState.NOT_OFFERED: "not done here",
    DefaultState.UNTIL_OBJECTED: "used{since} unless you object",
    DefaultState.NO_WAY_OUT: "used{since}, and no way out is offered",
    DefaultState.UNKNOWN: "not known here",
}
_DEEDS = {
    Kind.SWITCH: "Switch {side}: {name}",
    Kind.CHOICE: "Choose {side}: {name}",
    Kind.FORM: "Send the form: {name}",
    Kind.LETTER: "Write: {name}",
    Kind.DELETION: "{name}",
    Kind.NONE: "Nothing to switch: {name}",
}


def day(text: str) -> str:
    """Say a partial date: `2025-11-03` is 3 November 2025, `2024-09` September 2024."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    said = f"{_MONTHS.split()[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {said}" if len(parts) == len("ymd") else said


def state(default: Default | None) -> str:
    """Say what holds for somebody who never did anything."""
    if default is None:
        return _STATES[DefaultState.UNKNOWN]
    since = f" since {day(default.since)}" if default.since else ""
    return _STATES[default.state].format(since=since)


def regions(codes: Iterable[str]) -> str:
    """Say regions as one list; countries by their two letters."""
    return ", ".join("the EU and EEA" if code == "EEA" else code for code in codes)


def kinds(names: Iterable[str]) -> str:
    """Say kinds of data as one list, in their fixed order."""
    wanted = set(names)
    return ", ".join(said for name, said in KINDS.items() if name in wanted)


def confidence(level: Confidence) -> str:
    """Say how sure we are."""
    return _CONFIDENCE[level]


def deed(control: Control, name: str) -> str:
    """Say what a person does with a control."""
    if control.kind is Kind.PRIVACY:
        return f"Switch on: {name}" if control.protective == "on" else name
    return _DEEDS[control.kind].format(side=control.protective, name=name)


def minutes(count: float) -> str:
    """Say how long it takes by hand."""
    whole = max(1, round(count))
    return "1 minute" if whole == 1 else f"{whole} minutes"
