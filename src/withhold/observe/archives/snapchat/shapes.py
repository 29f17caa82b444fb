"""What does a record of Snapchat's look like, as far as it is needed?

Empty text stands for nothing, and numbers may be text. What a Spotlight looks like nobody has shown
yet, so it has no shape here.
"""

from __future__ import annotations

import msgspec

Scalar = str | int | float | bool | None
"""What a field may hold."""


class Basic(msgspec.Struct, rename={"user": "Username"}):
    """Whose the account is."""

    user: Scalar = None


class Account(msgspec.Struct, rename={"basic": "Basic Information"}):
    """The file of the account."""

    basic: Basic | Scalar = None


class About(
    msgspec.Struct,
    rename={
        "created": "Created",
        "title": "Profile Title",
        "location": "Location",
        "website": "Profile Website",
        "photo": "Profile Photo",
        "hero": "Hero Image",
        "bio": "Bio",
        "description": "Description",
    },
):
    """What a public profile says."""

    created: Scalar = None
    title: Scalar = None
    location: Scalar = None
    website: Scalar = None
    photo: Scalar = None
    hero: Scalar = None
    bio: Scalar = None
    description: Scalar = None


class Public(msgspec.Struct, rename={"profile": "Profile"}):
    """The file of the public profile, but for its lists."""

    profile: About | Scalar = None


class Message(
    msgspec.Struct,
    gc=False,
    rename={
        "sender": "From",
        "to": "To",
        "type": "Media Type",
        "created": "Created",
        "content": "Content",
        "text": "Text",
        "own": "IsSender",
        "stamp": "Created(microseconds)",
        "media": "Media IDs",
    },
):
    """A message, in a conversation or, in earlier years, in a list of all that were sent."""

    sender: Scalar = None
    to: Scalar = None
    type: Scalar = None
    created: Scalar = None
    content: Scalar = None
    text: Scalar = None
    own: Scalar = None
    stamp: Scalar = None
    media: Scalar = None


class Memory(msgspec.Struct, gc=False, rename={"date": "Date", "type": "Media Type"}):
    """A picture or a video that was saved; where it was taken is not read."""

    date: Scalar = None
    type: Scalar = None


class Story(msgspec.Struct, gc=False, rename={"date": "Story Date"}):
    """That a story was posted, and when."""

    date: Scalar = None


class Turn(
    msgspec.Struct,
    gc=False,
    rename={
        "at": "Timestamp",
        "type": "Type",
        "content": "Content",
        "sender": "From",
        "own": "IsSender",
    },
):
    """What was said to My AI."""

    at: Scalar = None
    type: Scalar = None
    content: Scalar = None
    sender: Scalar = None
    own: Scalar = None


class Accepted(msgspec.Struct, gc=False, rename={"version": "Version", "at": "Acceptance Date"}):
    """That terms were accepted."""

    version: Scalar = None
    at: Scalar = None


def said(value: object) -> str:
    """Give what a field says, if that is text."""
    return value if isinstance(value, str) else ""


def true(value: object) -> bool:
    """Say whether a field says yes, in whatever way."""
    return value is True or (isinstance(value, str) and value.casefold() in {"true", "yes", "1"})
