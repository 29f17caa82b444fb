"""Which of Instagram's files tell of privacy or of AI, and what do they not say?"""

from __future__ import annotations

from collections.abc import Iterator

from withhold.model.exposure import Note
from withhold.observe.archives.meta.notes import AI_CHOICE, consents, notices
from withhold.observe.archives.meta.reading import Reading

_NOTICES = (
    "logged_information/policy_updates_and_permissions/notification_of_privacy_policy_updates.json"
)
_CONSENTS = {"preferences/media_settings/consents.json", "preferences/settings/consents.json"}
_LISTS = "connections/followers_and_following/"
_SAYINGS = {
    f"{_LISTS}close_friends.json": ("friend-lists", "list-used"),
    f"{_LISTS}custom_lists.json": ("friend-lists", "list-used"),
    f"{_LISTS}hide_story_from.json": ("friend-lists", "list-used"),
    "ads_information/instagram_ads_and_businesses/subscription_for_no_ads.json": (
        "ad-choices",
        AI_CHOICE,
    ),
    "ai/interest_categories.json": ("inferred-interests", AI_CHOICE),
}
NOTED = frozenset({_NOTICES, *_CONSENTS, *_SAYINGS})
"""The files that have a note and nothing else."""


def note(reading: Reading, path: str, name: str) -> Iterator[Note]:
    """Say what the file of this name tells."""
    if name in _CONSENTS:
        yield from consents(reading, path)
    elif name == _NOTICES:
        yield from notices(
            reading,
            path,
            "policy_updates_and_permissions_notification_of_privacy_policy_updates",
        )
    else:
        yield Note(path, *_SAYINGS[name])


def flag(path: str, *, private: bool | None, threads: bool = False) -> Note:
    """Say what the account's flag was; whether the person said no to training is not in it."""
    says = "threads-flag" if threads else "account-flag"
    return Note(path, says, AI_CHOICE, (("private", _WORDS[private]),))


def turns(path: str, number: int) -> Note:
    """Say how often the account turned; what was collected before a turn is not in it."""
    return Note(path, "account-turns", "collected-before", (("count", str(number)),))


def stories(path: str, close: int | None) -> Note:
    """Say whether a story went to close friends only; which one did is not in it."""
    says = {None: "close-friends-untold", 0: "close-friends-never"}.get(close, "close-friends-some")
    return Note(path, says, "which-story")


_WORDS = {True: "yes", False: "no", None: "unknown"}
