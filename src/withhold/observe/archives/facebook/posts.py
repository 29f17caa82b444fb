"""Which posts, stories, reels, pictures and comments are in Facebook's files?

A post in a group stands among all posts too, and a picture in an album and below its post: what was
told once is remembered by a number or a key and not told again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from withhold.model.exposure import Audience, Item, Kind
from withhold.observe.archives.facebook.shapes import (
    Attachment,
    Datum,
    Entry,
    Extra,
    Outside,
    Remark,
    Tag,
)
from withhold.observe.archives.meta import labels
from withhold.observe.archives.meta.media import Medium, kind, shown
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import digest, mend, tail

_WORDS = frozenset(
    {"text", "message", "body", "post", "beitrag", "texte", "texto", "testo", "tekst"}
)
_ELSEWHERE = frozenset({"group", "page"})
_NONE: list[Medium] = []
_OWN = "https://www.facebook.com/"


@dataclass(frozen=True, slots=True)
class Place:
    """What the records of a file are, who could see them, and where they were put.

    `apart`: their pictures and videos are items of their own. `linked`: what they point to is the
    record itself, on the platform.
    """

    kind: Kind = Kind.POST
    audience: Audience = Audience.UNKNOWN
    where: str = ""
    apart: bool = True
    linked: bool = False


@dataclass(slots=True)
class Told:
    """What was told already: what stands in groups and on pages by key, pictures by a number."""

    elsewhere: dict[str, str] = field(default_factory=dict)
    media: set[int] = field(default_factory=set)
    author: str = ""


def posts(reading: Reading, path: str, place: Place, told: Told) -> Iterator[Item]:
    """Give what has words or media of the person's own; a record without is none of theirs."""
    for entry in _entries(reading, path):
        text, media = _words(entry), _media(entry)
        if not text and not media:
            if entry.label_values is not None:  # whose words are under a label nobody knows
                reading.odd()
            continue
        mark = _mark(entry, text, media)
        again = told.elsewhere.get(mark)
        if place.where in _ELSEWHERE:
            told.elsewhere[mark] = place.where
        post = Item(
            place.kind,
            str(entry.fbid) if entry.fbid else mark,
            reading.moment(entry.timestamp),
            place.audience,
            text=text,
            media=len(media),
            people=_people(entry) if entry.tags else (),
            link=_link(entry) if place.linked else "",
            where=again or place.where,
        )
        if again is None:
            yield post
        if place.apart and media:
            yield from _pictures(media, post, told)


def reels(reading: Reading, path: str, told: Told) -> Iterator[Item]:
    """Give the reels: one video each, unless it was told with a post."""
    for entry in _entries(reading, path):
        text, media = _words(entry), _media(entry)
        if (not text and not media) or (media and not _first_time(tail(str(media[0].uri)), told)):
            continue
        key = digest(tail(str(media[0].uri))) if media else _mark(entry, text, media)
        at = reading.moment(entry.timestamp)
        people = _people(entry)
        yield Item(Kind.VIDEO, key, at, Audience.UNKNOWN, text=text, media=1, people=people)


def album(reading: Reading, path: str, told: Told) -> Iterator[Item]:
    """Give the pictures of an album that were not told with a post; what others said is theirs."""
    for each in reading.under(path, Medium, "photos"):
        yield from _loose(reading, each, told)


def loose(reading: Reading, path: str, told: Told) -> Iterator[Item]:
    """Give the pictures and videos that stand in a list of their own."""
    for each in reading.records(path, Medium, "other_photos", "photos", "videos"):
        yield from _loose(reading, each, told)


def comments(reading: Reading, path: str, where: str, told: Told) -> Iterator[Item]:
    """Give the comments; who could see them, the post they stand below decided."""
    for entry in _entries(reading, path):
        remark = _remark(entry)
        text, media = mend(remark.comment), _media(entry)
        stamp = entry.timestamp if entry.timestamp is not None else remark.timestamp
        first = tail(str(media[0].uri)) if media else ""
        key = digest(f"comment {stamp}", text or first or mend(entry.title))
        if key in told.elsewhere:
            continue
        if where:
            told.elsewhere[key] = where
        told.author = told.author or mend(remark.author)
        yield Item(
            Kind.COMMENT,
            key,
            reading.moment(stamp),
            Audience.UNKNOWN,
            text=text,
            media=len(media),
            where=where or ("group" if remark.group else ""),
        )


