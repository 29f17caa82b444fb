"""Which posts, reels, stories, threads and comments are in Instagram's files since 2021?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from withhold.model.exposure import Audience, Item, Kind
from withhold.observe.archives.instagram.account import Account
from withhold.observe.archives.instagram.shapes import Named, Publication
from withhold.observe.archives.meta import maps
from withhold.observe.archives.meta.media import Medium, kind, shown
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import digest, mend, mentions

_STEMS = (
    *("ig_other_media", "ig_archived_post_media", "ig_recently_deleted_media", "ig_reels_media"),
    *("ig_igtv_media", "ig_stories", "ig_profile_picture", "text_post_app_text_posts"),
)
_COMMENTS = (
    *("comments_media_comments", "comments_reels_comments", "comments_story_comments"),
    "comments_hype_comments",
)
_COMMENT = frozenset(
    {"comment", "kommentar", "commentaire", "comentario", "comentário", "commento", "reactie"}
    | {"opmerking", "komentarz", "yorum", "комментарий", "コメント", "评论", "留言", "댓글"}
)
_OWNER = frozenset(
    {"media owner", "medieninhaber", "medien-inhaber", "eigentümer des mediums", "media-eigenaar"}
    | {"propriétaire du média", "propietario del contenido", "proprietario del contenuto"}
    | {"eigenaar van media", "proprietário da mídia"}
)


@dataclass(slots=True)
class Export:
    """What one file tells the others while an export is read: the account, and what was told."""

    reading: Reading
    account: Account = field(default_factory=Account)
    clips: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


def posts(export: Export, path: str) -> Iterator[Item]:
    """Give the posts, and each picture and video of them."""
    for each in _published(export, path):
        at = _at(export.reading, each)
        yield from _post(export, each, at, audience=export.account.audience, where="")


def archived(export: Export, path: str) -> Iterator[Item]:
    """Give the posts that the person hid: nobody else sees them."""
    for each in _published(export, path):
        at = _at(export.reading, each)
        yield from _post(export, each, at, audience=Audience.PRIVATE, where="archived")


def threads(export: Export, path: str) -> Iterator[Item]:
    """Give what was said on Threads; which of it were replies, nothing marks."""
    for each in _published(export, path):
        at = _at(export.reading, each)
        yield from _post(export, each, at, audience=export.account.threads, where="threads")


def deleted(export: Export, path: str) -> Iterator[Item]:
    """Give what was deleted lately and is not yet gone."""
    for each in _published(export, path, Kind.DELETED):
        yield _item(Kind.DELETED, each, _at(export.reading, each), audience=Audience.PRIVATE)


def stories(export: Export, path: str) -> Iterator[Item]:
    """Give the stories, long over."""
    for each in _published(export, path, Kind.STORY):
        at = _at(export.reading, each)
        yield _item(Kind.STORY, each, at, audience=export.account.story(at), where="story")


def reels(export: Export, path: str) -> Iterator[Item]:
    """Give the reels: one video each, unless it was told with a post."""
    for each in _published(export, path, Kind.VIDEO):
        clips = {hash(_base(medium)) for medium in _media(each)}
        if clips and clips <= export.clips:
            continue
        export.clips |= clips
        at = _at(export.reading, each)
        yield _item(Kind.VIDEO, each, at, audience=export.account.audience)


def pictures(export: Export, path: str) -> Iterator[Item]:
    """Count the pictures of the profile: they are the profile's, not posts."""
    export.account.pictures += sum(1 for _ in _published(export, path, Kind.PROFILE))
    yield from ()


def comments(export: Export, path: str) -> Iterator[Item]:
    """Give the comments; below others' posts, who could see them was for others to say."""
    for each in export.reading.records(path, Named, *_COMMENTS):
        values = maps.named(each.string_map_data)
        if not values:
            export.reading.odd()
            continue
        stamp = maps.time(values)
        text, owner = _said(values)
        at = export.reading.moment(stamp)
        own = owner != "" and owner == export.account.user
        yield Item(
            Kind.COMMENT,
            digest(f"{stamp} {owner}", text),
            at,
            export.account.audience if own else Audience.UNKNOWN,
            text=text,
            people=mentions(text),
        )


def _published(export: Export, path: str, what: Kind = Kind.POST) -> Iterator[Publication]:
    """Give the records in which there is something, each once: two folders may have the same."""
    for each in export.reading.records(path, Publication, *_STEMS):
        if (each.media, each.title, each.uri) == (None, None, None):
            export.reading.odd()
        elif _media(each) or _text(each):
            number = hash((what, _key(each)))
            if number not in export.told:
                export.told.add(number)
                yield each


def _all(each: Publication) -> list[Medium]:
    media = each.media if isinstance(each.media, list) else [each.media]
    return [medium for medium in media if isinstance(medium, Medium)]


def _media(each: Publication) -> list[Medium]:
    return shown(each.media) or shown(Medium(uri=each.uri))


def _text(each: Publication) -> str:
    """Give the caption: it stands with the record, or with the first of its media."""
    said = mend(each.title)
    return said or next((text for medium in _all(each) if (text := mend(medium.title))), "")


def _stamp(each: Publication) -> object:
    first = next(iter(_all(each)), None)
    own = each.creation_timestamp
    return own if own is not None or first is None else first.creation_timestamp


def _at(reading: Reading, each: Publication) -> int | None:
    return reading.moment(_stamp(each))


def _key(each: Publication) -> str:
    media = _media(each)
    return digest(f"{_stamp(each)} {_base(media[0]) if media else ''}", _text(each))


def _base(medium: Medium) -> str:
    """Name a file: the same one lies in several folders of some exports."""
    return str(medium.uri).rpartition("/")[2]


def _item(
    what: Kind, each: Publication, at: int | None, *, audience: Audience, where: str = ""
) -> Item:
    text = _text(each)
    return Item(
        what,
        _key(each),
        at,
        audience,
        text=text,
        media=len(_media(each)),
        people=mentions(text),
        where=where,
    )


def _post(
    export: Export, each: Publication, at: int | None, *, audience: Audience, where: str
) -> Iterator[Item]:
    post = _item(Kind.POST, each, at, audience=audience, where=where)
    yield post
    for number, medium in enumerate(_media(each)):
        what = kind(str(medium.uri))
        if what is Kind.VIDEO:
            export.clips.add(hash(_base(medium)))
        yield Item(
            what, digest(f"{post.key} {number}"), at, audience, part=post.key, media=1, where=where
        )


def _said(values: Mapping[str, maps.Value]) -> tuple[str, str]:
    """Give a comment and whose post it stands below; where names are not known, by their order."""
    text, owner = maps.words(values, _COMMENT), maps.words(values, _OWNER)
    others = [mend(value.value) for name, value in values.items() if name not in _COMMENT | _OWNER]
    rest = iter(each for each in others if each)
    if not text and _COMMENT.isdisjoint(values):
        text = next(rest, "")
    if not owner and _OWNER.isdisjoint(values):
        owner = next(rest, "")
    return text, owner
