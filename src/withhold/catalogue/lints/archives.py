"""Is every archived document found again under its platform?

Why: what an archive says of a service is told to those who use the platform. A service nobody
claims is told to nobody, and a collection without an address cannot be looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.errors import nearest
from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.fact import PlatformFacts

_PARTS = 3  # collection, service, document


def check(look: Look) -> Iterator[Problem]:
    """Yield archived documents of services not claimed, in unknown collections, and twice named."""
    for slug, known in look.platforms():
        yield from _twice(look, slug, known.platform.archived_as)
        yield from _unclaimed(look, slug, known)


def _twice(look: Look, slug: str, names: list[str]) -> Iterator[Problem]:
    folded = [name.casefold() for name in names]
    for place, name in enumerate(folded):
        if name in folded[:place]:
            where = look.where(slug, "platform", "archived_as", place)
            yield Problem("archives", where, f"“{names[place]}” stands here twice.", "Keep one.")


def _unclaimed(look: Look, slug: str, known: PlatformFacts) -> Iterator[Problem]:
    for place, policy in enumerate(known.policies):
        if policy.archive is None:
            continue
        where = look.where(slug, "policies", "policies", place, "archive")
        collection, *rest = policy.archive.split("/")
        if len(rest) != _PARTS - 1:
            what = "This is no place in an archive."
            yield Problem("archives", where, what, "Write collection/service/document.")
            continue
        if collection not in look.facts.archives:
            what = f"The collection {collection} is not in archives.yaml."
            yield Problem("archives", where, what, nearest(collection, look.facts.archives))
        if rest[0] not in known.platform.archived_as:
            what = f"`archived_as` in platform.yaml does not name {rest[0]}."
            yield Problem("archives", where, what, f"Add {rest[0]} there.")
