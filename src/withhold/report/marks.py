"""How is it told what the person said of changes: no change, muted?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.report.failures import SCHEMA
from withhold.report.policies import safe, title
from withhold.report.screen import Screen
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from withhold.report.policies import Change
    from withhold.report.screen import Line


def looked(number: int) -> dict[str, Any]:
    """Give the one object `policies looked` prints with `--json`."""
    return {"schema": SCHEMA, "looked": number}


def muted(found: Sequence[tuple[str, str, datetime]]) -> dict[str, Any]:
    """Give the one object `policies muted` prints with `--json`; no document is all of them."""
    return {
        "schema": SCHEMA,
        "muted": [
            {"service": service, "document": document or None, "since": stamp(at)}
            for service, document, at in found
        ],
    }


def marked_screen(change: Change, *, width: int) -> list[Line]:
    """Say what is said of a change now."""
    page = Screen(width)
    page.head(title(change))
    if change.no_change:
        page.text("No change, by your word. It is left out of lists, and puts nothing in doubt.")
        page.text(f"`withhold policies mark {change.id} --undo` takes that back.")
    else:
        page.text("A change, as it was found. It is listed again.")
    return page.lines


def muted_screen(found: Sequence[tuple[str, str, datetime]], *, width: int) -> list[Line]:
    """List what the person wants to hear nothing of."""
    page = Screen(width)
    for service, document, at in found:
        since = day(f"{at:%Y-%m-%d}")
        page.point(f"{safe(service)}, {safe(document) or 'all documents'}: since {since}")
    if not found:
        page.text("Nothing is muted.")
    return page.lines
