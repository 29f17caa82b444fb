"""What of the person's is in a Facebook export?

Nothing in it says who could see a post. So nothing here says it either: the default for what comes
after is told as a note, and never applied to what came before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from withhold.kernel.clock import Clock, SystemClock
from withhold.model.exposure import Audience, Holder, Item, Kind, Known, Problem, Record
from withhold.observe.archives.facebook import posts
from withhold.observe.archives.facebook.layout import find, inner, job
from withhold.observe.archives.facebook.notes import note
from withhold.observe.archives.facebook.posts import Place, Told
from withhold.observe.archives.facebook.shapes import Name, Profile, Profiles
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.meta.chats import said
from withhold.observe.archives.meta.pages import pages
from withhold.observe.archives.meta.parts import Part, sort
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.threads import messages
from withhold.observe.archives.meta.words import mend

_PLACES = {
    "groups": Place(where="group"),
    "pending": Place(audience=Audience.PRIVATE, where="pending"),
    "elsewhere": Place(where="page", linked=True),
    "posts": Place(),
    "archive": Place(audience=Audience.PRIVATE, where="archived", linked=True),
    "trash": Place(Kind.DELETED, Audience.PRIVATE, "trash", apart=False, linked=True),
    "stories": Place(Kind.STORY, apart=False),
}
"""In the order of reading: groups and pages first, for theirs stand among all posts again."""


@dataclass(frozen=True, slots=True)
class Facebook:
    """The format of Facebook's exports; the clock tells which dates cannot be yet."""

    clock: Clock = field(default_factory=SystemClock)
    platform: str = "facebook"

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise exports by their folders and what the files in them begin with."""
        return find(files)[1]

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one, file after file."""
        exports, _ = find(files)
        reading = Reading(files, int(self.clock.now().timestamp()) + _DAY)
        return _read(reading, exports.parts(found.root), found)


_DAY = 86400  # clocks of platforms and of persons differ


@dataclass(slots=True)
class _Export:
    """What one part of an export tells the others while it is read."""

    reading: Reading
    told: Told = field(default_factory=Told)
    holder: str = ""


def _read(reading: Reading, parts: Iterator[Part], found: Found) -> Iterator[Record]:
    export = _Export(reading)
    jobs: defaultdict[str, list[Part]] = defaultdict(list)
    yield from sort(parts, jobs, job)
    for what, read in _READERS.items():
        for part in jobs.pop(what, ()):
            yield Known(part.path)
            yield from read(export, part)
            yield from reading.problems(part.path)
    yield from pages(reading, jobs, beside=found.variant != "html")
    if found.variant == "media":
        yield Problem("media-only", "")
    yield _holder(export)


def _holder(export: _Export) -> Holder:
    last = export.reading.last
    as_of = datetime.fromtimestamp(last, UTC) if last else None
    return Holder(export.holder or export.told.author, as_of=as_of)


def _profile(export: _Export, part: Part) -> Iterator[Record]:
    for whole in export.reading.whole(part.path, Profiles):
        profile = whole.profile_v2 if isinstance(whole.profile_v2, Profile) else whole.profile
        if isinstance(profile, Profile):
            export.holder = export.holder or _name(profile)
            text = "\n\n".join(filter(None, (_said(profile.intro_bio), mend(profile.about_me))))
            if text:
                yield Item(Kind.PROFILE, "profile", None, Audience.UNKNOWN, text=text)


def _name(profile: Profile) -> str:
    name = profile.name
    return mend(name.full_name or name.name) if isinstance(name, Name) else mend(name)


def _said(words: object) -> str:
    return mend(words.name) if isinstance(words, Name) else mend(words)


def _posts(job: str) -> Callable[[_Export, Part], Iterator[Record]]:
    place = _PLACES[job]
    return lambda export, part: posts.posts(export.reading, part.path, place, export.told)


_READERS: Mapping[str, Callable[[_Export, Part], Iterator[Record]]] = {
    "profile": _profile,
    "notes": lambda export, part: note(export.reading, part.path, inner(part.name)),
    **{job: _posts(job) for job in _PLACES},
    "reels": lambda export, part: posts.reels(export.reading, part.path, export.told),
    "albums": lambda export, part: posts.album(export.reading, part.path, export.told),
    "loose": lambda export, part: posts.loose(export.reading, part.path, export.told),
    "grouped": lambda export, part: posts.comments(export.reading, part.path, "group", export.told),
    "comments": lambda export, part: posts.comments(export.reading, part.path, "", export.told),
    "messages": lambda export, part: messages(export.reading, part.path),
    "chats": lambda export, part: said(export.reading, part.path, export.holder),
}
