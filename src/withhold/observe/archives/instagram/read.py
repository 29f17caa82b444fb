"""What of the person's is in an Instagram export, and in the Threads inside it?

No post says who could see it; the account does, now and by its history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from withhold.kernel.clock import Clock, SystemClock
from withhold.model.exposure import Audience, Holder, Item, Kind, Known, Problem, Record, Turn
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.instagram import flat, notes, posts
from withhold.observe.archives.instagram.layout import find, inner, job
from withhold.observe.archives.instagram.posts import Export
from withhold.observe.archives.instagram.shapes import Named
from withhold.observe.archives.meta import maps
from withhold.observe.archives.meta.chats import said
from withhold.observe.archives.meta.pages import pages
from withhold.observe.archives.meta.parts import Part, sort
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.threads import messages
from withhold.observe.archives.meta.words import mend

_DAY = 86400  # clocks of platforms and of persons differ
_USER = frozenset(
    {"username", "benutzername", "nutzername", "nom d'utilisateur", "nom d’utilisateur"}
    | {"nombre de usuario", "nome utente", "nome de usuário", "gebruikersnaam", "användarnamn"}
    | {"nazwa użytkownika", "brugernavn", "brukernavn", "kullanıcı adı", "имя пользователя"}  # noqa: RUF001 - Turkish
)
_NAME = frozenset(
    {"name", "nom", "nombre", "nome", "naam", "namn", "navn", "imię i nazwisko", "имя"}
)
_BIO = frozenset({"bio", "steckbrief", "biografie", "biographie", "biografía", "biografia"})
_CLOSE = "first close friends story time"


@dataclass(frozen=True, slots=True)
class Instagram:
    """The format of Instagram's exports; the clock tells which dates cannot be yet."""

    clock: Clock = field(default_factory=SystemClock)
    platform: str = "instagram"

    def find(self, files: Files) -> Sequence[Found]:
        """Recognise exports by their folders and what the files in them begin with."""
        return find(files)[1]

    def read(self, files: Files, found: Found) -> Iterator[Record]:
        """Tell what is in one, file after file."""
        exports, _ = find(files)
        reading = Reading(files, int(self.clock.now().timestamp()) + _DAY)
        return _read(Export(reading), exports.parts(found.root), found)


def _read(export: Export, parts: Iterator[Part], found: Found) -> Iterator[Record]:
    jobs: defaultdict[str, list[Part]] = defaultdict(list)
    yield from sort(parts, jobs, job)
    for what, read in _READERS.items():
        for part in jobs.pop(what, ()):
            yield Known(part.path)
            yield from read(export, part.path)
            yield from export.reading.problems(part.path)
    for part in jobs.get("notes", ()):
        yield Known(part.path)
        yield from notes.note(export.reading, part.path, inner(part.name))
        yield from export.reading.problems(part.path)
    yield from pages(export.reading, jobs, beside=found.variant != "html")
    if found.variant == "media":
        yield Problem("media-only", "")
    yield from _account(export)


def _account(export: Export) -> Iterator[Record]:
    """Tell whose export it is, and the profile: anybody sees it, of a private account too."""
    account, last = export.account, export.reading.last
    if account.bio or account.pictures:
        yield Item(
            Kind.PROFILE,
            "profile",
            None,
            Audience.PUBLIC,
            text=account.bio,
            media=account.pictures,
        )
    as_of = datetime.fromtimestamp(last, UTC) if last else None
    yield Holder(account.user or account.name, private=account.closed, as_of=as_of)


def _profile(export: Export, path: str) -> Iterator[Record]:
    for each in export.reading.records(path, Named, "profile_user"):
        values = maps.named(each.string_map_data)
        account = export.account
        account.user = account.user or maps.words(values, _USER)
        account.name = account.name or maps.words(values, _NAME)
        account.bio = account.bio or maps.words(values, _BIO)
        private = maps.flag(values)
        account.private = private if account.private is None else account.private
        yield notes.flag(path, private=private)


def _threads_profile(export: Export, path: str) -> Iterator[Record]:
    for each in export.reading.records(path, Named, "text_post_app_text_post_app_profile"):
        private = maps.flag(maps.named(each.string_map_data))
        export.account.threads_private = private
        yield notes.flag(path, private=private, threads=True)


def _insights(export: Export, path: str) -> Iterator[Record]:
    for each in export.reading.records(path, Named, "profile_account_insights"):
        close = maps.named(each.string_map_data).get(_CLOSE)
        if close is not None:
            stamp = close.timestamp
            at = export.reading.moment(stamp) if stamp else 0
            export.account.close = at if stamp is not None else None
        yield notes.stories(path, export.account.close)


def _turns(export: Export, path: str) -> Iterator[Record]:
    number = unclear = 0
    for each in export.reading.records(path, Named, "account_history_account_privacy_history"):
        at = export.reading.moment(maps.time(maps.named(each.string_map_data)))
        private = maps.is_private(mend(each.title))
        if at is None or private is None:
            unclear += 1
        else:
            number += 1
            export.account.turn(at, private=private)
            yield Turn(datetime.fromtimestamp(at, UTC), private)
    if unclear:
        export.reading.doubt("not-understood", path, str(unclear))
    yield notes.turns(path, number)


_READERS: Mapping[str, Callable[[Export, str], Iterator[Record]]] = {
    "flat profile": flat.profile,
    "profile": _profile,
    "threads profile": _threads_profile,
    "insights": _insights,
    "turns": _turns,
    "archived": posts.archived,
    "posts": posts.posts,
    "deleted": posts.deleted,
    "reels": posts.reels,
    "stories": posts.stories,
    "pictures": posts.pictures,
    "threads": posts.threads,
    "comments": posts.comments,
    "messages": lambda export, path: messages(export.reading, path),
    "chats": lambda export, path: said(
        export.reading, path, export.account.name, export.account.user
    ),
    "flat media": flat.media,
    "flat comments": flat.comments,
    "flat messages": flat.messages,
}
"""In the order of reading: the account first, since who could see a post hangs on it."""
