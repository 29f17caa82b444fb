"""What is something about, in words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, Words, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.model.fact import PlatformFacts
    from withhold.model.terms import Prose

_DEFAULT = "default"


def subject(
    control: str | None, account: str | None, facts: Mapping[str, PlatformFacts]
) -> Message | str:
    """Name what something is about, as on the other pages."""
    slug, _, name = (account or "").partition("/")
    known = facts.get((control or slug).partition(".")[0])
    if known is None:
        return control or slug
    platform = known.platform.name
    own = say("{platform} ({account})", platform=platform, account=name)
    whose = own if name not in {"", _DEFAULT} else platform
    if not control:
        return whose
    prose = control_name(facts, control) or _route_name(known, control)
    about = Words(prose) if prose else control
    return say("{platform}: {name}", platform=whose, name=about)


def _route_name(known: PlatformFacts, name: str) -> Prose:
    own = name.partition(".")[2]
    return next((route.name for route in known.platform.routes if route.id == own), {})
