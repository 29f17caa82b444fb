"""Does everything we claim say who says so?

Why: a claim without a source cannot be checked and cannot be corrected. What is not known needs
none; it says `unknown` or `unclear`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.errors import nearest
from withhold.catalogue.lints.problem import Problem
from withhold.model.fact import Basis, Control, DataUse, Default, Event, Label, Measure, Route, Use
from withhold.model.published import Export, Policy
from withhold.model.terms import DefaultState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look

_CLAIMS = (Basis, Control, DataUse, Default, Event, Export, Label, Measure, Policy, Route, Use)


def check(look: Look) -> Iterator[Problem]:
    """Yield claims without a source, and sources that are not listed or listed twice."""
    listed = {slug: [s.id for s in known.platform.sources] for slug, known in look.platforms()}
    for slug, ids in listed.items():
        for place, id_ in enumerate(ids):
            if id_ in ids[:place]:
                where = look.where(slug, "platform", "sources", place, "id")
                yield Problem("sources", where, f"`{id_}` is listed twice.", "Keep one.")
    for each in look.values():
        if not isinstance(each.value, _CLAIMS):
            continue
        unknown = isinstance(each.value, Default) and each.value.state is DefaultState.UNKNOWN
        if not each.value.sources and not unknown:
            where = look.where(each.slug, each.part, *each.steps)
            yield Problem("sources", where, "This has no source.", "Add `sources: […]`.")
        for place, id_ in enumerate(each.value.sources):
            if id_ not in listed[each.slug]:
                yield Problem(
                    "sources",
                    look.where(each.slug, each.part, *each.steps, "sources", place),
                    f"There is no source `{id_}` in platform.yaml.",
                    nearest(id_, listed[each.slug]),
                )
