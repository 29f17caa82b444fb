"""What does a record of Facebook's look like, as far as it is needed?

All that is not named here, what a camera wrote into a picture above all, is passed over unread. A
field may hold one thing in the place of a list, and whatever else once was seen in its place.
"""

from __future__ import annotations

import msgspec

from withhold.observe.archives.meta.labels import Labels
from withhold.observe.archives.meta.media import Media, Medium
from withhold.observe.archives.meta.words import Scalar, Words


class Remark(msgspec.Struct, gc=False):
    """A comment."""

    timestamp: Scalar = None
    comment: Words = None
    author: Scalar = None
    group: Scalar = None


class Datum(msgspec.Struct, gc=False):
    """The words of a record: of a post, or of a comment."""

    post: Words = None
    comment: Remark | Scalar = None


class Outside(msgspec.Struct, gc=False):
    """A link."""

    url: Scalar = None


class Extra(msgspec.Struct, gc=False):
    """One thing attached."""

    media: Medium | Scalar = None
    external_context: Outside | Scalar = None


class Attachment(msgspec.Struct, gc=False):
    """Things attached together."""

    data: list[Extra | Scalar] | Extra | Scalar = None


class Tag(msgspec.Struct, gc=False):
    """Somebody who is tagged."""

    name: Scalar = None


class Entry(msgspec.Struct, gc=False):
    """A post, a comment, a story, a reel; `activity_log_data` holds those of a group, once."""

    timestamp: Scalar = None
    title: Scalar = None
    data: list[Datum | Scalar] | Datum | Scalar = None
    attachments: list[Attachment | Scalar] | Attachment | Scalar = None
    tags: list[Tag | Scalar] | Tag | Scalar = None
    fbid: Scalar = None
    media: Media = None
    label_values: Labels = None
    activity_log_data: list[Entry | Scalar] | Scalar = None


class Name(msgspec.Struct):
    """A person's name, or the short words of a profile."""

    full_name: Scalar = None
    name: Scalar = None


class Profile(msgspec.Struct):
    """Who somebody is, in their own words."""

    name: Name | Scalar = None
    intro_bio: Name | Scalar = None
    about_me: Scalar = None


class Profiles(msgspec.Struct):
    """The file of the profile, newer and older."""

    profile_v2: Profile | Scalar = None
    profile: Profile | Scalar = None
