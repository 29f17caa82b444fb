"""What does the person say about changes: this was none, not of interest, looked at?

What they say stays on this machine, and hides nothing for good: all of it is listed again by
`policies changes --all`, and can be taken back.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from withhold.app import changed
from withhold.catalogue.errors import nearest
from withhold.kernel.errors import WithholdError
from withhold.store.marks import NOTHING
from withhold.store.policies import Policies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.app.start import House
    from withhold.report.policies import Change
    from withhold.store.marks import Muted, Said


class UnknownService(WithholdError):
    """No service, or no document of it, is known by this name."""

    code = "unknown-service"


class NotMuted(WithholdError):
    """What is to be heard of again was never muted."""

    code = "not-muted"


def mark(house: House, beginning: str, *, undo: bool = False) -> Change:
    """Say that a change was none, or take that back; raises UnknownChange."""
    found = changed.change(house, beginning)
    with Policies(house.home) as kept:
        if undo:
            kept.marks.take_back(found.id)
        else:
            kept.marks.no_change(found.id, house.clock.now())
    return changed.change(house, found.id)


def mute(house: House, service: str, document: str = "") -> tuple[str, str]:
    """Hear nothing more of a document or a whole service; raises UnknownService."""
    names = _named(house, service, document)
    with Policies(house.home) as kept:
        kept.marks.mute(*names, house.clock.now())
    return names


def unmute(house: House, service: str, document: str = "") -> tuple[str, str]:
    """Hear of it again; raises NotMuted."""
    found = [
        (each.service, each.document)
        for each in muted(house)
        if _folded(each.service, each.document) == _folded(service, document)
    ]
    if not found:
        raise NotMuted(
            "This is not muted:",
            where=f"{service} {document}".strip(),
            do="`withhold policies muted` lists what is.",
        )
    with Policies(house.home) as kept:
        kept.marks.unmute(*found[0])
    return found[0]


def muted(house: House) -> tuple[Muted, ...]:
    """List what the person wants to hear nothing of."""
    return said(house).muted


def said(house: House) -> Said:
    """Give all the person said; looking makes no file."""
    if not changed.kept(house):
        return NOTHING
    with Policies(house.home) as kept:
        return kept.marks.said()


def looked(house: House, changes: Iterable[Change]) -> int:
    """Say that these were looked at; give how many of them were new."""
    new = [change.id for change in changes if change.new]
    if new:
        with Policies(house.home) as kept:
            kept.marks.looked(new, house.clock.now())
    return len(new)


def fingerprint(changes: Iterable[Change]) -> str:
    """Name a set of new changes, so that only what was shown is marked as looked at."""
    ids = sorted(change.id for change in changes if change.new)
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]


def _named(house: House, service: str, document: str) -> tuple[str, str]:
    """Give names as they are recorded."""
    with Policies(house.home) as kept:
        there = [(each.service, each.name) for each in kept.subjects()]
    services = {name for name, _ in there} | {
        name for known in house.facts.platforms.values() for name in known.platform.archived_as
    }
    names = {name.casefold(): name for name in services}
    found = names.get(service.strip().casefold())
    if found is None:
        raise UnknownService(
            "No service is known by this name:",
            where=service,
            do=nearest(service, services),
        )
    documents = {name.casefold(): name for of, name in there if of == found}
    wanted = document.strip().casefold()
    if wanted and wanted not in documents:
        raise UnknownService(
            f"No document of {found} is recorded by this name:",
            where=document,
            do=nearest(document, documents.values()),
        )
    return found, documents.get(wanted, "")


def _folded(*names: str) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in names)
