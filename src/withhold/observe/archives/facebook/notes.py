"""Which of Facebook's files tell of privacy or of AI, and what do they not say?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from withhold.model.exposure import Note
from withhold.observe.archives.meta import labels
from withhold.observe.archives.meta.labels import Labelled
from withhold.observe.archives.meta.notes import AI_CHOICE, consents, notices
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import mend

_SETTINGS = "preferences/preferences/privacy_settings.json"
_CONSENTS = "logged_information/other_logged_information/consents.json"
_NOTICES = {
    "logged_information/notifications/notification_of_meta_privacy_policy_update.json",
    "logged_information/notifications/meta_privacy_policy_update_notifications.json",
}
_PAST = "past-audience"
_SAYINGS = {
    "connections/friends/your_post_audiences.json": ("friend-lists", "list-used"),
    "logged_information/location/your_privacy_jurisdiction.json": ("jurisdiction", AI_CHOICE),
    "ads_information/ads_personalization_consent.json": ("ad-choices", AI_CHOICE),
    "ads_information/your_consent_settings.json": ("ad-choices", AI_CHOICE),
    "ads_information/subscription_for_no_ads.json": ("ad-choices", AI_CHOICE),
    "preferences/preferences/consent_for_combining_facebook_and_messenger_data.json": (
        "combining",
        AI_CHOICE,
    ),
    "logged_information/other_logged_information/your_privacy_checkup_interactions.json": (
        "privacy-checkup",
        _PAST,
    ),
    "preferences/preferences/your_post_composer_settings.json": ("post-defaults", _PAST),
    "preferences/preferences/your_facebook_story_preferences.json": ("story-defaults", _PAST),
}
NOTED = frozenset({_SETTINGS, _CONSENTS, *_NOTICES, *_SAYINGS})
"""The files that have a note."""
_FUTURE = re.compile(
    r"future|futur|künftig|toekomst|przysz|framtid|fremtid|gelecek|будущ", re.IGNORECASE
)


def note(reading: Reading, path: str, name: str) -> Iterator[Note]:
    """Say what the file of this name tells."""
    if name == _SETTINGS:
        yield from _settings(reading, path)
    elif name == _CONSENTS:
        yield from consents(reading, path)
    elif name in _NOTICES:
        yield from notices(reading, path, "notification_meta_privacy_policy_update")
    else:
        yield Note(path, *_SAYINGS[name])


def _settings(reading: Reading, path: str) -> Iterator[Note]:
    """Say who can see what is posted from now on; of what was posted before, it says nothing."""
    for record in reading.records(path, Labelled):
        for label in labels.walk(record.label_values):
            if _FUTURE.search(label.name) and (value := mend(label.value)):
                yield Note(path, "future-audience", _PAST, (("audience", value),))
                return
    yield Note(path, "future-audience-unread", _PAST)
