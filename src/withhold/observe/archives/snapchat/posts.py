"""What did the person post: to all on a public profile, and as stories?

`shared_story` holds what they watched, and nothing of it is theirs. Of a story the export tells
that it was posted and when; not what it showed, nor to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from withhold.model.exposure import Audience, Item, Kind, Note, Problem, Record
from withhold.observe.archives.snapchat.rows import Desk, dated
from withhold.observe.archives.snapchat.shapes import About, Memory, Public, Story, said
from withhold.observe.archives.tally import Tally

_PUBLIC = {"Spotlights": Kind.VIDEO, "Saved Stories": Kind.STORY}
_DATES = ("Created", "Creation Date", "Posted", "Story Date", "Date", "Timestamp", "Created At")
_WORDS = ("Description", "Caption", "Title", "Text", "Name")
_ADDRESSES = ("URL", "Link", "Spotlight URL", "Story URL", "Share Link")
_HOST = re.compile(r"https://(?:www\.|story\.)?snapchat\.com/[\w@./~?=%&-]{1,300}", re.ASCII)
_OWN_STORIES = "Your Story Views"
_MEMORIES = "Saved Media"


def public(desk: Desk, path: str) -> Iterator[Record]:
    """Give what is on the public profile, and the profile where there is one."""
    tally, counts = desk.tally(path), dict.fromkeys(_PUBLIC, 0)
    about = next((each.profile for each in desk.whole(desk.tally(path), Public)), None)
    there = isinstance(about, About) and bool(said(about.created).strip())
    if isinstance(about, About) and there:
        yield _profile(about)
    for name, each in desk.lists(tally, object):
        if name in _PUBLIC:
            counts[name] += 1
            yield _shown(_PUBLIC[name], each, tally)
    if tally.sound and (isinstance(about, About) or any(counts.values())):
        yield _note(path, counts, there=there or any(counts.values()))
    yield from tally.problems()


def stories(desk: Desk, path: str) -> Iterator[Item | Problem]:
    """Give the stories that were posted."""
    tally = desk.tally(path)
    for name, each in desk.lists(tally, Story):
        if name == _OWN_STORIES:
            at, zoned = dated(each.date, tally)
            key = tally.key(said(each.date))
            yield Item(Kind.STORY, key, at, Audience.UNKNOWN, zoned=zoned)
    yield from tally.problems()


def memories(desk: Desk, path: str) -> Iterator[Item | Problem]:
    """Give the pictures and videos that were saved; only the person sees them."""
    tally = desk.tally(path)
    for name, each in desk.lists(tally, Memory):
        if name == _MEMORIES:
            at, zoned = dated(each.date, tally)
            kind = Kind.VIDEO if "video" in said(each.type).casefold() else Kind.PHOTO
            key = tally.key(said(each.date), said(each.type))
            yield Item(kind, key, at, Audience.PRIVATE, zoned=zoned, where="memories")
    yield from tally.problems()


def _note(path: str, counts: Mapping[str, int], *, there: bool) -> Note:
    """Tell whether there is a public profile: then it says when it was made, or holds something."""
    says = "snapchat.public-profile" if there else "snapchat.public-profile.none"
    values = (("spotlights", str(counts["Spotlights"])), ("stories", str(counts["Saved Stories"])))
    return Note(path, says, "snapchat.public-profile", values)


def _profile(about: About) -> Item:
    fields = (about.title, about.bio, about.description, about.location, about.website)
    return Item(
        Kind.PROFILE,
        "profile",
        None,
        Audience.PUBLIC,
        "\n".join(each for field in fields if (each := said(field))),
        media=bool(said(about.photo)) + bool(said(about.hero)),
    )


def _shown(kind: Kind, each: object, tally: Tally) -> Item:
    """Tell one, whatever it looks like: that it is public, the list it stands in says."""
    fields: Mapping[str, object] = each if isinstance(each, dict) else {}
    date, address = _first(fields, _DATES), _first(fields, _ADDRESSES) or said(each)
    text = _first(fields, _WORDS)
    at, zoned = dated(date, tally)
    return Item(
        kind,
        tally.key(date, text),
        at,
        Audience.PUBLIC,
        text,
        zoned,
        link=address if _HOST.fullmatch(address) else "",
    )


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := said(fields.get(name)))), "")
