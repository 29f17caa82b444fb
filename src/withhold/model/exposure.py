"""What of a person's is in an archive that a platform gave them? The nouns.

Records of a million items are made and thrown away by the second, so they are msgspec structs:
frozen like every noun, and several times faster to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What an item is; each is counted once, wherever it is nested, and the person's own only."""

    POST = "post"
    REPLY = "reply"
    REPOST = "repost"
    COMMENT = "comment"
    ARTICLE = "article"
    STORY = "story"
    VIDEO = "video"
    PHOTO = "photo"
    PROFILE = "profile"
    MESSAGE = "message"
    AI_CHAT = "ai_chat"
    DELETED = "deleted"


class Audience(StrEnum):
    """Who could see an item, as far as the archive says it or the platform's nature makes it so."""

    PUBLIC = "public"
    LIMITED = "limited"
    PRIVATE = "private"
    UNKNOWN = "unknown"


class Reach(StrEnum):
    """Whether training can reach an item."""

    IN = "in_reach"
    WAS = "was_in_reach"
    OUT = "out_of_reach"
    CANNOT_TELL = "cannot_tell"


class Rule(StrEnum):
    """What says so; `report` has the sentence for each."""

    TAKEN = "taken"
    ALLOWED = "allowed"
    EXCLUDED = "excluded"
    NOT_HERE = "not-here"
    STOPPED = "stopped"
    BEFORE = "before"
    HIDDEN = "hidden"
    BEFORE_HIDDEN = "before-hidden"
    WHEN_HIDDEN = "when-hidden"
    PARTLY = "partly"
    UNCLEAR = "unclear"
    NOT_NAMED = "not-named"
    AUDIENCE = "audience"
    DEFAULT_UNKNOWN = "default-unknown"
    DELETED = "deleted"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an item is in reach, by which rule; which use and which control it speaks of."""

    reach: Reach
    rule: Rule
    use: str = ""
    control: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A ruling for all items of a sort made from one day on until another, in days since 1970.

    None: without an end on that side. `until` is not included.
    """

    since: int | None
    until: int | None
    ruling: Ruling


class Item(msgspec.Struct, frozen=True, gc=False):
    """One post, comment, photo … of the person's.

    `key` is the platform's own id where there is one, else a digest of what makes it this item: it
    is one among those of its kind in an export, and the same in a later export. `at` is in seconds
    since 1970, UTC; None where no date is stated or readable. `zoned` is False where the archive
    states no zone: then `at` takes the clock's word as UTC. `part` is the key of the item it
    belongs to (a photo of a post). `media`: how many pictures or videos it shows. `people`: names
    and handles it names or tags. `link`: its https address, made of the platform's ids. `where`:
    what kind of place it was put: `group`, `community`, `circle`, `archived` …, or empty.
    """

    kind: Kind
    key: str
    at: int | None
    audience: Audience
    text: str = ""
    zoned: bool = True
    part: str = ""
    media: int = 0
    people: tuple[str, ...] = ()
    link: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose archive it is. `private`: whether the account was protected when it was made.

    `id` is the platform's own, else empty. All that is not told is empty or None.
    """

    user: str = ""
    id: str = ""
    private: bool | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The account became private or public at a moment."""

    at: datetime
    private: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A file that tells of privacy or of AI: what it says, and what it does not say.

    Both are ids of sentences that `report` knows; `values` go into them.
    """

    path: str
    says: str
    silent: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an archive that could not be read: a stable code, which file, how much.

    `detail` says which and how many, never what: no text of the person's is in it.
    """

    code: str
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was recognised, whether or not there was anything of the person's in it."""

    path: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A file in an archive that nothing here knows: where it lies, and its size in bytes."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an older export of the same account held, when it was the newest."""

    as_of: datetime | None
    added_at: datetime
    counts: dict[Kind, int]


@dataclass(frozen=True, slots=True)
class Archive:
    """One imported export of one account: whose, from when, how much of what is in it.

    `first`, `last`: the dates of its oldest and newest item, in seconds since 1970. `media`: how
    many pictures and videos lie in it as files; they are not read. `searchable`: whether its words
    were indexed. `fingerprint` is the same for the same files.
    """

    id: str
    platform: str
    variant: str
    holder: Holder
    added_at: datetime
    fingerprint: str
    counts: dict[Kind, int]
    audiences: dict[Audience, int]
    first: int | None
    last: int | None
    media: int = 0
    searchable: bool = True
    unrecognised: tuple[Stray, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    turns: tuple[Turn, ...] = ()
    earlier: tuple[Earlier, ...] = ()


Record = Item | Holder | Turn | Note | Problem | Known
"""What a format tells of an archive, in any order; of several holders, later ones fill gaps."""