def _entries(reading: Reading, path: str) -> Iterator[Entry]:
    for entry in reading.records(path, Entry, *_STEMS):
        if isinstance(entry.activity_log_data, list):
            yield from (each for each in entry.activity_log_data if isinstance(each, Entry))
        elif entry.timestamp is None and _is_empty(entry):
            reading.odd()
        else:
            yield entry


_STEMS = (
    *("group_posts", "group_posts_joined", "pending_posts", "group_comments", "comments"),
    *("archived_stories", "lasso_videos", "trash", "archive", "archived_posts"),
)


def _is_empty(entry: Entry) -> bool:
    return entry.data is None and entry.attachments is None and entry.label_values is None


def _words(entry: Entry) -> str:
    data = entry.data if isinstance(entry.data, list) else [entry.data]
    said = [mend(each.post) for each in data if isinstance(each, Datum) and each.post]
    if entry.label_values is not None:
        said += [
            mend(label.value)
            for label in labels.walk(entry.label_values)
            if label.name.casefold() in _WORDS
        ]
    return said[0] if len(said) == 1 else "\n\n".join(filter(None, said))


def _attached(entry: Entry) -> list[Extra]:
    found: list[Extra] = []
    several = entry.attachments if isinstance(entry.attachments, list) else [entry.attachments]
    for attachment in several:
        if isinstance(attachment, Attachment):
            data = attachment.data if isinstance(attachment.data, list) else [attachment.data]
            found += [each for each in data if isinstance(each, Extra)]
    return found


def _media(entry: Entry) -> list[Medium]:
    if entry.attachments is None:
        return _NONE if entry.media is None else shown(entry.media)
    found = shown(entry.media)
    for extra in _attached(entry):
        medium = extra.media
        if isinstance(medium, Medium) and isinstance(medium.uri, str) and medium.uri:
            found.append(medium)
    return found


def _remark(entry: Entry) -> Remark:
    data = entry.data if isinstance(entry.data, list) else [entry.data]
    for each in data:
        if isinstance(each, Datum) and isinstance(each.comment, Remark):
            return each.comment
    return Remark()


def _people(entry: Entry) -> tuple[str, ...]:
    tags = entry.tags if isinstance(entry.tags, list) else [entry.tags]
    names = [mend(each.name if isinstance(each, Tag) else each) for each in tags]
    return tuple(dict.fromkeys(filter(None, names)))


def _link(entry: Entry) -> str:
    for extra in _attached(entry):
        url = extra.external_context.url if isinstance(extra.external_context, Outside) else None
        if isinstance(url, str) and url.startswith(_OWN):
            return url
    hrefs = (label.href for label in labels.walk(entry.label_values))
    return next((each for each in hrefs if isinstance(each, str) and each.startswith(_OWN)), "")


def _mark(entry: Entry, text: str, media: list[Medium]) -> str:
    """Tell a record from others by its moment and its words, or its first picture."""
    return digest(entry.timestamp, text or tail(str(media[0].uri)))


def _first_time(name: str, told: Told) -> bool:
    """Say whether the medium of this folder and name was not told yet."""
    number = hash(name)
    if number in told.media:
        return False
    told.media.add(number)
    return True


def _pictures(media: list[Medium], post: Item, told: Told) -> Iterator[Item]:
    for each in media:
        uri = str(each.uri)
        name = tail(uri)
        if _first_time(name, told):
            yield Item(
                kind(uri),
                digest(name),
                post.at,
                post.audience,
                mend(each.description) if each.description else "",
                True,  # noqa: FBT003 - by place, which is faster
                post.key,
                1,
                where=post.where,
            )


def _loose(reading: Reading, each: Medium, told: Told) -> Iterator[Item]:
    uri = each.uri
    if not isinstance(uri, str):
        reading.odd()
    elif uri and _first_time(name := tail(uri), told):
        at, text = reading.moment(each.creation_timestamp), mend(each.description)
        yield Item(kind(uri), digest(name), at, Audience.UNKNOWN, text=text, media=1)
