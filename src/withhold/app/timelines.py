"""How has one platform's word been followed: which versions, when, and what changed?

Two queries, whatever the number of versions: they are counted by month where they are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import changed
from withhold.app.doubting import proofs_of
from withhold.report.timelines import Counted, Timeline
from withhold.store.policies import Policies

if TYPE_CHECKING:
    from withhold.app.start import House


def timeline(house: House, slug: str) -> Timeline:
    """Gather what is kept of a platform's policies, and when the person was seen to be out."""
    known = house.facts.platforms[slug]
    names = known.platform.archived_as
    if not changed.kept(house) or not names:
        return Timeline((), (), proofs_of(house, slug))
    with Policies(house.home) as policies:
        counted = tuple(
            Counted(
                each.service, each.name, each.month, each.why, each.count, each.first, each.last
            )
            for each in policies.followed(names)
        )
    changes = changed.changes(house, every=True, of=names)
    return Timeline(counted, tuple(changes), proofs_of(house, slug))
