"""How do tests keep an archive without reading one: items made up, taken in as an import does?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from withhold.kernel.paths import Home
from withhold.model.exposure import (
    Archive,
    Audience,
    Earlier,
    Holder,
    Item,
    Kind,
    Note,
    Problem,
    Stray,
)
from withhold.store.archives import Archives

ID = "01J0000000000000000000000A"
BEGIN = 1_500_000_000
"""The second of the oldest item."""
DAY = 86_400


def keep(
    home: Home,
    items: Iterable[Item],
    *,
    archive: str = ID,
    platform: str = "x",
    user: str = "mira_test",
    path: str = "data/new-setting.js",
    searchable: bool = True,
) -> Archive:
    """Keep one archive with something of everything beside its items."""
    now = datetime.now(UTC)
    card = Archive(
        id=archive,
        platform=platform,
        variant="2020",
        holder=Holder(user, "1", private=False, as_of=now),
        added_at=now,
        fingerprint=archive,
        counts={},
        audiences={},
        first=None,
        last=None,
        media=3,
        searchable=searchable,
        unrecognised=(Stray(path, 1234),),
        problems=(Problem("truncated", path, "1"), Problem("incomplete", path, "2/3")),
        notes=(
            Note(path, "account-flag", "ai-choice", (("private", "no"),)),
            Note(path, "future-audience", "past-audience", (("audience", user),)),
        ),
        earlier=(Earlier(None, now, {Kind.POST: 2}),),
    )
    shelf = Archives(home)
    with shelf.alone(), shelf.intake(archive) as intake:
        intake.take(items)
        return intake.finish(card)


def some(count: int = 60, text: str = "A word about coffee") -> Iterator[Item]:
    """Make items of every kind, one a day, the last without a date."""
    kinds = list(Kind)
    for number in range(count):
        yield Item(
            kind=kinds[number % len(kinds)],
            key=str(number),
            at=BEGIN + number * DAY if number < count - 1 else None,
            audience=Audience.LIMITED if number % 5 == 0 else Audience.PUBLIC,
            text=f"{text} {number}",
            zoned=number % 2 == 0,
            media=number % 3,
            people=(text,) if number % 4 == 0 else (),
            link=f"https://x.com/mira_test/status/{number}" if number % 2 else "javascript:1",
            where="group" if number % 7 == 0 else "",
        )
