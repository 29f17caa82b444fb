"""What did an address answer?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """By what an answer is asked for again: its validators, as the host gave them, or empty."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as fetched: `url` after redirects, `kind` its media type in lower case, and its text.

    `content` are the bytes as they came, decompressed; `text` is made from them.
    """

    url: str
    kind: str
    content: bytes
    text: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The host says that what was fetched before is still what it has."""

    url: str
