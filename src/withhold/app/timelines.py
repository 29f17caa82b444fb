"""How has one platform's word been followed: which versions, when, and what changed?

A few queries, whatever the number of versions: they are counted by month where they are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import changed
from withhold.app.doubting import proofs_of
from withhold.report.timelines import Timeline
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
        counted = tuple(policies.followed(names))
        said = policies.marks.said()
        turns = tuple(
            each
            for each in policies.turns(names)
            if each.id not in said.no_change and not said.is_muted(each.service, each.document)
        )
    return Timeline(counted, turns, proofs_of(house, slug))
