"""Is everything that cannot be undone marked so?

Why: a plan never holds what cannot be undone unless the person named it; an unmarked deletion
would be run like any switch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints.problem import Problem
from withhold.model.terms import Effect, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.fact import Control

_SENT = {Kind.FORM, Kind.LETTER}


def check(look: Look) -> Iterator[Problem]:
    """Yield deletions that are not marked, and controls said to be both final and restorable."""
    for slug, known in look.platforms():
        for place, control in enumerate(known.controls):
            for key, what, do in _wrong(control):
                where = look.where(slug, "controls", "controls", place, key)
                yield Problem("irreversible", where, f"{control.id} {what}.", do)


def _wrong(control: Control) -> Iterator[tuple[str, str, str]]:
    deletes = control.kind is Kind.DELETION or control.effect is Effect.DELETION
    if deletes and not control.irreversible:
        yield "irreversible", "deletes and is not marked", "Write `irreversible: true`."
    if control.restorable and (control.irreversible or deletes):
        yield "restorable", "is final and yet restorable", "Write `restorable: false`."
    if control.restorable and control.kind in _SENT:
        yield "restorable", "is sent and cannot be taken back", "Write `restorable: false`."
