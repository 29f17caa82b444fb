"""What does a record of Instagram's look like, as far as it is needed?

The addresses under which copies of the pictures can be fetched for a while are not among it.
"""

from __future__ import annotations

import msgspec

from withhold.observe.archives.meta.maps import Values
from withhold.observe.archives.meta.media import Media
from withhold.observe.archives.meta.words import Scalar, Words


class Publication(msgspec.Struct, gc=False):
    """A post, a reel, a thread; a story or a profile's picture is a medium itself."""

    media: Media = None
    title: Words = None
    creation_timestamp: Scalar = None
    uri: Scalar = None


class Named(msgspec.Struct, gc=False):
    """A record of values by name."""

    title: Scalar = None
    string_map_data: Values = None


class Shot(msgspec.Struct, gc=False):
    """A picture or video until 2020."""

    caption: Words = None
    taken_at: Scalar = None
    path: Scalar = None


class Said(msgspec.Struct, gc=False):
    """A message until 2020."""

    sender: Scalar = None
    created_at: Scalar = None
    text: Words = None
    media: Scalar = None


class Conversation(msgspec.Struct, gc=False):
    """A conversation until 2020."""

    participants: list[Scalar] | Scalar = None
    conversation: list[Said | Scalar] | Said | Scalar = None


class Profile(msgspec.Struct):
    """The profile until 2020."""

    username: Scalar = None
    name: Scalar = None
    biography: Words = None
    private_account: Scalar = None
