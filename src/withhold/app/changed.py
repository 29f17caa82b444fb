"""Which changes are kept, what did the person say of them, and where are they recorded?

Looked up without the judge, whose rules take a while to load.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.model.terms import UrlStatus
from withhold.report.policies import Archived, Change
from withhold.store.policies import Policies

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from withhold.app.start import House
    from withhold.store.marks import Said
    from withhold.store.policies import Record, Told

LATELY = timedelta(days=365)
"""How far back "lately" goes, where nothing else is said."""


class UnknownChange(WithholdError):
    """There is no change by this id, or there are several."""

    code = "unknown-change"


def changes(
    house: House,
    since: datetime | None = None,
    *,
    every: bool = False,
    of: Collection[str] | None = None,
    brief: bool = False,
) -> list[Change]:
    """List what changed, the newest first: in the last year, since a day, or ever; `of` services.

    What the person said was no change, or muted, is in it and says so. `brief`: without passages.
    """
    begin = None if every else since or house.clock.now() - LATELY
    if not kept(house):
        return []
    with Policies(house.home) as policies:
        said = policies.marks.said()
        return [_change(told, said) for told in policies.changes(begin, of=of, brief=brief)]


def change(house: House, beginning: str) -> Change:
    """Give one change by its id, or by how that begins; raises UnknownChange."""
    found: list[Told] = []
    if kept(house):
        with Policies(house.home) as policies:
            found = policies.named(beginning.lower())
            if len(found) == 1 and beginning:
                change = _change(found[0], policies.marks.said())
                return replace(change, archive=_archive(house, policies.record(found[0])))
    what = "Several changes have an id that begins so:" if found else "There is no change with id:"
    raise UnknownChange(
        what, where=beginning, do="`withhold policies changes --all` lists them with their ids."
    )


def source(house: House, change: Change) -> str | None:
    """Give the address at which the platform publishes a document, if facts vouch for one."""
    known = ask.policy(house.facts, change.service, change.document)
    return known.fetch if known and known.url_status is UrlStatus.CURRENT else None


def kept(house: House) -> bool:
    """Tell whether anything was ever imported, so that looking makes no file; raises HomeClosed."""
    house.home.want_open()
    return house.home.policies.exists()


def read(house: House) -> bool:
    """Tell whether any text was ever read, fetched or imported."""
    if not kept(house):
        return False
    with Policies(house.home) as policies:
        return policies.count() > 0


def _change(told: Told, said: Said) -> Change:
    about, id_ = told.subject, told.id
    return Change(
        id_,
        about.service,
        about.name,
        told.before,
        told.after,
        told.judgement,
        no_change=id_ in said.no_change,
        muted=said.is_muted(about.service, about.name),
        looked=id_ in said.looked,
    )


def _archive(house: House, record: Record) -> Archived:
    """Name the record of a version; it has an address only if facts know that collection."""
    name = record.archive.removesuffix(".git").removesuffix(".zip")
    base = house.facts.archives.get(name)
    address = f"{base}/commit/{record.commit}" if base and record.commit else base
    return Archived(name, record.commit, address)
